//! A listing ends, whatever tokens the service gives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{ListThings, Request, Response, Seen, request, runner};
use proptest::prelude::*;
use smithy_pagination::{Outcome, PageErrorKind, Paginate};

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
