//! Waits: what an answer means, and how long the pauses are.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::time::Duration;

use common::runner;
use proptest::prelude::*;
use smithy_pagination::wait::{Next, Patience, State, Verdict, Wait, Waiter};
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

    fn judge(_: &Value, answer: Result<&Value, &Refused>) -> Option<Verdict> {
        match answer {
            Ok(Value::Bool(true)) => Some(THERE),
            Ok(Value::Bool(false)) => Some(LOST),
            Err(error) if error.meta().code() == Some("NotFound") => {
                Some(Verdict::new(State::Retry, "the error `NotFound`"))
            }
            _ => None,
        }
    }
}

const THERE: Verdict = Verdict::new(State::Success, "`@` is `true`");
const LOST: Verdict = Verdict::new(State::Failure, "`@` is `false`");

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
    assert_eq!(next(Ok(&Value::Bool(false))), Next::Failed(LOST));
    assert_eq!(next(Ok(&Value::Bool(true))), Next::Reached(THERE));
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

#[test]
fn a_time_no_longer_than_the_least_pause_is_room_for_one_request() {
    for (most, requests) in [(0, 1), (1, 1), (2, 1), (3, 2)] {
        let (pauses, end) = pauses::<Ready<2, 20>>(Duration::from_secs(most), &[0.5]);
        assert_eq!(
            (pauses.len() + 1, end),
            (requests, Next::TooLong),
            "{most} s"
        );
    }
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

/// Pauses of a wait with pauses of one's own, which needs no random number to be known.
#[test]
fn the_callers_pauses_and_attempts_go_before_the_models() {
    let mut wait = Wait::<Ready<2, 120>>::new(
        Value::Null,
        Patience::new(Duration::from_secs(60))
            .with_pauses(Duration::from_millis(10), Duration::ZERO)
            .with_attempts(4),
    );
    let again = Next::Pause(Duration::from_millis(10));
    let answers = [(); 5].map(|()| wait.answered(Ok(&Value::Null), Duration::ZERO, 1.0));
    assert_eq!(answers, [again, again, again, Next::TooLong, Next::TooLong]);
}

#[test]
fn attempts_are_never_more_than_allowed_nor_less_than_one() {
    let property = |(attempts, most, least): (u32, u64, u64)| {
        let patience = Patience::new(Duration::from_millis(most))
            .with_pauses(Duration::from_millis(least), Duration::from_millis(least))
            .with_attempts(attempts);
        let mut wait = Wait::<Ready<2, 120>>::new(Value::Null, patience);
        let mut elapsed = Duration::ZERO;
        while let Next::Pause(pause) = wait.answered(Ok(&Value::Null), elapsed, 0.5) {
            elapsed += pause;
            prop_assert!(wait.attempts() < attempts);
        }
        prop_assert!(wait.attempts() <= attempts.max(1));
        prop_assert!(elapsed <= Duration::from_millis(most));
        Ok(())
    };
    let numbers = (0_u32..40, 0_u64..2_000, 0_u64..100);
    runner(file!()).run(&numbers, property).unwrap();
}

/// Smithy's text of its algorithm, in the way it is written there: seconds as floats, the attempt's ceiling by logarithms.
fn smithys(least: f64, greatest: f64, attempt: u32, left: f64, random: f64) -> f64 {
    let ceiling = (greatest / least).log2() + 1.0;
    let bound = if f64::from(attempt) > ceiling {
        greatest
    } else {
        least * 2_f64.powf(f64::from(attempt) - 1.0)
    };
    let delay = least + (bound - least) * random;
    if left - delay <= least {
        return left - least;
    }
    delay
}

#[test]
fn pauses_are_those_of_smithys_algorithm() {
    let property = |(least, more, attempt, left, random): (u64, u64, u32, u64, f64)| {
        let (least, greatest) = (
            Duration::from_millis(least),
            Duration::from_millis(least + more),
        );
        let left = Duration::from_millis(left);
        let patience = Patience::new(left).with_pauses(least, greatest);
        let mut wait = Wait::<Ready<2, 120>>::new(Value::Null, patience);
        for _ in 1..attempt {
            wait.answered(Ok(&Value::Null), Duration::ZERO, 0.0);
        }
        let next = wait.answered(Ok(&Value::Null), Duration::ZERO, random);
        let [least, greatest, left] = [least, greatest, left].map(|time| time.as_secs_f64());
        let expected = smithys(least, greatest, attempt, left, random);
        match next {
            Next::Pause(pause) => prop_assert!(
                (pause.as_secs_f64() - expected).abs() < 1e-6,
                "{pause:?}, not {expected} s"
            ),
            Next::TooLong => prop_assert!(expected <= 0.0, "no pause, not {expected} s"),
            other => prop_assert!(false, "{other:?}"),
        }
        Ok(())
    };
    let numbers = (
        1_u64..5_000,
        0_u64..200_000,
        1_u32..70,
        0_u64..600_000,
        0.0..=1.0,
    );
    runner(file!()).run(&numbers, property).unwrap();
}
