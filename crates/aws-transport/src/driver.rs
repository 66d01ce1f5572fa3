//! One call, without I/O: sign this, send this, sleep so long, done.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response};

use crate::gzip::EncodingError;
use crate::retry::{Backoff, Cost, Retries, RetryAfter, RetryState, Skew, Trouble, Verdict};
use crate::sign::{SignError, Unsigned};
use crate::world::Moment;

/// How calls are driven: retries, and time limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// Which failures are tried again, and how often.
    pub retries: Retries,
    /// How long one attempt may take; no limit by default.
    pub attempt: Option<Duration>,
    /// How long a call may take with all its attempts and waits; no limit by default.
    pub call: Option<Duration>,
}

impl Policy {
    /// These retries, without time limits.
    #[must_use]
    pub const fn new(retries: Retries) -> Self {
        Self {
            retries,
            attempt: None,
            call: None,
        }
    }
}

/// One call, without I/O: attempts, waits, quota, deadlines and corrected signatures.
///
/// **Do what each step says and tell how it went: every call ends, and no attempt is made that the policy does not allow.**
///
/// 1. [`begin`](Driver::begin) gives the first step.
/// 2. [`Step::Sign`]: sign the request, then [`signed`](Driver::signed) or [`unsigned`](Driver::unsigned).
/// 3. [`Step::Send`]: send it, then [`answered`](Driver::answered) or [`failed`](Driver::failed).
/// 4. [`Step::Sleep`]: wait, then [`slept`](Driver::slept).
/// 5. [`Step::Done`]: the call is over.
///
/// It reads no clock and draws no number: both are handed in.
/// [`Client`](crate::Client) and [`AsyncClient`](crate::AsyncClient) are loops around it.
///
/// # Example: a service that is busy once
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use aws_transport::driver::{Driver, Policy, Shared, Step};
/// use aws_transport::{Bytes, Moment, Retries, http};
///
/// let now = Moment { wall: SystemTime::UNIX_EPOCH, elapsed: Duration::ZERO };
/// let request = http::Request::new(Bytes::from_static(b"{}"));
/// let mut driver: Driver<std::io::Error> = Driver::new(request, Policy::new(Retries::standard()), Shared::default());
///
/// let Step::Sign(unsigned) = driver.begin(now) else { unreachable!() };
/// let Step::Send(request, _) = driver.signed(unsigned.request, now) else { unreachable!() };
/// assert_eq!(request.headers()["amz-sdk-request"], "attempt=1; max=3");
///
/// let busy = http::Response::builder().status(503).body(Bytes::new())?;
/// let Step::Sleep(wait) = driver.answered(busy, now, 0.5) else { unreachable!() };
/// assert_eq!(wait, Duration::from_millis(25));
///
/// let Step::Sign(unsigned) = driver.slept(now) else { unreachable!() };
/// let Step::Send(..) = driver.signed(unsigned.request, now) else { unreachable!() };
/// let whole = http::Response::new(Bytes::from_static(b"{}"));
/// assert!(matches!(driver.answered(whole, now, 0.5), Step::Done(Ok(_))));
/// assert_eq!(driver.attempts(), 2);
/// # Ok::<(), http::Error>(())
/// ```
pub struct Driver<E> {
    request: Template,
    policy: Policy,
    shared: Shared,
    began: Duration,
    attempt: u32,
    /// What the last retry took from the quota.
    paid: Option<Cost>,
    signed_at: SystemTime,
    skew_corrected: bool,
    renewed: bool,
    renew: Option<SystemTime>,
    /// What the last attempt ended with, for when there is no time for another one.
    last: Option<Outcome<E>>,
}

/// What the calls of one client share: retry quota, learnt rate limit, and how far the service's clock is from ours.
#[derive(Clone, Debug, Default)]
pub struct Shared(Arc<RetryState>);

/// What to do next.
#[must_use = "the call stands still until the step is done"]
pub enum Step<E> {
    /// Sign this request.
    Sign(Unsigned),
    /// Send this request, within this time if there is a limit.
    Send(Request<Bytes>, Option<Duration>),
    /// Wait so long.
    Sleep(Duration),
    /// The call is over, with a response of any status or without one.
    Done(Outcome<E>),
}

/// How a call ended.
pub type Outcome<E> = Result<Response<Bytes>, Stopped<E>>;

