//! The driver, in virtual time: what is tried again, after how long, out of which budget, and what ends a call.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper fails the test that calls it"
)]

mod support;

use std::time::{Duration, SystemTime};

use aws_transport::driver::{Driver, Outcome, Policy, Shared, Step, Stopped};
use aws_transport::retry::{Backoff, Quota, RetryAfter, Trouble};
use aws_transport::{Bytes, Retries, http};
use proptest::prelude::*;
use support::Clock;

#[derive(Debug, PartialEq, Eq)]
struct Broken;

/// How one attempt ends.
#[derive(Clone, Debug)]
enum End {
    Answer(u16, &'static str),
    Failure { is_transient: bool },
}

/// A call under way, and what was asked of it.
struct Call {
    driver: Driver<Broken>,
    clock: Clock,
    sends: Vec<Duration>,
    signatures: Vec<(SystemTime, Option<SystemTime>)>,
    sleeps: Vec<Duration>,
    random: f64,
}

impl Call {
    fn new(policy: Policy, shared: &Shared) -> Self {
        let request = http::Request::new(Bytes::from_static(b"{}"));
        Self {
            driver: Driver::new(request, policy, shared.clone()),
            clock: Clock::default(),
            sends: Vec::new(),
            signatures: Vec::new(),
            sleeps: Vec::new(),
            random: 1.0,
        }
    }

    /// Drives the call, attempt number `n` ending as `end(n)` says after `takes`.
    fn run(
        &mut self,
        takes: Duration,
        mut end: impl FnMut(usize) -> http::Response<Bytes>,
    ) -> Outcome<Broken> {
        self.run_all(takes, |n| Ok(end(n)))
    }

    fn run_all(
        &mut self,
        takes: Duration,
        mut end: impl FnMut(usize) -> Result<http::Response<Bytes>, bool>,
    ) -> Outcome<Broken> {
        let mut step = self.driver.begin(self.clock.moment());
        for _ in 0..10_000 {
            step = match step {
                Step::Sign(unsigned) => {
                    self.signatures.push((unsigned.at, unsigned.renew));
                    self.driver.signed(unsigned.request, self.clock.moment())
                }
                Step::Send(_, within) => self.send(takes, within, &mut end),
                Step::Sleep(time) => {
                    self.sleeps.push(time);
                    self.clock.advance(time);
                    self.driver.slept(self.clock.moment())
                }
                Step::Done(outcome) => return outcome,
            };
        }
        panic!("the call does not end");
    }

