//! JSON numbers.

use alloc::boxed::Box;
use alloc::format;
use core::cmp::Ordering;
use core::fmt;

/// A JSON number: an integer of any size with all its digits, or a float.
///
/// Numbers are equal if their values are, whatever the spelling: `1` and `1.0` are.
///
/// # Example: nothing is lost
///
/// ```
/// use smithy_wire::{Value, json};
///
/// let value: Value = json::from_str("123456789012345678901234567890")?;
/// assert_eq!(json::to_string(&value), "123456789012345678901234567890");
/// # Ok::<(), json::LocatedError>(())
/// ```
#[derive(Clone)]
pub struct Number(Repr);

#[derive(Clone)]
enum Repr {
    Unsigned(u64),
    Negative(i64),
    /// An integer of more than 64 bits, as JSON.
    Digits(Box<str>),
    /// Finite.
    Float(f64),
}

impl Number {
    /// A float; `None` for what JSON has no number for.
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(Repr::Float(value)))
    }

    /// An integer of more than 64 bits, checked by the caller to be one.
    pub(crate) fn from_digits(digits: &str) -> Self {
        Self(Repr::Digits(digits.into()))
    }

    /// Whether this is written as an integer: without point and exponent.
    pub fn is_integer(&self) -> bool {
        !matches!(self.0, Repr::Float(_))
    }

    /// The value, if it is an integer in range, however it is written.
    pub fn as_i64(&self) -> Option<i64> {
        match self.0 {
            Repr::Unsigned(value) => value.try_into().ok(),
            Repr::Negative(value) => Some(value),
            Repr::Digits(_) => None,
            Repr::Float(value) => whole(value)?.try_into().ok(),
        }
    }

    /// The value, if it is an integer in range, however it is written.
    pub fn as_u64(&self) -> Option<u64> {
        match self.0 {
            Repr::Unsigned(value) => Some(value),
            Repr::Negative(_) | Repr::Digits(_) => None,
            Repr::Float(value) => whole(value)?.try_into().ok(),
        }
    }

    /// The nearest float, which is always finite.
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Repr::Unsigned(value) => *value as f64,
            Repr::Negative(value) => *value as f64,
            Repr::Digits(digits) => digits.parse().unwrap_or(f64::MAX),
            Repr::Float(value) => *value,
        }
    }
}

/// The integer a float stands for, if it is one; one of more than 128 bits is cut to them, so never one of 64.
fn whole(value: f64) -> Option<i128> {
    let integer = value as i128;
    (integer as f64 == value).then_some(integer)
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(Repr::Unsigned(value))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        match u64::try_from(value) {
            Ok(value) => Self(Repr::Unsigned(value)),
            Err(_) => Self(Repr::Negative(value)),
        }
    }
}

impl From<u128> for Number {
    fn from(value: u128) -> Self {
        match u64::try_from(value) {
            Ok(value) => Self(Repr::Unsigned(value)),
            Err(_) => Self::from_digits(&format!("{value}")),
        }
    }
}

impl From<i128> for Number {
    fn from(value: i128) -> Self {
        match (u128::try_from(value), i64::try_from(value)) {
            (Ok(value), _) => Self::from(value),
            (_, Ok(value)) => Self::from(value),
            _ => Self::from_digits(&format!("{value}")),
        }
    }
}

/// Writes the number as JSON.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Unsigned(value) => write!(f, "{value}"),
            Repr::Negative(value) => write!(f, "{value}"),
            Repr::Digits(digits) => f.write_str(digits),
            Repr::Float(value) => write!(f, "{value:?}"),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Repr::Unsigned(a), Repr::Unsigned(b)) => a == b,
            (Repr::Negative(a), Repr::Negative(b)) => a == b,
            (Repr::Digits(a), Repr::Digits(b)) => a == b,
            (Repr::Float(a), Repr::Float(b)) => a.partial_cmp(b) == Some(Ordering::Equal),
            (Repr::Float(float), _) => other.equals_float(*float),
            (_, Repr::Float(float)) => self.equals_float(*float),
            _ => false,
        }
    }
}

impl Eq for Number {}

impl Number {
    /// Whether this integer is exactly the float's value.
    fn equals_float(&self, float: f64) -> bool {
        match &self.0 {
            Repr::Unsigned(value) => whole(float) == Some(i128::from(*value)),
            Repr::Negative(value) => whole(float) == Some(i128::from(*value)),
            // Without a fraction Display writes every digit of a float.
            Repr::Digits(digits) => **digits == *format!("{float:.0}"),
            Repr::Float(value) => *value == float,
        }
    }
}
