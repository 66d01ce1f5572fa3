//! The reader: a cursor over a JSON text that moves by whole values, names and brackets.

use alloc::borrow::Cow;
use core::fmt;
use core::mem;

use super::error::{Expected, Found, ReadError};

/// How many arrays and objects may be open at once: one more is refused, as serde_json does.
const MAX_DEPTH: u8 = 127;

/// How many are open in a list that is a member of the outermost object.
const OUTER_LIST: u8 = 2;

/// A cursor over a JSON text.
///
/// It accepts exactly the texts that serde_json accepts, and checks what it skips as strictly as what it reads.
/// Every method moves past white space first.
/// After an error the place is unspecified; reading on gives further errors, never a panic.
///
/// # Example: reading members in any order
///
/// ```
/// use smithy_wire::json::{ReadError, Reader};
///
/// fn read_name(text: &str) -> Result<Option<String>, ReadError> {
///     let mut reader = Reader::new(text);
///     let mut name = None;
///     reader.object_start()?;
///     while let Some(key) = reader.next_key()? {
///         match &*key {
///             "name" => name = Some(reader.string()?.into_owned()),
///             _ => reader.skip()?,
///         }
///     }
///     reader.end()?;
///     Ok(name)
/// }
///
/// assert_eq!(read_name(r#"{"size": [1, 2], "name": "alpine"}"#), Ok(Some("alpine".into())));
/// assert_eq!(read_name(r#"{"size": [1, 02]}"#).unwrap_err().offset(), 14);
/// ```
#[derive(Clone)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    depth: u8,
    /// Whether the innermost array or object was only just opened, so that no comma comes next.
    fresh: bool,
}

