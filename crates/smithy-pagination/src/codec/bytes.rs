//! Which tokens hold bytes: `boto_encoded_keys` lists the path of each.
//!
//! They are not supported, but what boto3 makes of a damaged list decides whether the text is a service token.

use alloc::vec::Vec;

use smithy_wire::{Object, Value};

use super::base64;
use super::read::DecodeError;

/// Finds out what a token's list of paths leads to; a list without paths is none.
pub(super) fn check(token: &Object, paths: &Value) -> Result<(), DecodeError> {
    let paths = iterate(paths).ok_or(DecodeError::BytesList)?;
    for path in &paths {
        check_path(token, path)?;
    }
    if paths.is_empty() {
        Ok(())
    } else {
        Err(DecodeError::Bytes)
    }
}

fn check_path(token: &Object, path: &Value) -> Result<(), DecodeError> {
    let steps = iterate(path).ok_or(DecodeError::BytesList)?;
    let Some((first, rest)) = steps.split_first() else {
        return Err(DecodeError::BytesPath);
    };
    let start = member(token, first)?;
    let end = rest
        .iter()
        .try_fold(start, |value, step| descend(&value, step))?;
    let Value::String(text) = end else {
        return Err(DecodeError::BytesPath);
    };
    base64::decode(&text)
        .map(|_| ())
        .ok_or(DecodeError::BytesList)
}

fn descend(value: &Value, step: &Value) -> Result<Value, DecodeError> {
    match value {
        Value::Object(members) => member(members, step),
        Value::List(items) => element(items, step),
        // A path into a text cannot be written to afterwards, whatever it finds.
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => {
            Err(DecodeError::BytesList)
        }
    }
}

fn member(members: &Object, step: &Value) -> Result<Value, DecodeError> {
    match step {
        Value::String(name) => members.get(name).cloned().ok_or(DecodeError::BytesPath),
        Value::List(_) | Value::Object(_) => Err(DecodeError::BytesList),
        _ => Err(DecodeError::BytesPath),
    }
}

fn element(items: &[Value], step: &Value) -> Result<Value, DecodeError> {
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
        .and_then(|place| items.get(place));
    found.cloned().ok_or(DecodeError::BytesPath)
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
