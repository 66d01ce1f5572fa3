//! Types and rules as text, short: named types without their path.

use crate::ir::{Deprecated, Member, Results, Rules, TimestampForm, Type};

/// The type of a field.
pub(super) fn field(member: &Member) -> String {
    let ty = value(&member.ty);
    if member.required {
        ty
    } else {
        format!("Option<{ty}>")
    }
}

/// The type of an item of a listing.
pub(super) fn item(result: &Results) -> String {
    let item = value(&result.item);
    match &result.key {
        None => item,
        Some(key) => format!("({}, {item})", value(key)),
    }
}

/// The type of a value.
pub(super) fn value(ty: &Type) -> String {
    let plain = match ty {
        Type::Boolean => "bool",
        Type::Byte => "i8",
        Type::Short => "i16",
        Type::Integer => "i32",
        Type::Long => "i64",
        Type::Float => "f32",
        Type::Double => "f64",
        Type::Number => "Number",
        Type::String => "String",
        Type::Timestamp => "Timestamp",
        Type::Blob => "Blob",
        Type::Document => "Value",
        Type::Named(named) if named.boxed => return format!("Box<{}>", named.names.ty),
        Type::Named(named) => &named.names.ty,
        Type::List {
            element, sparse, ..
        } => return format!("Vec<{}>", nullable(element, *sparse)),
        Type::Map {
            key,
            value: of,
            sparse,
            ..
        } => {
            return format!("BTreeMap<{}, {}>", value(key), nullable(of, *sparse));
        }
    };
    plain.to_owned()
}

fn nullable(ty: &Type, sparse: bool) -> String {
    let ty = value(ty);
    if sparse { format!("Option<{ty}>") } else { ty }
}

/// What a setter or `new` takes.
pub(super) fn argument(ty: &Type) -> String {
    match ty {
        Type::String => "impl Into<String>".to_owned(),
        Type::Blob => "impl Into<Blob>".to_owned(),
        Type::Named(named) => named.names.ty.clone(),
        Type::List {
            element, sparse, ..
        } => format!("impl IntoIterator<Item = {}>", part(element, *sparse)),
        Type::Map {
            key, value, sparse, ..
        } => {
            format!(
                "impl IntoIterator<Item = ({}, {})>",
                part(key, false),
                part(value, *sparse)
            )
        }
        other => value(other),
    }
}

fn part(ty: &Type, sparse: bool) -> String {
    if *ty == Type::String && !sparse {
        "impl Into<String>".to_owned()
    } else {
        nullable(ty, sparse)
    }
}

/// The least and the greatest, where there is either.
pub(super) fn bounds(rules: &Rules) -> Option<String> {
    let end = |end: &Option<String>| end.clone().unwrap_or_default();
    (rules.min.is_some() || rules.max.is_some())
        .then(|| format!("{}..={}", end(&rules.min), end(&rules.max)))
}

/// The form of a timestamp where it is not the protocol's own.
pub(super) fn timestamp(rules: &Rules) -> Option<String> {
    let form = match rules.timestamp {
        TimestampForm::EpochSeconds => return None,
        TimestampForm::DateTime => "date-time",
        TimestampForm::HttpDate => "http-date",
    };
    Some(form.to_owned())
}

/// The rules of what a list or map holds, each behind its place.
pub(super) fn inner(ty: &Type) -> Option<String> {
    let parts = match ty {
        Type::List { element, rules, .. } => vec![with_inner("element", element, rules)],
        Type::Map {
            key, value, rules, ..
        } => {
            let [of_key, of_value] = rules.as_ref();
            vec![
                with_inner("key", key, of_key),
                with_inner("value", value, of_value),
            ]
        }
        _ => Vec::new(),
    };
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn with_inner(place: &str, ty: &Type, rules: &Rules) -> Option<String> {
    let own = [
        bounds(rules),
        rules.pattern.as_ref().map(|pattern| format!("/{pattern}/")),
        timestamp(rules),
        inner(ty).map(|inner| format!("({inner})")),
    ];
    let own: Vec<String> = own.into_iter().flatten().collect();
    (!own.is_empty()).then(|| format!("{place} {}", own.join(" ")))
}

/// Since when, and what to use instead; empty where the model says neither.
pub(super) fn deprecated(deprecated: Option<&Deprecated>) -> Option<String> {
    let deprecated = deprecated?;
    let since = deprecated
        .since
        .as_ref()
        .map(|since| format!("since {since}"));
    let parts: Vec<String> = since.into_iter().chain(deprecated.note.clone()).collect();
    Some(parts.join(": "))
}
