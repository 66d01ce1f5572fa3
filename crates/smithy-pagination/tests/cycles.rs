//! A listing ends, whatever tokens the service gives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::borrow::Cow;
use std::ops::Range;

use common::{ListThings, Request, Response, Seen, request, runner};
use proptest::prelude::*;
use smithy_pagination::{
    Checkpoint, LimitKind, Outcome, PageErrorKind, Paginate, Paginated, Refused, Token,
};

/// How a listing over a token graph ended.
struct End {
    requests: u64,
    outcome: Outcome,
    cycle: Option<u64>,
}

/// Walks a service whose `n`th token leads to page `n`, which gives the token `next[n]`, or none past the end.
fn walk(next: &[usize], start: Option<usize>) -> End {
    let mut requests = 0;
    let answer = |request: &Request| {
        requests += 1;
        let here: usize = request
            .next_token
            .as_deref()
            .map_or(0, |token| token.parse().unwrap());
        // A cycle that is not noticed fails instead of running on.
        if requests > 10_000 {
            return Err("it never ends".to_owned());
        }
        let next_token = next.get(here).map(ToString::to_string);
        Ok(Response {
            items: Some(vec![1]),
            next_token,
            ..Response::default()
        })
    };
    let mut paginate = Paginate::calling(ListThings, request(), answer);
    if let Some(start) = start {
        paginate = paginate.starting_token(start.to_string());
    }
    let mut pages = paginate.pages().unwrap();
    let error = pages.by_ref().find_map(Result::err);
    assert!(!pages.retry(), "asking again does not mend a cycle");
    let outcome = pages.outcome();
    drop(pages);
    let cycle = error.map(|error| match error.into_kind() {
        PageErrorKind::Cycle { length, .. } => length,
        other => panic!("{other}"),
    });
    End {
        requests,
        outcome,
        cycle,
    }
}

/// Tail and cycle of the tokens 1, 2, 3, … that the service gives; `None` if they end.
fn shape(next: &[usize], first: usize) -> Option<(u64, u64)> {
    let mut seen = vec![first];
    loop {
        let token = *next.get(*seen.last().unwrap())?;
        match seen.iter().position(|known| *known == token) {
            Some(tail) => return Some((tail as u64, (seen.len() - tail) as u64)),
            None => seen.push(token),
        }
    }
}

fn check(next: &[usize], start: Option<usize>) -> Result<(), TestCaseError> {
    let end = walk(next, start);
    // A token one started from counts; the first page has none.
    let first = start.or_else(|| next.first().copied());
    let given_before = u64::from(start.is_some());
    match first.and_then(|first| shape(next, first)) {
        None => prop_assert_eq!((end.outcome, end.cycle), (Outcome::Complete, None)),
        Some((tail, cycle)) => {
            prop_assert_eq!(end.outcome, Outcome::Interrupted);
            prop_assert!(end.cycle.unwrap().is_multiple_of(cycle));
            let tokens = end.requests + given_before;
            if cycle <= 64 {
                prop_assert_eq!((end.cycle, tokens), (Some(cycle), tail + cycle + 1));
            } else {
                prop_assert!(
                    tokens <= 3 * (tail + cycle),
                    "{} for {} and {}",
                    tokens,
                    tail,
                    cycle
                );
            }
        }
    }
    Ok(())
}

/// `0 → 1 → … → tail + cycle - 1 → tail`.
fn rho(tail: usize, cycle: usize) -> Vec<usize> {
    (1..tail + cycle).chain([tail]).collect()
}

#[test]
fn any_tail_and_cycle_ends_within_the_bounds() {
    let seen = Seen::of("a tail and a cycle");
    let mut runner = runner(file!());
    let shapes = (
        0usize..300,
        prop_oneof![1usize..70, 60usize..70, 1usize..400],
        any::<bool>(),
    );
    let property = |(tail, cycle, started): (usize, usize, bool)| {
        seen.case(&[
            ("a cycle beyond the ring", cycle > 64),
            ("a tail", tail > 0),
            ("started from a token", started),
        ]);
        check(&rho(tail, cycle), started.then_some(0))
    };
    runner.run(&shapes, property).unwrap();
    seen.check();
}

