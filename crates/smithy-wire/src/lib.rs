//! What generated Smithy types stand on: a JSON reader and writer, timestamps, blobs, open enums, operations.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod blob;
mod civil;
pub mod json;
mod number;
mod object;
mod operation;
pub mod schema;
#[cfg(feature = "serde")]
mod serde_impls;
#[cfg(feature = "serde")]
pub mod serde_support;
mod string_enum;
mod timestamp;
mod value;

pub use self::blob::Blob;
pub use self::number::Number;
pub use self::object::{Members, Object};
pub use self::operation::{Call, ErrorMeta, Operation, ServiceError, Structure};
pub use self::string_enum::{MapKey, StringEnum, UnknownValue};
pub use self::timestamp::{EpochSeconds, Timestamp, TimestampError};
pub use self::value::Value;
