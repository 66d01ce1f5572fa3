//! A JSON reader and writer for generated code: concrete, safe, and without any intermediate tree.

mod decimal;
mod error;
mod path;
mod read;
mod read_number;
mod reader;
mod string;
mod write;
mod writer;

use alloc::string::String;

pub use self::error::{Expected, LocatedError, ReadError};
pub use self::read::ReadJson;
pub use self::reader::{Kind, Reader};
pub use self::write::WriteJson;
pub use self::writer::{ArrayWriter, ObjectWriter, Writer};

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
