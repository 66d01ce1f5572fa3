//! Shorthand's words and trees, made into JSON values of the types the model gives.
//!
//! Shorthand has no types of its own: `7` is a number where the model has one, `x` alone is a list where it has one.

use serde_json::{Map, Number, Value};
use smithy_wire::schema::{Kind, Member, Structure};

use super::file;
use super::problem::{Problem, suggest};
use super::shorthand::{Node, Pair, Tree};

/// The value a tree stands for where the model has `kind`.
pub(crate) fn tree(node: &Node, kind: &Kind) -> Result<Value, Problem> {
    fit(node, kind).map_err(|problem| problem.at(node.at))
}

fn fit(node: &Node, kind: &Kind) -> Result<Value, Problem> {
    match (kind, &node.tree) {
        (Kind::Document, _) => Err(Problem::new("shorthand has no types for a free document")
            .remedy("write the whole value as JSON")),
        (Kind::List(element), Tree::List(items)) => list(items, element),
        (Kind::List(element), _) => Ok(Value::Array(vec![tree(node, element)?])),
        (Kind::Structure(structure) | Kind::Union(structure), Tree::Map(pairs)) => {
            object(pairs, structure)
        }
        (Kind::Map(_, value), Tree::Map(pairs)) => map(pairs, value),
        (Kind::Structure(_) | Kind::Union(_) | Kind::Map(..), _) => {
            Err(Problem::new("expected key=value pairs")
                .remedy("inside a value, put them in braces: {key=value,key=value}"))
        }
        (_, Tree::Word(word)) => scalar(kind, word),
        (_, Tree::FileWord(word)) => scalar(kind, &file::resolve(word)?),
        (_, Tree::List(_) | Tree::Map(_)) => Err(Problem::new("takes one value, not several")
            .remedy(
                "write a comma that is part of the value as `\\,`, or put quotes around the value",
            )),
    }
}

fn list(items: &[Node], element: &Kind) -> Result<Value, Problem> {
    let values = items.iter().map(|item| tree(item, element));
    values.collect::<Result<Vec<_>, _>>().map(Value::Array)
}

fn object(pairs: &[Pair], structure: &Structure) -> Result<Value, Problem> {
    let mut object = Map::new();
    for pair in pairs {
        let member = known(structure, &pair.key).map_err(|problem| problem.at(pair.at))?;
        object.insert(pair.key.clone(), tree(&pair.value, &member.kind)?);
    }
    Ok(Value::Object(object))
}

fn map(pairs: &[Pair], kind: &Kind) -> Result<Value, Problem> {
    let entries = pairs
        .iter()
        .map(|pair| Ok((pair.key.clone(), tree(&pair.value, kind)?)));
    entries.collect::<Result<Map<_, _>, _>>().map(Value::Object)
}

/// The member of this name, or a problem that names those that exist.
pub(crate) fn known<'s>(structure: &'s Structure, name: &str) -> Result<&'s Member, Problem> {
    structure.member(name).ok_or_else(|| {
        let names = structure.members.iter().map(|member| member.name);
        Problem::new(format!("{} has no member `{name}`", structure.name))
            .remedy(suggest(name, names))
    })
}

/// The value one word stands for where the model has a type without parts.
pub(crate) fn scalar(kind: &Kind, word: &str) -> Result<Value, Problem> {
    match kind {
        Kind::Boolean => boolean(word),
        Kind::Byte(_)
        | Kind::Short(_)
        | Kind::Integer(_)
        | Kind::Long(_)
        | Kind::BigInteger(_)
        | Kind::IntEnum(_) => integer(word),
        Kind::Float | Kind::Double | Kind::BigDecimal => decimal(word),
        _ => Ok(Value::from(word)),
    }
}

fn boolean(word: &str) -> Result<Value, Problem> {
    match word.to_ascii_lowercase().as_str() {
        "true" => Ok(Value::Bool(true)),
        "false" => Ok(Value::Bool(false)),
        _ => Err(Problem::new("expected true or false")),
    }
}

fn integer(word: &str) -> Result<Value, Problem> {
    word.trim()
        .parse::<i64>()
        .map(Value::from)
        .map_err(|_| Problem::new("expected a whole number"))
}

/// Numbers that JSON lacks stay texts, as they are on the wire.
fn decimal(word: &str) -> Result<Value, Problem> {
    if ["NaN", "Infinity", "-Infinity"].contains(&word) {
        return Ok(Value::from(word));
    }
    let number = word.trim().parse::<f64>().ok().and_then(Number::from_f64);
    number
        .map(Value::Number)
        .ok_or_else(|| Problem::new("expected a number"))
}
