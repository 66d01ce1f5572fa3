//! Any JSON value.

use alloc::string::String;
use alloc::vec::Vec;

use crate::{Number, Object};

/// Any JSON value.
///
/// Objects are equal if they have the same members, in whatever order; numbers if their values are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    List(Vec<Value>),
    /// An object.
    Object(Object),
}