#[test]
fn any_token_graph_ends() {
    let mut runner = runner(file!());
    let seen = Seen::of("any token graph");
    // One target in so many ends the listing.
    let graphs = (1usize..40).prop_flat_map(|len| prop::collection::vec(0..=len, len));
    let property = |(next, started): (Vec<usize>, Option<usize>)| {
        let ends = next
            .first()
            .is_none_or(|first| shape(&next, *first).is_none());
        seen.case(&[("a listing that ends", ends), ("a cycle", !ends)]);
        check(&next, started)
    };
    runner
        .run(&(graphs, prop::option::of(0usize..40)), property)
        .unwrap();
    seen.check();
}

#[test]
fn the_requests_it_takes() {
    let requests = |tail, cycle| walk(&rho(tail, cycle), Some(0)).requests;
    assert_eq!([1, 2, 5, 64].map(|cycle| requests(0, cycle)), [1, 2, 5, 64]);
    // Token 128 is held when it comes back; two cycles of 65 are not enough for 64 to do so.
    assert_eq!(requests(0, 65), 128 + 65 - 1);
    assert_eq!(requests(0, 1000), 1024 + 1000 - 1);
    assert_eq!(requests(1000, 1000), 1024 + 1000 - 1);
}

#[test]
fn the_page_with_the_repeated_token_is_delivered_first() {
    let answer = |request: &Request| {
        let next_token = Some(
            if request.next_token.is_none() {
                "a"
            } else {
                "b"
            }
            .to_owned(),
        );
        Ok::<_, String>(Response {
            items: Some(vec![1]),
            next_token,
            ..Response::default()
        })
    };
    let mut pages = Paginate::calling(ListThings, request(), answer)
        .pages()
        .unwrap();
    assert_eq!(pages.by_ref().take_while(Result::is_ok).count(), 3);
    assert_eq!(pages.progress().items, 3);
}

/// A service of pages of `len` items, whose page `wrong` leads to page `back` for the first `times` that it is asked.
fn mended(
    pages: usize,
    len: usize,
    (wrong, back): (usize, usize),
    mut times: usize,
) -> impl FnMut(&Request) -> Result<Response, String> {
    move |request| {
        let here: usize = request
            .next_token
            .as_deref()
            .map_or(0, |token| token.parse().unwrap());
        let is_wrong = here == wrong && times > 0;
        times -= usize::from(is_wrong);
        let next = match is_wrong {
            true => Some(back),
            false => Some(here + 1).filter(|next| *next < pages),
        };
        Ok(Response {
            items: Some((0..len).map(|item| (here * len + item) as u32).collect()),
            next_token: next.map(|next| next.to_string()),
            ..Response::default()
        })
    }
}

#[test]
fn what_a_token_that_leads_back_has_cut_short_goes_on_without_loss_or_repetition() {
    let seen = Seen::of("a token that leads back");
    let mut runner = runner(file!());
    let shapes = (
        2usize..60,
        0usize..4,
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
    );
    let property =
        |(pages, len, wrong, back): (usize, usize, prop::sample::Index, prop::sample::Index)| {
            let wrong = 1 + wrong.index(pages - 1);
            let back = 1 + back.index(wrong);
            seen.case(&[("the same token again", back == wrong), ("items", len > 0)]);
            let mut service = mended(pages, len, (wrong, back), 1);
            let mut items = Vec::new();
            let mut read = |token: Option<String>| {
                let mut paginate = Paginate::calling(ListThings, request(), &mut service);
                if let Some(token) = token {
                    paginate = paginate.starting_token(token);
                }
                let mut listing = paginate.pages().unwrap();
                let error = listing.by_ref().find_map(|page| {
                    page.map(|page| items.extend(page.items.unwrap_or_default()))
                        .err()
                });
                let kept = listing.resume_token();
                error.map(|error| (error.resume_token().to_owned(), kept))
            };
            let (token, kept) = read(None).unwrap();
            prop_assert_eq!(Some(&token), kept.as_ref());
            prop_assert!(read(Some(token)).is_none());
            prop_assert_eq!(items, (0..(pages * len) as u32).collect::<Vec<_>>());
            Ok(())
        };
    runner.run(&shapes, property).unwrap();
    seen.check();
}

