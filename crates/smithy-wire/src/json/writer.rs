//! The writer: appends values to a text, without white space.

use alloc::string::String;
use core::fmt::{self, Write};

use super::string::plain_len;
use super::write::WriteJson;
use crate::Blob;

/// Writes one JSON value to a text.
///
/// # Example: an object and an array
///
/// ```
/// use smithy_wire::json::Writer;
///
/// let mut writer = Writer::new();
/// let mut object = writer.object();
/// object.member("repositoryName", "base/alpine");
/// object.optional("maxResults", &Some(7));
/// object.optional("nextToken", &None::<String>);
/// object.end();
/// assert_eq!(writer.into_string(), r#"{"repositoryName":"base/alpine","maxResults":7}"#);
/// ```
#[derive(Clone, Default)]
pub struct Writer {
    text: String,
    marks_blobs: bool,
}

/// The one member of the object that bytes become in a [marking](Writer::marking_blobs) writer.
pub const BLOB_MARK: &str = "smithy.api#Blob";

impl Writer {
    /// A writer of an empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// A writer that tells bytes from texts: bytes become `{"smithy.api#Blob": BASE64}`, which no service reads.
    pub fn marking_blobs() -> Self {
        Self {
            text: String::new(),
            marks_blobs: true,
        }
    }

    /// The text.
    pub fn into_string(self) -> String {
        self.text
    }

    /// Begins an object, which ends with the returned value.
    pub fn object(&mut self) -> ObjectWriter<'_> {
        self.text.push('{');
        ObjectWriter {
            writer: self,
            empty: true,
        }
    }

    /// Begins an array, which ends with the returned value.
    pub fn array(&mut self) -> ArrayWriter<'_> {
        self.text.push('[');
        ArrayWriter {
            writer: self,
            empty: true,
        }
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.text.push_str("null");
    }

    /// Writes `true` or `false`.
    pub fn bool(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// Writes an integer.
    pub fn integer(&mut self, value: i64) {
        self.display(value);
    }

    /// Writes a float, in the fewest digits that are read back as the same one.
    ///
    /// What JSON has no number for becomes a text, as Smithy's protocols want: `"NaN"`, `"Infinity"`, `"-Infinity"`.
    pub fn float(&mut self, value: f64) {
        if value.is_finite() {
            // Debug, because Display writes the largest floats in 309 digits and whole ones without a point.
            self.display(format_args!("{value:?}"));
        } else {
            self.string(non_finite(value));
        }
    }

    /// Writes a string: quotes, backslashes and control characters escaped, anything else as it is.
    pub fn string(&mut self, value: &str) {
        self.text.push('"');
        let mut rest = value;
        loop {
            let (plain, special) = rest
                .split_at_checked(plain_len(rest.as_bytes()))
                .unwrap_or((rest, ""));
            self.text.push_str(plain);
            let mut characters = special.chars();
            let Some(character) = characters.next() else {
                break;
            };
            self.escape(character);
            rest = characters.as_str();
        }
        self.text.push('"');
    }

    /// Writes bytes: a string of base64.
    pub fn blob(&mut self, value: &Blob) {
        let text = value.to_base64();
        if self.marks_blobs {
            self.object().member(BLOB_MARK, &text);
        } else {
            self.string(&text);
        }
    }

    fn escape(&mut self, character: char) {
        match character {
            '"' => self.text.push_str("\\\""),
            '\\' => self.text.push_str("\\\\"),
            '\n' => self.text.push_str("\\n"),
            '\r' => self.text.push_str("\\r"),
            '\t' => self.text.push_str("\\t"),
            '\u{8}' => self.text.push_str("\\b"),
            '\u{c}' => self.text.push_str("\\f"),
            other => self.display(format_args!("\\u{:04x}", u32::from(other))),
        }
    }

    /// Writes what is JSON already.
    pub(crate) fn display(&mut self, json: impl fmt::Display) {
        // Writing to a String fails only if the value's own Display does, and those used here do not.
        let _ = write!(self.text, "{json}");
    }
}

/// Shows the length alone: the text may be secret.
impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer")
            .field("len", &self.text.len())
            .finish_non_exhaustive()
    }
}

pub(crate) fn non_finite(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// Writes the members of an object, and its end when dropped.
#[derive(Debug)]
pub struct ObjectWriter<'w> {
    writer: &'w mut Writer,
    empty: bool,
}

impl ObjectWriter<'_> {
    /// Writes a member.
    pub fn member<T: WriteJson + ?Sized>(&mut self, name: &str, value: &T) -> &mut Self {
        value.write_json(self.value_of(name));
        self
    }

    /// Writes a member, unless there is no value.
    pub fn optional<T: WriteJson>(&mut self, name: &str, value: &Option<T>) -> &mut Self {
        if let Some(value) = value {
            self.member(name, value);
        }
        self
    }

    /// Writes a member's name; its value must be written next.
    pub fn value_of(&mut self, name: &str) -> &mut Writer {
        if !self.empty {
            self.writer.text.push(',');
        }
        self.empty = false;
        self.writer.string(name);
        self.writer.text.push(':');
        self.writer
    }

    /// Writes the object's end.
    pub fn end(self) {}
}

impl Drop for ObjectWriter<'_> {
    fn drop(&mut self) {
        self.writer.text.push('}');
    }
}

/// Writes the elements of an array, and its end when dropped.
#[derive(Debug)]
pub struct ArrayWriter<'w> {
    writer: &'w mut Writer,
    empty: bool,
}

impl ArrayWriter<'_> {
    /// Writes an element.
    pub fn element<T: WriteJson + ?Sized>(&mut self, value: &T) -> &mut Self {
        value.write_json(self.next_value());
        self
    }

    /// Goes on to the next element; it must be written next.
    pub fn next_value(&mut self) -> &mut Writer {
        if !self.empty {
            self.writer.text.push(',');
        }
        self.empty = false;
        self.writer
    }

    /// Writes the array's end.
    pub fn end(self) {}
}

impl Drop for ArrayWriter<'_> {
    fn drop(&mut self) {
        self.writer.text.push(']');
    }
}
