//! What went wrong while reading, and where.

use alloc::string::String;
use core::fmt;

use super::path;

/// Why a JSON text could not be read: where, what was expected there, and what kind of thing was found.
///
/// It never holds any of the text, which may be secret, and is small, so that passing on a success costs nothing.
/// [`located`](Self::located) turns it into an error to show to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadError {
    offset: usize,
    expected: Expected,
    found: Found,
}

impl ReadError {
    #[cold]
    pub(crate) fn new(offset: usize, expected: Expected, found: Found) -> Self {
        Self {
            offset,
            expected,
            found,
        }
    }

    /// The place in the text, in bytes from its start.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What the reader expected, in words that fit after "expected".
    pub fn expected(&self) -> &'static str {
        self.expected.words()
    }

    /// What kind of thing was there instead, in words that fit after "found".
    pub fn found(&self) -> &'static str {
        self.found.words()
    }

    /// The members and elements that lead to the place, such as `imageDetails[3].imageScanStatus.status`.
    ///
    /// `text` is the text that was read; it is scanned again up to the place.
    /// The path is empty at the top level.
    /// It names only members whose name and colon stand complete before the place, shows at most 64 characters of each,
    /// and leaves out the middle of a path of more than 32 steps.
    pub fn path(&self, text: &str) -> String {
        path::to_offset(text, self.offset)
    }

    /// The error together with its path in `text`, to show to a person.
    pub fn located(self, text: &str) -> LocatedError {
        LocatedError {
            path: self.path(text),
            error: self,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "at offset {}: expected {}, found {}",
            self.offset,
            self.expected(),
            self.found()
        )
    }
}

impl core::error::Error for ReadError {}

/// A [`ReadError`] with the path of members that leads to it.
///
/// # Example: what a person sees
///
/// ```
/// use smithy_wire::json;
///
/// let error = json::from_str::<Vec<Vec<bool>>>("[[true], [false, 1]]").unwrap_err();
/// assert_eq!(error.to_string(), "at [1][1] (offset 17): expected true or false, found a number");
/// assert_eq!(error.path(), "[1][1]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedError {
    path: String,
    error: ReadError,
}

impl LocatedError {
    /// The members and elements that lead to the place; empty at the top level.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The place in the text, in bytes from its start.
    pub fn offset(&self) -> usize {
        self.error.offset
    }

    /// Whether more arrays and objects were open at once than the reader goes into.
    pub fn is_too_deep(&self) -> bool {
        matches!(self.error.expected, Expected::Shallow)
    }

    /// What was expected.
    pub fn expected(&self) -> &'static str {
        self.error.expected()
    }

    /// What kind of thing was there instead.
    pub fn found(&self) -> &'static str {
        self.error.found()
    }
}

impl fmt::Display for LocatedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.path.is_empty() {
            "the top level"
        } else {
            &self.path
        };
        write!(
            f,
            "at {place} (offset {}): expected {}, found {}",
            self.offset(),
            self.expected(),
            self.found()
        )
    }
}

impl core::error::Error for LocatedError {}

/// What a reader can expect at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// Any JSON value.
    Value,
    /// An object.
    Object,
    /// An object that gives one case of a union.
    Union,
    /// An array.
    Array,
    /// A string.
    String,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A number that a 64-bit float can come near to.
    FiniteNumber,
    /// A whole number of 8 bits.
    Integer8,
    /// A whole number of 16 bits.
    Integer16,
    /// A whole number of 32 bits.
    Integer32,
    /// A whole number of 64 bits.
    Integer64,
    /// A float of 32 bits.
    Float32,
    /// A float of 64 bits.
    Float64,
    /// A timestamp in seconds since 1970.
    Timestamp,
    /// Bytes in base64.
    Base64,
    /// The name of an object's member.
    Name,
    /// The name of an object's first member, or the object's end.
    NameOrEnd,
    /// The colon after a member's name.
    Colon,
    /// What follows a member of an object.
    CommaOrBrace,
    /// What follows an element of an array.
    CommaOrBracket,
    /// A digit of a number.
    Digit,
    /// The rest of a string.
    ClosingQuote,
    /// An escape instead of a bare control character.
    EscapedControl,
    /// One of JSON's escapes.
    Escape,
    /// The four digits of a `\u` escape.
    HexDigits,
    /// Two `\u` escapes that belong together.
    SurrogatePair,
    /// No deeper nesting.
    Shallow,
    /// Nothing but white space.
    End,
    /// UTF-8.
    Utf8,
}

impl Expected {
    fn words(self) -> &'static str {
        match self {
            Self::Value => "a value",
            Self::Object => "an object",
            Self::Union => "an object with exactly one member that is not null",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::FiniteNumber => "a number in the range of a 64-bit float",
            Self::Integer8 => "a whole number of 8 bits",
            Self::Integer16 => "a whole number of 16 bits",
            Self::Integer32 => "a whole number of 32 bits",
            Self::Integer64 => "a whole number of 64 bits",
            Self::Float32 => {
                "a number in the range of a 32-bit float, \"NaN\", \"Infinity\" or \"-Infinity\""
            }
            Self::Float64 => {
                "a number in the range of a 64-bit float, \"NaN\", \"Infinity\" or \"-Infinity\""
            }
            Self::Timestamp => "a timestamp (a number of seconds)",
            Self::Base64 => "a string of base64",
            Self::Name => "a member's name",
            Self::NameOrEnd => "a member's name or `}`",
            Self::Colon => "`:`",
            Self::CommaOrBrace => "`,` or `}`",
            Self::CommaOrBracket => "`,` or `]`",
            Self::Digit => "a digit",
            Self::ClosingQuote => "the rest of a string",
            Self::EscapedControl => "control characters in a string to be escaped",
            Self::Escape => "an escape that JSON knows",
            Self::HexDigits => "four hexadecimal digits",
            Self::SurrogatePair => "a pair of surrogate escapes",
            Self::Shallow => "at most 127 levels of arrays and objects",
            Self::End => "the end of the text",
            Self::Utf8 => "UTF-8",
        }
    }
}

/// What kind of thing stands at a place: never the thing itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
    Punctuation,
    EndOfText,
    ControlCharacter,
    NotUtf8,
    Other,
}

impl Found {
    /// The kind of thing that a byte begins where a value or punctuation may stand.
    pub(crate) fn beginning(byte: Option<u8>) -> Self {
        match byte {
            None => Self::EndOfText,
            Some(b'n') => Self::Null,
            Some(b't' | b'f') => Self::Bool,
            Some(b'-' | b'0'..=b'9') => Self::Number,
            Some(b'"') => Self::String,
            Some(b'[') => Self::Array,
            Some(b'{') => Self::Object,
            Some(b',' | b':' | b']' | b'}') => Self::Punctuation,
            Some(_) => Self::Other,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Punctuation => "punctuation",
            Self::EndOfText => "the end of the text",
            Self::ControlCharacter => "a control character",
            Self::NotUtf8 => "bytes that are not UTF-8",
            Self::Other => "something else",
        }
    }
}
