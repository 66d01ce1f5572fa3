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
//! Bytes in tokens (`boto_encoded_keys`) are not supported: reading such a token is an error of its own.

mod base64;
mod bytes;
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

/// The text of a token, byte for byte as boto3 writes it; members keep their order.
pub fn encode(token: &Object) -> String {
    let mut json = String::new();
    json::write_object(&mut json, token.iter());
    STANDARD.encode(json)
}

/// The resume token of a page: the tokens that fetch it and how much of it was delivered.
pub(crate) fn encode_place(token: &Token, amount: Option<u64>) -> String {
    let amount = amount.map(Value::from);
    let mut json = String::new();
    json::write_object(
        &mut json,
        token
            .iter()
            .chain(amount.iter().map(|value| (AMOUNT, value))),
    );
    STANDARD.encode(json)
}
