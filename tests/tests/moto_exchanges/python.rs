//! JSON as Python's `json.dumps` spells it: a space after comma and colon, ASCII alone.

use std::fmt::Write;

use smithy_wire::Value;

/// The text, members in the order they have.
pub(crate) fn dumps(value: &Value) -> String {
    match value {
        Value::List(values) => format!("[{}]", joined(values.iter().map(dumps))),
        Value::Object(object) => {
            let members = object
                .iter()
                .map(|(name, value)| format!("{}: {}", quoted(name), dumps(value)));
            format!("{{{}}}", joined(members))
        }
        Value::String(text) => quoted(text),
        other => other.to_json(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            ' '..='~' => quoted.push(c),
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(quoted, "\\u{unit:04x}");
                }
            }
        }
    }
    quoted + "\""
}
