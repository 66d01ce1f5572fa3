//! Properties of endpoints: what the rules language has for values.

use alloc::string::String;
use alloc::vec::Vec;

/// A property of an endpoint or of a way of signing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<Value>),
    /// Values by name, in the order of the names.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// An object of these members; of two with one name the later counts.
    pub fn object<N: Into<String>>(members: impl IntoIterator<Item = (N, Value)>) -> Self {
        let mut object = Vec::new();
        for (name, value) in members {
            set(&mut object, name.into(), value);
        }
        Value::Object(object)
    }

    /// The text, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Integer(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.into())
    }
}

/// The value of this name.
pub(crate) fn find<'a, T>(entries: &'a [(String, T)], name: &str) -> Option<&'a T> {
    let found = entries.iter().find(|(other, _)| other == name);
    found.map(|(_, value)| value)
}

/// Sets the value of a name; entries are kept in the order of their names.
pub(crate) fn set<T>(entries: &mut Vec<(String, T)>, name: String, value: T) {
    entries.retain(|(other, _)| *other != name);
    let place = entries.partition_point(|(other, _)| *other < name);
    entries.insert(place, (name, value));
}
