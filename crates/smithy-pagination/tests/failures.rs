//! A call that fails loses nothing, ends plain iteration, and is repeated exactly when asked.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::cell::Cell;
use std::error::Error;

use common::{
    Item, ListThings, Listing, Request, Response, Seen, features, list, listings, request, runner,
};
use proptest::prelude::*;
use smithy_pagination::{FullResultError, Outcome, PageErrorKind, Paginate, codec};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Down;

impl std::fmt::Display for Down {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the line is down")
    }
}

impl Error for Down {}

/// Answers from the listing, but fails at one call.
fn failing_at(
    listing: &Listing,
    call: usize,
) -> Paginate<ListThings, impl FnMut(&Request) -> Result<Response, Down> + use<'_>> {
    Paginate::calling(ListThings, request(), move |request| {
        let answer = listing.answer(request).unwrap();
        if listing.requests() == call + 1 {
            Err(Down)
        } else {
            Ok(answer)
        }
    })
}

#[test]
fn an_error_at_any_page_loses_nothing() {
    let seen = Seen::of("an error at any page");
    let mut runner = runner(file!());
    let property = |listing: Listing| {
        let whole = listing.items();
        seen.case(&features(&listing.pages));
        for call in 0..listing.pages.len() {
            listing.asked.borrow_mut().clear();
            let mut pages = failing_at(&listing, call).pages().unwrap();
            let mut got = Vec::new();
            let error = loop {
                match pages.next().unwrap() {
                    Ok(page) => got.extend(page.items.unwrap()),
                    Err(error) => break error,
                }
            };
            prop_assert_eq!(error.kind(), &PageErrorKind::Call(Down));
            prop_assert_eq!(error.operation(), "ListThings");
            prop_assert_eq!(error.page(), call as u64 + 1);
            prop_assert_eq!(error.items(), got.len() as u64);
            prop_assert_eq!(pages.resume_token().unwrap(), error.resume_token());
            prop_assert_eq!(pages.outcome(), Outcome::Interrupted);

            // Plain iteration is over and sends nothing.
            prop_assert!(pages.next().is_none() && pages.next().is_none());
            prop_assert_eq!(listing.requests(), call + 1);

            // A new listing from the error's token is the rest.
            let elsewhere = Listing::new(listing.pages.clone());
            let rest = list(&elsewhere)
                .starting_token(error.resume_token())
                .pages()
                .unwrap();
            let rest: Vec<u32> = rest.flat_map(|page| page.unwrap().items.unwrap()).collect();
            prop_assert_eq!([&got[..], &rest[..]].concat(), &whole[..]);

            // One retry is one request, the same.
            prop_assert!(pages.retry());
            got.extend(pages.next().unwrap().unwrap().items.unwrap());
            prop_assert_eq!(listing.requests(), call + 2);
            let asked = listing.asked.borrow().clone();
            prop_assert_eq!(&asked[call], &asked[call + 1]);
            prop_assert!(!pages.retry(), "nothing failed since");
            got.extend(pages.by_ref().flat_map(|page| page.unwrap().items.unwrap()));
            prop_assert_eq!(&got, &whole);
            prop_assert_eq!(pages.outcome(), Outcome::Complete);
        }
        Ok(())
    };
    runner.run(&listings(), property).unwrap();
    seen.check();
}

/// The page that is resumed into fails: what an earlier run delivered of it stays delivered.
#[test]
fn an_error_on_the_resumed_page_loses_nothing() {
    let seen = Seen::of("an error on the resumed page");
    let mut runner = runner(file!());
    let property = |(listing, first): (Listing, u64)| {
        let result = list(&listing).max_items(first).full_result().unwrap();
        let inside = result.next_token.as_deref().is_some_and(|token| {
            codec::decode(token)
                .unwrap()
                .get("boto_truncate_amount")
                .is_some()
        });
        seen.case(&features(&listing.pages));
        seen.shows(&[("a cut inside a page", inside)]);
        let Some(token) = result.next_token else {
            return Ok(());
        };
        listing.asked.borrow_mut().clear();
        let mut items = failing_at(&listing, 0)
            .starting_token(token.as_str())
            .items()
            .unwrap();
        let error = items.next().unwrap().unwrap_err();
        prop_assert_eq!(error.resume_token(), token.as_str());
        prop_assert_eq!(items.resume_token().unwrap(), Some(token.clone()));
        prop_assert_eq!(items.checkpoint().to_boto3_token().unwrap(), Some(token));
        prop_assert_eq!(
            (error.page(), error.items(), items.outcome()),
            (1, 0, Outcome::Interrupted)
        );
        prop_assert!(items.retry());
        let asked = listing.asked.borrow()[0].clone();
        let rest: Vec<u32> = items
            .map(Result::unwrap)
            .filter_map(|item| match item {
                Item::Item(item) => Some(item),
                Item::Note(_) => None,
            })
            .collect();
        prop_assert_eq!(&listing.asked.borrow()[1], &asked);
        prop_assert_eq!(&rest[..], &listing.items()[first as usize..]);
        Ok(())
    };
    runner.run(&(listings(), 1u64..6), property).unwrap();
    seen.check();
}

