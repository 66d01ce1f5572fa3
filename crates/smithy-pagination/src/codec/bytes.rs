//! Bytes in tokens: their base64 stands where they were, and `boto_encoded_keys` lists the path of each.
//!
//! In a [`Value`] they are an object whose one member is [`BLOB_MARK`], so that they are not taken for a text.

use alloc::string::String;
use alloc::vec::Vec;

use smithy_wire::json::BLOB_MARK;
use smithy_wire::{Blob, Object, Value};

use super::base64;
use super::read::DecodeError;

/// The base64 of bytes; `None` for every other value.
fn marked(value: &Value) -> Option<&str> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    members.get(BLOB_MARK)?.as_str()
}

fn mark(bytes: Vec<u8>) -> Value {
    let text = Blob::new(bytes).to_base64();
    Value::Object(Object::from_iter([(BLOB_MARK, text)]))
}

/// Whether a value holds bytes anywhere.
pub(crate) fn holds(value: &Value) -> bool {
    match value {
        Value::List(items) => items.iter().any(holds),
        Value::Object(members) => {
            marked(value).is_some() || members.iter().any(|(_, value)| holds(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// A value with base64 in the place of bytes, and the paths of those, in the order of the text.
pub(crate) fn split(value: &Value) -> (Value, Vec<Value>) {
    let mut paths = Vec::new();
    let plain = plain(value, &mut Vec::new(), &mut paths);
    (plain, paths)
}

fn plain(value: &Value, path: &mut Vec<Value>, paths: &mut Vec<Value>) -> Value {
    if let Some(text) = marked(value) {
        paths.push(Value::List(path.clone()));
        return Value::String(text.into());
    }
    let mut inside = |step: Value, value: &Value| {
        path.push(step);
        let plain = plain(value, path, paths);
        path.pop();
        plain
    };
    match value {
        Value::List(items) => {
            let items = items.iter().enumerate();
            let items = items.map(|(index, item)| inside(Value::from(index as u64), item));
            Value::List(items.collect())
        }
        Value::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| (name, inside(name.into(), value)));
            Value::Object(members.collect())
        }
        other => other.clone(),
    }
}

/// Marks what stands under these names, and in the lists there, as the bytes that its base64 means.
pub(crate) fn mark_under(names: &[String], is_under: bool, value: &mut Value) {
    match value {
        Value::String(text) if is_under => {
            if let Some(bytes) = base64::decode(text) {
                *value = mark(bytes);
            }
        }
        Value::List(items) => {
            for item in items {
                mark_under(names, is_under, item);
            }
        }
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                mark_under(names, names.iter().any(|known| known == name), value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The same paths, in whatever order.
pub(crate) fn is_same(mut one: Vec<Value>, mut other: Vec<Value>) -> bool {
    for paths in [&mut one, &mut other] {
        paths.sort_by_cached_key(Value::to_json);
    }
    one == other
}

/// Puts bytes where a token's list of paths leads to.
pub(super) fn restore(token: &mut Object, paths: &Value) -> Result<(), DecodeError> {
    for path in iterate(paths).ok_or(DecodeError::BytesList)? {
        let steps = iterate(&path).ok_or(DecodeError::BytesList)?;
        let end = end(token, &steps)?;
        let Value::String(text) = &*end else {
            return Err(DecodeError::BytesPath);
        };
        *end = mark(base64::decode(text).ok_or(DecodeError::BytesList)?);
    }
    Ok(())
}

fn end<'t>(token: &'t mut Object, steps: &[Value]) -> Result<&'t mut Value, DecodeError> {
    let (first, rest) = steps.split_first().ok_or(DecodeError::BytesPath)?;
    rest.iter().try_fold(member(token, first)?, descend)
}

fn descend<'v>(value: &'v mut Value, step: &Value) -> Result<&'v mut Value, DecodeError> {
    if marked(value).is_some() {
        return Err(DecodeError::BytesPath);
    }
    match value {
        Value::Object(members) => member(members, step),
        Value::List(items) => element(items, step),
        // A path into a text cannot be written to afterwards, whatever it finds.
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => {
            Err(DecodeError::BytesList)
        }
    }
}

fn member<'v>(members: &'v mut Object, step: &Value) -> Result<&'v mut Value, DecodeError> {
    match step {
        Value::String(name) => members.get_mut(name).ok_or(DecodeError::BytesPath),
        Value::List(_) | Value::Object(_) => Err(DecodeError::BytesList),
        _ => Err(DecodeError::BytesPath),
    }
}

fn element<'v>(items: &'v mut [Value], step: &Value) -> Result<&'v mut Value, DecodeError> {
    let index = match step {
        Value::Number(number) if number.is_integer() => {
            number.as_i64().ok_or(DecodeError::BytesPath)?
        }
        Value::Bool(truth) => i64::from(*truth),
        _ => return Err(DecodeError::BytesList),
    };
    let from_start = if index < 0 {
        index.saturating_add_unsigned(items.len() as u64)
    } else {
        index
    };
    let found = usize::try_from(from_start)
        .ok()
        .and_then(|place| items.get_mut(place));
    found.ok_or(DecodeError::BytesPath)
}

/// What Python's `for` goes through: elements, names, characters; `None` where it cannot.
fn iterate(value: &Value) -> Option<Vec<Value>> {
    let text = |name: &str| Value::String(name.into());
    match value {
        Value::List(items) => Some(items.clone()),
        Value::Object(members) => Some(members.iter().map(|(name, _)| text(name)).collect()),
        Value::String(chars) => Some(
            chars
                .chars()
                .map(|c| text(c.encode_utf8(&mut [0; 4])))
                .collect(),
        ),
        Value::Number(_) | Value::Bool(_) | Value::Null => None,
    }
}
