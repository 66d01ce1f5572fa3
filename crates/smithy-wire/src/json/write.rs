//! Types that can be written, and how the standard ones are.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::writer::Writer;
use crate::{Blob, MapKey, Number, Timestamp, Value};

/// A type that can be written as JSON.
pub trait WriteJson {
    /// Writes the value.
    fn write_json(&self, writer: &mut Writer);
}

impl<T: WriteJson + ?Sized> WriteJson for &T {
    fn write_json(&self, writer: &mut Writer) {
        (**self).write_json(writer);
    }
}

impl<T: WriteJson + ?Sized> WriteJson for Box<T> {
    fn write_json(&self, writer: &mut Writer) {
        (**self).write_json(writer);
    }
}

/// `None` is `null`; a member that is to be left out goes through [`optional`](super::ObjectWriter::optional).
impl<T: WriteJson> WriteJson for Option<T> {
    fn write_json(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write_json(writer),
            None => writer.null(),
        }
    }
}

impl<T: WriteJson> WriteJson for [T] {
    fn write_json(&self, writer: &mut Writer) {
        let mut array = writer.array();
        for element in self {
            array.element(element);
        }
    }
}

impl<T: WriteJson> WriteJson for Vec<T> {
    fn write_json(&self, writer: &mut Writer) {
        self.as_slice().write_json(writer);
    }
}

impl<K: MapKey, V: WriteJson> WriteJson for BTreeMap<K, V> {
    fn write_json(&self, writer: &mut Writer) {
        let mut object = writer.object();
        for (key, value) in self {
            object.member(key.key(), value);
        }
    }
}

impl WriteJson for str {
    fn write_json(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl WriteJson for String {
    fn write_json(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl WriteJson for bool {
    fn write_json(&self, writer: &mut Writer) {
        writer.bool(*self);
    }
}

macro_rules! write_integers {
    ($($integer:ty),*) => {$(
        impl WriteJson for $integer {
            fn write_json(&self, writer: &mut Writer) {
                writer.integer(i64::from(*self));
            }
        }
    )*};
}

write_integers!(i8, i16, i32, i64);

/// `NaN` and the infinities are texts.
impl WriteJson for f32 {
    fn write_json(&self, writer: &mut Writer) {
        if self.is_finite() {
            writer.display(format_args!("{self:?}"));
        } else {
            writer.float(f64::from(*self));
        }
    }
}

/// `NaN` and the infinities are texts.
impl WriteJson for f64 {
    fn write_json(&self, writer: &mut Writer) {
        writer.float(*self);
    }
}

impl WriteJson for Number {
    fn write_json(&self, writer: &mut Writer) {
        writer.display(self);
    }
}

/// A number of seconds, exact.
impl WriteJson for Timestamp {
    fn write_json(&self, writer: &mut Writer) {
        writer.display(self.epoch_seconds());
    }
}

/// A string of base64.
impl WriteJson for Blob {
    fn write_json(&self, writer: &mut Writer) {
        writer.blob(self);
    }
}

impl WriteJson for Value {
    fn write_json(&self, writer: &mut Writer) {
        match self {
            Value::Null => writer.null(),
            Value::Bool(value) => writer.bool(*value),
            Value::Number(value) => value.write_json(writer),
            Value::String(value) => writer.string(value),
            Value::List(value) => value.write_json(writer),
            Value::Object(members) => {
                let mut object = writer.object();
                for (name, value) in members.iter() {
                    object.member(name, value);
                }
            }
        }
    }
}
