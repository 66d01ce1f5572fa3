//! A place in a text, and an error that points at it.

use std::fmt;

/// Moves through a text, a character at a time.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// At the start of `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        Cursor { text, at: 0 }
    }

    /// Byte offset of the next character.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Goes past `wanted` where it is next.
    pub(crate) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Goes past `wanted`, which has to be next.
    pub(crate) fn expect(&mut self, wanted: char, remedy: &'static str) -> Result<(), SyntaxError> {
        if self.eat(wanted) {
            return Ok(());
        }
        Err(self.unexpected(&format!("`{wanted}`"), remedy))
    }

    pub(crate) fn skip_space(&mut self) {
        self.take_while(|c| c.is_ascii_whitespace() || c == '\u{b}');
    }

    pub(crate) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    /// A word without quotes: `\,` is a comma, spaces at its end do not belong to it.
    pub(crate) fn bare(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut word = String::new();
        while let Some(next) = self.peek() {
            if self.rest().starts_with("\\,") {
                self.at += 2;
                word.push(',');
            } else if wanted(next) {
                self.at += next.len_utf8();
                word.push(next);
            } else {
                break;
            }
        }
        word.truncate(word.trim_end().len());
        word
    }

    /// A word in quotes: `\` before the quote or before another `\` is removed.
    pub(crate) fn quoted(&mut self, quote: char) -> Result<String, SyntaxError> {
        let start = self.at;
        self.bump();
        let mut word = String::new();
        while let Some(next) = self.bump() {
            match (next, self.peek()) {
                ('\\', Some(escaped)) if escaped == quote || escaped == '\\' => {
                    word.push(escaped);
                    self.bump();
                }
                _ if next == quote => return Ok(word),
                _ => word.push(next),
            }
        }
        let found = "the end of the value".to_owned();
        Err(self.wrong(start, "the closing quote", found, CLOSE_QUOTE))
    }

    /// An error at this place.
    pub(crate) fn unexpected(&self, expected: &str, remedy: &'static str) -> SyntaxError {
        let found = match self.peek() {
            Some(c) => format!("`{c}`"),
            None => "the end of the value".to_owned(),
        };
        self.wrong(self.at, expected, found, remedy)
    }

    /// An error at any place.
    pub(crate) fn wrong(
        &self,
        at: usize,
        expected: &str,
        found: String,
        remedy: &'static str,
    ) -> SyntaxError {
        SyntaxError {
            text: self.text.to_owned(),
            at,
            expected: expected.to_owned(),
            found,
            remedy,
        }
    }
}

const CLOSE_QUOTE: &str = "close the quote, or write `\\` before one that is part of the value";

/// What is wrong in a text, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    text: String,
    at: usize,
    expected: String,
    found: String,
    remedy: &'static str,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SyntaxError {
            expected, found, ..
        } = self;
        writeln!(f, "expected {expected}, found {found}")?;
        writeln!(f, "{}", pointer(&self.text, self.at))?;
        write!(f, "{}", self.remedy)
    }
}

/// The line of `text` that holds the place, and a caret below it.
pub(crate) fn pointer(text: &str, at: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let line_start = before.rsplit('\n').next().unwrap_or_default();
    let line_end = after.split('\n').next().unwrap_or_default();
    let width = line_start.chars().count();
    format!("  {line_start}{line_end}\n  {:width$}^", "")
}
