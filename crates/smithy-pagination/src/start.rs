//! Where a listing starts: reading a starting token.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use smithy_wire::{Object, Value, json};

use crate::codec::{self, AMOUNT, DecodeError};
use crate::config_error::ConfigError;
use crate::int::Int;
use crate::token::Token;

/// A place in a listing: the tokens that fetch a page, and how many of its items were delivered.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) token: Token,
    /// `None` at a page's start; 0 means that all but the items of the first result key were delivered.
    pub(crate) amount: Option<u64>,
    /// What was delivered of what the amount leaves, where boto3 has no amount for that.
    pub(crate) taken: Taken,
    pub(crate) last: Last,
    /// Known only to a place behind such a page.
    pub(crate) leads_back: Option<Box<LeadsBack>>,
}

/// That the page led to a token that came before: a service that is not mended is not followed round once more.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LeadsBack {
    pub(crate) token: Token,
    /// How many pages before this one it led to.
    pub(crate) length: u64,
}

/// How many items of a page were delivered, while items of the other result keys are still to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    /// Of the first result key.
    pub(crate) primary: u64,
    /// Of the others, in page order.
    pub(crate) others: u64,
}

/// What identifies the items of the page delivered last: one of the first result key, one of the others.
///
/// Known only where this crate delivered them; a token of boto3 does not say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Last {
    pub(crate) primary: Option<u64>,
    pub(crate) other: Option<u64>,
}

impl Taken {
    pub(crate) fn is_none(self) -> bool {
        self == Taken::default()
    }

    pub(crate) fn total(self) -> u64 {
        self.primary.saturating_add(self.others)
    }
}

impl Place {
    /// The first page of a listing: every input token null.
    pub(crate) fn first(names: &[Cow<'static, str>]) -> Place {
        let nulls = names.iter().map(|name| (name.clone(), Value::Null));
        Place::start_of(nulls.collect())
    }

    /// The start of the page that this token fetches.
    pub(crate) fn start_of(token: Token) -> Place {
        Place {
            token,
            amount: None,
            taken: Taken::default(),
            last: Last::default(),
            leads_back: None,
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
            Err(DecodeError::BytesPath) => Err(ConfigError::TokenBytes),
            Err(_) => Place::from_old(names, text),
        }
    }

    /// The resume token of this place; what was [taken](Place::taken) comes again.
    pub(crate) fn encode(&self) -> String {
        codec::encode_place(&self.token, self.amount)
    }

    /// The resume token of the page's start.
    pub(crate) fn page_start(&self) -> String {
        codec::encode_place(&self.token, None)
    }

    /// A place that was stored, for an operation with these tokens.
    pub(crate) fn stored(names: &[Cow<'static, str>], place: &Place) -> Result<Place, ConfigError> {
        let members: Object = place
            .token
            .iter()
            .map(|(name, value)| (name, value.clone()))
            .collect();
        let place = Place {
            token: Place::from_members(names, members)?.token,
            ..place.clone()
        };
        Ok(place)
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
        Ok(Place {
            amount,
            ..Place::start_of(token)
        })
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
        let token = names.iter().cloned().zip(values).collect();
        Place {
            amount,
            ..Place::start_of(token)
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
