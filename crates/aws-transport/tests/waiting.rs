//! Waits of both clients, in virtual time: how they end, what they send, and when.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper fails the test that calls it"
)]

mod support;

use std::error::Error;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use aws_transport::{
    AsyncClient, AsyncHttp, AsyncWorld, Bytes, CallError, Client, Moment, Replay, ReplayError,
    Reply, Sleep, WaitError, Waited, http,
};
use smithy_pagination::wait::{Patience, State, Verdict, Waiter};
use smithy_wire::ServiceError;
use support::{Clock, Failure, Measure, Request, Response};

/// Large at ten, never again once it is below nothing, and not there yet while nobody knows it.
struct Large;

impl Waiter for Large {
    type Operation = Measure;
    const NAME: &'static str = "Large";
    const PAUSE: (u32, u32) = (2, 10);

    fn judge(_: &Request, answer: Result<&Response, &Failure>) -> Option<Verdict> {
        match answer {
            Ok(response) if response.size == Some(10) => {
                Some(Verdict::new(State::Success, "`size` is `10`"))
            }
            Ok(response) if response.size.is_some_and(|size| size < 0) => {
                Some(Verdict::new(State::Failure, "`size` is less than `0`"))
            }
            Err(error) if error.meta().code() == Some("Unknown") => {
                Some(Verdict::new(State::Retry, "the error `Unknown`"))
            }
            Err(error) if error.meta().code() == Some("Gone") => {
                Some(Verdict::new(State::Success, "the error `Gone`"))
            }
            _ => None,
        }
    }
}

/// An [`AsyncHttp`] that answers at once.
struct Recorded<'r>(&'r Replay);

impl AsyncHttp for Recorded<'_> {
    type Error = ReplayError;

    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, ReplayError>> + Send {
        std::future::ready(aws_transport::Http::send(&self.0, request))
    }
}

type Outcome = Result<Waited<Measure>, WaitError<Measure>>;

/// The same wait by both clients: what the first gave, where both did the same.
fn wait(replies: impl Fn() -> Replay, patience: impl Into<Patience>) -> (Outcome, Vec<u64>) {
    let patience = patience.into();
    let (replay, clock) = (replies(), Clock::default());
    let client = Client::with(&replay).with_world(clock.clone());
    let outcome = client.wait(Large, Request::new("app"), patience);
    let seconds = |clock: &Clock| clock.sleeps().iter().map(Duration::as_secs).collect();
    let pauses: Vec<u64> = seconds(&clock);

    let (again, slow) = (replies(), Clock::default());
    let client = AsyncClient::with(Recorded(&again), slow.clone());
    let waiting = pin!(client.wait(Large, Request::new("app"), patience));
    let Poll::Ready(other) = waiting.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("nothing takes time");
    };
    assert_eq!(format!("{outcome:?}"), format!("{other:?}"));
    assert_eq!(replay.requests().len(), again.requests().len());
    assert_eq!(pauses, seconds(&slow));
    (outcome, pauses)
}

