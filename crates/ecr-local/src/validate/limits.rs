//! Whether values whose types fit are within the model's limits.

use serde_json::{Map, Value};
use smithy_wire::schema::{Constraints, Kind, Range, Structure};

use super::{Misfit, patterns};

/// Checks the members in the model's order, so that of several faults the first is told.
pub(super) fn check(structure: &Structure, object: &Map<String, Value>) -> Result<(), Misfit> {
    for member in structure.members {
        match object.get(member.name) {
            None | Some(Value::Null) if member.required => Err(Misfit::new("must be given")),
            None | Some(Value::Null) => Ok(()),
            Some(value) => check_value(&member.kind, value),
        }
        .map_err(|misfit| misfit.in_member(member.name))?;
    }
    Ok(())
}

fn check_value(kind: &Kind, value: &Value) -> Result<(), Misfit> {
    match (kind, value) {
        (
            Kind::Byte(range) | Kind::Short(range) | Kind::Integer(range) | Kind::Long(range),
            value,
        ) => value
            .as_i64()
            .map_or(Ok(()), |number| check_range(range, number)),
        (Kind::String(constraints), Value::String(text)) => check_text(constraints, text),
        (Kind::Enum(values), Value::String(text)) => check_enum(values, text),
        (Kind::Structure(structure) | Kind::Union(structure), Value::Object(object)) => {
            check(structure, object)
        }
        (Kind::List(element), Value::Array(elements)) => {
            let mut numbered = elements.iter().enumerate();
            numbered.try_for_each(|(index, value)| {
                check_value(element, value).map_err(|misfit| misfit.in_element(index))
            })
        }
        (Kind::Map(key, kind), Value::Object(object)) => check_map(key, kind, object),
        _ => Ok(()),
    }
}

fn check_map(key: &Kind, kind: &Kind, object: &Map<String, Value>) -> Result<(), Misfit> {
    object.iter().try_for_each(|(name, value)| {
        check_value(key, &Value::String(name.clone()))
            .and_then(|()| check_value(kind, value))
            .map_err(|misfit| misfit.in_member(name))
    })
}

fn check_range(range: &Range, number: i64) -> Result<(), Misfit> {
    match (range.min, range.max) {
        (Some(min), _) if number < min => {
            Err(Misfit::new(format!("must be at least {min}, not {number}")))
        }
        (_, Some(max)) if number > max => {
            Err(Misfit::new(format!("must be at most {max}, not {number}")))
        }
        _ => Ok(()),
    }
}

fn check_text(constraints: &Constraints, text: &str) -> Result<(), Misfit> {
    let length = text.chars().count() as u64;
    match (
        constraints.min_length,
        constraints.max_length,
        constraints.pattern,
    ) {
        (Some(min), _, _) if length < min => Err(Misfit::new(format!(
            "must have at least {min} characters, not {length}"
        ))),
        (_, Some(max), _) if length > max => Err(Misfit::new(format!(
            "must have at most {max} characters, not {length}"
        ))),
        (_, _, Some(pattern)) if !patterns::matches(pattern, text) => {
            Err(Misfit::new(format!("must match {pattern}")))
        }
        _ => Ok(()),
    }
}

fn check_enum(values: &[&str], text: &str) -> Result<(), Misfit> {
    if values.contains(&text) {
        Ok(())
    } else {
        Err(Misfit::new(format!("must be one of {}", values.join(", "))))
    }
}
