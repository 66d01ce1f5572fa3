//! The text of a node: JSON, two spaces a level, members in their order.

use std::fmt::{self, Write};

use super::{Node, NodeKind, Object};

/// Pretty JSON, two spaces a level, without a newline at the end.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        node(f, self, 0)
    }
}

fn node(f: &mut fmt::Formatter<'_>, node: &Node, level: usize) -> fmt::Result {
    match node.kind() {
        NodeKind::Null => f.write_str("null"),
        NodeKind::Bool(value) => write!(f, "{value}"),
        NodeKind::Number(number) => f.write_str(number.as_str()),
        NodeKind::String(text) => string(f, text),
        NodeKind::Array(elements) => array(f, elements, level),
        NodeKind::Object(members) => object(f, members, level),
    }
}

fn array(f: &mut fmt::Formatter<'_>, elements: &[Node], level: usize) -> fmt::Result {
    if elements.is_empty() {
        return f.write_str("[]");
    }
    for (index, element) in elements.iter().enumerate() {
        open_line(f, "[", index, level + 1)?;
        node(f, element, level + 1)?;
    }
    new_line(f, level)?;
    f.write_char(']')
}

fn object(f: &mut fmt::Formatter<'_>, members: &Object, level: usize) -> fmt::Result {
    if members.is_empty() {
        return f.write_str("{}");
    }
    for (index, entry) in members.iter().enumerate() {
        open_line(f, "{", index, level + 1)?;
        string(f, entry.key())?;
        f.write_str(": ")?;
        node(f, entry.value(), level + 1)?;
    }
    new_line(f, level)?;
    f.write_char('}')
}

fn open_line(f: &mut fmt::Formatter<'_>, bracket: &str, index: usize, level: usize) -> fmt::Result {
    f.write_str(if index == 0 { bracket } else { "," })?;
    new_line(f, level)
}

fn new_line(f: &mut fmt::Formatter<'_>, level: usize) -> fmt::Result {
    write!(f, "\n{:1$}", "", level * 2)
}

fn string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for character in text.chars() {
        match character {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            control if u32::from(control) < 0x20 => write!(f, "\\u{:04x}", u32::from(control))?,
            other => f.write_char(other)?,
        }
    }
    f.write_char('"')
}
