//! Enums of numbers that stay open.

use core::fmt;

/// An enum whose values are 32-bit integers, open to values the model does not have yet.
///
/// Generated enums implement it; reading one never fails on a new number.
pub trait IntEnum: Sized {
    /// The numbers the model has, in its order.
    const VALUES: &'static [i32];

    /// The number on the wire.
    fn as_i32(&self) -> i32;

    /// The value with this number; one the model does not have becomes the enum's `Unknown` case.
    fn from_i32(number: i32) -> Self;
}

/// The number of an enum value the model does not have.
///
/// It is made only by reading, so a program cannot name by accident a value that a later model gives a case of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownNumber(i32);

impl UnknownNumber {
    /// Keeps a number. For generated code, which calls it only when no known value has the number.
    #[doc(hidden)]
    pub fn new(number: i32) -> Self {
        Self(number)
    }

    /// The number as the service wrote it.
    pub fn as_i32(&self) -> i32 {
        self.0
    }
}

impl fmt::Display for UnknownNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
