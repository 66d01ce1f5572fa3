//! How long to wait before the next attempt.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::Trouble;

/// The longest wait the formula gives, in seconds.
const LONGEST: f64 = 20.0;
/// How much longer than the formula `x-amz-retry-after` may make the wait, in seconds.
const MOST_ADDED: f64 = 5.0;
/// The first wait's upper bound, in seconds: after throttling, and after anything else.
const THROTTLED_SCALE: f64 = 1.0;
const TRANSIENT_SCALE: f64 = 0.05;

/// Exponential backoff with full jitter: `random × min(scale × 2^(attempt − 1), 20 s)`.
///
/// The scale is one second after throttling and 50 milliseconds after other failures.
///
/// # Example: the bounds of the first three waits
///
/// ```
/// use std::time::Duration;
/// use aws_transport::retry::{Backoff, Trouble};
///
/// let longest = |attempt| Backoff::after(attempt, Trouble::Throttled).wait(1.0, None);
/// assert_eq!([longest(1), longest(2), longest(3)], [1, 2, 4].map(Duration::from_secs));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backoff {
    bound: f64,
}

impl Backoff {
    /// The backoff after this attempt, counted from 1, failed in this way.
    #[must_use]
    pub fn after(attempt: u32, trouble: Trouble) -> Self {
        let scale = match trouble {
            Trouble::Throttled => THROTTLED_SCALE,
            Trouble::Transient => TRANSIENT_SCALE,
        };
        let doublings = i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX);
        Self {
            bound: (scale * 2f64.powi(doublings)).min(LONGEST),
        }
    }

    /// The wait, for a random number from 0 to 1 and what the service asked for.
    #[must_use]
    pub fn wait(self, random: f64, asked: Option<RetryAfter>) -> Duration {
        let jittered = random.clamp(0.0, 1.0) * self.bound;
        let seconds = match asked {
            None => jittered,
            Some(RetryAfter::Amz(asked)) => {
                jittered.max(asked.as_secs_f64().min(jittered + MOST_ADDED))
            }
            Some(RetryAfter::Standard(asked)) => jittered.max(asked.as_secs_f64().min(LONGEST)),
        };
        Duration::from_secs_f64(seconds)
    }
}

/// How long the service asked to be left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// `x-amz-retry-after`, in milliseconds: the wait is at least that, yet at most 5 seconds above the formula's.
    Amz(Duration),
    /// `Retry-After` of RFC 9110: the wait is at least that, yet at most 20 seconds.
    Standard(Duration),
}

impl RetryAfter {
    /// Reads the headers; what cannot be read counts as absent, and AWS's own header goes first.
    #[must_use]
    pub fn read(headers: &HeaderMap, now: SystemTime) -> Option<Self> {
        let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
        let amz = text("x-amz-retry-after").and_then(|text| text.parse().ok());
        if let Some(milliseconds) = amz {
            return Some(Self::Amz(Duration::from_millis(milliseconds)));
        }
        let standard = text("retry-after")?;
        let wait = match standard.parse() {
            Ok(seconds) => Duration::from_secs(seconds),
            Err(_) => until(standard, now)?,
        };
        Some(Self::Standard(wait))
    }
}

/// From now to a date; nothing for a date in the past.
fn until(date: &str, now: SystemTime) -> Option<Duration> {
    httpdate::parse_http_date(date)
        .ok()?
        .duration_since(now)
        .ok()
}
