//! Where a listing goes on that a token leads back in: behind its last page, whose items were delivered.
//!
//! botocore has no token then, so it is made here from the row's responses, apart from the product.

use smithy_pagination::codec;
use smithy_wire::{Object, Value};

use super::model::len;
use super::path;
use super::rows::{Row, object};
use super::start::{AMOUNT, Start};

/// The resume token behind page `number`, counted from 1.
pub fn behind(row: &Row, number: usize) -> String {
    let mut token = fetching(row, number);
    let primary = row.paginator("result_key").first().copied();
    let Some(page) = number.checked_sub(1).and_then(|at| row.responses().get(at)) else {
        return codec::encode(&token);
    };
    let primary = primary.map_or(&Value::Null, |key| path::get(page, key));
    // An object is delivered whole or not at all.
    if primary.as_object().is_none() {
        token.insert(AMOUNT, len(primary) as u64);
    }
    codec::encode(&token)
}

/// The token that fetched page `number`, counted from 1.
fn fetching(row: &Row, number: usize) -> Object {
    match number.checked_sub(2).and_then(|at| row.responses().get(at)) {
        Some(before) => next_token(row, before),
        None => Start::of(row).map_or_else(|| no_token(row), |start| start.token),
    }
}

/// The token of a listing's beginning.
pub fn no_token(row: &Row) -> Object {
    let names = row.paginator("input_token").into_iter();
    object(names.map(|name| (name, Value::Null)))
}

/// The token a page leads to; empty or nothing but nulls at the end.
pub fn next_token(row: &Row, page: &Value) -> Object {
    let more = row.get("paginator").get("more_results");
    if let Some(more) = more.and_then(Value::as_str)
        && !path::is_true(path::search(page, more))
    {
        return Object::new();
    }
    let value = |expression| {
        let found = path::search(page, expression);
        match path::is_true(found) {
            true => found.clone(),
            false => Value::Null,
        }
    };
    let names = row.paginator("input_token").into_iter();
    let values = row.paginator("output_token").into_iter().map(value);
    object(names.zip(values))
}
