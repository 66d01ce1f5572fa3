//! Moments in the registry's own time, and their two spellings on the wire.

use std::fmt::Write as _;

use smithy_wire::Timestamp;

/// Milliseconds since 1970, the service's own precision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(i64);

impl Moment {
    pub(crate) const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub(crate) fn from_timestamp(timestamp: Timestamp) -> Self {
        let millis = i64::from(timestamp.subsec_nanos() / 1_000_000);
        Self(
            timestamp
                .seconds()
                .saturating_mul(1000)
                .saturating_add(millis),
        )
    }

    /// This moment moved by `millis`, which may be negative.
    pub(crate) fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// How many milliseconds lie between an earlier moment and this one.
    pub(crate) fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Appends the number of seconds as the service does: plainly, or with an exponent as Java prints a double.
    ///
    /// The real service uses both spellings, so one moment in four gets the second.
    pub(crate) fn write(self, out: &mut String) {
        let (seconds, millis) = (self.0.div_euclid(1000), self.0.rem_euclid(1000));
        if millis % 4 == 0 && (1_000_000_000..10_000_000_000).contains(&seconds) {
            write_exponent(seconds, millis, out);
        } else if self.0 < 0 {
            // The two parts of a negative number do not stand side by side.
            let _ = write!(out, "{}", self.0 as f64 / 1000.0);
        } else {
            let _ = write!(out, "{seconds}.{millis:03}");
        }
    }
}

fn write_exponent(seconds: i64, millis: i64, out: &mut String) {
    let digits = format!("{seconds}{millis:03}");
    let (first, rest) = digits.split_at_checked(1).unwrap_or_default();
    let rest = rest.trim_end_matches('0');
    let rest = if rest.is_empty() { "0" } else { rest };
    let _ = write!(out, "{first}.{rest}E9");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Moment;

    fn written(millis: i64) -> String {
        let mut out = String::new();
        Moment::from_millis(millis).write(&mut out);
        out
    }

    #[test]
    fn both_spellings_occur() {
        assert_eq!(written(1_715_012_342_000), "1.715012342E9");
        assert_eq!(written(1_715_012_342_120), "1.71501234212E9");
        assert_eq!(written(1_000_000_000_000), "1.0E9");
        assert_eq!(written(1_715_012_342_007), "1715012342.007");
    }

    proptest! {
        #[test]
        fn any_moment_is_a_json_number_of_its_value(millis in -9_000_000_000_000_i64..9_000_000_000_000) {
            let number: f64 = serde_json::from_str(&written(millis)).unwrap();
            prop_assert_eq!((number * 1000.0).round() as i64, millis);
        }
    }
}