    fn send(
        &mut self,
        takes: Duration,
        within: Option<Duration>,
        end: &mut impl FnMut(usize) -> Result<http::Response<Bytes>, bool>,
    ) -> Step<Broken> {
        self.sends.push(self.clock.moment().elapsed);
        if let Some(within) = within.filter(|within| *within < takes) {
            self.clock.advance(within);
            return self.driver.timed_out(self.clock.moment(), self.random);
        }
        self.clock.advance(takes);
        let now = self.clock.moment();
        match end(self.sends.len() - 1) {
            Ok(response) => self.driver.answered(response, now, self.random),
            Err(is_transient) => {
                let error = Stopped::Transport(Broken);
                self.driver.failed(error, is_transient, now, self.random)
            }
        }
    }
}

fn answer(status: u16, code: &str) -> http::Response<Bytes> {
    let body = match code {
        "" => "{}".to_owned(),
        code => format!(r#"{{"__type":"a.b#{code}"}}"#),
    };
    let response = http::Response::builder().status(status);
    response.body(body.into()).expect("a response")
}

fn with(
    mut response: http::Response<Bytes>,
    name: &'static str,
    value: &str,
) -> http::Response<Bytes> {
    let value = value.parse().expect("a header value");
    response.headers_mut().insert(name, value);
    response
}

fn standard() -> Policy {
    Policy::new(Retries::standard())
}

fn attempts_at(status: u16, code: &str) -> usize {
    let mut call = Call::new(standard(), &Shared::default());
    let outcome = call.run(Duration::ZERO, |_| answer(status, code));
    assert_eq!(outcome.expect("an answer").status(), status);
    call.sends.len()
}

#[test]
fn what_passes_is_tried_three_times_and_all_else_once() {
    for status in [500, 502, 503, 504, 429] {
        assert_eq!(attempts_at(status, ""), 3, "{status}");
    }
    for code in [
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottledException",
        "TooManyRequestsException",
        "ProvisionedThroughputExceededException",
        "TransactionInProgressException",
        "RequestLimitExceeded",
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "RequestThrottled",
        "SlowDown",
        "PriorRequestNotComplete",
        "EC2ThrottledException",
        "RequestTimeout",
        "RequestTimeoutException",
    ] {
        assert_eq!(attempts_at(400, code), 3, "{code}");
    }
    for (status, code) in [
        (200, ""),
        (400, "InvalidParameterException"),
        (400, ""),
        (403, "AccessDeniedException"),
        (404, ""),
        (307, ""),
        (501, ""),
        (400, "UnrecognizedClientException"),
    ] {
        assert_eq!(attempts_at(status, code), 1, "{status} {code}");
    }
}

#[test]
fn a_lost_connection_is_tried_again_unless_it_cannot_help() {
    for (is_transient, expected) in [(true, 3), (false, 1)] {
        let mut call = Call::new(standard(), &Shared::default());
        let outcome = call.run_all(Duration::ZERO, |_| Err(is_transient));
        assert!(matches!(outcome, Err(Stopped::Transport(Broken))));
        assert_eq!(call.sends.len(), expected);
    }
}

#[test]
fn waits_double_up_to_twenty_seconds() {
    let waits =
        |trouble| (1..=8).map(move |n| Backoff::after(n, trouble).wait(1.0, None).as_millis());
    assert_eq!(
        waits(Trouble::Throttled).collect::<Vec<_>>(),
        [1000, 2000, 4000, 8000, 16000, 20000, 20000, 20000]
    );
    assert_eq!(
        waits(Trouble::Transient).collect::<Vec<_>>(),
        [50, 100, 200, 400, 800, 1600, 3200, 6400]
    );
    assert_eq!(
        Backoff::after(u32::MAX, Trouble::Throttled)
            .wait(1.0, None)
            .as_secs(),
        20
    );
    assert_eq!(
        Backoff::after(3, Trouble::Throttled).wait(0.0, None),
        Duration::ZERO
    );
}

#[test]
fn the_service_says_how_long_to_wait_within_bounds() {
    let waits = |name, value: &str| {
        let mut call = Call::new(
            Policy::new(Retries::standard().with_attempts(2)),
            &Shared::default(),
        );
        call.random = 0.5;
        let _ = call.run(Duration::ZERO, |_| with(answer(503, ""), name, value));
        assert_eq!(call.sleeps.len(), 1);
        call.sleeps[0]
    };
    let formula = Duration::from_millis(25);
    for (name, value, expected) in [
        ("x-amz-retry-after", "1500", Duration::from_millis(1500)),
        ("x-amz-retry-after", "60000", Duration::from_millis(5025)),
        ("x-amz-retry-after", "0", formula),
        ("x-amz-retry-after", "-1", formula),
        ("x-amz-retry-after", "soon", formula),
        ("retry-after", "7", Duration::from_secs(7)),
        ("retry-after", "3600", Duration::from_secs(20)),
        ("retry-after", "Thu, 01 Jan 1970 00:00:00 GMT", formula),
        ("retry-after", "99999999999999999999", formula),
    ] {
        assert_eq!(waits(name, value), expected, "{name}: {value}");
    }
}

#[test]
fn a_date_to_retry_after_is_counted_from_now() {
    let mut headers = http::HeaderMap::new();
    headers.insert(
        "retry-after",
        "Thu, 01 Jan 1970 00:01:05 GMT".parse().expect("a value"),
    );
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(60);
    assert_eq!(
        RetryAfter::read(&headers, now),
        Some(RetryAfter::Standard(Duration::from_secs(5)))
    );
}

#[test]
fn a_service_that_is_down_gets_no_more_retries_once_the_quota_is_empty() {
    let shared = Shared::default();
    let policy = Policy::new(Retries::standard());
    let mut sent = 0;
    for _ in 0..100 {
        let mut call = Call::new(policy, &shared);
        let _ = call.run(Duration::ZERO, |_| answer(500, ""));
        sent += call.sends.len();
    }
    // 500 tokens pay for 35 retries of 14.
    assert_eq!(sent, 100 + 35);
    let mut well = Call::new(policy, &shared);
    let _ = well.run(Duration::ZERO, |_| answer(200, ""));
    let mut call = Call::new(policy, &shared);
    let _ = call.run(Duration::ZERO, |_| answer(500, ""));
    assert_eq!(
        call.sends.len(),
        1,
        "one token was given back, which is not enough"
    );
}

#[test]
fn a_retry_that_succeeds_gives_back_what_it_took() {
    let shared = Shared::default();
    for _ in 0..1_000 {
        let mut call = Call::new(standard(), &shared);
        let outcome = call.run(Duration::ZERO, |n| answer([503, 200][n.min(1)], ""));
        assert_eq!(outcome.expect("an answer").status(), 200);
        assert_eq!(call.sends.len(), 2);
    }
}

#[test]
fn a_clock_off_by_an_hour_is_corrected_once_and_for_the_calls_after() {
    let hour = Duration::from_secs(3600);
    for (code, ahead) in [
        ("RequestTimeTooSkewed", true),
        ("RequestExpired", true),
        ("RequestInTheFuture", false),
        ("InvalidSignatureException", true),
        ("SignatureDoesNotMatch", false),
        ("AuthFailure", true),
    ] {
        let shared = Shared::default();
        let mut call = Call::new(standard(), &shared);
        let start = call.clock.moment().wall;
        let theirs = if ahead { start + hour } else { start - hour };
        let date = httpdate::fmt_http_date(theirs);
        let skewed = |n: usize| match n {
            0 => with(answer(403, code), "date", &date),
            _ => answer(200, ""),
        };
        assert_eq!(
            call.run(Duration::ZERO, skewed)
                .expect("an answer")
                .status(),
            200,
            "{code}"
        );
        let times: Vec<_> = call.signatures.iter().map(|(at, _)| *at).collect();
        assert_eq!(times, [start, theirs], "{code}");
        assert!(call.sleeps.is_empty());

        let mut next = Call::new(standard(), &shared);
        let _ = next.run(Duration::ZERO, |_| answer(200, ""));
        assert_eq!(next.signatures[0].0, theirs, "{code}");
    }
}

#[test]
fn a_bad_signature_with_a_right_clock_and_a_clock_that_stays_wrong_end_the_call() {
    let mut call = Call::new(standard(), &Shared::default());
    let date = httpdate::fmt_http_date(call.clock.moment().wall + Duration::from_secs(60));
    let _ = call.run(Duration::ZERO, |_| {
        with(answer(403, "SignatureDoesNotMatch"), "date", &date)
    });
    assert_eq!(call.sends.len(), 1);

    let mut call = Call::new(standard(), &Shared::default());
    let start = call.clock.moment().wall;
    let _ = call.run(Duration::ZERO, |n| {
        let theirs = start + Duration::from_secs(3600 * (n as u64 + 1));
        with(
            answer(403, "RequestTimeTooSkewed"),
            "date",
            &httpdate::fmt_http_date(theirs),
        )
    });
    assert_eq!(call.sends.len(), 2, "corrected once");
}

#[test]
fn expired_credentials_are_renewed_once() {
    for code in ["ExpiredToken", "ExpiredTokenException"] {
        let mut call = Call::new(Policy::new(Retries::none()), &Shared::default());
        let outcome = call.run(Duration::ZERO, |_| answer(403, code));
        assert_eq!(outcome.expect("an answer").status(), 403);
        let renewals: Vec<_> = call
            .signatures
            .iter()
            .map(|(_, renew)| renew.is_some())
            .collect();
        assert_eq!(renewals, [false, true], "{code}");
        assert!(call.sleeps.is_empty());
    }
}

#[test]
fn a_call_has_its_time_and_each_attempt_its_own() {
    let mut policy = Policy::new(Retries::standard().with_attempts(100));
    policy.call = Some(Duration::from_secs(10));
    policy.attempt = Some(Duration::from_secs(3));
    let mut call = Call::new(policy, &Shared::default());
    let outcome = call.run(Duration::from_secs(60), |_| answer(200, ""));
    let Err(Stopped::TimedOut(error)) = outcome else {
        panic!("{outcome:?}")
    };
    assert!(error.is_call());
    assert_eq!(
        error.to_string(),
        "the call took longer than its limit of 10s; raise the limit or try again later"
    );
    assert_eq!(call.sends.len(), 4);
    assert_eq!(call.clock.moment().elapsed, Duration::from_secs(10));
}

#[test]
fn no_wait_goes_beyond_the_calls_time_and_the_last_answer_is_told() {
    let mut policy = Policy::new(Retries::standard());
    policy.call = Some(Duration::from_secs(2));
    let mut call = Call::new(policy, &Shared::default());
    let outcome = call.run(Duration::ZERO, |_| {
        with(answer(503, "Busy"), "retry-after", "5")
    });
    assert_eq!(outcome.expect("the answer").status(), 503);
    assert_eq!((call.sends.len(), call.sleeps.len()), (1, 0));
}

#[test]
fn throttling_for_a_minute_is_sat_out_by_the_adaptive_mode() {
    let minute = Duration::from_secs(60);
    let shared = Shared::default();
    let policy = Policy::new(Retries::adaptive().with_attempts(50));
    let mut call = Call::new(policy, &shared);
    let mut sent = 0u32;
    // Ten calls a second at first, so that there is a rate to learn.
    let clock = call.clock.clone();
    let mut results = Vec::new();
    for _ in 0..40 {
        let mut call = Call {
            clock: clock.clone(),
            ..Call::new(policy, &shared)
        };
        let throttled = clock.clone();
        let outcome = call.run(Duration::from_millis(100), |_| {
            sent += 1;
            match throttled.moment().elapsed < minute {
                true => answer(400, "ThrottlingException"),
                false => answer(200, ""),
            }
        });
        results.push(outcome.expect("an answer").status().as_u16());
    }
    assert!(results.iter().all(|status| *status == 200), "{results:?}");
    assert!(sent < 40 + 40, "{sent} requests");
    let _ = call.run(Duration::ZERO, |_| answer(200, ""));
}

fn ends() -> impl Strategy<Value = End> {
    prop_oneof![
        prop::sample::select(vec![200u16, 400, 403, 429, 500, 503])
            .prop_map(|status| End::Answer(status, "")),
        prop::sample::select(vec![
            "ThrottlingException",
            "RequestTimeout",
            "ExpiredToken",
            "RequestTimeTooSkewed",
            "NoSuchThing",
        ])
        .prop_map(|code| End::Answer(400, code)),
        any::<bool>().prop_map(|is_transient| End::Failure { is_transient }),
    ]
}

fn retries() -> impl Strategy<Value = Retries> {
    (any::<bool>(), 0u32..6).prop_map(|(adaptive, attempts)| match adaptive {
        true => Retries::adaptive().with_attempts(attempts),
        false => Retries::standard().with_attempts(attempts),
    })
}

proptest! {
    /// Whatever happens: every call ends, in time, after the attempts that are allowed, with what the last of them ended with.
    #[test]
    fn every_call_ends_in_time_and_with_its_last_attempt(
        calls in prop::collection::vec(prop::collection::vec(ends(), 12), 1..20),
        retries in retries(),
        limit in prop::option::of(0u64..30_000),
        attempt in prop::option::of(1u64..3_000),
        takes in 0u64..4_000,
        random in 0.0..1.0,
    ) {
        let shared = Shared::default();
        let clock = Clock::default();
        let mut policy = Policy::new(retries);
        policy.call = limit.map(Duration::from_millis);
        policy.attempt = attempt.map(Duration::from_millis);
        for script in calls {
            let mut call = Call { clock: clock.clone(), random, ..Call::new(policy, &shared) };
            let began = clock.moment().elapsed;
            let mut last = None;
            let outcome = call.run_all(Duration::from_millis(takes), |n| {
                let date = httpdate::fmt_http_date(clock.moment().wall + Duration::from_secs(3600));
                last = Some(n);
                match script[n] {
                    End::Answer(status, code) => Ok(with(answer(status, code), "date", &date)),
                    End::Failure { is_transient } => Err(is_transient),
                }
            });
            // One more for a corrected clock, and one for renewed credentials.
            prop_assert!(call.sends.len() <= retries.attempts() as usize + 2);
            if let Some(limit) = policy.call {
                prop_assert!(clock.moment().elapsed - began <= limit);
            }
            match (&outcome, last.map(|n| &script[n])) {
                (Ok(response), Some(End::Answer(status, _))) => prop_assert_eq!(response.status().as_u16(), *status),
                (Err(Stopped::Transport(Broken)), Some(End::Failure { .. })) => {}
                (Err(Stopped::TimedOut(_)), _) => prop_assert!(limit.is_some() || attempt.is_some()),
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }

    /// The quota is never overdrawn, and never more than it began with.
    #[test]
    fn the_quota_stays_within_its_bounds(steps in prop::collection::vec((any::<bool>(), any::<bool>()), 0..2_000)) {
        let mut quota = Quota::default();
        let mut costs = Vec::new();
        for (take, throttled) in steps {
            let before = quota.available();
            if take {
                let trouble = if throttled { Trouble::Throttled } else { Trouble::Transient };
                match quota.acquire(trouble) {
                    Some(cost) => costs.push(cost),
                    None => prop_assert_eq!(quota.available(), before),
                }
            } else {
                quota.release(costs.pop());
            }
            prop_assert!(quota.available() <= 500);
        }
    }

    /// Full jitter: the random number scales the wait, which is never longer than asked or twenty seconds.
    #[test]
    fn waits_are_within_their_bounds(attempt in 1u32..100, random in 0.0..=1.0, asked in prop::option::of(0u64..100_000)) {
        for trouble in [Trouble::Throttled, Trouble::Transient] {
            let backoff = Backoff::after(attempt, trouble);
            let plain = backoff.wait(random, None);
            prop_assert!(plain <= backoff.wait(1.0, None) && plain <= Duration::from_secs(20));
            let asked = asked.map(|asked| RetryAfter::Amz(Duration::from_millis(asked)));
            let wait = backoff.wait(random, asked);
            prop_assert!(wait >= plain && wait <= plain + Duration::from_secs(5));
        }
    }
}
