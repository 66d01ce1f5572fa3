//! JSON as the AWS CLI prints it.

use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use smithy_wire::Value;

use crate::failure::{Exit, Failure};

/// The name under which the AWS CLI prints the token that continues a listing.
const NEXT_TOKEN: &str = "NextToken";

/// A response as a value: members in the model's order.
///
/// `next_token` stands last; the service's own `nextToken` is a member of the response and left alone.
///
/// # Errors
///
/// None that a response of the service can cause.
pub(crate) fn value<R: Serialize>(
    response: &R,
    next_token: Option<&str>,
) -> Result<Value, Failure> {
    let compact = serde_json::to_string(response).map_err(bug)?;
    let mut value = Value::from_json(&compact).map_err(bug)?;
    if let (Some(token), Some(object)) = (next_token, value.as_object_mut()) {
        object.insert(NEXT_TOKEN, token);
    }
    Ok(value)
}

/// One item on one line.
///
/// # Errors
///
/// None that an item of the service can cause.
pub(crate) fn line<T: Serialize>(item: &T) -> Result<String, Failure> {
    serde_json::to_string(item)
        .map(|line| line + "\n")
        .map_err(bug)
}

/// Any value as text, four spaces a level.
///
/// # Errors
///
/// None that a value can cause.
pub(crate) fn pretty(value: &Value) -> Result<String, Failure> {
    let mut text = Vec::new();
    let formatter = PrettyFormatter::with_indent(b"    ");
    let mut serializer = Serializer::with_formatter(&mut text, formatter);
    value.serialize(&mut serializer).map_err(bug)?;
    text.push(b'\n');
    String::from_utf8(text).map_err(bug)
}

fn bug(error: impl std::error::Error) -> Failure {
    Failure::new(
        Exit::Other,
        format!("cannot write the result as JSON: {error}"),
    )
}
