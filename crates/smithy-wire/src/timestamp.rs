//! Moments in time.

use core::fmt;
use core::num::NonZeroU32;
use core::str::FromStr;

use crate::civil;
use crate::json::Decimal;

const NANOS: u32 = 1_000_000_000;

/// A moment in time: seconds since 1970-01-01T00:00:00Z, and nanoseconds of the second it falls in.
///
/// In JSON it is a number of seconds, read by moving the point and never through a float, so it is exact.
/// Digits past the ninth after the point are dropped.
/// [`Display`](fmt::Display) writes RFC 3339 in UTC.
///
/// # Example: from the wire to a person
///
/// ```
/// use smithy_wire::{Timestamp, json};
///
/// let pushed: Timestamp = json::from_str("1.715012342E9")?;
/// assert_eq!(pushed.to_string(), "2024-05-06T16:19:02Z");
/// assert_eq!("2024-05-06T18:19:02.000+02:00".parse(), Ok(pushed));
/// assert_eq!(json::to_string(&Timestamp::new(1715012342, 500_000_000)), "1715012342.5");
/// # Ok::<(), json::LocatedError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    /// One more than the nanoseconds: an `Option` of it takes no more room, of which responses have many.
    nanos_and_one: NonZeroU32,
}

impl Timestamp {
    /// The moment `nanos` nanoseconds after `seconds` seconds since 1970.
    ///
    /// A billion or more nanoseconds carry over into the seconds; the last moment there is is the limit.
    pub const fn new(seconds: i64, nanos: u32) -> Self {
        let (seconds, nanos) = match seconds.checked_add((nanos / NANOS) as i64) {
            Some(seconds) => (seconds, nanos % NANOS),
            None => (i64::MAX, NANOS - 1),
        };
        Self {
            seconds,
            nanos_and_one: NonZeroU32::MIN.saturating_add(nanos),
        }
    }

    /// Whole seconds since 1970, rounded down.
    pub const fn seconds(&self) -> i64 {
        self.seconds
    }

    /// Nanoseconds since the last whole second: less than a billion.
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos_and_one.get() - 1
    }

    /// Reads a number of seconds since 1970, such as `1715012342.5` or `1.715012342E9`, in JSON's grammar.
    ///
    /// Digits past the ninth after the point are dropped, which moves towards 1970.
    ///
    /// # Errors
    ///
    /// If the text is no such number, or its seconds do not fit 64 bits.
    pub fn from_epoch_text(text: &str) -> Result<Self, TimestampError> {
        let decimal = Decimal::scan(text, 0).map_err(|_| TimestampError)?;
        if decimal.len() != text.len() {
            return Err(TimestampError);
        }
        Self::from_decimal(&decimal).ok_or(TimestampError)
    }

    #[inline]
    pub(crate) fn from_decimal(decimal: &Decimal<'_>) -> Option<Self> {
        let (seconds, nanos) = decimal.seconds()?;
        Some(Self::new(seconds, nanos))
    }

    /// The number of seconds since 1970, in as many digits as it takes to be exact, never with an exponent.
    pub fn epoch_seconds(&self) -> EpochSeconds {
        EpochSeconds(*self)
    }
}

/// The start of 1970.
impl Default for Timestamp {
    fn default() -> Self {
        Self::new(0, 0)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timestamp")
            .field("seconds", &self.seconds)
            .field("nanos", &self.subsec_nanos())
            .finish()
    }
}

/// RFC 3339 in UTC, with a fraction of as many digits as it takes to be exact.
///
/// Years past 9999 have a plus sign and years before 0 a minus, which RFC 3339 does not know; nothing panics.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, second) = (
            self.seconds.div_euclid(86_400),
            self.seconds.rem_euclid(86_400),
        );
        let date = civil::Date::from_days(day);
        match date.year {
            0..=9999 => write!(f, "{:04}", date.year)?,
            year => write!(f, "{year:+05}")?,
        }
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(
            f,
            "-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}",
            date.month, date.day
        )?;
        write_fraction(f, self.subsec_nanos())?;
        f.write_str("Z")
    }
}

/// Writes a point and the digits of a fraction of a second, without zeros at the end; nothing for no fraction.
fn write_fraction(f: &mut fmt::Formatter<'_>, nanos: u32) -> fmt::Result {
    if nanos == 0 {
        return Ok(());
    }
    let (mut fraction, mut width) = (nanos, 9);
    while fraction % 10 == 0 {
        fraction /= 10;
        width -= 1;
    }
    write!(f, ".{fraction:0width$}")
}

/// Reads RFC 3339, with any offset, or a number of seconds since 1970.
impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        civil::parse_rfc3339(text).map_or_else(|| Self::from_epoch_text(text), Ok)
    }
}

/// A [`Timestamp`] displayed as a number of seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct EpochSeconds(Timestamp);

impl fmt::Display for EpochSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, nanos) = (self.0.seconds, self.0.subsec_nanos());
        if seconds >= 0 || nanos == 0 {
            write!(f, "{seconds}")?;
            return write_fraction(f, nanos);
        }
        // Before 1970 the fraction counts from the whole second above.
        write!(f, "-{}", (seconds + 1).unsigned_abs())?;
        write_fraction(f, NANOS - nanos)
    }
}

/// A text is neither RFC 3339 nor a number of seconds since 1970, or lies too far from 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimestampError;

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "expected a time such as 2024-05-06T16:19:02Z, or a number of seconds since 1970",
        )
    }
}

impl core::error::Error for TimestampError {}
