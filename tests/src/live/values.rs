//! Random values of the types that the model declares.

use smithy_wire::schema::{Constraints, Kind, Member, Range, Structure, TimestampFormat};
use smithy_wire::{Number, Object, Value};

use super::rng::Rng;

/// Deeper than this nothing is filled in.
const DEEPEST: usize = 4;

/// Texts that trip up codecs, beside plain ones.
const TEXTS: &[&str] = &[
    "",
    "app",
    "None",
    "null",
    "a \"quoted\" \\ text",
    "tab\tline\nend",
    "grüße",
    "日本",
    "🦀",
    "\u{7f}\u{80}",
    "<&>/",
    "sha256:ab",
];

/// A structure with some of its members, but for those named in `without`.
pub fn structure(rng: &mut Rng, shape: &Structure, without: &[&str], depth: usize) -> Object {
    let mut object = Object::new();
    for member in shape.members {
        if without.contains(&member.name) || !rng.percent(45) {
            continue;
        }
        if let Some(value) = value(rng, &member.kind, depth + 1) {
            object.insert(member.name, value);
        }
    }
    object
}

/// An item of a list, told apart from all others by its first text.
pub fn item(rng: &mut Rng, kind: &Kind, name: &str) -> Value {
    let Kind::Structure(shape) = kind else {
        return Value::from(name);
    };
    let mut item = structure(rng, shape, &[], 0);
    let is_text = |member: &&Member| matches!(member.kind, Kind::String(_));
    if let Some(member) = shape.members.iter().find(is_text) {
        item.insert(member.name, name);
    }
    Value::Object(item)
}

fn value(rng: &mut Rng, kind: &Kind, depth: usize) -> Option<Value> {
    let deeper = depth <= DEEPEST;
    Some(match kind {
        Kind::Boolean => Value::Bool(rng.percent(50)),
        Kind::Byte(range) | Kind::Short(range) | Kind::Integer(range) => {
            integer(rng, range, 1 << 7)
        }
        Kind::Long(range) => integer(rng, range, 1 << 53),
        Kind::Float | Kind::Double => Value::from(f64::from(quarters(rng)) / 4.0),
        Kind::String(_) => Value::from(*rng.pick(TEXTS)?),
        Kind::Enum(words) => Value::from(*rng.pick(words)?),
        Kind::Timestamp(TimestampFormat::EpochSeconds) => {
            Value::from(1.7e9 + f64::from(quarters(rng)) / 4.0)
        }
        Kind::Structure(shape) if deeper => Value::Object(structure(rng, shape, &[], depth)),
        Kind::List(element) if deeper => {
            let count = rng.below(3);
            let elements = (0..count).map(|_| value(rng, element, depth + 1));
            Value::List(elements.collect::<Option<_>>()?)
        }
        Kind::Map(names, values) if deeper => map(rng, names, values, depth)?,
        _ => return None,
    })
}

fn integer(rng: &mut Rng, range: &Range, bound: i64) -> Value {
    let low = range.min.unwrap_or(0);
    let high = range.max.unwrap_or(low.saturating_add(bound));
    let span = usize::try_from(high.saturating_sub(low)).unwrap_or(0);
    let drawn = i64::try_from(rng.below(span.saturating_add(1))).unwrap_or(0);
    Value::Number(Number::from(low.saturating_add(drawn)))
}

fn quarters(rng: &mut Rng) -> u32 {
    u32::try_from(rng.below(4000)).unwrap_or(0)
}

fn map(rng: &mut Rng, names: &Kind, values: &Kind, depth: usize) -> Option<Value> {
    let mut members = Object::new();
    for _ in 0..rng.below(3) {
        let name = value(rng, names, depth + 1)?;
        members.insert(name.as_str()?, value(rng, values, depth + 1)?);
    }
    Some(Value::Object(members))
}

/// The caller's parameters: what the operation requires, and now and then what it offers.
pub fn parameters(rng: &mut Rng, input: &Structure, without: &[&str]) -> Object {
    let mut object = Object::new();
    for member in input.members {
        let wanted = member.required || rng.percent(25);
        if without.contains(&member.name) || !wanted {
            continue;
        }
        if let Some(value) = parameter(rng, &member.kind) {
            object.insert(member.name, value);
        }
    }
    object
}

fn parameter(rng: &mut Rng, kind: &Kind) -> Option<Value> {
    Some(match kind {
        Kind::String(constraints) => Value::from(name(constraints)),
        Kind::Enum(words) => Value::from(*rng.pick(words)?),
        Kind::Structure(shape) => {
            let first = shape.members.first()?;
            let mut object = Object::new();
            object.insert(first.name, parameter(rng, &first.kind)?);
            Value::Object(object)
        }
        _ => return None,
    })
}

fn name(constraints: &Constraints) -> String {
    let least = constraints
        .min_length
        .and_then(|least| usize::try_from(least).ok());
    "team/app".repeat(least.unwrap_or(0) / 8 + 1)
}
