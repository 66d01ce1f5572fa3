//! From offsets to places: line, column and path of many offsets in one walk over the text.
//!
//! The walk is lexical, so it serves for text that is no JSON as well.

use crate::id::is_identifier;
use crate::span::Location;

/// The places of these offsets, which must ascend.
pub(crate) fn places(file: &str, text: &str, offsets: &[usize]) -> Vec<Location> {
    let mut walk = Walk {
        text,
        position: 0,
        stack: Vec::new(),
        key_next: false,
    };
    let mut cursor = Cursor {
        line: 1,
        column: 1,
        position: 0,
    };
    let place = |offset: &usize| {
        let path = walk.path_at(*offset);
        cursor.advance(text, *offset);
        Location {
            file: file.to_owned(),
            line: cursor.line,
            column: cursor.column,
            path,
        }
    };
    offsets.iter().map(place).collect()
}

/// Counts lines and columns while it moves forward.
struct Cursor {
    line: u32,
    column: u32,
    position: usize,
}

impl Cursor {
    fn advance(&mut self, text: &str, to: usize) {
        let passed = text.get(self.position..to).unwrap_or_default();
        for character in passed.chars() {
            if character == '\n' {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        self.position = self.position.max(to);
    }
}

/// An open bracket, and where in it the walk is.
enum Frame<'a> {
    Object(Option<&'a str>),
    Array(usize),
}

struct Walk<'a> {
    text: &'a str,
    position: usize,
    stack: Vec<Frame<'a>>,
    key_next: bool,
}

impl<'a> Walk<'a> {
    /// The path of the key or value that starts at the offset or holds it.
    fn path_at(&mut self, offset: usize) -> String {
        while let Some(byte) = self.text.as_bytes().get(self.position).copied() {
            let is_key = byte == b'"' && self.key_next;
            if self.position >= offset && !is_key {
                break;
            }
            let end = self.token_end(byte);
            if is_key {
                self.name_member(end);
                if self.position >= offset {
                    break;
                }
            } else {
                self.enter(byte);
            }
            if end > offset && byte == b'"' && !is_key {
                break;
            }
            self.position = end;
        }
        self.path()
    }

    fn token_end(&self, byte: u8) -> usize {
        if byte == b'"' {
            string_end(self.text, self.position)
        } else {
            self.position + 1
        }
    }

    fn name_member(&mut self, end: usize) {
        let raw = self
            .text
            .get(self.position + 1..end.saturating_sub(1))
            .unwrap_or_default();
        if let Some(Frame::Object(key)) = self.stack.last_mut() {
            *key = Some(raw);
        }
        if self.text.as_bytes().get(end - 1) == Some(&b'"') {
            self.key_next = false;
        }
    }

    fn enter(&mut self, byte: u8) {
        match byte {
            b'{' => self.open(Frame::Object(None), true),
            b'[' => self.open(Frame::Array(0), false),
            b'}' | b']' => {
                self.stack.pop();
                self.key_next = false;
            }
            b',' => self.next_member(),
            _ => {}
        }
    }

    fn open(&mut self, frame: Frame<'a>, key_next: bool) {
        self.stack.push(frame);
        self.key_next = key_next;
    }

    fn next_member(&mut self) {
        match self.stack.last_mut() {
            Some(Frame::Object(_)) => self.key_next = true,
            Some(Frame::Array(index)) => *index += 1,
            None => {}
        }
    }

    fn path(&self) -> String {
        let mut path = "$".to_owned();
        for frame in &self.stack {
            match frame {
                Frame::Object(Some(key)) => path.push_str(&step(key)),
                Frame::Object(None) => {}
                Frame::Array(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }
}

fn step(key: &str) -> String {
    if is_identifier(key) {
        format!(".{key}")
    } else {
        format!("[\"{key}\"]")
    }
}

/// The offset behind the text that opens here, or the end of what there is.
pub(crate) fn string_end(text: &str, start: usize) -> usize {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(start + 1) {
        match byte {
            b'\\' if !escaped => escaped = true,
            b'"' if !escaped => return index + 1,
            _ => escaped = false,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, needle: &str) -> Location {
        let offset = text.find(needle).unwrap();
        places("a.json", text, &[offset]).remove(0)
    }

    #[test]
    fn path_names_the_key_or_value_at_the_offset() {
        let text = "{\n \"shapes\": {\"a#B\": {\"errors\": [{\"target\": \"x\"}, \"é\", 7]}, \"z\\\"y\": true}}";
        assert_eq!(place(text, "\"shapes\"").path(), "$.shapes");
        assert_eq!(place(text, "{\"a#B").path(), "$.shapes");
        assert_eq!(place(text, "\"a#B").path(), "$.shapes[\"a#B\"]");
        assert_eq!(
            place(text, "\"x\"").path(),
            "$.shapes[\"a#B\"].errors[0].target"
        );
        assert_eq!(place(text, "7").path(), "$.shapes[\"a#B\"].errors[2]");
        assert_eq!(place(text, "true").path(), "$.shapes[\"z\\\"y\"]");
        assert_eq!(place(text, "{\n").path(), "$");
    }

    #[test]
    fn columns_count_characters() {
        let text = "{\n \"é\": 1, \"b\": 2}";
        let location = place(text, "\"b\"");
        assert_eq!((location.line(), location.column()), (2, 10));
    }

    #[test]
    fn offsets_in_one_walk_equal_those_alone() {
        let text = r#"{"a": [1, {"b": "c,{d"}, [], 3], "e": {}, "f": null"#;
        let offsets: Vec<usize> = (0..=text.len()).collect();
        let together = places("x", text, &offsets);
        for (offset, location) in offsets.iter().zip(together) {
            assert_eq!(places("x", text, &[*offset]), [location], "offset {offset}");
        }
    }
}
