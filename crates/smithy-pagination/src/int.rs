//! Integers written as text, as Python's `int()` takes them.

use alloc::string::String;
use core::fmt;

/// An integer of any size; Display writes it without sign, underscores and leading zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Int {
    negative: bool,
    digits: String,
}

impl Int {
    /// Reads ` +1_000 `: white space around, a sign, single underscores between digits. Only ASCII digits are taken.
    pub(crate) fn parse(text: &str) -> Option<Int> {
        let text =
            text.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c));
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if !unsigned.split('_').all(is_digits) {
            return None;
        }
        let digits: String = unsigned
            .chars()
            .filter(char::is_ascii_digit)
            .skip_while(|c| *c == '0')
            .collect();
        let negative = negative && !digits.is_empty();
        Some(Int {
            negative,
            digits: if digits.is_empty() {
                "0".into()
            } else {
                digits
            },
        })
    }

    /// The value if it is not negative; one beyond 64 bits is the largest there is.
    pub(crate) fn saturating(&self) -> Option<u64> {
        (!self.negative).then(|| self.digits.parse().unwrap_or(u64::MAX))
    }
}

impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.negative { "-" } else { "" }, self.digits)
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Int;
    use alloc::string::ToString;

    #[test]
    fn as_pythons_int_takes_it() {
        for (text, expected) in [
            ("0", "0"),
            ("007", "7"),
            (" +1_000\n", "1000"),
            ("-12", "-12"),
            ("-0", "0"),
            ("\u{1f}3\u{a0}", "3"),
            ("18446744073709551616", "18446744073709551616"),
        ] {
            assert_eq!(Int::parse(text).unwrap().to_string(), expected, "{text:?}");
        }
        for text in [
            "", " ", "+", "--1", "+ 1", "1_", "_1", "1__2", "1.0", "0x1", "ten", "\u{663}",
        ] {
            assert_eq!(Int::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn beyond_64_bits_is_the_largest() {
        assert_eq!(
            Int::parse("18446744073709551616").unwrap().saturating(),
            Some(u64::MAX)
        );
        assert_eq!(
            Int::parse("18446744073709551614").unwrap().saturating(),
            Some(u64::MAX - 1)
        );
        assert_eq!(Int::parse("-1").unwrap().saturating(), None);
    }
}
