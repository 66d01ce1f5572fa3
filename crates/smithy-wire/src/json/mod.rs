//! A JSON reader and writer for generated code: concrete, safe, and without any intermediate tree.
//!
//! The reader takes and refuses the texts that serde_json takes and refuses, and reads the same values, with two
//! differences, both for the sake of exactness.
//! A float is always the nearest one, as with serde_json's feature `float_roundtrip`.
//! A [`Value`](crate::Value) keeps all digits of an integer of more than 64 bits instead of making it a float.
//!
//! Typed reads are lenient where services are: a whole number may be written `1.0` or `1e3`, and nulls in a list are left out.
//!
//! # Example: the whole of a text
//!
//! ```
//! use smithy_wire::json;
//!
//! assert_eq!(json::from_str::<Vec<i64>>("[1, 2.0, null, 3e3]")?, [1, 2, 3000]);
//! assert!(json::from_str::<Vec<i64>>("[1] [2]").is_err());
//! assert_eq!(json::to_string(&["a", "b"][..]), r#"["a","b"]"#);
//! # Ok::<(), json::LocatedError>(())
//! ```

mod decimal;
mod epoch;
mod error;
mod form;
mod number;
mod path;
mod read;
mod read_number;
mod reader;
mod scan;
mod string;
mod wide;
mod write;
mod writer;

use alloc::string::String;

pub use self::error::{Expected, LocatedError, ReadError};
pub use self::form::{DateTime, Form, HttpDate, InForm, Timed, in_form};
pub use self::read::ReadJson;
pub use self::reader::{Kind, Reader};
pub use self::write::WriteJson;
pub use self::writer::{ArrayWriter, BLOB_MARK, ObjectWriter, Writer};

pub(crate) use self::decimal::Decimal;
use self::error::Found;
pub(crate) use self::writer::non_finite;

/// Reads a whole text as one value.
///
/// # Errors
///
/// If the text is malformed, holds more than one value, or a value of another type.
pub fn from_str<T: ReadJson>(text: &str) -> Result<T, LocatedError> {
    let mut reader = Reader::new(text);
    let mut value = T::blank();
    match value.read_json(&mut reader).and_then(|()| reader.end()) {
        Ok(()) => Ok(value),
        Err(error) => Err(error.located(text)),
    }
}

/// Reads bytes as one value; they are checked for UTF-8 once, before anything else.
///
/// # Errors
///
/// If the bytes are not UTF-8, and as [`from_str`] does.
pub fn from_slice<T: ReadJson>(bytes: &[u8]) -> Result<T, LocatedError> {
    match core::str::from_utf8(bytes) {
        Ok(text) => from_str(text),
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let text = core::str::from_utf8(valid).unwrap_or_default();
            Err(ReadError::new(text.len(), Expected::Utf8, Found::NotUtf8).located(text))
        }
    }
}

/// Writes one value as a text.
pub fn to_string<T: WriteJson + ?Sized>(value: &T) -> String {
    let mut writer = Writer::new();
    value.write_json(&mut writer);
    writer.into_string()
}
