//! Waits: what an answer means, and how long the pauses are.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::time::Duration;

use common::runner;
use proptest::prelude::*;
use smithy_pagination::wait::{Next, State, Wait, Waiter};
use smithy_wire::{ErrorMeta, Operation, ServiceError, Value};

#[derive(Debug)]
struct Refused(ErrorMeta);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.code().unwrap_or_default())
    }
}

impl std::error::Error for Refused {}

impl ServiceError for Refused {
    fn from_body(meta: ErrorMeta, _: &str) -> Self {
        Refused(meta)
    }

    fn meta(&self) -> &ErrorMeta {
        &self.0
    }
}

struct Describe;

impl Operation for Describe {
    const NAME: &'static str = "Describe";
    const TARGET: &'static str = "S.Describe";
    const SENSITIVE: bool = false;
    type Input = Value;
    type Output = Value;
    type Error = Refused;
}

/// Ready with a true answer, lost with a false one, and not there yet with one error.
#[derive(Clone, Debug)]
struct Ready<const LEAST: u32, const GREATEST: u32>;

impl<const LEAST: u32, const GREATEST: u32> Waiter for Ready<LEAST, GREATEST> {
    type Operation = Describe;
    const NAME: &'static str = "Ready";
    const PAUSE: (u32, u32) = (LEAST, GREATEST);

    fn judge(_: &Value, answer: Result<&Value, &Refused>) -> Option<State> {
        match answer {
            Ok(Value::Bool(true)) => Some(State::Success),
            Ok(Value::Bool(false)) => Some(State::Failure),
            Err(error) if error.meta().code() == Some("NotFound") => Some(State::Retry),
            _ => None,
        }
    }
}

fn error(code: &str) -> Refused {
    Refused(ErrorMeta::new(400).with_code(code))
}

#[test]
fn an_answer_means_what_the_waiter_says() {
    let mut wait = Wait::<Ready<2, 120>>::new(Value::Null, Duration::from_secs(60));
    let mut next = |answer: Result<&Value, &Refused>| wait.answered(answer, Duration::ZERO, 0.0);
    let again = Next::Pause(Duration::from_secs(2));
    assert_eq!(next(Ok(&Value::Null)), again);
    assert_eq!(next(Err(&error("NotFound"))), again);
    assert_eq!(next(Err(&error("Other"))), Next::Unexpected);
    assert_eq!(next(Ok(&Value::Bool(false))), Next::Failed);
    assert_eq!(next(Ok(&Value::Bool(true))), Next::Reached);
    assert_eq!(wait.attempts(), 5);
}

/// The pauses of a wait whose calls take no time.
fn pauses<W: Waiter<Operation = Describe>>(
    most: Duration,
    randoms: &[f64],
) -> (Vec<Duration>, Next) {
    let mut wait = Wait::<W>::new(Value::Null, most);
    let (mut elapsed, mut pauses) = (Duration::ZERO, Vec::new());
    for random in randoms.iter().cycle() {
        match wait.answered(Ok(&Value::Null), elapsed, *random) {
            Next::Pause(pause) => {
                elapsed += pause;
                pauses.push(pause);
            }
            end => return (pauses, end),
        }
    }
    unreachable!("there are random numbers")
}

#[test]
fn pauses_double_up_to_the_greatest() {
    let (pauses, end) = pauses::<Ready<2, 20>>(Duration::from_secs(100), &[1.0]);
    let seconds: Vec<u64> = pauses.iter().map(Duration::as_secs).collect();
    // The last request is sent two seconds before the end.
    assert_eq!(seconds, [2, 4, 8, 16, 20, 20, 20, 8]);
    assert_eq!(end, Next::TooLong);
}

fn bounds<W: Waiter<Operation = Describe>>() {
    let (least, greatest) = W::PAUSE;
    let randoms =
        prop::collection::vec(prop_oneof![0.0..=1.0, Just(f64::NAN), any::<f64>()], 1..20);
    let property = |(most, randoms): (u64, Vec<f64>)| {
        let most = Duration::from_secs(most);
        let (pauses, end) = pauses::<W>(most, &randoms);
        prop_assert_eq!(end, Next::TooLong);
        prop_assert!(pauses.iter().sum::<Duration>() <= most);
        let (last, whole) = pauses
            .split_last()
            .map_or((None, &[][..]), |(last, whole)| (Some(last), whole));
        let (least, greatest) = (
            Duration::from_secs(least.into()),
            Duration::from_secs(greatest.into()),
        );
        prop_assert!(whole.iter().all(|pause| (least..=greatest).contains(pause)));
        prop_assert!(last.is_none_or(|pause| *pause <= greatest && !pause.is_zero()));
        Ok(())
    };
    runner(file!())
        .run(&(0_u64..1_000, randoms), property)
        .unwrap();
}

#[test]
fn pauses_keep_their_bounds_and_end_in_time() {
    bounds::<Ready<2, 120>>();
    bounds::<Ready<5, 5>>();
    bounds::<Ready<1, 4_000_000_000>>();
}
