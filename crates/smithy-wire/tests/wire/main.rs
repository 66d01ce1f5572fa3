//! The crate's tests: the reader against serde_json first, then what it promises beyond that.

mod against_serde_json;
mod errors;
mod lists;
mod members;
mod numbers;
mod objects;
mod reader;
mod tables;
mod texts;
mod timestamps;
#[cfg(feature = "serde")]
mod with_serde;
mod writer;
