//! Strings: found sixteen bytes at a time, copied only where they hold escapes.

use alloc::borrow::Cow;
use alloc::string::String;

use super::error::{Expected, Found, ReadError};
use super::reader::Reader;

impl<'a> Reader<'a> {
    /// Reads the string whose opening quote comes next.
    #[inline(always)]
    pub(super) fn string_here(&mut self) -> Result<Cow<'a, str>, ReadError> {
        match self.plain_string_here() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.string_with_escapes().map(Cow::Owned),
        }
    }

    /// Reads a string into its place: handing it over instead takes longer than reading a short one.
    pub(super) fn string_into(&mut self, place: &mut String) -> Result<(), ReadError> {
        if self.next_byte() != Some(b'"') {
            return Err(self.unexpected(Expected::String));
        }
        *place = match self.plain_string_here() {
            Some(text) => String::from(text),
            None => self.string_with_escapes()?,
        };
        Ok(())
    }

    /// Reads the string whose opening quote comes next, if it holds no escape and is well-formed.
    #[inline(always)]
    fn plain_string_here(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at + 1..)?;
        let (text, rest) = rest.split_at_checked(plain_len(rest.as_bytes()))?;
        if rest.as_bytes().first() != Some(&b'"') {
            return None;
        }
        self.at += text.len() + 2;
        Some(text)
    }

    #[cold]
    fn string_with_escapes(&mut self) -> Result<String, ReadError> {
        let mut text = String::new();
        self.at += 1;
        loop {
            let start = self.at;
            self.pass_plain();
            text.push_str(self.since(start));
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return Err(self.malformed(Expected::EscapedControl)),
                None => return Err(self.malformed(Expected::ClosingQuote)),
            }
        }
    }

    /// Reads an escape, of which the backslash comes next.
    fn escape(&mut self) -> Result<char, ReadError> {
        self.at += 1;
        let character = match self.byte() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.malformed(Expected::Escape)),
        };
        self.at += 1;
        Ok(character)
    }

    /// Reads a `\u` escape, of which the `u` comes next, and the second half of a surrogate pair.
    fn unicode_escape(&mut self) -> Result<char, ReadError> {
        let first = self.hex_digits()?;
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        let low = match (first, self.byte(), self.text.as_bytes().get(self.at + 1)) {
            (0xD800..=0xDBFF, Some(b'\\'), Some(b'u')) => {
                self.at += 1;
                self.hex_digits()?.wrapping_sub(0xDC00)
            }
            _ => return Err(self.malformed(Expected::SurrogatePair)),
        };
        if low >= 0x400 {
            return Err(self.malformed(Expected::SurrogatePair));
        }
        char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + low)
            .ok_or_else(|| self.malformed(Expected::SurrogatePair))
    }

    /// Reads the `u` that comes next and four digits.
    fn hex_digits(&mut self) -> Result<u32, ReadError> {
        let mut value = 0;
        for _ in 0..4 {
            self.at += 1;
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            value = value * 16 + digit.ok_or_else(|| self.malformed(Expected::HexDigits))?;
        }
        self.at += 1;
        Ok(value)
    }

    /// Moves to the next byte that does not stand for itself in a string.
    fn pass_plain(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += plain_len(rest);
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    #[cold]
    fn malformed(&self, expected: Expected) -> ReadError {
        let found = match self.byte() {
            None => Found::EndOfText,
            Some(..0x20) => Found::ControlCharacter,
            Some(_) => Found::Other,
        };
        ReadError::new(self.at, expected, found)
    }
}

/// How many bytes stand for themselves before the first quote, backslash or control character.
#[inline(always)]
pub(super) fn plain_len(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<16>();
    let mut len = 0;
    for word in words {
        let special = special_bytes(word);
        if special != 0 {
            return len + (special.trailing_zeros() / 8) as usize;
        }
        len += 16;
    }
    len + rest
        .iter()
        .position(|&byte| is_special(byte))
        .unwrap_or(rest.len())
}

/// Not zero in each byte that [`is_special`].
///
/// Each byte on its own and nothing left out: that is what the compiler makes vector instructions of.
#[inline(always)]
fn special_bytes(word: &[u8; 16]) -> u128 {
    let mut marks = [0; 16];
    for (mark, &byte) in marks.iter_mut().zip(word) {
        *mark = if is_special(byte) { 0xFF } else { 0 };
    }
    u128::from_le_bytes(marks)
}

#[inline(always)]
fn is_special(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}