#[test]
fn items_go_on_after_a_retry() {
    let listing = Listing::new(vec![(vec![1, 2], vec![]), (vec![3], vec![])]);
    let mut items = failing_at(&listing, 1).items().unwrap();
    let before: Vec<_> = items
        .by_ref()
        .take_while(Result::is_ok)
        .map(Result::unwrap)
        .collect();
    assert_eq!(before.len(), 2);
    assert!(items.next().is_none());
    assert!(items.retry());
    assert_eq!(items.by_ref().map(Result::unwrap).count(), 1);
    assert_eq!((items.progress().items, items.progress().pages), (3, 2));
}

#[test]
fn an_error_of_items_counts_all_of_them() {
    let listing = Listing::new(vec![(vec![1, 2], vec![3, 4, 5]), (vec![6], vec![])]);
    let error = failing_at(&listing, 1)
        .items()
        .unwrap()
        .find_map(Result::err)
        .unwrap();
    assert_eq!(error.items(), 5);
}

#[test]
fn a_failed_full_result_holds_what_was_collected() {
    let listing = Listing::new(vec![(vec![1, 2], vec![]), (vec![3], vec![])]);
    let error = failing_at(&listing, 1).full_result().unwrap_err();
    let FullResultError::Page {
        error,
        partial: Some(partial),
        ..
    } = error
    else {
        panic!("the second page failed");
    };
    assert_eq!(partial.response.items, Some(vec![1, 2]));
    assert_eq!(partial.outcome, Outcome::Interrupted);
    assert_eq!(partial.next_token.as_deref(), Some(error.resume_token()));
    assert!(matches!(
        failing_at(&Listing::new(listing.pages), 0).full_result(),
        Err(FullResultError::Page { partial: None, .. })
    ));
}

#[test]
fn a_message_says_where_and_how_to_go_on_but_not_the_source() {
    let listing = Listing::new(vec![(vec![1, 2], vec![]), (vec![3], vec![])]);
    let error = failing_at(&listing, 1)
        .pages()
        .unwrap()
        .find_map(Result::err)
        .unwrap();
    assert_eq!(
        error.to_string(),
        "ListThings, page 2, after 2 items: the call failed; \
         the starting token eyJuZXh0VG9rZW4iOiAidDEifQ== continues the listing"
    );
    assert_eq!(error.source().unwrap().to_string(), "the line is down");
}

#[test]
fn the_driver_may_ask_and_fail_as_often_as_it_likes() {
    let listing = Listing::new(vec![(vec![1, 2], vec![]), (vec![3], vec![])]);
    let mut pager = list(&listing).pager().unwrap();
    let tries = Cell::new(0);
    let mut got = Vec::new();
    while let Some(request) = pager.request().unwrap() {
        let before = pager.resume_token();
        tries.set(tries.get() + 1);
        if tries.get() % 3 != 0 {
            assert_eq!(pager.failed(Down).page(), pager.progress().pages + 1);
            assert_eq!(pager.resume_token(), before);
            continue;
        }
        let response = listing.answer(request).unwrap();
        got.extend(pager.accept(response).unwrap().items.unwrap());
    }
    assert_eq!(got, [1, 2, 3]);
    let error = pager.accept(Response::default()).unwrap_err();
    assert_eq!(error.kind(), &PageErrorKind::NotAsked);
    assert_eq!(pager.outcome(), Outcome::Complete);
}
