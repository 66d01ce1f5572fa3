//! From the text of a resume token to its members.

use alloc::string::String;
use core::error::Error;
use core::fmt;

use smithy_wire::{Object, Value};

use super::{BYTES, base64, bytes, value};

/// Reads the text of a resume token, as leniently as boto3 does; members keep their order.
///
/// # Errors
///
/// [`DecodeError`], which also says how boto3 takes such a text.
pub fn decode(text: &str) -> Result<Object, DecodeError> {
    let bytes = base64::decode(text).ok_or(DecodeError::Base64)?;
    let json = String::from_utf8(bytes).map_err(|_| DecodeError::Utf8)?;
    match value::read(&json) {
        Ok(Value::Object(object)) => with_bytes(object),
        Ok(Value::List(_)) => Err(DecodeError::List),
        Ok(_) => Err(DecodeError::Scalar),
        Err(_) if is_python_constant(&json) => Err(DecodeError::Scalar),
        Err(_) => Err(DecodeError::Json),
    }
}

fn with_bytes(mut object: Object) -> Result<Object, DecodeError> {
    match object.remove(BYTES) {
        None | Some(Value::Null) => {}
        Some(paths) => bytes::restore(&mut object, &paths)?,
    }
    Ok(object)
}

/// Python's JSON reader takes these for numbers.
fn is_python_constant(json: &str) -> bool {
    let json = json.trim_matches([' ', '\t', '\n', '\r']);
    matches!(json, "NaN" | "Infinity" | "-Infinity")
}

/// Why a text is no resume token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeError {
    /// It ends inside a group of four base64 characters.
    Base64,
    /// Its bytes are no UTF-8.
    Utf8,
    /// Its text is no JSON.
    Json,
    /// It is a JSON list.
    List,
    /// It is a JSON text, number, boolean or null; boto3 crashes on it.
    Scalar,
    /// It says that it holds bytes, but not where: no list of paths, or a path to what is no base64.
    BytesList,
    /// It says that it holds bytes where it has nothing, or no text; boto3 crashes on it.
    BytesPath,
}

impl DecodeError {
    /// Whether boto3 takes such a text as an old `token___3` or as the service's own token instead.
    pub fn is_service_token(self) -> bool {
        !matches!(self, DecodeError::Scalar | DecodeError::BytesPath)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DecodeError::Base64 => "no resume token: not base64",
            DecodeError::Utf8 => "no resume token: base64 of bytes that are no UTF-8",
            DecodeError::Json => "no resume token: base64 of a text that is no JSON",
            DecodeError::List => "no resume token: base64 of a JSON list",
            DecodeError::Scalar => {
                "no resume token: base64 of a JSON text, number, boolean or null"
            }
            DecodeError::BytesList => {
                "no resume token: its boto_encoded_keys is no list of paths to base64"
            }
            DecodeError::BytesPath => {
                "the resume token's boto_encoded_keys leads to nothing, or to no text"
            }
        })
    }
}

impl Error for DecodeError {}
