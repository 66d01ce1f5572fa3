//! Enums that stay open, and the keys of maps.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

/// An enum whose values are texts, open to values the model does not have yet.
///
/// Generated enums implement it; reading one never fails on a new text.
pub trait StringEnum: Sized {
    /// The texts the model has, in its order.
    const VALUES: &'static [&'static str];

    /// The text on the wire.
    fn as_str(&self) -> &str;

    /// The value with this text; a text the model does not have becomes the enum's `Unknown` case.
    fn from_text(text: &str) -> Self;
}

/// The text of an enum value the model does not have.
///
/// It is made only by reading, so a program cannot name by accident a value that a later model gives a case of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// Keeps a text. For generated code, which calls it only when no known value has the text.
    #[doc(hidden)]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as the service wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A type that can be the key of a map: on the wire, the name of an object's member.
pub trait MapKey: Ord + Sized {
    /// The member's name.
    fn key(&self) -> &str;

    /// The key with this name.
    fn from_key(text: Cow<'_, str>) -> Self;
}

impl MapKey for String {
    fn key(&self) -> &str {
        self
    }

    fn from_key(text: Cow<'_, str>) -> Self {
        text.into_owned()
    }
}
