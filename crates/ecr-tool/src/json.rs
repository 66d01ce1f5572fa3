//! JSON as the AWS CLI prints it.

use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use smithy_wire::Value;

use crate::failure::{Exit, Failure};

/// The name under which the AWS CLI prints the token that continues a listing.
const NEXT_TOKEN: &str = "NextToken";

/// A response as text: members in the model's order, four spaces a level, characters outside ASCII as they are.
///
/// `next_token` stands last; the service's own `nextToken` is a member of the response and left alone.
///
/// # Errors
///
/// None that a response of the service can cause.
pub(crate) fn text<R: Serialize>(
    response: &R,
    next_token: Option<&str>,
) -> Result<String, Failure> {
    let compact = serde_json::to_string(response).map_err(bug)?;
    let mut value = Value::from_json(&compact).map_err(bug)?;
    if let (Some(token), Some(object)) = (next_token, value.as_object_mut()) {
        object.insert(NEXT_TOKEN, token);
    }
    pretty(&value)
}

fn pretty(value: &Value) -> Result<String, Failure> {
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
