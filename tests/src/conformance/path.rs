//! botocore's paths and Python's idea of truth, for the model only; the product has its own.

use smithy_wire::{Object, Value};

use super::rows::NULL;

/// The value at a dotted path; null if there is none.
pub fn get<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.')
        .fold(value, |value, name| value.get(name).unwrap_or(NULL))
}

/// Sets the value at a dotted path and makes absent parents; does nothing under a parent that is no object.
pub fn set(value: &mut Value, path: &str, new: Value) {
    let mut place = value;
    for name in path.split('.') {
        if place.is_null() {
            *place = Value::Object(Object::new());
        }
        match place {
            Value::Object(members) => place = members.entry(name),
            _ => return,
        }
    }
    *place = new;
}

/// Takes a member at a dotted path out, its parents left as they are.
pub fn remove(value: &mut Value, path: &str) {
    match path.split_once('.') {
        Some((parent, rest)) => {
            if let Some(parent) = value.get_mut(parent) {
                remove(parent, rest);
            }
        }
        None => {
            if let Some(members) = value.as_object_mut() {
                members.remove(path);
            }
        }
    }
}

/// The value of an expression `a.b`, `a[-1].b`, `a || b`.
pub fn search<'v>(value: &'v Value, expression: &str) -> &'v Value {
    let mut found = NULL;
    for choice in expression.split("||") {
        found = choice.trim().split('.').fold(value, step);
        if is_true_in_jmespath(found) {
            break;
        }
    }
    found
}

/// One step: a member's name, perhaps with indices.
fn step<'v>(value: &'v Value, part: &str) -> &'v Value {
    let mut pieces = part.split('[');
    let name = pieces.next().unwrap_or_default();
    let member = value.get(name).unwrap_or(NULL);
    pieces.fold(member, |value, index| {
        let index = index.trim_end_matches(']').parse().unwrap_or(i64::MAX);
        element(value, index)
    })
}

fn element(value: &Value, index: i64) -> &Value {
    let items = value.as_list().unwrap_or_default();
    let from_start = if index < 0 {
        i64::try_from(items.len()).map_or(-1, |len| len + index)
    } else {
        index
    };
    usize::try_from(from_start)
        .ok()
        .and_then(|at| items.get(at))
        .unwrap_or(NULL)
}

/// In JMESPath 0 is true.
fn is_true_in_jmespath(value: &Value) -> bool {
    matches!(value, Value::Number(_)) || is_true(value)
}

/// True in Python.
pub fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64() != 0.0,
        Value::String(text) => !text.is_empty(),
        Value::List(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
    }
}

/// What iterating gives in Python; `None` for numbers and booleans, which cannot be iterated.
pub fn items(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::List(items) => Some(items.clone()),
        Value::String(text) => Some(text.chars().map(|c| Value::String(c.into())).collect()),
        Value::Object(members) => Some(members.iter().map(|(name, _)| Value::from(name)).collect()),
        Value::Bool(_) | Value::Number(_) => None,
    }
}
