//! Documentation: the model's, or a line made from a name that says what kind of thing bears it.

use smithy_schema_json::{Shape, ShapeKind, Traits};

use super::names;
use super::scope::Scope;
use crate::html;
use crate::ir::{Docs, NamedKind, Rules, Type};

/// The documentation trait, or else the made line.
pub(crate) fn or_made(traits: &Traits, made: impl FnOnce() -> String) -> Docs {
    match traits.documentation().map(lines) {
        Some(lines) if !lines.is_empty() => Docs {
            lines,
            documented: true,
        },
        _ => Docs {
            lines: vec![made()],
            documented: false,
        },
    }
}

/// The documentation trait, or else nothing.
pub(crate) fn or_none(traits: &Traits) -> Docs {
    let lines = traits.documentation().map(lines).unwrap_or_default();
    Docs {
        documented: !lines.is_empty(),
        lines,
    }
}

/// The service's name for people, in a line, as documentation has it.
pub(crate) fn title(service: &Shape) -> String {
    let title = service.traits().title().unwrap_or(service.id().name());
    let words: Vec<&str> = title.split_whitespace().collect();
    html::given::lines(&words.join(" ")).concat()
}

/// The documentation of a shape: `Image detail: a structure.`
pub(crate) fn shape(shape: &Shape, kind: &str) -> Docs {
    or_made(shape.traits(), || {
        format!("{}: {kind}.", sentence(shape.id().name()))
    })
}

/// The documentation of a member: its own, else that of a simple target, else a made line with the rules in force.
pub(crate) fn member(
    scope: &Scope<'_>,
    member: &smithy_schema_json::Member,
    ty: &Type,
    rules: &Rules,
    required: bool,
) -> Docs {
    let target = scope
        .model
        .get(member.target())
        .filter(|shape| is_simple(shape));
    let own = member.traits().documentation().is_some();
    let traits = if own {
        member.traits()
    } else {
        target.map_or(member.traits(), Shape::traits)
    };
    or_made(traits, || made_member(member.name(), ty, rules, required))
}

/// A shape whose documentation says what a member of it is; aggregates speak of themselves.
fn is_simple(shape: &Shape) -> bool {
    let aggregate = matches!(
        shape.kind(),
        ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_)
    );
    !aggregate && shape.id().namespace() != "smithy.api"
}

fn made_member(name: &str, ty: &Type, rules: &Rules, required: bool) -> String {
    let bounds = bounds(ty, rules)
        .map(|bounds| format!(", {bounds}"))
        .unwrap_or_default();
    let required = if required { " Required." } else { "" };
    format!("{}: {}{bounds}.{required}", sentence(name), kind(ty))
}

fn kind(ty: &Type) -> String {
    match ty {
        Type::Boolean => "true or false".to_owned(),
        Type::Byte => "an 8-bit integer".to_owned(),
        Type::Short => "a 16-bit integer".to_owned(),
        Type::Integer => "a 32-bit integer".to_owned(),
        Type::Long => "a 64-bit integer".to_owned(),
        Type::Float | Type::Double => "a float".to_owned(),
        Type::Number => "a number of any size".to_owned(),
        Type::String => "a text".to_owned(),
        Type::Timestamp => "a moment in time".to_owned(),
        Type::Blob => "bytes".to_owned(),
        Type::Document => "any JSON value".to_owned(),
        Type::Named(named) => match named.kind {
            NamedKind::Structure => "a structure".to_owned(),
            NamedKind::Union => "one of several members".to_owned(),
            NamedKind::Enum | NamedKind::IntEnum => "one of an open set of values".to_owned(),
        },
        Type::List { .. } => "a list".to_owned(),
        Type::Map { .. } => "a map".to_owned(),
    }
}

fn bounds(ty: &Type, rules: &Rules) -> Option<String> {
    let unit = match ty {
        Type::String => " characters",
        Type::Blob => " long",
        Type::List { .. } | Type::Map { .. } => " elements",
        _ => "",
    };
    match (&rules.min, &rules.max) {
        (Some(min), Some(max)) => Some(format!("{min} to {max}{unit}")),
        (Some(min), None) => Some(format!("at least {min}{unit}")),
        (None, Some(max)) => Some(format!("at most {max}{unit}")),
        (None, None) => None,
    }
}

/// `imageSizeInBytes` → `Image size in bytes`; acronyms stay as they are.
pub(crate) fn sentence(name: &str) -> String {
    let mut text = String::new();
    for word in name.split('_').flat_map(names::words) {
        let acronym = word.len() > 1
            && word
                .chars()
                .skip(1)
                .any(|letter| letter.is_ascii_uppercase());
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&if acronym {
            word.to_owned()
        } else {
            word.to_lowercase()
        });
    }
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The lines of a text of the model, as Markdown: published models have HTML.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut lines = match html::is_html(text) {
        true => html::markdown(text)
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect(),
        false => html::given::lines(text.trim()),
    };
    lines.dedup_by(|next, previous| next.is_empty() && previous.is_empty());
    lines
}
