//! Sums as Python makes them: integers of any size stay integers, booleans count as 0 and 1.

use alloc::string::ToString;

use smithy_wire::{Number, Value, json};

/// The sum of two numbers or booleans; `None` for anything else.
pub(super) fn sum(a: &Value, b: &Value) -> Option<Value> {
    let (a, b) = (number(a)?, number(b)?);
    match integer(&a)
        .zip(integer(&b))
        .and_then(|(a, b)| a.checked_add(b))
    {
        Some(total) => json::from_str(&total.to_string()).ok(),
        None => Number::from_f64(a.as_f64() + b.as_f64()).map(Value::Number),
    }
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Bool(truth) => Some(Number::from(u64::from(*truth))),
        _ => None,
    }
}

fn integer(number: &Number) -> Option<i128> {
    number
        .is_integer()
        .then(|| number.to_string().parse().ok())
        .flatten()
}
