//! One caller, and a clock that is passed in.

use super::*;
use crate::Keeper;

/// Walks through times and what was refused; compares what came, and how often the source had been asked.
fn walk(answers: Vec<Answer>, steps: &[(u64, Option<u64>, &str, usize)]) {
    let keeper = Keeper::new(Source::new(answers));
    for (step, (time, refused, expected, asked)) in steps.iter().enumerate() {
        let result = keeper.get(at(*time), refused.map(at));
        assert_eq!(shown(&result), *expected, "step {step}, at {time}");
        assert_eq!(keeper.provider().asked(), *asked, "step {step}, at {time}");
    }
}

#[test]
fn keys_are_kept_until_a_quarter_of_an_hour_before_they_expire() {
    let advisory = HOUR - 15 * 60;
    walk(
        vec![Ok(keys(1, HOUR)), Ok(keys(2, 2 * HOUR))],
        &[
            (0, None, "AKID1", 1),
            (1, None, "AKID1", 1),
            (advisory, None, "AKID1", 1),
            (advisory + 1, None, "AKID2", 2),
            (HOUR, None, "AKID2", 2),
        ],
    );
}

#[test]
fn keys_that_last_are_never_asked_for_again() {
    walk(
        vec![Ok(Credentials::new("AKID1", "marked-secret"))],
        &[(0, None, "AKID1", 1), (1_000_000 * HOUR, None, "AKID1", 1)],
    );
}

#[test]
fn a_failed_advisory_refresh_keeps_the_old_keys_and_pauses_a_minute() {
    let first = HOUR - 14 * 60;
    walk(
        vec![
            Ok(keys(1, HOUR)),
            Err(failure()),
            Err(failure()),
            Ok(keys(2, 2 * HOUR)),
        ],
        &[
            (0, None, "AKID1", 1),
            (first, None, "AKID1", 2),
            (first + 59, None, "AKID1", 2),
            (first + 60, None, "AKID1", 3),
            (first + 119, None, "AKID1", 3),
            (first + 120, None, "AKID2", 4),
        ],
    );
}

#[test]
fn a_failed_mandatory_refresh_is_the_error_and_is_not_hammered() {
    let mandatory = HOUR - 10 * 60;
    walk(
        vec![Ok(keys(1, HOUR)), Err(failure()), Ok(keys(2, 2 * HOUR))],
        &[
            (0, None, "AKID1", 1),
            (mandatory + 1, None, "Unreachable", 2),
            (mandatory + 1, None, "Unreachable", 2),
            (mandatory + 2, None, "AKID2", 3),
        ],
    );
}

#[test]
fn the_first_failure_is_the_error_and_the_next_second_asks_again() {
    walk(
        vec![Err(failure()), Ok(keys(1, HOUR))],
        &[
            (0, None, "Unreachable", 1),
            (0, None, "Unreachable", 1),
            (1, None, "AKID1", 2),
        ],
    );
}

#[test]
fn refused_keys_are_got_anew_once_for_all_who_were_refused() {
    walk(
        vec![Ok(keys(1, HOUR)), Ok(keys(2, HOUR))],
        &[
            (0, None, "AKID1", 1),
            (20, None, "AKID1", 1),
            // Two calls were signed with the old ones; only the first to come back asks.
            (30, Some(20), "AKID2", 2),
            (31, Some(25), "AKID2", 2),
            (29, Some(25), "AKID2", 2),
            (40, None, "AKID2", 2),
        ],
    );
}

#[test]
fn refused_keys_are_not_used_again_when_there_are_no_others() {
    walk(
        vec![Ok(keys(1, HOUR)), Err(failure()), Ok(keys(2, HOUR))],
        &[
            (0, None, "AKID1", 1),
            (30, Some(20), "Unreachable", 2),
            (32, Some(20), "AKID2", 3),
        ],
    );
}

#[test]
fn keys_that_last_are_got_anew_when_they_are_refused() {
    walk(
        vec![
            Ok(Credentials::new("AKID1", "marked-secret")),
            Ok(Credentials::new("AKID2", "marked-secret")),
        ],
        // The first is refused in the second it was got in.
        &[(5, None, "AKID1", 1), (9, Some(5), "AKID2", 2)],
    );
}

#[test]
fn refused_keys_are_got_anew_after_the_clock_was_put_back() {
    walk(
        vec![Ok(keys(1, 3 * HOUR)), Ok(keys(2, 3 * HOUR))],
        &[
            (HOUR, None, "AKID1", 1),
            (9, None, "AKID1", 1),
            (10, Some(9), "AKID2", 2),
            (11, Some(9), "AKID2", 2),
        ],
    );
}

#[test]
fn a_source_of_keys_that_last_five_minutes_is_asked_once_a_minute() {
    walk(
        vec![Ok(keys(1, 300)), Ok(keys(2, 360)), Ok(keys(3, 420))],
        &[
            (0, None, "AKID1", 1),
            (59, None, "AKID1", 1),
            (60, None, "AKID2", 2),
            (119, None, "AKID2", 2),
            (120, None, "AKID3", 3),
        ],
    );
}

#[test]
fn a_source_that_hands_out_the_same_keys_to_their_end_is_not_asked_for_each_call() {
    let late = HOUR - 12 * 60;
    walk(
        vec![Ok(keys(1, HOUR)), Ok(keys(1, HOUR)), Ok(keys(2, 2 * HOUR))],
        &[
            (0, None, "AKID1", 1),
            (late, None, "AKID1", 2),
            (late + 59, None, "AKID1", 2),
            (late + 60, None, "AKID2", 3),
        ],
    );
}

#[test]
fn keys_that_have_expired_on_arrival_are_an_error() {
    walk(
        vec![Ok(keys(1, 10)), Ok(keys(2, 11))],
        &[(10, None, "Expired", 1), (12, None, "Expired", 2)],
    );
}

#[test]
fn a_provider_that_panics_spoils_nothing() {
    struct Once(AtomicUsize);
    impl Provider for Once {
        fn credentials(&self) -> Answer {
            assert!(self.0.fetch_add(1, Ordering::SeqCst) > 0, "the first time");
            Ok(keys(1, HOUR))
        }
    }
    let keeper = Keeper::new(Once(AtomicUsize::new(0)));
    std::thread::scope(|scope| {
        let first = scope.spawn(|| keeper.get(at(0), None));
        assert!(first.join().is_err());
    });
    assert_eq!(shown(&keeper.get(at(0), None)), "AKID1");
}
