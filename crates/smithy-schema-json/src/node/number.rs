//! Numbers as they are written.

use std::fmt;

/// A JSON number; its digits are kept, so that writing it gives the text that was read.
///
/// Equality is that of the value: `1`, `1.0` and `10e-1` are equal.
#[derive(Clone)]
pub struct Number(Box<str>);

impl Number {
    /// For text that a JSON reader has taken for a number.
    pub(crate) fn from_json(text: &str) -> Number {
        Number(text.into())
    }

    /// The number as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value, where it is an integer in range; `1.0` is one.
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok().or_else(|| whole(self.as_f64()))
    }

    /// The value, where it is a non-negative integer in range.
    pub fn as_u64(&self) -> Option<u64> {
        self.0
            .parse()
            .ok()
            .or_else(|| self.as_i64().and_then(|value| value.try_into().ok()))
    }

    /// The nearest float.
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

/// The integer that a float is, where no digit is lost on the way.
fn whole(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        if self.0 == other.0 {
            return true;
        }
        match (self.0.parse::<i128>(), other.0.parse::<i128>()) {
            (Ok(one), Ok(two)) => one == two,
            _ => self.as_f64() == other.as_f64(),
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        Number(value.to_string().into())
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Number {
        Number(value.to_string().into())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
