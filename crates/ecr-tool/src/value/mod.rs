//! From words on the command line to the value of a request's member.
//!
//! A word is plain text, the AWS CLI's shorthand, JSON, or `file://PATH`; the member's type in the model decides which.

mod check;
mod cursor;
mod file;
mod fit;
mod problem;
mod shorthand;

use serde_json::Value;
use smithy_wire::schema::{Kind, Member};

pub(crate) use problem::Problem;

/// The value of `member` that `words`, the ones after its flag, stand for.
///
/// # Errors
///
/// What is wrong, where in the word, and what to write instead.
pub(crate) fn of_member(member: &Member, words: &[String]) -> Result<Value, Problem> {
    let value = match (&member.kind, words) {
        (Kind::List(element), _) => list(element, words),
        (kind, [word]) => single(kind, &file::resolve(word)?),
        (_, _) => Err(Problem::new("takes exactly one value")),
    }?;
    check::check(&value, &member.kind)?;
    Ok(value)
}

/// One word may be the whole list as JSON; otherwise each word is an element.
fn list(element: &Kind, words: &[String]) -> Result<Value, Problem> {
    if let [word] = words {
        let text = file::resolve(word)?;
        if text.trim_start().starts_with('[') {
            return json(&text);
        }
        return Ok(Value::Array(vec![single(element, &text)?]));
    }
    let elements = words
        .iter()
        .map(|word| single(element, &file::resolve(word)?));
    elements.collect::<Result<Vec<_>, _>>().map(Value::Array)
}

fn single(kind: &Kind, text: &str) -> Result<Value, Problem> {
    match kind {
        Kind::Document => json(text),
        Kind::Structure(_) | Kind::Union(_) | Kind::Map(..) | Kind::List(_) => nested(kind, text),
        _ => fit::scalar(kind, text),
    }
}

fn nested(kind: &Kind, text: &str) -> Result<Value, Problem> {
    if text.trim_start().starts_with(['{', '[']) {
        return json(text);
    }
    let tree = shorthand::parse(text).map_err(|error| Problem::new(error.to_string()))?;
    fit::tree(&tree, kind).map_err(|problem| problem.in_text(text))
}

fn json(text: &str) -> Result<Value, Problem> {
    serde_json::from_str(text).map_err(|error| {
        Problem::new(format!("is not JSON: {error}"))
            .remedy("check quotes and commas, or write shorthand: key=value,key=value")
    })
}

#[cfg(test)]
mod tests;
