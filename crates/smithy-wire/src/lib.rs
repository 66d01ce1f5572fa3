//! What generated Smithy types stand on: a JSON reader and writer, timestamps, blobs, open enums, operations.
//!
//! Generated code calls this crate; a person meets it as [`Timestamp`], [`Value`], [`Call`] and the errors of a
//! response that could not be read.
//!
//! # Example: a structure read and written, as generated code does it
//!
//! ```
//! use smithy_wire::Timestamp;
//! use smithy_wire::json::{self, ReadError, ReadJson, Reader, WriteJson, Writer};
//!
//! #[derive(Debug, Default, PartialEq)]
//! struct Image {
//!     tags: Option<Vec<String>>,
//!     pushed_at: Option<Timestamp>,
//! }
//!
//! impl ReadJson for Image {
//!     fn blank() -> Self {
//!         Self::default()
//!     }
//!
//!     fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
//!         reader.object_start()?;
//!         while let Some(key) = reader.next_key()? {
//!             match &*key {
//!                 "tags" => self.tags.read_json(reader)?,
//!                 "pushedAt" => self.pushed_at.read_json(reader)?,
//!                 _ => reader.skip()?,
//!             }
//!         }
//!         Ok(())
//!     }
//! }
//!
//! impl WriteJson for Image {
//!     fn write_json(&self, writer: &mut Writer) {
//!         let mut object = writer.object();
//!         object.optional("tags", &self.tags).optional("pushedAt", &self.pushed_at);
//!         object.end();
//!     }
//! }
//!
//! let image: Image = json::from_str(r#"{"tags": ["v1"], "pushedAt": 1.715012342E9, "later": {}}"#)?;
//! assert_eq!(image.pushed_at, Some("2024-05-06T16:19:02Z".parse()?));
//! assert_eq!(json::to_string(&image), r#"{"tags":["v1"],"pushedAt":1715012342}"#);
//!
//! // An error says where, and shows nothing of the text.
//! let error = json::from_str::<Image>(r#"{"tags": ["v1", 7]}"#).unwrap_err();
//! assert_eq!(error.path(), "tags[1]");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Example: a value of any shape
//!
//! ```
//! use smithy_wire::{Value, json};
//!
//! let page: Value = json::from_str(r#"{"nextToken": "t", "count": 18446744073709551616}"#)?;
//! assert_eq!(page.get("nextToken").and_then(Value::as_str), Some("t"));
//! // The order of members and integers of any size stay as they were.
//! assert_eq!(json::to_string(&page), r#"{"nextToken":"t","count":18446744073709551616}"#);
//! # Ok::<(), smithy_wire::json::LocatedError>(())
//! ```
//!
//! # What it does not do
//!
//! It derives nothing: the impls are written out by the generator.
//! It reads whole texts in memory, at most 127 levels deep, and no stream.
//! It knows no protocol and opens no connection.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod blob;
mod civil;
mod http_date;
mod int_enum;
pub mod json;
mod number;
mod object;
mod operation;
mod report;
pub mod schema;
#[cfg(feature = "serde")]
mod serde_impls;
#[cfg(feature = "serde")]
pub mod serde_support;
mod string_enum;
mod timestamp;
mod value;

pub use self::blob::Blob;
pub use self::int_enum::{IntEnum, UnknownNumber};
pub use self::number::Number;
pub use self::object::{Members, Object};
pub use self::operation::{Call, ErrorMeta, Operation, ServiceError, Structure};
pub use self::report::Report;
pub use self::string_enum::{MapKey, StringEnum, UnknownValue};
pub use self::timestamp::{EpochSeconds, Timestamp, TimestampError};
pub use self::value::Value;
