//! How a row says where to start: read here once more, apart from the product, for the model and the refusals.

use smithy_pagination::codec;
use smithy_wire::{Number, Object, Value, json};

use super::rows::{Row, object};

/// What botocore calls the amount in a token.
pub const AMOUNT: &str = "boto_truncate_amount";

/// A starting token taken apart.
#[derive(Clone, Debug)]
pub struct Start {
    /// The members but for the amount.
    pub token: Object,
    /// The amount, whatever it is; absent where the token points at a page's start.
    pub amount: Option<Value>,
}

impl Start {
    /// The starting token of a row; absent if it has none or none that can be read.
    pub fn of(row: &Row) -> Option<Start> {
        let text = row.config("StartingToken").as_str()?;
        let names = row.paginator("input_token");
        match codec::decode(text) {
            Ok(mut token) => {
                let amount = token.remove(AMOUNT);
                Some(Start { token, amount })
            }
            Err(error) if error.is_service_token() => Some(Start::old(&names, text)),
            Err(_) => None,
        }
    }

    /// The amount as a count of items; absent if it is none.
    pub fn count(&self) -> Option<u64> {
        match &self.amount {
            None => Some(0),
            Some(Value::Number(number)) if number.is_integer() => number.as_u64(),
            Some(_) => None,
        }
    }

    /// The resume token of the page's start.
    pub fn page_start(&self) -> String {
        codec::encode(&self.token)
    }

    fn old(names: &[&str], text: &str) -> Start {
        let mut parts: Vec<&str> = text.split("___").collect();
        let mut amount = None;
        if parts.len() == names.len() + 1 {
            match parts.pop().and_then(integer) {
                Some(index) => amount = Some(Value::Number(index)),
                None => parts = vec![text],
            }
        }
        let mut values = parts.into_iter().map(|part| match part {
            "None" => Value::Null,
            part => Value::from(part),
        });
        let members = names
            .iter()
            .map(|name| (*name, values.next().unwrap_or_default()));
        Start {
            token: object(members),
            amount,
        }
    }
}

/// An integer as Python's `int` reads it, ASCII digits only.
pub fn integer(text: &str) -> Option<Number> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let groups: Vec<&str> = digits.split('_').collect();
    let is_digits =
        |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    if !groups.iter().all(is_digits) {
        return None;
    }
    let digits = groups.concat();
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    let value: Value = json::from_str(&format!("{sign}{digits}")).ok()?;
    value.as_number().cloned()
}

/// The cap of a row, a number or a text.
pub fn max_items(row: &Row) -> Option<i64> {
    match row.config("MaxItems") {
        Value::String(text) => integer(text)?.as_i64(),
        value => value.as_i64(),
    }
}
