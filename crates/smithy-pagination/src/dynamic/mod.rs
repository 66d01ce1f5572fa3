//! The paginator for any operation, configured like botocore's JSON, over JSON values.

mod aggregate;
mod config;
mod number;
mod path;

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

use smithy_wire::{Object, Value};

use crate::codec::bytes;
use crate::filters::Filters;
use crate::hash::StableHash;
use crate::paginated::{Items, LimitKind, Paginated};
use crate::refused::Refused;
use crate::token::{Token, is_falsy};
use path::{Expression, KeyPath};

/// The paginator for any operation, configured like botocore's JSON; requests and responses are JSON values.
///
/// # Example: from botocore's configuration
///
/// ```
/// use smithy_pagination::{DynamicPaginator, Paginate};
/// use smithy_wire::{Value, json};
///
/// let config: Value = json::from_str(
///     r#"{"input_token": "nextToken", "output_token": "nextToken",
///         "limit_key": "maxResults", "result_key": "imageIds"}"#,
/// )?;
/// let paginator = DynamicPaginator::from_json("ListImages", &config)?;
/// let request: Value = json::from_str(r#"{"repositoryName": "app/web"}"#)?;
/// let call = |_: &Value| json::from_str::<Value>(r#"{"imageIds": [{"imageTag": "v1"}]}"#);
///
/// let result = Paginate::calling(paginator, request, call).max_items(100).full_result()?;
/// assert_eq!(json::to_string(&result.into_value()), r#"{"imageIds":[{"imageTag":"v1"}]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct DynamicPaginator {
    operation: String,
    input_tokens: Vec<Cow<'static, str>>,
    output_tokens: Vec<Expression>,
    blobs: Vec<String>,
    more_results: Option<Expression>,
    primary: KeyPath,
    secondary: Vec<KeyPath>,
    limit_key: Option<String>,
    limit: LimitKind,
    non_aggregate: Vec<KeyPath>,
}

/// An item of a page, and the result key it stood under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DynamicItem {
    /// Which of the configuration's result keys, counted from 0.
    pub key: usize,
    /// The item: an element of a list, a character of a text, a member's name of an object.
    pub value: Value,
}

impl DynamicPaginator {
    /// The result keys in order; the first is the one that item caps count.
    pub fn result_keys(&self) -> impl Iterator<Item = &str> {
        self.keys().map(KeyPath::as_str)
    }

    /// The items of a page under one result key, as botocore's `result_key_iters` gives them.
    ///
    /// `None` if there is no such key, or if its value is a number or boolean, which has no items.
    pub fn key_items(&self, key: usize, page: &Value) -> Option<Vec<Value>> {
        let value = self.keys().nth(key)?.get(page);
        items_of(value.cloned().unwrap_or_default())
    }

    /// Marks the bytes in a token's member.
    fn mark(&self, name: &str, value: &mut Value) {
        if !self.blobs.is_empty() {
            let is_under = self.blobs.iter().any(|known| known == name);
            bytes::mark_under(&self.blobs, is_under, value);
        }
    }

    /// A token's member as the request has it: bytes as their base64.
    fn sent(&self, name: &str, value: &Value) -> Result<Value, Refused> {
        let (plain, given) = bytes::split(value);
        let mut marked = plain.clone();
        self.mark(name, &mut marked);
        let (_, wanted) = bytes::split(&marked);
        if bytes::is_same(given, wanted) {
            return Ok(plain);
        }
        let reason = match self.blobs.as_slice() {
            [] => "holds bytes (boto_encoded_keys); name the members that do in `blob_members`",
            _ => {
                "has texts where bytes belong (boto_encoded_keys), or bytes where texts do, by `blob_members`"
            }
        };
        Err(Refused::new(format!("the token's member {name} {reason}")))
    }

    fn keys(&self) -> impl Iterator<Item = &KeyPath> {
        core::iter::once(&self.primary).chain(&self.secondary)
    }
}

impl Paginated for DynamicPaginator {
    type Request = Value;
    type Response = Value;

    fn operation(&self) -> &str {
        &self.operation
    }

    fn input_tokens(&self) -> &[Cow<'static, str>] {
        &self.input_tokens
    }

    fn limit(&self) -> LimitKind {
        self.limit
    }

    fn set_token(&self, request: &mut Value, token: &Token) -> Result<(), Refused> {
        let members = members(request)?;
        for (name, value) in token.iter() {
            if *value == Value::Null {
                members.remove(name);
            } else {
                members.insert(name, self.sent(name, value)?);
            }
        }
        Ok(())
    }

    fn set_limit(&self, request: &mut Value, limit: u64) -> Result<(), Refused> {
        let value = match self.limit {
            LimitKind::Text => Value::String(limit.to_string()),
            _ => Value::from(limit),
        };
        self.set_limit_value(request, &value)
    }

    fn set_limit_value(&self, request: &mut Value, limit: &Value) -> Result<(), Refused> {
        if let Some(key) = &self.limit_key {
            members(request)?.insert(key.as_str(), limit.clone());
        }
        Ok(())
    }

