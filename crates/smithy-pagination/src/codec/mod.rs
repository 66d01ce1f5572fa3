//! Resume tokens as text: exactly the bytes boto3 writes, exactly what boto3 reads.
//!
//! A token is standard padded base64 of what Python's `json.dumps` prints for an object:
//!
//! ```
//! use smithy_pagination::codec;
//! use smithy_wire::Value;
//!
//! let mut token = smithy_wire::Object::new();
//! token.insert("nextToken", Value::Null);
//! token.insert("boto_truncate_amount", Value::from(2));
//! let text = codec::encode(&token);
//! assert_eq!(text, "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ==");
//! assert_eq!(codec::decode(&text).unwrap(), token);
//! ```
//!
//! Bytes in a token are an object with the one member [`BLOB_MARK`](smithy_wire::json::BLOB_MARK), their base64.
//! In the text they are that base64, and `boto_encoded_keys` at the end lists where they stand:
//!
//! ```
//! use smithy_pagination::codec;
//! use smithy_wire::Value;
//!
//! let token = Value::from_json(r#"{"key": {"id": {"B": {"smithy.api#Blob": "AQI="}}}}"#)?;
//! let text = codec::encode(token.as_object().unwrap());
//! // {"key": {"id": {"B": "AQI="}}, "boto_encoded_keys": [["key", "id", "B"]]}
//! assert_eq!(Value::Object(codec::decode(&text)?), token);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod base64;
pub(crate) mod bytes;
mod json;
mod read;
mod value;

pub use read::{DecodeError, decode};

use alloc::string::String;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use smithy_wire::{Object, Value};

use crate::token::Token;

/// The member that says how many items of the page were delivered.
pub(crate) const AMOUNT: &str = "boto_truncate_amount";

/// The member that lists which values are bytes.
const BYTES: &str = "boto_encoded_keys";

/// The text of a token, byte for byte as boto3 writes it; members keep their order.
pub fn encode(token: &Object) -> String {
    text(token.iter())
}

/// The resume token of a page: the tokens that fetch it and how much of it was delivered.
pub(crate) fn encode_place(token: &Token, amount: Option<u64>) -> String {
    let amount = amount.map(Value::from);
    text(
        token
            .iter()
            .chain(amount.iter().map(|value| (AMOUNT, value))),
    )
}

fn text<'a>(members: impl Iterator<Item = (&'a str, &'a Value)> + Clone) -> String {
    let mut json = String::new();
    if members.clone().any(|(_, value)| bytes::holds(value)) {
        let members: Object = members.map(|(name, value)| (name, value.clone())).collect();
        let (plain, paths) = bytes::split(&Value::Object(members));
        let paths = Value::List(paths);
        let plain = plain.as_object().into_iter().flat_map(Object::iter);
        json::write_object(&mut json, plain.chain([(BYTES, &paths)]));
    } else {
        json::write_object(&mut json, members);
    }
    STANDARD.encode(json)
}
