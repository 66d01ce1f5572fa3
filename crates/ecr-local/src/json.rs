//! Writes responses, in the order of members the service uses.
//!
//! Not the writer of `smithy-wire`: a client under test shares that one, and what both sides get wrong nobody would see.

use std::fmt::{Display, Write as _};

use crate::moment::Moment;

/// The text of an object whose members `build` writes.
pub(crate) fn object(build: impl FnOnce(&mut Object<'_>)) -> String {
    let mut out = String::new();
    write_object(&mut out, build);
    out
}

/// Appends an object, for the elements of a list.
pub(crate) fn write_object(out: &mut String, build: impl FnOnce(&mut Object<'_>)) {
    out.push('{');
    build(&mut Object { out, empty: true });
    out.push('}');
}

/// Appends a string.
pub(crate) fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// An object being written, member by member.
pub(crate) struct Object<'a> {
    out: &'a mut String,
    empty: bool,
}

impl Object<'_> {
    fn name(&mut self, name: &str) -> &mut String {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        write_text(self.out, name);
        self.out.push(':');
        self.out
    }

    pub(crate) fn text(&mut self, name: &str, value: &str) {
        write_text(self.name(name), value);
    }

    /// A string, or nothing at all.
    pub(crate) fn maybe_text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// A number or a boolean: what prints as JSON does.
    pub(crate) fn plain(&mut self, name: &str, value: impl Display) {
        let _ = write!(self.name(name), "{value}");
    }

    pub(crate) fn moment(&mut self, name: &str, value: Moment) {
        value.write(self.name(name));
    }

    /// A moment, or nothing at all.
    pub(crate) fn maybe_moment(&mut self, name: &str, value: Option<Moment>) {
        if let Some(value) = value {
            self.moment(name, value);
        }
    }

    pub(crate) fn object(&mut self, name: &str, build: impl FnOnce(&mut Object<'_>)) {
        write_object(self.name(name), build);
    }

    /// A list; `each` appends one element.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut String, T),
    ) {
        let out = self.name(name);
        out.push('[');
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            each(out, item);
        }
        out.push(']');
    }

    /// A list of strings.
    pub(crate) fn texts<'t>(&mut self, name: &str, items: impl IntoIterator<Item = &'t str>) {
        self.list(name, items, write_text);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::object;

    #[test]
    fn members_keep_their_order() {
        let text = object(|o| {
            o.text("z", "1");
            o.maybe_text("absent", None);
            o.plain("a", 7);
            o.object("empty", |_| ());
            o.texts("list", ["x", "y"]);
        });
        assert_eq!(text, r#"{"z":"1","a":7,"empty":{},"list":["x","y"]}"#);
    }

    proptest! {
        #[test]
        fn any_text_reads_back_equal(name: String, value: String) {
            let text = object(|o| o.text(&name, &value));
            let read: serde_json::Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(read, json!({ name: value }));
        }
    }
}