/// Why a call ended without a response.
#[derive(Debug)]
#[non_exhaustive]
pub enum Stopped<E> {
    /// What moves the bytes failed.
    Transport(E),
    /// The response's body could not be unpacked.
    Encoding(EncodingError),
    /// The request could not be signed.
    Sign(SignError),
    /// A time limit of the policy passed.
    TimedOut(TimedOut),
}

/// The request as it was made, of which each attempt gets a copy.
struct Template(Request<Bytes>);

/// Neither the request nor what it was answered is shown: both may hold secrets.
impl<E> fmt::Debug for Driver<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Driver")
            .field("policy", &self.policy)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

impl<E> Driver<E> {
    /// A call of this request.
    #[must_use]
    pub fn new(request: Request<Bytes>, policy: Policy, shared: Shared) -> Self {
        Self {
            request: Template(request),
            policy,
            shared,
            began: Duration::ZERO,
            attempt: 1,
            paid: None,
            signed_at: SystemTime::UNIX_EPOCH,
            skew_corrected: false,
            renewed: false,
            renew: None,
            last: None,
        }
    }

    /// The attempts begun so far.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempt
    }

    /// The first step.
    pub fn begin(&mut self, now: Moment) -> Step<E> {
        self.began = now.elapsed;
        self.admit(now)
    }

    /// The wait is over.
    pub fn slept(&mut self, now: Moment) -> Step<E> {
        self.admit(now)
    }

    /// The request is signed.
    pub fn signed(&mut self, request: Request<Bytes>, now: Moment) -> Step<E> {
        let left = self.left(now);
        if left.is_some_and(|left| left.is_zero()) {
            return self.out_of_time();
        }
        let within = match (left, self.policy.attempt) {
            (Some(left), Some(attempt)) => Some(left.min(attempt)),
            (left, attempt) => left.or(attempt),
        };
        Step::Send(request, within)
    }

    /// The request cannot be signed: the call is over.
    pub fn unsigned(&mut self, error: SignError) -> Step<E> {
        Step::Done(Err(Stopped::Sign(error)))
    }

    /// A whole response came, of whatever status.
    ///
    /// `random` is a number from 0 to 1.
    pub fn answered(&mut self, response: Response<Bytes>, now: Moment, random: f64) -> Step<E> {
        let verdict = Verdict::of(&response);
        let trouble = match verdict {
            Verdict::Retry(trouble) => Some(trouble),
            _ => None,
        };
        self.shared.0.observe(self.policy.retries, trouble, now);
        if response.status().is_success() {
            self.shared.0.give_back(self.paid);
        }
        match verdict {
            Verdict::Retry(trouble) => {
                let asked = RetryAfter::read(response.headers(), now.wall);
                self.retry(Ok(response), trouble, asked, now, random)
            }
            Verdict::Skewed(certain) if self.corrects_skew(response.headers(), certain, now) => {
                self.again(Ok(response), now)
            }
            Verdict::Expired if !self.renewed => {
                (self.renewed, self.renew) = (true, Some(self.signed_at));
                self.again(Ok(response), now)
            }
            _ => Step::Done(Ok(response)),
        }
    }

    /// No response came; `is_transient` says whether another attempt may fare better.
    ///
    /// `random` is a number from 0 to 1.
    pub fn failed(
        &mut self,
        error: Stopped<E>,
        is_transient: bool,
        now: Moment,
        random: f64,
    ) -> Step<E> {
        self.shared
            .0
            .observe(self.policy.retries, Some(Trouble::Transient), now);
        if !is_transient {
            return Step::Done(Err(error));
        }
        self.retry(Err(error), Trouble::Transient, None, now, random)
    }

    /// The time that [`Step::Send`] gave passed, and the attempt was given up.
    ///
    /// `random` is a number from 0 to 1.
    pub fn timed_out(&mut self, now: Moment, random: f64) -> Step<E> {
        let whole = self.left(now).is_some_and(|left| left.is_zero());
        let error = match self.policy.call {
            Some(call) if whole => TimedOut::call(call),
            _ => TimedOut::attempt(self.policy.attempt.unwrap_or_default()),
        };
        self.failed(Stopped::TimedOut(error), !whole, now, random)
    }

    fn retry(
        &mut self,
        outcome: Outcome<E>,
        trouble: Trouble,
        asked: Option<RetryAfter>,
        now: Moment,
        random: f64,
    ) -> Step<E> {
        if self.attempt >= self.policy.retries.attempts() {
            return Step::Done(outcome);
        }
        let wait = Backoff::after(self.attempt, trouble).wait(random, asked);
        if self.left(now).is_some_and(|left| wait >= left) {
            return Step::Done(outcome);
        }
        let Some(cost) = self.shared.0.pay(trouble) else {
            return Step::Done(outcome);
        };
        self.paid = Some(cost);
        self.attempt += 1;
        self.last = Some(outcome);
        Step::Sleep(wait)
    }

    /// Another attempt at once: what was wrong with the last one is mended.
    fn again(&mut self, outcome: Outcome<E>, now: Moment) -> Step<E> {
        self.attempt += 1;
        self.last = Some(outcome);
        self.admit(now)
    }

    fn admit(&mut self, now: Moment) -> Step<E> {
        match self.shared.0.admit(self.policy.retries, now) {
            Ok(()) => self.sign(now),
            Err(wait) if self.left(now).is_some_and(|left| wait >= left) => self.out_of_time(),
            Err(wait) => Step::Sleep(wait),
        }
    }

    fn sign(&mut self, now: Moment) -> Step<E> {
        self.signed_at = self.shared.0.skew().apply(now.wall);
        Step::Sign(Unsigned {
            request: self.request.attempt(self.attempt, self.policy.retries),
            at: self.signed_at,
            renew: self.renew.take(),
        })
    }

    /// Takes over the service's clock, once a call, if that can be what was wrong.
    fn corrects_skew(&mut self, headers: &HeaderMap, certain: bool, now: Moment) -> bool {
        let date = headers.get(http::header::DATE);
        let date = date.and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
        let Some(theirs) = date.filter(|_| !self.skew_corrected) else {
            return false;
        };
        let apart = match Skew::between(self.signed_at, theirs) {
            Skew::None => Duration::ZERO,
            Skew::Ahead(by) | Skew::Behind(by) => by,
        };
        let least = if certain { LEAST_SKEW } else { TELLING_SKEW };
        if apart < least {
            return false;
        }
        self.skew_corrected = true;
        self.shared.0.set_skew(Skew::between(now.wall, theirs));
        true
    }

    fn left(&self, now: Moment) -> Option<Duration> {
        let spent = now.elapsed.saturating_sub(self.began);
        Some(self.policy.call?.saturating_sub(spent))
    }

    fn out_of_time(&mut self) -> Step<E> {
        let limit = self.policy.call.unwrap_or_default();
        let late = || Err(Stopped::TimedOut(TimedOut::call(limit)));
        Step::Done(self.last.take().unwrap_or_else(late))
    }
}

