//! Where a listing starts: reading a starting token.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use smithy_wire::{Object, Value, json};

use crate::codec::{self, AMOUNT, DecodeError};
use crate::config_error::ConfigError;
use crate::int::Int;
use crate::token::Token;

/// A place in a listing: the tokens that fetch a page, and how many of its items were delivered.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) token: Token,
    /// `None` at a page's start; 0 means that all but the items of the first result key were delivered.
    pub(crate) amount: Option<u64>,
}

impl Place {
    /// The first page of a listing: every input token null.
    pub(crate) fn first(names: &[Cow<'static, str>]) -> Place {
        let nulls = names.iter().map(|name| (name.clone(), Value::Null));
        Place {
            token: nulls.collect(),
            amount: None,
        }
    }

    /// A service's own token, whatever it looks like, for the first input token.
    pub(crate) fn service(names: &[Cow<'static, str>], text: &str) -> Place {
        Place::from_parts(names, [Value::String(text.to_owned())], None)
    }

    /// A starting token: boto3's, an old `token___3`, or else the service's own.
    pub(crate) fn starting(names: &[Cow<'static, str>], text: &str) -> Result<Place, ConfigError> {
        match codec::decode(text) {
            Ok(members) => Place::from_members(names, members),
            Err(DecodeError::Scalar) => Err(ConfigError::TokenScalar),
            Err(DecodeError::Bytes | DecodeError::BytesPath) => Err(ConfigError::TokenBytes),
            Err(_) => Place::from_old(names, text),
        }
    }

    /// The resume token of this place.
    pub(crate) fn encode(&self) -> String {
        codec::encode_place(&self.token, self.amount)
    }

    fn from_members(
        names: &[Cow<'static, str>],
        mut members: Object,
    ) -> Result<Place, ConfigError> {
        let amount = members.remove(AMOUNT);
        check_members(names, &members)?;
        let amount = amount.as_ref().map(check_amount).transpose()?;
        let token = members
            .iter()
            .map(|(name, value)| (known(names, name), value.clone()))
            .collect();
        Ok(Place { token, amount })
    }

    fn from_old(names: &[Cow<'static, str>], text: &str) -> Result<Place, ConfigError> {
        let mut parts: Vec<&str> = text.split("___").collect();
        let mut amount = None;
        if parts.len() == names.len() + 1 {
            match parts.pop().and_then(Int::parse) {
                Some(index) => amount = Some(index.saturating().ok_or_else(|| bad_amount(&index))?),
                None => parts = alloc::vec![text],
            }
        }
        if parts.len() > names.len() {
            return Err(ConfigError::TokenParts {
                parts: parts.len(),
                input_tokens: names.len(),
            });
        }
        Ok(Place::from_parts(
            names,
            parts.into_iter().map(part),
            amount,
        ))
    }

    fn from_parts(
        names: &[Cow<'static, str>],
        parts: impl IntoIterator<Item = Value>,
        amount: Option<u64>,
    ) -> Place {
        let values = parts.into_iter().chain(core::iter::repeat(Value::Null));
        Place {
            token: names.iter().cloned().zip(values).collect(),
            amount,
        }
    }
}

fn part(text: &str) -> Value {
    if text == "None" {
        Value::Null
    } else {
        Value::String(text.to_owned())
    }
}

/// The configuration's own spelling of a name, which costs nothing where it is static.
fn known(names: &[Cow<'static, str>], name: &str) -> Cow<'static, str> {
    let known = names.iter().find(|known| **known == name);
    known
        .cloned()
        .unwrap_or_else(|| Cow::Owned(name.to_owned()))
}

/// A token may set the operation's input tokens and nothing else, or a crafted one could rewrite the request.
fn check_members(names: &[Cow<'static, str>], members: &Object) -> Result<(), ConfigError> {
    let is_token = |name: &str| names.iter().any(|known| *known == name);
    let unknown: Vec<String> = members
        .iter()
        .map(|(name, _)| name)
        .filter(|name| !is_token(name))
        .map(ToOwned::to_owned)
        .collect();
    let missing: Vec<String> = names
        .iter()
        .filter(|name| members.get(name).is_none())
        .map(ToString::to_string)
        .collect();
    if unknown.is_empty() && missing.is_empty() {
        return Ok(());
    }
    Err(ConfigError::TokenMembers { unknown, missing })
}

fn check_amount(value: &Value) -> Result<u64, ConfigError> {
    match value {
        Value::Number(number) if number.is_integer() => number.as_u64(),
        _ => None,
    }
    .ok_or_else(|| ConfigError::TokenAmount {
        found: json::to_string(value),
    })
}

fn bad_amount(index: &Int) -> ConfigError {
    ConfigError::TokenAmount {
        found: index.to_string(),
    }
}
