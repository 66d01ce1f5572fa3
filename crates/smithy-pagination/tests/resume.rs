//! A listing read in pieces is the listing: nothing is lost, nothing comes twice.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{Item, Listing, Seen, features, list, listings, runner};
use proptest::prelude::*;
use smithy_pagination::{Outcome, codec};

/// One run of a listing that is read in several.
struct Chunk {
    items: Vec<u32>,
    notes: Vec<u32>,
    token: Option<String>,
}

fn chunk(listing: &Listing, max_items: u64, token: Option<&str>) -> Chunk {
    let mut paginate = list(listing).max_items(max_items);
    if let Some(token) = token {
        paginate = paginate.starting_token(token);
    }
    let mut pages = paginate.pages().unwrap();
    let (mut items, mut notes) = (Vec::new(), Vec::new());
    for page in &mut pages {
        let page = page.unwrap();
        items.extend(page.items.unwrap());
        notes.extend(page.notes.unwrap());
    }
    let token = pages.resume_token();
    assert_eq!(token.is_none(), pages.outcome() == Outcome::Complete);
    assert_eq!(pages.progress().items, items.len() as u64);
    Chunk {
        items,
        notes,
        token,
    }
}

fn amount(token: &Option<String>) -> Option<u64> {
    let members = codec::decode(token.as_deref()?).unwrap();
    members.get("boto_truncate_amount")?.as_u64()
}

#[test]
fn resumed_chunks_are_the_listing() {
    let seen = Seen::of("resumed chunks");
    let caps = prop::collection::vec(1u64..9, 1..5);
    let mut runner = runner(file!());
    let property = |(listing, caps): (Listing, Vec<u64>)| {
        let (mut items, mut notes, mut token) = (Vec::new(), Vec::new(), None);
        let (mut cut, mut cut_again, mut ended) = (false, false, false);
        // Every run but the last delivers an item, and caps are used round about.
        for cap in caps.iter().cycle().take(listing.items().len() + 1) {
            let before = amount(&token);
            let chunk = chunk(&listing, *cap, token.as_deref());
            prop_assert!(chunk.items.len() as u64 <= *cap);
            items.extend(chunk.items);
            notes.extend(chunk.notes);
            token = chunk.token;
            cut |= amount(&token).is_some();
            cut_again |= before.is_some() && amount(&token) > before;
            if token.is_none() {
                ended = true;
                break;
            }
        }
        seen.case(&features(&listing.pages));
        seen.shows(&[
            ("a cut inside a page", cut),
            ("a resume inside a resumed page", cut_again),
            ("a second result key", !listing.notes().is_empty()),
        ]);
        prop_assert!(ended, "the listing has no end");
        prop_assert_eq!(items, listing.items());
        prop_assert_eq!(notes, listing.notes());
        Ok(())
    };
    runner.run(&(listings(), caps), property).unwrap();
    seen.check();
}

#[test]
fn any_item_is_a_place_to_stop() {
    let seen = Seen::of("any item is a place to stop");
    let mut runner = runner(file!());
    let property = |listing: Listing| {
        let whole = listing.flat();
        let mut inexpressible = false;
        for k in 0..=whole.len() {
            let mut items = list(&listing).items().unwrap();
            let taken: Vec<Item> = items.by_ref().take(k).map(Result::unwrap).collect();
            prop_assert_eq!(&taken, &whole[..k]);
            prop_assert_eq!(items.progress().items, k as u64);
            let (token, repeated) = match items.resume_token() {
                Ok(token) => (token, 0),
                Err(place) => (Some(place.page_start().to_owned()), place.taken()),
            };
            inexpressible |= repeated > 0;
            prop_assert!(repeated == 0 || !listing.notes().is_empty());
            let Some(token) = token else {
                prop_assert_eq!((k, items.outcome()), (whole.len(), Outcome::Complete));
                continue;
            };
            prop_assert_eq!(items.outcome(), Outcome::Interrupted);
            let rest = list(&listing).starting_token(token).items().unwrap();
            let rest: Vec<Item> = rest.map(Result::unwrap).collect();
            prop_assert_eq!(&rest[..], &whole[k - repeated as usize..]);
        }
        seen.case(&features(&listing.pages));
        seen.shows(&[("a place without a token", inexpressible)]);
        Ok(())
    };
    runner.run(&listings(), property).unwrap();
    seen.check();
}

#[test]
fn an_item_is_also_a_place_to_stop_a_resumed_and_capped_listing() {
    let seen = Seen::of("any item of a resumed listing");
    let mut runner = runner(file!());
    let property = |(listing, first, cap): (Listing, u64, u64)| {
        let listing = Listing::new(
            listing
                .pages
                .into_iter()
                .map(|(items, _)| (items, vec![]))
                .collect(),
        );
        let token = chunk(&listing, first, None).token;
        let whole = listing.items();
        let cut = amount(&token).is_some();
        let cut_again = cut && whole.len() as u64 > first + 1;
        seen.case(&features(&listing.pages));
        seen.shows(&[
            ("a cut inside a page", cut),
            ("a resume inside a resumed page", cut_again),
        ]);
        let Some(token) = token else {
            return Ok(());
        };
        for k in 0..=cap {
            let mut items = list(&listing)
                .starting_token(token.as_str())
                .max_items(cap)
                .items()
                .unwrap();
            let taken = items.by_ref().take(k as usize).map(Result::unwrap).count();
            let from = whole.len().min(first as usize + taken);
            match items.resume_token().unwrap() {
                None => prop_assert_eq!(from, whole.len()),
                Some(token) => {
                    prop_assert_eq!(chunk(&listing, 1000, Some(&token)).items, &whole[from..]);
                }
            }
        }
        Ok(())
    };
    runner
        .run(&(listings(), 1u64..6, 1u64..6), property)
        .unwrap();
    seen.check();
}

#[test]
fn the_full_result_is_every_page_in_one() {
    let seen = Seen::of("the full result");
    let mut runner = runner(file!());
    let property = |(listing, cap): (Listing, u64)| {
        let result = list(&listing).max_items(cap).full_result().unwrap();
        let expected = chunk(&listing, cap, None);
        seen.case(&features(&listing.pages));
        seen.shows(&[("a cut inside a page", amount(&expected.token).is_some())]);
        prop_assert_eq!(result.response.items.unwrap(), expected.items);
        prop_assert_eq!(result.response.notes.unwrap(), expected.notes);
        prop_assert_eq!(result.response.name.as_deref(), Some("all"));
        prop_assert_eq!(
            result.outcome == Outcome::Complete,
            expected.token.is_none()
        );
        prop_assert_eq!(result.next_token, expected.token);
        Ok(())
    };
    runner.run(&(listings(), 0u64..20), property).unwrap();
    seen.check();
}

#[test]
fn not_started_and_finished_are_told_apart() {
    let listing = Listing::new(vec![(vec![1], vec![])]);
    let mut items = list(&listing).items().unwrap();
    let start = items.resume_token().unwrap().unwrap();
    assert_eq!(codec::decode(&start).unwrap().len(), 1);
    assert_eq!(items.outcome(), Outcome::Interrupted);
    assert_eq!(items.next(), Some(Ok(Item::Item(1))));
    assert_eq!(items.resume_token(), Ok(None));
    assert_eq!(items.outcome(), Outcome::Complete);
    assert_eq!(chunk(&listing, 9, Some(&start)).items, [1]);
}
