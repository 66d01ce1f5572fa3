//! How numbers, timestamps and bytes are read.

use super::error::ReadError;
use super::read::ReadJson;
use super::reader::Reader;
use crate::{Blob, Number, Timestamp, Value};

macro_rules! todo_read {
    ($($type:ty = $blank:expr),*) => {$(
        impl ReadJson for $type {
            fn blank() -> Self {
                $blank
            }

            fn read_json(&mut self, _reader: &mut Reader<'_>) -> Result<(), ReadError> {
                todo!()
            }
        }
    )*};
}

todo_read!(i8 = 0, i16 = 0, i32 = 0, i64 = 0, f32 = 0.0, f64 = 0.0);
todo_read!(Timestamp = Timestamp::default(), Blob = Blob::default(), Value = Value::Null, Number = Number::from(0u64));
