//! Whether a JSON value has the type the model gives, said before anything is sent.
//!
//! What the service alone decides stays its own: patterns, greatest lengths, and the values of an enum.

use serde_json::Value;
use smithy_wire::schema::{Constraints, Kind, Range, Structure};

use super::fit::known;
use super::problem::Problem;

/// Checks a value and all its parts.
pub(crate) fn check(value: &Value, kind: &Kind) -> Result<(), Problem> {
    walk(value, kind, &Path::Top)
}

fn walk(value: &Value, kind: &Kind, path: &Path<'_>) -> Result<(), Problem> {
    match (kind, value) {
        (Kind::Structure(structure), Value::Object(_)) => members(value, structure, path),
        (Kind::Union(structure), Value::Object(_)) => one_member(value, structure, path),
        (Kind::List(element), Value::Array(items)) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| walk(item, element, &path.item(index))),
        (Kind::Map(_, kind), Value::Object(entries)) => entries
            .iter()
            .try_for_each(|(name, value)| walk(value, kind, &path.member(name))),
        (Kind::Document, _) => Ok(()),
        _ => part(value, kind).map_err(|what| Problem::new(path.says(&what))),
    }
}

fn members(value: &Value, structure: &Structure, path: &Path<'_>) -> Result<(), Problem> {
    for (name, value) in value.as_object().into_iter().flatten() {
        let member = known(structure, name).map_err(|problem| path.locate(problem))?;
        walk(value, &member.kind, &path.member(name))?;
    }
    let missing = structure
        .members
        .iter()
        .find(|member| member.required && value.get(member.name).is_none());
    match missing {
        Some(member) => {
            let what = format!("the required member `{}` is missing", member.name);
            Err(Problem::new(path.says(&what)))
        }
        None => Ok(()),
    }
}

fn one_member(value: &Value, structure: &Structure, path: &Path<'_>) -> Result<(), Problem> {
    members(value, structure, path)?;
    match value.as_object().map(serde_json::Map::len) {
        Some(1) => Ok(()),
        _ => Err(Problem::new(
            path.says(&format!("{} takes exactly one member", structure.name)),
        )),
    }
}

fn part(value: &Value, kind: &Kind) -> Result<(), String> {
    match (kind, value) {
        (Kind::Boolean, Value::Bool(_))
        | (Kind::Enum(_) | Kind::Blob, Value::String(_))
        | (Kind::Timestamp(_), Value::String(_) | Value::Number(_))
        | (Kind::Float | Kind::Double | Kind::BigDecimal, Value::Number(_)) => Ok(()),
        (Kind::String(constraints), Value::String(text)) => length(text, constraints),
        (Kind::Float | Kind::Double, Value::String(text)) if is_special(text) => Ok(()),
        (Kind::Byte(range), Value::Number(_)) => {
            whole(value, range, i8::MIN.into(), i8::MAX.into())
        }
        (Kind::Short(range), Value::Number(_)) => {
            whole(value, range, i16::MIN.into(), i16::MAX.into())
        }
        (Kind::Integer(range), Value::Number(_)) => {
            whole(value, range, i32::MIN.into(), i32::MAX.into())
        }
        (Kind::Long(range) | Kind::BigInteger(range), Value::Number(_)) => {
            whole(value, range, i64::MIN, i64::MAX)
        }
        (Kind::IntEnum(_), Value::Number(_)) => {
            whole(value, &Range::NONE, i32::MIN.into(), i32::MAX.into())
        }
        _ => Err(format!("expected {}, found {}", wanted(kind), found(value))),
    }
}

fn is_special(text: &str) -> bool {
    ["NaN", "Infinity", "-Infinity"].contains(&text)
}

fn length(text: &str, constraints: &Constraints) -> Result<(), String> {
    let count = text.chars().count() as u64;
    match constraints.min_length {
        Some(min) if count < min => {
            Err(format!("expected {min} characters or more, found {count}"))
        }
        _ => Ok(()),
    }
}

fn whole(value: &Value, range: &Range, min: i64, max: i64) -> Result<(), String> {
    let min = range.min.unwrap_or(min);
    let max = range.max.unwrap_or(max);
    match value.as_i64() {
        Some(number) if (min..=max).contains(&number) => Ok(()),
        _ => Err(format!(
            "expected a whole number from {min} to {max}, found {value}"
        )),
    }
}

fn wanted(kind: &Kind) -> &'static str {
    match kind {
        Kind::Boolean => "true or false",
        Kind::Byte(_)
        | Kind::Short(_)
        | Kind::Integer(_)
        | Kind::Long(_)
        | Kind::BigInteger(_)
        | Kind::IntEnum(_) => "a whole number",
        Kind::Float | Kind::Double | Kind::BigDecimal => "a number",
        Kind::Timestamp(_) => "a timestamp",
        Kind::Blob => "a text in base64",
        Kind::String(_) | Kind::Enum(_) => "a text",
        Kind::List(_) => "a list",
        Kind::Structure(_) | Kind::Union(_) | Kind::Map(..) => "an object",
        Kind::Document => "any value",
    }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Where in the value we are: a chain up to the top, written out only for a problem.
enum Path<'p> {
    Top,
    Member(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    fn member(&'p self, name: &'p str) -> Path<'p> {
        Path::Member(self, name)
    }

    fn item(&'p self, index: usize) -> Path<'p> {
        Path::Item(self, index)
    }

    fn text(&self) -> String {
        match self {
            Path::Top => String::new(),
            Path::Member(Path::Top, name) => (*name).to_owned(),
            Path::Member(parent, name) => format!("{}.{name}", parent.text()),
            Path::Item(parent, index) => format!("{}[{index}]", parent.text()),
        }
    }

    fn says(&self, what: &str) -> String {
        match self {
            Path::Top => what.to_owned(),
            _ => format!("at {}: {what}", self.text()),
        }
    }

    fn locate(&self, problem: Problem) -> Problem {
        problem.prefixed(|what| self.says(what))
    }
}