#[test]
fn a_service_that_is_not_mended_is_not_followed_round_again() {
    let seen = Seen::of("runs against a token that leads back");
    let mut runner = runner(file!());
    let shapes = (
        2usize..60,
        1usize..4,
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        1usize..5,
    );
    let property = |(pages, len, wrong, back, times): (
        usize,
        usize,
        prop::sample::Index,
        prop::sample::Index,
        usize,
    )| {
        let wrong = 1 + wrong.index(pages - 1);
        let back = 1 + back.index(wrong);
        seen.case(&[
            ("a longer circle", back < wrong),
            ("another run in vain", times > 1),
        ]);
        let mut service = mended(pages, len, (wrong, back), times);
        let (mut items, mut checkpoint) = (Vec::new(), None::<Checkpoint>);
        for run in 0..=times {
            let mut paginate = Paginate::calling(ListThings, request(), &mut service);
            if let Some(checkpoint) = checkpoint {
                paginate = paginate.checkpoint(checkpoint);
            }
            let mut listing = paginate.items().unwrap();
            let before = items.len();
            let error = listing
                .by_ref()
                .find_map(|item| item.map(|item| items.push(item)).err());
            prop_assert_eq!(error.is_some(), run < times);
            if let Some(error) = error {
                let length = (wrong - back + 1) as u64;
                let is_told = matches!(error.kind(), PageErrorKind::Cycle { length: told, .. } if *told == length);
                prop_assert!(is_told, "{}", error);
                prop_assert!(run == 0 || items.len() == before);
            }
            checkpoint = Some(listing.checkpoint().to_string().parse().unwrap());
        }
        prop_assert_eq!(
            items,
            (0..(pages * len) as u32)
                .map(common::Item::Item)
                .collect::<Vec<_>>()
        );
        Ok(())
    };
    runner.run(&shapes, property).unwrap();
    seen.check();
}

/// A listing whose items no trait names: a request is its token, a response the token of the next page.
struct Bare;

impl Paginated for Bare {
    type Request = Token;
    type Response = Token;

    fn operation(&self) -> &str {
        "ListBare"
    }
    fn input_tokens(&self) -> &[Cow<'static, str>] {
        &[Cow::Borrowed("nextToken")]
    }
    fn limit(&self) -> LimitKind {
        LimitKind::None
    }
    fn set_token(&self, request: &mut Token, token: &Token) -> Result<(), Refused> {
        *request = token.clone();
        Ok(())
    }
    fn set_limit(&self, _: &mut Token, _: u64) -> Result<(), Refused> {
        Ok(())
    }
    fn next_token(&self, response: &Token) -> Token {
        response.clone()
    }
    fn primary_len(&self, _: &Token) -> usize {
        0
    }
    fn keep(&self, _: &mut Token, _: Range<usize>) {}
    fn blank_secondary(&self, _: &mut Token) {}
    fn counts_items(&self) -> bool {
        false
    }
}

#[test]
fn without_items_there_is_no_place_inside_a_page_that_leads_back() {
    let again = Token::single("nextToken", Some("a".to_owned()));
    let first = Token::single("nextToken", None);
    let answer = |_: &Token| Ok::<_, String>(again.clone());
    let mut pages = Paginate::calling(Bare, first, answer).pages().unwrap();
    let mut last = None;
    let error = loop {
        match pages.next().unwrap() {
            Ok(_) => last = pages.resume_token(),
            Err(error) => break error,
        }
    };
    assert!(matches!(error.kind(), PageErrorKind::Cycle { .. }));
    assert_eq!(pages.progress().pages, 2);
    // `{"nextToken": "a"}`, without an amount.
    assert_eq!(error.resume_token(), "eyJuZXh0VG9rZW4iOiAiYSJ9");
    assert_eq!(last.as_deref(), Some(error.resume_token()));
}
