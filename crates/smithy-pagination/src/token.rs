//! The tokens of one request: input token names and their values.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use smithy_wire::Value;

use crate::refused::Refused;

/// The service's own tokens for one page: a value for each input token, in order.
///
/// Two tokens are equal if they have the same members, whatever their order.
/// Bytes are an object with the one member [`BLOB_MARK`](smithy_wire::json::BLOB_MARK).
#[derive(Clone, Debug, Default)]
pub struct Token {
    members: Vec<(Cow<'static, str>, Value)>,
}

impl Token {
    /// A token without members, which ends a listing.
    pub const fn new() -> Self {
        Token {
            members: Vec::new(),
        }
    }

    /// The token of an operation with one input token, as nearly all have.
    pub fn single(name: impl Into<Cow<'static, str>>, value: Option<String>) -> Self {
        Token::new().with(name, value.map_or(Value::Null, Value::String))
    }

    /// Adds a member; one of the same name is replaced in its place.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: Value) -> Self {
        self.set(name.into(), value);
        self
    }

    fn set(&mut self, name: Cow<'static, str>, value: Value) {
        match self.members.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.members.push((name, value)),
        }
    }

    /// The value of a member, null included; `None` if there is no such member.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// The text of a member, for a request member that is a text; null and absent are `None`.
    ///
    /// # Errors
    ///
    /// [`Refused`] if the value is neither a text nor null.
    pub fn text(&self, name: &str) -> Result<Option<String>, Refused> {
        match self.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(Refused::new(format!(
                "the token's member {name} has to be a text"
            ))),
        }
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> + Clone {
        self.members.iter().map(|(name, value)| (&**name, value))
    }

    /// Whether every member is null, which ends a listing.
    pub fn is_end(&self) -> bool {
        self.members
            .iter()
            .all(|(_, value)| matches!(value, Value::Null))
    }
}

impl Token {
    /// Every value that is false in Python (empty text, 0, false, empty list or object) becomes null.
    pub(crate) fn without_falsy(mut self) -> Self {
        for (_, value) in self.members.iter_mut().filter(|(_, value)| is_falsy(value)) {
            *value = Value::Null;
        }
        self
    }

    /// As it is put into a request: the text `None` means null.
    pub(crate) fn for_request(&self) -> Cow<'_, Token> {
        let is_none = |value: &Value| matches!(value, Value::String(text) if text == "None");
        if !self.members.iter().any(|(_, value)| is_none(value)) {
            return Cow::Borrowed(self);
        }
        let sent = |value: &Value| {
            if is_none(value) {
                Value::Null
            } else {
                value.clone()
            }
        };
        Cow::Owned(
            self.members
                .iter()
                .map(|(name, value)| (name.clone(), sent(value)))
                .collect(),
        )
    }
}

/// False in Python.
pub(crate) fn is_falsy(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(truth) => !truth,
        Value::Number(number) => number.as_f64() == 0.0,
        Value::String(text) => text.is_empty(),
        Value::List(values) => values.is_empty(),
        Value::Object(object) => object.iter().next().is_none(),
    }
}

impl FromIterator<(Cow<'static, str>, Value)> for Token {
    fn from_iter<I: IntoIterator<Item = (Cow<'static, str>, Value)>>(members: I) -> Self {
        members
            .into_iter()
            .fold(Token::new(), |token, (name, value)| token.with(name, value))
    }
}

impl PartialEq for Token {
    fn eq(&self, other: &Self) -> bool {
        self.members.len() == other.members.len()
            && self
                .members
                .iter()
                .all(|(name, value)| other.get(name) == Some(value))
    }
}
