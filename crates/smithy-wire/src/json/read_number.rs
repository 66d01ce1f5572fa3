//! How numbers, and what is written as one or as a text in its place, are read.

use alloc::string::String;
use alloc::vec::Vec;

use super::error::{Expected, ReadError};
use super::read::ReadJson;
use super::reader::{Kind, Reader};
use crate::{Blob, Number, Object, Timestamp, Value};

macro_rules! read_integers {
    ($($integer:ty: $expected:ident),*) => {$(
        /// Whole numbers only, however they are written: `1`, `1.0`, `10e-1`.
        impl ReadJson for $integer {
            fn blank() -> Self {
                0
            }

            fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
                *self = reader.integer(Expected::$expected)?;
                Ok(())
            }
        }
    )*};
}

read_integers!(i8: Integer8, i16: Integer16, i32: Integer32, i64: Integer64);

macro_rules! read_floats {
    ($($float:ident: $expected:ident, $nearest:ident),*) => {$(
        /// The nearest float; `NaN` and the infinities are texts.
        impl ReadJson for $float {
            fn blank() -> Self {
                0.0
            }

            fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
                if reader.peek()? == Kind::String {
                    let error = reader.unexpected(Expected::$expected);
                    *self = match &*reader.string()? {
                        "NaN" => $float::NAN,
                        "Infinity" => $float::INFINITY,
                        "-Infinity" => $float::NEG_INFINITY,
                        _ => return Err(error),
                    };
                    return Ok(());
                }
                let decimal = reader.decimal(Expected::$expected)?;
                *self = decimal.$nearest();
                if self.is_finite() { Ok(()) } else { Err(decimal.error(Expected::$expected)) }
            }
        }
    )*};
}

read_floats!(f32: Float32, to_f32, f64: Float64, to_f64);

impl ReadJson for Number {
    fn blank() -> Self {
        Number::from(0u64)
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = reader.number()?;
        Ok(())
    }
}

/// A number of seconds since 1970, exact to the nanosecond.
impl ReadJson for Timestamp {
    fn blank() -> Self {
        Timestamp::default()
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = reader.timestamp()?;
        Ok(())
    }
}

/// A string of base64.
impl ReadJson for Blob {
    fn blank() -> Self {
        Blob::default()
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        let error = reader.unexpected(Expected::Base64);
        if reader.peek()? != Kind::String {
            return Err(error);
        }
        *self = Blob::from_base64(&reader.string()?).ok_or(error)?;
        Ok(())
    }
}

/// Any value. The last of several members of one name wins, at the first one's place.
impl ReadJson for Value {
    const NULLABLE: bool = true;

    fn blank() -> Self {
        Value::Null
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = match reader.peek()? {
            Kind::Null => reader.null().map(|_| Value::Null)?,
            Kind::Bool => Value::Bool(reader.bool()?),
            Kind::Number => Value::Number(reader.number()?),
            Kind::String => Value::String(reader.string()?.into_owned()),
            Kind::Array => Value::List(read_new(reader)?),
            Kind::Object => Value::Object(read_new(reader)?),
        };
        Ok(())
    }
}

impl ReadJson for Object {
    fn blank() -> Self {
        Object::new()
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        let mut members: Vec<(String, Value)> = Vec::new();
        reader.object_start()?;
        while let Some(name) = reader.next_key()? {
            members.push((name.into_owned(), read_new(reader)?));
        }
        *self = members.into_iter().collect();
        Ok(())
    }
}

fn read_new<T: ReadJson>(reader: &mut Reader<'_>) -> Result<T, ReadError> {
    let mut value = T::blank();
    value.read_json(reader)?;
    Ok(value)
}
