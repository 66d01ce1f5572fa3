//! Values of the AST, taken out of nodes; what does not fit is reported and left out.

use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::node::{Entry, Node, NodeKind, Object};
use crate::prelude::prelude;
use crate::problem::{Problem, Problems};
use crate::shape::Reference;
use crate::span::Span;
use crate::suggest;

/// What a node holds, for messages: `the string "abc"`.
pub(crate) fn describe(node: &Node) -> String {
    match node.kind() {
        NodeKind::String(text) => format!("the string \"{}\"", shorten(text)),
        NodeKind::Number(number) => format!("the number {}", shorten(number.as_str())),
        NodeKind::Bool(value) => format!("`{value}`"),
        NodeKind::Object(object) if object.is_empty() => "an empty object".to_owned(),
        NodeKind::Null | NodeKind::Array(_) | NodeKind::Object(_) => node.kind_name().to_owned(),
    }
}

fn shorten(text: &str) -> String {
    const LONG: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(LONG).collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}

/// The problem that a value has the wrong JSON type.
pub(super) fn mismatch(node: &Node, what: &str, expected: &str, remedy: &str) -> Problem {
    Problem::new(
        ErrorKind::Type,
        node.span(),
        format!("{what} must be {expected}"),
    )
    .expected(expected)
    .found(describe(node))
    .remedy(remedy)
}

pub(super) fn object(node: Node, what: &str, problems: &mut Problems) -> Option<Object> {
    match node.kind {
        NodeKind::Object(object) => Some(object),
        _ => {
            problems.push(mismatch(&node, what, "an object", "write `{ … }` here"));
            None
        }
    }
}

pub(super) fn array(node: Node, what: &str, problems: &mut Problems) -> Vec<Node> {
    match node.kind {
        NodeKind::Array(elements) => elements,
        _ => {
            problems.push(mismatch(
                &node,
                what,
                "an array",
                "put it in brackets: `[ … ]`",
            ));
            Vec::new()
        }
    }
}

pub(super) fn text<'n>(node: &'n Node, what: &str, problems: &mut Problems) -> Option<&'n str> {
    if node.as_str().is_none() {
        problems.push(mismatch(
            node,
            what,
            "a string",
            "write a text in double quotes",
        ));
    }
    node.as_str()
}

/// An absolute shape id, without a member.
pub(super) fn shape_id(text: &str, span: Span, problems: &mut Problems) -> Option<ShapeId> {
    match text.parse::<ShapeId>() {
        Ok(id) if id.member().is_none() => Some(id),
        _ => {
            problems.push(bad_id(text, span));
            None
        }
    }
}

pub(super) fn bad_id(text: &str, span: Span) -> Problem {
    let short = shorten(text);
    let remedy = match text.split_once('#') {
        None if prelude().contains_key(format!("smithy.api#{text}").as_str()) => {
            format!("put the namespace before it: `smithy.api#{short}`")
        }
        None => format!("put the namespace before it: `com.example#{short}`"),
        Some((_, rest)) if rest.contains('$') => "name the shape, not a member of it".to_owned(),
        Some(_) => "use letters, digits and `_` only, with a letter first; dots between the parts of the namespace".to_owned(),
    };
    not_an_id("a shape", &short, span).remedy(remedy)
}

pub(super) fn bad_trait(text: &str, span: Span) -> Problem {
    let short = shorten(text);
    let remedy = match text.contains('#') {
        false => format!("put the namespace before it: `smithy.api#{short}` for a trait of the prelude"),
        true => "use letters, digits and `_` only, with a letter first; dots between the parts of the namespace".to_owned(),
    };
    not_an_id("a trait", &short, span).remedy(remedy)
}

fn not_an_id(what: &str, text: &str, span: Span) -> Problem {
    Problem::new(
        ErrorKind::Name,
        span,
        format!("`{text}` is no id of {what}"),
    )
    .expected("an absolute shape id: `namespace#Name`")
    .found(format!("\"{text}\""))
}

/// `an operation`, `a list`.
pub(super) fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

/// `{"target": "namespace#Name"}`.
pub(super) fn reference(node: Node, what: &str, problems: &mut Problems) -> Option<Reference> {
    let span = node.span();
    let NodeKind::Object(object) = node.kind else {
        problems.push(not_a_reference(&node, what));
        return None;
    };
    let Some(target) = object.get("target") else {
        problems.push(missing("target", what, span, &object, &["target"]));
        return None;
    };
    let target_span = target.span();
    let id = text(target, "a target", problems)?;
    Some(Reference {
        target: shape_id(id, target_span, problems)?,
        span: target_span,
    })
}

fn not_a_reference(node: &Node, what: &str) -> Problem {
    let remedy = match node.as_str() {
        Some(id) => format!("write `{{\"target\": \"{}\"}}`", shorten(id)),
        None => "write `{\"target\": \"namespace#Name\"}`".to_owned(),
    };
    mismatch(node, what, "an object with a target", &remedy)
}

pub(super) fn references(node: Node, what: &str, problems: &mut Problems) -> Vec<Reference> {
    let elements = array(node, what, problems);
    elements
        .into_iter()
        .filter_map(|element| reference(element, what, problems))
        .collect()
}

/// An object of references by name, in order.
pub(super) fn named(node: Node, what: &str, problems: &mut Problems) -> Vec<(String, Reference)> {
    let members = object(node, what, problems).unwrap_or_default();
    let named =
        |Entry { key, value, .. }| Some((String::from(key), reference(value, what, problems)?));
    members.entries.into_iter().filter_map(named).collect()
}

/// The problem that a member is not there; where a near name is, that one is shown.
pub(super) fn missing(
    name: &str,
    what: &str,
    span: Span,
    object: &Object,
    known: &[&str],
) -> Problem {
    let strangers = object
        .iter()
        .map(Entry::key)
        .filter(|key| !known.contains(key));
    let remedy = match suggest::near(name, strangers).first() {
        Some(near) => format!("rename `{near}` to `{name}`"),
        None => format!("add `\"{name}\": …`"),
    };
    Problem::new(ErrorKind::Missing, span, format!("{what} has no `{name}`"))
        .expected(format!("the member `{name}`"))
        .found(names(object))
        .remedy(remedy)
}

fn names(object: &Object) -> String {
    const FEW: usize = 8;
    let mut names: Vec<String> = object
        .iter()
        .take(FEW)
        .map(|entry| format!("`{}`", shorten(entry.key())))
        .collect();
    if object.len() > FEW {
        names.push("…".to_owned());
    }
    if names.is_empty() {
        "an empty object".to_owned()
    } else {
        format!("only {}", names.join(", "))
    }
}

/// Warns of members that mean nothing here.
pub(super) fn warn_strangers(object: &Object, what: &str, known: &[&str], problems: &mut Problems) {
    for entry in object.iter().filter(|entry| !known.contains(&entry.key())) {
        problems.warn(stranger(entry, what, known));
    }
}

pub(super) fn stranger(entry: &Entry, what: &str, known: &[&str]) -> Problem {
    let remedy = suggest::remedy(
        entry.key(),
        known.iter().copied(),
        "take it out; it is not read",
    );
    let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    Problem::new(
        ErrorKind::Unexpected,
        entry.key_span(),
        format!("`{}` means nothing in {what}", shorten(entry.key())),
    )
    .expected(known.join(", "))
    .found(format!("`{}`", shorten(entry.key())))
    .remedy(remedy)
}
