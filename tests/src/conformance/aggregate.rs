//! The model's full result: botocore's `build_full_result`, from the pages.

use smithy_wire::{Number, Value};

use super::path;

/// All pages as one, without `NextToken`.
///
/// `None` if the values of a key cannot be added: one changed its type from page to page.
/// `keeps`: what was collected is not erased by an absent value of the first page; botocore erases it.
pub fn full_result(
    pages: &[Value],
    keys: &[&str],
    non_aggregate: &[&str],
    keeps: bool,
) -> Option<Value> {
    let mut whole = Value::Object(smithy_wire::Object::new());
    for page in pages {
        for key in keys {
            add(&mut whole, key, path::get(page, key))?;
        }
    }
    let mut part = pages.first().map_or_else(Value::default, |first| {
        non_aggregate_part(first, non_aggregate)
    });
    for key in keys {
        // That list is the very list the pages were added to.
        if path::get(&part, key).as_list().is_some() {
            path::remove(&mut part, key);
        }
    }
    merge(&mut whole, &part, keeps);
    Some(whole)
}

/// The values of the non-aggregate keys, absent ones as null.
pub fn non_aggregate_part(first: &Value, keys: &[&str]) -> Value {
    let mut part = Value::Object(smithy_wire::Object::new());
    for key in keys {
        path::set(&mut part, key, path::get(first, key).clone());
    }
    part
}

fn add(whole: &mut Value, key: &str, more: &Value) -> Option<()> {
    if more.is_null() {
        return Some(());
    }
    let sum = match (path::get(whole, key), more) {
        (Value::Null, more) => more.clone(),
        (Value::List(items), Value::List(more)) => Value::List([&items[..], more].concat()),
        (Value::String(text), Value::String(more)) => Value::String(format!("{text}{more}")),
        (old @ (Value::Number(_) | Value::Bool(_)), Value::Number(_) | Value::Bool(_)) => {
            plus(old, more)
        }
        (old, Value::Object(_)) => old.clone(),
        _ => return None,
    };
    path::set(whole, key, sum);
    Some(())
}

/// Python's sum, where a boolean is 0 or 1.
fn plus(a: &Value, b: &Value) -> Value {
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => Value::Number(Number::from(a + b)),
        _ => Value::from(float(a) + float(b)),
    }
}

fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::Bool(truth) => Some(i128::from(*truth)),
        Value::Number(number) if number.is_integer() => number.as_i64().map(i128::from),
        _ => None,
    }
}

fn float(value: &Value) -> f64 {
    match value {
        Value::Bool(truth) => f64::from(u8::from(*truth)),
        value => value.as_f64().unwrap_or(f64::NAN),
    }
}

fn merge(whole: &mut Value, part: &Value, keeps: bool) {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            for (name, value) in part.iter() {
                merge(whole.entry(name), value, keeps);
            }
        }
        (_, Value::Null) if keeps => {}
        (whole, part) => *whole = part.clone(),
    }
}