/// The precision of a `Date` header.
const LEAST_SKEW: Duration = Duration::from_secs(1);
/// Signatures are good for five minutes; a clock this far off makes them doubtful.
const TELLING_SKEW: Duration = Duration::from_secs(4 * 60);

impl Template {
    /// A copy for one attempt, which tells the service how often the call was tried.
    fn attempt(&self, attempt: u32, retries: Retries) -> Request<Bytes> {
        let mut request = self.0.clone();
        if retries.attempts() > 1 {
            let text = format!("attempt={attempt}; max={}", retries.attempts());
            if let Ok(value) = HeaderValue::try_from(text) {
                request.headers_mut().insert("amz-sdk-request", value);
            }
        }
        request
    }
}

/// A time limit that the caller set passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimedOut {
    limit: Duration,
    is_call: bool,
}

impl TimedOut {
    fn call(limit: Duration) -> Self {
        Self {
            limit,
            is_call: true,
        }
    }

    fn attempt(limit: Duration) -> Self {
        Self {
            limit,
            is_call: false,
        }
    }

    /// The limit that passed.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// Whether it was the limit of the whole call, not that of one attempt.
    #[must_use]
    pub fn is_call(&self) -> bool {
        self.is_call
    }
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.is_call {
            "the call"
        } else {
            "an attempt"
        };
        write!(
            f,
            "{what} took longer than its limit of {:?}; raise the limit or try again later",
            self.limit
        )
    }
}

impl Error for TimedOut {}