const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn the_answer_that_ends_a_wait_is_handed_out() {
    let replies = || {
        Replay::new([Reply::error("Unknown", "not yet")])
            .then(Reply::json(r#"{"size":3}"#))
            .then(Reply::json("{}"))
            .then(Reply::json(r#"{"size":10}"#))
    };
    let (outcome, pauses) = wait(replies, MINUTE);
    let waited = outcome.expect("it is large");
    assert_eq!(pauses, [2, 4, 8]);
    assert_eq!(
        (waited.attempts(), waited.acceptor()),
        (4, "`size` is `10`")
    );
    let response = waited.into_answer().expect("a response");
    assert_eq!(response.size, Some(10));
}

#[test]
fn an_error_can_be_what_was_waited_for() {
    let replies = || Replay::new([Reply::error("Gone", "it was here")]);
    let (outcome, pauses) = wait(replies, MINUTE);
    let waited = outcome.expect("it is gone");
    assert_eq!(pauses, [0; 0]);
    let error = waited.answer().expect_err("the error is the answer");
    assert_eq!(error.meta().code(), Some("Gone"));
}

#[test]
fn a_failure_names_its_acceptor() {
    let replies = || Replay::pages([r#"{"size":1}"#, r#"{"size":-1}"#]);
    let (outcome, _) = wait(replies, MINUTE);
    let error = outcome.expect_err("it shrank");
    assert_eq!(
        error.to_string(),
        "Large of Measure will never be, by 2 requests in 2.0 s: `size` is less than `0`"
    );
    let WaitError::Failed {
        answer, attempts, ..
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!(attempts, 2);
    assert_eq!(answer.expect("a response").size, Some(-1));
}

#[test]
fn time_and_attempts_run_out() {
    let replies = || Replay::pages(vec![r#"{"size":1}"#; 30]);
    let (outcome, pauses) = wait(replies, MINUTE);
    // The last request is sent two seconds before the end.
    assert_eq!(pauses, [2, 4, 8, 10, 10, 10, 10, 4]);
    let error = outcome.expect_err("it stays small");
    assert_eq!(
        error.to_string(),
        "Large of Measure was not there, by 9 requests in 58.0 s; seen last: no state that the waiter knows"
    );
    let unknown = || Replay::new([Reply::error("Unknown", "not yet")]);
    let (outcome, pauses) = wait(unknown, Duration::from_secs(1));
    assert_eq!(pauses, [0; 0], "there is no time for a pause");
    assert_eq!(
        outcome.expect_err("nobody knows it yet").to_string(),
        "Large of Measure was not there, by 1 request in 0.0 s; seen last: the error `Unknown`"
    );
    let patience = Patience::new(MINUTE)
        .with_pauses(MINUTE / 60, MINUTE / 20)
        .with_attempts(4);
    let (outcome, pauses) = wait(replies, patience);
    assert_eq!(pauses, [1, 2, 3]);
    let Err(WaitError::TooLong {
        answer, attempts, ..
    }) = outcome
    else {
        panic!("{outcome:?}");
    };
    assert_eq!(attempts, 4);
    assert_eq!(answer.expect("a response").size, Some(1));
}

#[test]
fn what_the_waiter_knows_nothing_of_ends_the_wait() {
    let replies = || Replay::new([Reply::error("AccessDenied", "not you")]);
    let (outcome, _) = wait(replies, MINUTE);
    let error = outcome.expect_err("nobody may look");
    assert_eq!(
        error.to_string(),
        "a call of Measure failed while waiting for Large; answers before: 0"
    );
    let cause = error.source().map(ToString::to_string);
    assert_eq!(cause.as_deref(), Some("AccessDenied"));

    let replies = || Replay::new([Reply::failure("the line is down")]);
    let (outcome, _) = wait(replies, MINUTE);
    let Err(WaitError::Call { error, .. }) = outcome else {
        panic!("{outcome:?}");
    };
    assert!(matches!(error, CallError::Transport(_)), "{error}");
}

/// Time in which nothing ends.
struct Standstill;

impl AsyncWorld for Standstill {
    fn now(&self) -> Moment {
        Clock::default().moment()
    }

    fn random(&self) -> f64 {
        0.0
    }

    fn sleep(&self, _: Duration) -> Sleep {
        Box::pin(std::future::pending())
    }
}

#[test]
fn a_wait_that_is_dropped_sends_nothing_more() {
    let replay = Replay::pages([r#"{"size":1}"#, r#"{"size":10}"#]);
    let client = AsyncClient::with(Recorded(&replay), Standstill);
    {
        let mut waiting = pin!(client.wait(Large, Request::new("app"), MINUTE));
        let mut context = Context::from_waker(Waker::noop());
        assert!(waiting.as_mut().poll(&mut context).is_pending());
        assert!(waiting.as_mut().poll(&mut context).is_pending());
    }
    assert_eq!(replay.requests().len(), 1);
    // The client is as good as before.
    let waiting = pin!(client.wait(Large, Request::new("app"), MINUTE));
    let ready = waiting.poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(ready, Poll::Ready(Ok(_))));
}
