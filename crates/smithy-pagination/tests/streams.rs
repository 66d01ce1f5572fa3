//! Streams deliver what the iterators do, and a dropped future costs nothing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use common::{
    ListThings, Listing, Request, Response, Seen, features, list, listings, request, runner,
};
use futures_core::{FusedStream, Stream};
use proptest::prelude::*;
use smithy_pagination::{Outcome, Paginate};

/// A call that is pending for some polls.
struct Slow<'l> {
    listing: &'l Listing,
    request: Request,
    polls: u8,
}

impl Future for Slow<'_> {
    type Output = Result<Response, String>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        if self.polls > 0 {
            self.polls -= 1;
            return Poll::Pending;
        }
        Poll::Ready(self.listing.answer(&self.request))
    }
}

/// A listing whose calls are pending for as many polls each, and that counts the calls it starts.
fn slow<'l>(
    listing: &'l Listing,
    polls: &'l [u8],
    calls: &'l std::cell::Cell<usize>,
) -> Paginate<ListThings, impl FnMut(Request) -> Slow<'l> + use<'l>> {
    let mut polls = polls.iter().copied().cycle();
    Paginate::calling_async(ListThings, request(), move |request| {
        calls.set(calls.get() + 1);
        Slow {
            listing,
            request,
            polls: polls.next().unwrap_or(0),
        }
    })
}

/// Polls a future once and drops it, ready or not.
fn once<T>(future: impl Future<Output = T>) -> Poll<T> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

/// Polls one future until it is ready.
fn patient<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
    }
}

#[test]
fn dropping_a_future_at_any_await_loses_no_item_and_sends_no_request() {
    let seen = Seen::of("a future dropped at any await");
    let mut runner = runner(file!());
    let polls = prop::collection::vec(0u8..4, 1..4);
    let property = |(listing, polls, drops, ahead): (Listing, Vec<u8>, Vec<bool>, bool)| {
        let calls = std::cell::Cell::new(0);
        let run = slow(&listing, &polls, &calls);
        let run = if ahead { run.look_ahead_async() } else { run };
        let mut items = run.item_stream().unwrap();
        let mut got = Vec::new();
        seen.case(&features(&listing.pages));
        seen.shows(&[
            ("calls that wait", polls.iter().any(|polls| *polls > 0)),
            ("futures dropped", drops.iter().any(|dropped| *dropped)),
            ("one page ahead", ahead),
        ]);
        let mut drops = drops.into_iter().cycle();
        let with_empty = listing
            .pages
            .iter()
            .any(|(items, notes)| items.len() + notes.len() == 0);
        loop {
            let before = items.resume_token();
            let next = if drops.next().unwrap() {
                match once(items.next_item()) {
                    Poll::Ready(next) => next,
                    Poll::Pending => {
                        // An empty page may have been passed over; any other place is the same as before.
                        prop_assert!(with_empty || before == items.resume_token());
                        continue;
                    }
                }
            } else {
                patient(items.next_item())
            };
            match next {
                Some(item) => got.push(item.unwrap()),
                None => break,
            }
        }
        prop_assert_eq!(got, listing.flat());
        prop_assert_eq!(calls.get(), listing.pages.len());
        prop_assert_eq!(listing.requests(), listing.pages.len());
        prop_assert_eq!(items.outcome(), Outcome::Complete);
        prop_assert!(items.is_terminated());
        Ok(())
    };
    runner
        .run(
            &(
                listings(),
                polls,
                prop::collection::vec(any::<bool>(), 1..6),
                any::<bool>(),
            ),
            property,
        )
        .unwrap();
    seen.check();
}

#[test]
fn a_stream_delivers_the_iterators_pages() {
    let mut runner = runner(file!());
    let property = |(listing, polls, cap): (Listing, Vec<u8>, u64)| {
        let calls = std::cell::Cell::new(0);
        let mut pages = slow(&listing, &polls, &calls)
            .max_items(cap)
            .page_stream()
            .unwrap();
        let mut expected = list(&listing).max_items(cap).pages().unwrap();
        while let Some(page) = expected.next() {
            let next = loop {
                if let Poll::Ready(next) = once(pages.next_page()) {
                    break next;
                }
            };
            prop_assert_eq!(next, Some(page));
            prop_assert_eq!(pages.progress(), expected.progress());
            prop_assert_eq!(pages.resume_token(), expected.resume_token());
        }
        prop_assert_eq!(patient(pages.next_page()), None);
        prop_assert_eq!(pages.outcome(), expected.outcome());
        let whole = patient(
            slow(&listing, &polls, &calls)
                .max_items(cap)
                .full_result_async(),
        );
        prop_assert_eq!(
            whole.unwrap(),
            list(&listing).max_items(cap).full_result().unwrap()
        );
        Ok(())
    };
    let polls = prop::collection::vec(0u8..3, 1..4);
    runner
        .run(&(listings(), polls, 0u64..20), property)
        .unwrap();
}

#[test]
fn an_error_ends_the_stream_until_it_is_retried() {
    let listing = Listing::new(vec![(vec![1], vec![]), (vec![2], vec![])]);
    let fail = std::cell::Cell::new(true);
    let fetch = |request: Request| {
        let answer = listing.answer(&request);
        let fails = request.next_token.is_some() && fail.replace(false);
        std::future::ready(if fails {
            Err("down".to_owned())
        } else {
            answer
        })
    };
    let mut items = Paginate::calling_async(ListThings, request(), fetch)
        .item_stream()
        .unwrap();
    assert!(patient(items.next_item()).unwrap().is_ok());
    assert!(!items.retry(), "nothing failed");
    assert_eq!(patient(items.next_item()).unwrap().unwrap_err().items(), 1);
    assert!(items.is_terminated());
    assert!(patient(items.next_item()).is_none());
    assert_eq!(listing.requests(), 2);
    assert!(items.retry());
    assert!(patient(items.next_item()).unwrap().is_ok());
    assert_eq!(listing.requests(), 3);
    assert!(patient(items.next_item()).is_none());
    assert_eq!(items.outcome(), Outcome::Complete);
}

#[test]
fn it_is_a_stream_for_anyone() {
    let listing = Listing::new(vec![(vec![1], vec![]), (vec![2], vec![])]);
    let calls = std::cell::Cell::new(0);
    let mut pages = slow(&listing, &[1], &calls).page_stream().unwrap();
    let mut cx = Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut pages).poll_next(&mut cx).is_pending());
    assert!(matches!(
        Pin::new(&mut pages).poll_next(&mut cx),
        Poll::Ready(Some(Ok(_)))
    ));
    drop(pages);
    assert_eq!(calls.get(), 1);
}
