//! Whether a JSON value has a type of the model. Null is an absent member, and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use smithy_wire::schema::{Kind, Structure, TimestampFormat};

use super::Misfit;

/// Checks the members the model knows; the service passes over others.
pub(super) fn check(structure: &Structure, object: &Map<String, Value>) -> Result<(), Misfit> {
    for (name, value) in object {
        if let Some(member) = structure.member(name).filter(|_| !value.is_null()) {
            check_value(&member.kind, value).map_err(|misfit| misfit.in_member(name))?;
        }
    }
    Ok(())
}

fn check_value(kind: &Kind, value: &Value) -> Result<(), Misfit> {
    match kind {
        Kind::Boolean => expect(value.is_boolean(), "true or false", value),
        Kind::Byte(_) => check_integer(value, 8),
        Kind::Short(_) => check_integer(value, 16),
        Kind::Integer(_) | Kind::IntEnum(_) => check_integer(value, 32),
        Kind::Long(_) => check_integer(value, 64),
        Kind::BigInteger(_) | Kind::BigDecimal => expect(value.is_number(), "a number", value),
        Kind::Float | Kind::Double => expect(is_float(value), "a number", value),
        Kind::String(_) | Kind::Enum(_) => expect(value.is_string(), "a string", value),
        Kind::Blob => check_blob(value),
        Kind::Timestamp(TimestampFormat::EpochSeconds) => {
            expect(value.is_number(), "a number of seconds", value)
        }
        Kind::Timestamp(_) => expect(value.is_string(), "a string", value),
        Kind::Document => Ok(()),
        Kind::Structure(structure) => check(structure, object(value)?),
        Kind::Union(structure) => check_union(structure, object(value)?),
        Kind::List(element) => check_list(element, value),
        Kind::Map(_, kind) => object(value)?.iter().try_for_each(|(name, value)| {
            check_value(kind, value).map_err(|misfit| misfit.in_member(name))
        }),
    }
}

fn check_list(element: &Kind, value: &Value) -> Result<(), Misfit> {
    let Value::Array(elements) = value else {
        return expect(false, "an array", value);
    };
    let mut numbered = elements.iter().enumerate();
    numbered.try_for_each(|(index, value)| {
        check_value(element, value).map_err(|misfit| misfit.in_element(index))
    })
}

fn check_union(structure: &Structure, object: &Map<String, Value>) -> Result<(), Misfit> {
    if object.values().filter(|value| !value.is_null()).count() != 1 {
        return Err(Misfit::new("must have exactly one member"));
    }
    check(structure, object)
}

fn check_integer(value: &Value, bits: u32) -> Result<(), Misfit> {
    let Some(number) = value.as_i64() else {
        let too_large = value.as_number().is_some_and(|number| !number.is_f64());
        return if too_large {
            Err(beyond(bits))
        } else {
            expect(false, "an integer", value)
        };
    };
    let unused = 64 - bits;
    if (number << unused) >> unused == number {
        Ok(())
    } else {
        Err(beyond(bits))
    }
}

fn beyond(bits: u32) -> Misfit {
    Misfit::new(format!("must be an integer of {bits} bits"))
}

/// What JSON has no numbers for comes as a string.
fn is_float(value: &Value) -> bool {
    value.is_number() || matches!(value.as_str(), Some("NaN" | "Infinity" | "-Infinity"))
}

fn check_blob(value: &Value) -> Result<(), Misfit> {
    let Value::String(text) = value else {
        return expect(false, "a string", value);
    };
    STANDARD
        .decode(text)
        .map(drop)
        .map_err(|_| Misfit::new("must be base64"))
}

fn object(value: &Value) -> Result<&Map<String, Value>, Misfit> {
    value.as_object().ok_or_else(|| misfit("an object", value))
}

fn expect(fits: bool, wanted: &str, value: &Value) -> Result<(), Misfit> {
    if fits {
        Ok(())
    } else {
        Err(misfit(wanted, value))
    }
}

fn misfit(wanted: &str, value: &Value) -> Misfit {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    Misfit::new(format!("must be {wanted}, not {found}"))
}