/// What kind of value comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            fresh: false,
        }
    }

    /// The place in the text, in bytes from its start.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// The kind of the next value, which stays unread.
    ///
    /// # Errors
    ///
    /// If what comes next begins no value.
    pub fn peek(&mut self) -> Result<Kind, ReadError> {
        match self.next_byte() {
            Some(b'"') => Ok(Kind::String),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'n') => Ok(Kind::Null),
            Some(b't' | b'f') => Ok(Kind::Bool),
            _ => Err(self.unexpected(Expected::Value)),
        }
    }

    /// Reads the start of an object; [`next_key`](Self::next_key) follows until it gives `None`.
    ///
    /// # Errors
    ///
    /// If the next value is no object, or lies too deep.
    #[inline]
    pub fn object_start(&mut self) -> Result<(), ReadError> {
        self.open(b'{', Expected::Object)
    }

    /// Reads the next member's name, its value comes next; `None` past the object's end.
    ///
    /// # Errors
    ///
    /// If the text is malformed here.
    pub fn next_key(&mut self) -> Result<Option<Cow<'a, str>>, ReadError> {
        let fresh = mem::replace(&mut self.fresh, false);
        match self.next_byte() {
            Some(b',') if !fresh => {
                self.at += 1;
                if self.next_byte() != Some(b'"') {
                    return Err(self.unexpected(Expected::Name));
                }
            }
            Some(b'"') if fresh => {}
            Some(b'}') => {
                self.close();
                return Ok(None);
            }
            _ if fresh => return Err(self.unexpected(Expected::NameOrEnd)),
            _ => return Err(self.unexpected(Expected::CommaOrBrace)),
        }
        let name = self.string_here()?;
        if self.next_byte() != Some(b':') {
            return Err(self.unexpected(Expected::Colon));
        }
        self.at += 1;
        Ok(Some(name))
    }

    /// Reads a member's name, given with its quotes and its colon, if it comes next exactly so; its value comes next then.
    ///
    /// White space and escapes are for [`next_key`](Self::next_key), which takes what this does not.
    ///
    /// # Example: a name where it is expected
    ///
    /// ```
    /// use smithy_wire::json::Reader;
    ///
    /// let mut reader = Reader::new(r#"{"size":7}"#);
    /// reader.object_start()?;
    /// assert!(!reader.passes_name("\"name\":"));
    /// assert!(reader.passes_name("\"size\":"));
    /// # Ok::<(), smithy_wire::json::ReadError>(())
    /// ```
    #[inline(always)]
    pub fn passes_name(&mut self, name: &str) -> bool {
        // The byte before the name: the bracket that was read last, or a comma.
        let (before, start) = match self.fresh {
            true => (b'{', self.at),
            false => (b',', self.at + 1),
        };
        let rest = self.text.as_bytes().get(start.wrapping_sub(1)..);
        let name = name.as_bytes();
        let found = rest.is_some_and(|rest| {
            rest.first() == Some(&before) && rest.get(1..=name.len()) == Some(name)
        });
        if found {
            self.fresh = false;
            self.at = start + name.len();
        }
        found
    }

    /// Reads the start of an array; [`next_element`](Self::next_element) follows until it gives `false`.
    ///
    /// # Errors
    ///
    /// If the next value is no array, or lies too deep.
    #[inline]
    pub fn array_start(&mut self) -> Result<(), ReadError> {
        self.open(b'[', Expected::Array)
    }

    /// Whether another element comes next; `false` past the array's end.
    ///
    /// # Errors
    ///
    /// If the text is malformed here.
    #[inline]
    pub fn next_element(&mut self) -> Result<bool, ReadError> {
        let fresh = mem::replace(&mut self.fresh, false);
        match self.next_byte() {
            Some(b',') if !fresh => {
                self.at += 1;
                Ok(true)
            }
            Some(b']') => {
                self.close();
                Ok(false)
            }
            Some(_) if fresh => Ok(true),
            _ => Err(self.unexpected(Expected::CommaOrBracket)),
        }
    }

    /// How many more elements the text is likely to hold in the list whose first `count` began at `start`, if each takes `size` bytes of memory.
    ///
    /// None in a list within an element of another one: most of the text that is left belongs to others.
    /// Hardly so many that they take more memory than the text that is left, whatever that says.
    pub(super) fn expected_more(&self, start: usize, count: usize, size: usize) -> usize {
        if self.depth > OUTER_LIST {
            return 0;
        }
        let left = self.text.len() - self.at;
        let mean = self.at.saturating_sub(start) / count.max(1) + 1;
        let more = left / mean.max(size);
        // They differ in length: room for a sixteenth more, and for an eighth of what is there where these were underestimated before.
        (more + more / 16 + 1).max(count / 8)
    }

    /// Passes over the next value, checked as strictly as if it were read.
    ///
    /// # Errors
    ///
    /// If the value is malformed, lies too deep, or is a number beyond a 64-bit float's range.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        match self.peek()? {
            Kind::Null => self.word("null", Expected::Value),
            Kind::Bool => self.bool().map(drop),
            Kind::Number => self.skip_number(),
            Kind::String => self.string_here().map(drop),
            Kind::Array => self.skip_array(),
            Kind::Object => self.skip_object(),
        }
    }

    fn skip_array(&mut self) -> Result<(), ReadError> {
        self.array_start()?;
        while self.next_element()? {
            self.skip()?;
        }
        Ok(())
    }

    fn skip_object(&mut self) -> Result<(), ReadError> {
        self.object_start()?;
        while self.next_key()?.is_some() {
            self.skip()?;
        }
        Ok(())
    }

    /// Reads `null` if it comes next, and says whether it did.
    ///
    /// # Errors
    ///
    /// If what comes next begins like `null` and is something else.
    #[inline]
    pub fn null(&mut self) -> Result<bool, ReadError> {
        if self.next_byte() != Some(b'n') {
            return Ok(false);
        }
        self.word("null", Expected::Value)?;
        Ok(true)
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    ///
    /// If the next value is neither.
    pub fn bool(&mut self) -> Result<bool, ReadError> {
        let value = self.next_byte() == Some(b't');
        self.word(if value { "true" } else { "false" }, Expected::Bool)?;
        Ok(value)
    }

    /// Reads a string: borrowed from the text where it holds no escape.
    ///
    /// # Errors
    ///
    /// If the next value is no string, or a malformed one: a bare control character, an unknown escape,
    /// half a surrogate pair, no end.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'a, str>, ReadError> {
        if self.next_byte() != Some(b'"') {
            return Err(self.unexpected(Expected::String));
        }
        self.string_here()
    }

    /// Checks that nothing but white space follows.
    ///
    /// # Errors
    ///
    /// If something does.
    pub fn end(&mut self) -> Result<(), ReadError> {
        match self.next_byte() {
            None => Ok(()),
            Some(_) => Err(self.unexpected(Expected::End)),
        }
    }

    /// The error that something else than what is expected comes next.
    #[cold]
    pub fn unexpected(&mut self, expected: Expected) -> ReadError {
        let found = Found::beginning(self.next_byte());
        ReadError::new(self.at, expected, found)
    }

    /// Moves past white space and gives the byte that comes next, unread.
    #[inline(always)]
    pub(super) fn next_byte(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    #[inline]
    fn open(&mut self, bracket: u8, expected: Expected) -> Result<(), ReadError> {
        if self.next_byte() != Some(bracket) {
            return Err(self.unexpected(expected));
        }
        if self.depth >= MAX_DEPTH {
            return Err(self.unexpected(Expected::Shallow));
        }
        self.at += 1;
        self.depth += 1;
        self.fresh = true;
        Ok(())
    }

    #[inline]
    fn close(&mut self) {
        self.at += 1;
        self.depth = self.depth.saturating_sub(1);
    }

    fn word(&mut self, word: &str, expected: Expected) -> Result<(), ReadError> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(self.unexpected(expected));
        }
        self.at += word.len();
        Ok(())
    }
}

/// Shows the place alone: the text may be secret.
impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("offset", &self.at)
            .finish_non_exhaustive()
    }
}
