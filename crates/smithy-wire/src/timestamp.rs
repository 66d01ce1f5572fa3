//! Moments in time.

use core::fmt;

/// A moment in time: seconds since 1970-01-01T00:00:00Z, and nanoseconds of the second it falls in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

impl Timestamp {
    /// A moment `nanos` nanoseconds after `seconds` seconds since 1970.
    ///
    /// A billion or more nanoseconds carry over into the seconds; the last moment is the limit.
    pub fn new(seconds: i64, nanos: u32) -> Self {
        match seconds.checked_add(i64::from(nanos / 1_000_000_000)) {
            Some(seconds) => Self { seconds, nanos: nanos % 1_000_000_000 },
            None => Self { seconds: i64::MAX, nanos: 999_999_999 },
        }
    }

    /// Whole seconds since 1970, rounded down.
    pub fn seconds(&self) -> i64 {
        self.seconds
    }

    /// Nanoseconds since the last whole second: less than a billion.
    pub fn subsec_nanos(&self) -> u32 {
        self.nanos
    }

    /// The number of seconds as JSON.
    pub fn epoch_seconds(&self) -> impl fmt::Display + use<> {
        self.seconds
    }
}
