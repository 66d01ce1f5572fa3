//! JSON as Python's `json.dumps` prints it with its default settings.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt::Write;

use smithy_wire::{Number, Value};

/// `{"a": 1, "b": 2}`, members in the order given.
pub(super) fn write_object<'a>(
    out: &mut String,
    members: impl Iterator<Item = (&'a str, &'a Value)>,
) {
    out.push('{');
    for (index, (name, value)) in members.enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_text(out, name);
        out.push_str(": ");
        write_value(out, value);
    }
    out.push('}');
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_number(out, number),
        Value::String(text) => write_text(out, text),
        Value::List(values) => write_list(out, values),
        Value::Object(object) => write_object(out, object.iter()),
    }
}

fn write_list(out: &mut String, values: &[Value]) {
    out.push('[');
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write_value(out, value);
    }
    out.push(']');
}

/// Everything outside U+0020..U+007E is escaped, as UTF-16 in lower-case hex; `/` is not.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            _ => write_escape(out, c),
        }
    }
    out.push('"');
}

fn write_escape(out: &mut String, c: char) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing to a String cannot fail.
        let _ = write!(out, "\\u{unit:04x}");
    }
}

fn write_number(out: &mut String, number: &Number) {
    if number.is_integer() {
        let digits = number.to_string();
        // Python reads -0 as the integer 0.
        out.push_str(if digits == "-0" { "0" } else { &digits });
    } else {
        out.push_str(&float(number.as_f64()));
    }
}

/// Python's `repr` of a float: the shortest digits, with an exponent below 1e-4 and from 1e16 on.
fn float(value: f64) -> String {
    let shortest = shortest(value);
    let Some((mantissa, exponent)) = shortest.split_once('e') else {
        return shortest;
    };
    match exponent.parse::<i32>() {
        Ok(exponent @ -4..16) => positional(mantissa, exponent),
        Ok(exponent) => format!(
            "{mantissa}e{}{:02}",
            if exponent < 0 { '-' } else { '+' },
            exponent.abs()
        ),
        Err(_) => shortest,
    }
}

/// The shortest digits that read back as this number, as `d.ddde-d`.
///
/// Where two of that length are equally near, Python takes the even one and Rust the larger: rounding to that length takes the even one.
fn shortest(value: f64) -> String {
    let shortest = format!("{value:e}");
    let mantissa = shortest.split('e').next().unwrap_or_default();
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    let rounded = format!("{value:.*e}", digits.saturating_sub(1));
    if rounded.parse() == Ok(value) {
        rounded
    } else {
        shortest
    }
}

/// `d.ddd` with the point moved; at least one digit on both sides of it.
fn positional(mantissa: &str, exponent: i32) -> String {
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", mantissa),
    };
    let digits = digits.replace('.', "");
    let places = exponent.unsigned_abs() as usize;
    if exponent < 0 {
        return format!("{sign}0.{}{digits}", "0".repeat(places.saturating_sub(1)));
    }
    let padded = format!("{digits:0<width$}", width = places + 2);
    let (whole, fraction) = padded.split_at(places + 1);
    format!("{sign}{whole}.{fraction}")
}
