//! How long ago something was, in words.

use std::fmt;

const UNITS: [(i64, &str); 6] = [
    (365 * 86_400, "year"),
    (30 * 86_400, "month"),
    (7 * 86_400, "week"),
    (86_400, "day"),
    (3_600, "hour"),
    (60, "minute"),
];

/// The seconds from a moment until now; shown as the largest unit that fits, `3 weeks ago`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Age {
    seconds: i64,
}

impl Age {
    /// From two times in seconds since 1970.
    pub(crate) fn between(then: i64, now: i64) -> Self {
        Age {
            seconds: now.saturating_sub(then),
        }
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let apart = self.seconds.unsigned_abs();
        let unit = UNITS
            .iter()
            .map(|(length, name)| (apart / length.unsigned_abs(), *name))
            .find(|(count, _)| *count > 0);
        let Some((count, name)) = unit else {
            return f.write_str("just now");
        };
        let plural = if count == 1 { "" } else { "s" };
        match self.seconds {
            0.. => write!(f, "{count} {name}{plural} ago"),
            _ => write!(f, "in {count} {name}{plural}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_unit_that_fits() {
        let cases = [
            (0, "just now"),
            (59, "just now"),
            (60, "1 minute ago"),
            (3_599, "59 minutes ago"),
            (86_399, "23 hours ago"),
            (86_400, "1 day ago"),
            (21 * 86_400, "3 weeks ago"),
            (29 * 86_400, "4 weeks ago"),
            (30 * 86_400, "1 month ago"),
            (364 * 86_400, "12 months ago"),
            (800 * 86_400, "2 years ago"),
            (-7_200, "in 2 hours"),
        ];
        for (seconds, words) in cases {
            assert_eq!(Age::between(1_000, 1_000 + seconds).to_string(), words);
        }
    }

    #[test]
    fn times_at_the_ends_do_not_overflow() {
        assert!(
            Age::between(i64::MIN, i64::MAX)
                .to_string()
                .ends_with("years ago")
        );
        assert!(
            Age::between(i64::MAX, i64::MIN)
                .to_string()
                .starts_with("in ")
        );
    }
}