    fn next_token(&self, response: &Value) -> Token {
        if self
            .more_results
            .as_ref()
            .is_some_and(|more| more.search(response).is_none_or(is_falsy))
        {
            return Token::new();
        }
        let values = self
            .output_tokens
            .iter()
            .map(|output| output.search(response).cloned().unwrap_or_default());
        let tokens = self.input_tokens.iter().cloned().zip(values);
        tokens
            .map(|(name, mut value)| {
                self.mark(&name, &mut value);
                (name, value)
            })
            .collect()
    }

    fn primary_len(&self, response: &Value) -> usize {
        match self.primary.get(response) {
            Some(Value::List(items)) => items.len(),
            Some(Value::String(text)) => text.chars().count(),
            Some(Value::Object(members)) => members.len(),
            _ => 0,
        }
    }

    fn keep(&self, response: &mut Value, range: Range<usize>) {
        let kept = match self.primary.take(response) {
            Value::List(mut items) => {
                crate::typed::keep_in(&mut items, range);
                Value::List(items)
            }
            Value::String(text) => {
                Value::String(text.chars().skip(range.start).take(range.len()).collect())
            }
            _ => Value::Null,
        };
        self.primary.set(response, kept);
    }

    fn blank_secondary(&self, response: &mut Value) {
        for key in &self.secondary {
            let blank = match key.take(response) {
                Value::List(_) => Value::List(Vec::new()),
                Value::String(_) => Value::String(String::new()),
                // A sum, such as the number of items looked at.
                sum @ (Value::Number(_) | Value::Bool(_)) => sum,
                Value::Null | Value::Object(_) => Value::Null,
            };
            key.set(response, blank);
        }
    }

    fn filters(&self, request: &Value) -> Filters {
        Filters::of_value(request, |name| {
            self.input_tokens.iter().any(|token| token == name)
        })
    }

    fn identity_at(&self, response: &Value, index: usize) -> Option<u64> {
        let lists = self
            .keys()
            .map(|key| items_of(key.get(response).cloned().unwrap_or_default()));
        let item = lists.flat_map(Option::unwrap_or_default).nth(index)?;
        identity(&item)
    }

    fn skip(&self, response: &mut Value, primary: usize, others: usize) -> bool {
        let taken = skip(&self.primary, response, primary);
        let left = self
            .secondary
            .iter()
            .fold(others, |left, key| left - skip(key, response, left));
        taken == primary && left == 0
    }

    fn complete_first(&self, response: &mut Value) {
        self.write_nested_non_aggregate(response);
    }

    fn check(&self, response: &Value) -> Result<(), Refused> {
        match self.primary.get(response) {
            Some(Value::Number(_) | Value::Bool(_)) => Err(Refused::new(alloc::format!(
                "{} holds no items but a number or boolean",
                self.primary.as_str()
            ))),
            _ => Ok(()),
        }
    }

    fn can_cut(&self, response: &Value) -> bool {
        !matches!(self.primary.get(response), Some(Value::Object(_)))
    }
}

impl Items for DynamicPaginator {
    type Item = DynamicItem;
    type IntoIter = alloc::vec::IntoIter<DynamicItem>;

    /// Numbers and booleans under a secondary key are sums and have no items.
    fn into_items(&self, mut response: Value) -> Self::IntoIter {
        let values = self
            .keys()
            .map(|key| items_of(key.take(&mut response)).unwrap_or_default());
        let keyed = values.enumerate().flat_map(|(key, items)| {
            items
                .into_iter()
                .map(move |value| DynamicItem { key, value })
        });
        keyed.collect::<Vec<_>>().into_iter()
    }

    fn identity(&self, item: &DynamicItem) -> Option<u64> {
        identity(&item.value)
    }
}

/// The texts of an item: figures, states and times may change while the item stays.
fn identity(item: &Value) -> Option<u64> {
    let Value::Object(members) = item else {
        return Some(StableHash::new().value(item).finish());
    };
    let texts = members.iter().filter(|(_, value)| value.as_str().is_some());
    let texts: Object = texts.map(|(name, value)| (name, value.clone())).collect();
    (!texts.is_empty()).then(|| StableHash::new().value(&Value::Object(texts)).finish())
}

/// Takes away the first items of one key; sums stay.
fn skip(key: &KeyPath, response: &mut Value, wanted: usize) -> usize {
    let (rest, taken) = match key.take(response) {
        Value::List(mut items) => {
            let taken = wanted.min(items.len());
            items.drain(..taken);
            (Value::List(items), taken)
        }
        Value::String(text) => {
            let taken = wanted.min(text.chars().count());
            (Value::String(text.chars().skip(taken).collect()), taken)
        }
        Value::Object(members) => {
            let taken = wanted.min(members.len());
            (
                Value::Object(members.into_iter().skip(taken).collect()),
                taken,
            )
        }
        other => (other, 0),
    };
    if rest != Value::Null {
        key.set(response, rest);
    }
    taken
}

fn items_of(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::List(items) => Some(items),
        Value::String(text) => Some(text.chars().map(|c| Value::String(c.to_string())).collect()),
        Value::Object(members) => Some(
            members
                .iter()
                .map(|(name, _)| Value::String(name.to_string()))
                .collect(),
        ),
        Value::Number(_) | Value::Bool(_) => None,
    }
}

fn members(request: &mut Value) -> Result<&mut Object, Refused> {
    match request {
        Value::Object(members) => Ok(members),
        _ => Err(Refused::new("the request has to be an object")),
    }
}
