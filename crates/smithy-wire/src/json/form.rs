//! Timestamps in other forms than a number of seconds: as texts.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::marker::PhantomData;

use super::error::{Expected, ReadError};
use super::read::ReadJson;
use super::reader::{Kind, Reader};
use super::write::WriteJson;
use super::writer::Writer;
use crate::{MapKey, Timestamp};

/// A text form of timestamps: `smithy.api#timestampFormat`.
pub trait Form {
    /// The moment that a text of this form gives.
    fn parse(text: &str) -> Option<Timestamp>;

    /// The text of a moment.
    fn text(moment: Timestamp) -> String;
}

/// RFC 3339, such as `2024-05-06T16:19:02Z`; any offset is read, UTC is written.
#[derive(Clone, Copy, Debug)]
pub enum DateTime {}

/// The date form of HTTP headers, such as `Mon, 06 May 2024 16:19:02 GMT`.
#[derive(Clone, Copy, Debug)]
pub enum HttpDate {}

impl Form for DateTime {
    fn parse(text: &str) -> Option<Timestamp> {
        text.parse().ok()
    }

    fn text(moment: Timestamp) -> String {
        alloc::format!("{moment}")
    }
}

impl Form for HttpDate {
    fn parse(text: &str) -> Option<Timestamp> {
        Timestamp::from_http_date(text)
    }

    fn text(moment: Timestamp) -> String {
        alloc::format!("{}", moment.http_date())
    }
}

/// A timestamp, or what holds timestamps, in a form that its member names.
pub trait Timed: ReadJson {
    /// Fills a blank value; a number of seconds is taken as well.
    ///
    /// # Errors
    ///
    /// If the text is malformed, or its next value is no timestamp of this form.
    fn read_as<F: Form>(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Writes the value.
    fn write_as<F: Form>(&self, writer: &mut Writer);
}

impl Timed for Timestamp {
    fn read_as<F: Form>(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        if reader.peek()? != Kind::String {
            return self.read_json(reader);
        }
        let error = reader.unexpected(Expected::Timestamp);
        *self = F::parse(&reader.string()?).ok_or(error)?;
        Ok(())
    }

    fn write_as<F: Form>(&self, writer: &mut Writer) {
        writer.string(&F::text(*self));
    }
}

impl<T: Timed> Timed for Option<T> {
    fn read_as<F: Form>(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        if reader.null()? {
            *self = None;
            return Ok(());
        }
        self.insert(T::blank()).read_as::<F>(reader)
    }

    fn write_as<F: Form>(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write_as::<F>(writer),
            None => writer.null(),
        }
    }
}

impl<T: Timed> Timed for Vec<T> {
    fn read_as<F: Form>(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.clear();
        reader.array_start()?;
        while reader.next_element()? {
            if !T::NULLABLE && reader.null()? {
                continue;
            }
            let mut value = T::blank();
            value.read_as::<F>(reader)?;
            self.push(value);
        }
        Ok(())
    }

    fn write_as<F: Form>(&self, writer: &mut Writer) {
        let mut array = writer.array();
        for value in self {
            array.element(&in_form::<F, T>(value));
        }
    }
}

impl<K: MapKey, T: Timed> Timed for BTreeMap<K, T> {
    fn read_as<F: Form>(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.clear();
        reader.object_start()?;
        while let Some(name) = reader.next_key()? {
            let key = K::from_key(name);
            if !T::NULLABLE && reader.null()? {
                self.remove(&key);
                continue;
            }
            let mut value = T::blank();
            value.read_as::<F>(reader)?;
            self.insert(key, value);
        }
        Ok(())
    }

    fn write_as<F: Form>(&self, writer: &mut Writer) {
        let mut object = writer.object();
        for (key, value) in self {
            object.member(key.key(), &in_form::<F, T>(value));
        }
    }
}

/// A value that is written with its timestamps in a form.
///
/// # Example: a member whose timestamps are texts
///
/// ```
/// use smithy_wire::Timestamp;
/// use smithy_wire::json::{self, DateTime, HttpDate, Timed};
///
/// let moment = Timestamp::new(1_715_012_342, 0);
/// let written = json::to_string(&json::in_form::<HttpDate, _>(&moment));
/// assert_eq!(written, "\"Mon, 06 May 2024 16:19:02 GMT\"");
///
/// let mut moments: Vec<Timestamp> = Vec::new();
/// moments.read_as::<DateTime>(&mut json::Reader::new("[\"2024-05-06T16:19:02Z\"]"))?;
/// assert_eq!(moments, [moment]);
/// # Ok::<(), json::ReadError>(())
/// ```
pub fn in_form<F: Form, T: Timed>(value: &T) -> InForm<'_, F, T> {
    InForm {
        value,
        form: PhantomData,
    }
}

/// What [`in_form`] gives.
#[derive(Clone, Copy, Debug)]
pub struct InForm<'a, F, T> {
    value: &'a T,
    form: PhantomData<F>,
}

impl<F: Form, T: Timed> WriteJson for InForm<'_, F, T> {
    fn write_json(&self, writer: &mut Writer) {
        self.value.write_as::<F>(writer);
    }
}
