//! JSON values as Python reads them: `-0` is the integer 0, which JSON readers that know only floats lose.

use alloc::vec::Vec;

use smithy_wire::json::{Kind, ReadError, Reader};
use smithy_wire::{Object, Value};

/// Reads a whole text.
pub(super) fn read(json: &str) -> Result<Value, ReadError> {
    let mut reader = Reader::new(json);
    let value = read_value(&mut reader, json)?;
    reader.end()?;
    Ok(value)
}

fn read_value(reader: &mut Reader<'_>, json: &str) -> Result<Value, ReadError> {
    match reader.peek()? {
        Kind::Null => reader.null().map(|_| Value::Null),
        Kind::Bool => reader.bool().map(Value::Bool),
        Kind::Number => read_number(reader, json),
        Kind::String => reader.string().map(|text| Value::String(text.into_owned())),
        Kind::Array => read_list(reader, json),
        Kind::Object => read_object(reader, json),
    }
}

fn read_number(reader: &mut Reader<'_>, json: &str) -> Result<Value, ReadError> {
    let start = reader.offset();
    let number = reader.number()?;
    match json.get(start..reader.offset()) {
        Some("-0") => Ok(Value::from(0)),
        _ => Ok(Value::Number(number)),
    }
}

fn read_list(reader: &mut Reader<'_>, json: &str) -> Result<Value, ReadError> {
    let mut items = Vec::new();
    reader.array_start()?;
    while reader.next_element()? {
        items.push(read_value(reader, json)?);
    }
    Ok(Value::List(items))
}

fn read_object(reader: &mut Reader<'_>, json: &str) -> Result<Value, ReadError> {
    let mut members = Object::new();
    reader.object_start()?;
    while let Some(name) = reader.next_key()? {
        members.insert(name, read_value(reader, json)?);
    }
    Ok(Value::Object(members))
}
