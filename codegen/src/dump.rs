//! The resolved service as text: every decision on a line of its own, without documentation.
//!
//! It is checked in, so that a model change shows here before it shows as code.

mod endpoint;

use std::fmt::{self, Display, Write as _};

use crate::ir::{Enum, Identity, Member, Operation, Pagination, Service, Structure, Type, Union};

/// The text of a service.
pub(crate) fn text(service: &Service) -> String {
    let mut text = String::new();
    // Writing to a text does not fail.
    let _ = all(service, &mut text);
    text
}

fn all(service: &Service, out: &mut String) -> fmt::Result {
    let Service {
        shape,
        target_prefix,
        version,
        sdk_id,
        title,
        ..
    } = service;
    writeln!(
        out,
        "service {shape} {version}\n  title {title}\n  sdk {sdk_id}\n  target {target_prefix}"
    )?;
    service
        .operations
        .iter()
        .try_for_each(|one| operation(one, out))?;
    service
        .structures
        .iter()
        .try_for_each(|one| structure("structure", one, out))?;
    service.unions.iter().try_for_each(|one| union(one, out))?;
    service.enums.iter().try_for_each(|one| choice(one, out))?;
    let mut int_enums = service.int_enums.iter();
    int_enums.try_for_each(|one| choice(one, out))?;
    service
        .errors
        .iter()
        .try_for_each(|one| structure("error", one, out))?;
    let endpoints = service.endpoints.iter();
    endpoints
        .into_iter()
        .try_for_each(|one| endpoint::all(one, out))
}

fn operation(one: &Operation, out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "\noperation {} -> {}::{}",
        one.shape, one.names.module, one.names.ty
    )?;
    flag(out, one.sensitive, "sensitive")?;
    deprecated(out, one.deprecated.is_some())?;
    for case in &one.errors {
        writeln!(
            out,
            "  error {} -> {}::{}({})",
            case.code, one.error_type, case.variant, case.names.ty
        )?;
    }
    one.pagination
        .iter()
        .try_for_each(|pages| pagination(pages, out))?;
    for waiter in &one.waiters {
        let (least, greatest) = waiter.pause;
        writeln!(
            out,
            "  waiter {} -> {}, {least}..{greatest} s",
            waiter.wire, waiter.ty
        )?;
    }
    structure("request", &one.request, out)?;
    structure("response", &one.response, out)
}

fn pagination(pages: &Pagination, out: &mut String) -> fmt::Result {
    for pair in &pages.tokens {
        writeln!(out, "  token {} <- {}", pair.input.wire, pair.output)?;
    }
    line(out, "more", pages.more_results.as_ref())?;
    if let Some(limit) = &pages.limit {
        writeln!(
            out,
            "  page size {} {:?} default {:?}",
            limit.step.wire, limit.range, limit.default
        )?;
    }
    for result in &pages.results {
        writeln!(out, "  items {} -> {}", result.path, result.variant)?;
        line(out, "  identity", identity(&result.identity))?;
    }
    line(out, "item type", pages.item_type.as_ref())?;
    pages
        .non_aggregate
        .iter()
        .try_for_each(|path| writeln!(out, "  keeps {path}"))?;
    pages
        .excludes
        .iter()
        .try_for_each(|step| writeln!(out, "  excludes {}", step.wire))
}

/// What identifies an item; nothing where it does itself.
fn identity(identity: &Identity) -> Option<String> {
    let Identity::Texts(paths) = identity else {
        return None;
    };
    let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
    Some(paths.join(", "))
}

fn structure(kind: &str, one: &Structure, out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "\n{kind} {} -> {}::{}",
        one.shape, one.names.module, one.names.ty
    )?;
    direction(out, one.direction.sent, one.direction.received, one.total)?;
    deprecated(out, one.deprecated.is_some())?;
    one.members.iter().try_for_each(|one| member(one, out))
}

fn union(one: &Union, out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "\nunion {} -> {}::{}",
        one.shape, one.names.module, one.names.ty
    )?;
    direction(out, one.direction.sent, one.direction.received, one.total)?;
    deprecated(out, one.deprecated.is_some())?;
    one.members.iter().try_for_each(|one| member(one, out))
}

fn choice<V: fmt::Debug>(one: &Enum<V>, out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "\nenum {} -> {}::{}",
        one.shape, one.names.module, one.names.ty
    )?;
    direction(out, one.direction.sent, one.direction.received, true)?;
    deprecated(out, one.deprecated.is_some())?;
    for variant in &one.variants {
        let old = if variant.deprecated.is_some() {
            " deprecated"
        } else {
            ""
        };
        writeln!(out, "  {:?} -> {}{old}", variant.wire, variant.name)?;
    }
    Ok(())
}

fn member(one: &Member, out: &mut String) -> fmt::Result {
    let rules = &one.rules;
    write!(out, "  {} -> {}: {}", one.wire, one.name, ty(&one.ty))?;
    let flags = [
        (one.required, "argument of new"),
        (one.required_by_model, "required"),
        (one.sensitive, "sensitive"),
        (one.deprecated.is_some(), "deprecated"),
        (one.accessor.is_some() && is_many(&one.ty), "accessor"),
    ];
    for (_, flag) in flags.iter().filter(|(set, _)| *set) {
        write!(out, ", {flag}")?;
    }
    if rules.min.is_some() || rules.max.is_some() {
        let end = |end: &Option<String>| end.clone().unwrap_or_default();
        write!(out, ", {}..={}", end(&rules.min), end(&rules.max))?;
    }
    if let Some(pattern) = &rules.pattern {
        write!(out, ", /{pattern}/")?;
    }
    if one.ty == Type::Timestamp {
        write!(out, ", {:?}", rules.timestamp)?;
    }
    writeln!(out)
}

fn is_many(ty: &Type) -> bool {
    matches!(ty, Type::List { .. } | Type::Map { .. })
}

/// The type in the model's terms.
fn ty(ty: &Type) -> String {
    match ty {
        Type::Named(named) => {
            let boxed = if named.boxed { "boxed " } else { "" };
            format!("{boxed}{:?} {}", named.kind, named.names.ty).replace("Structure ", "")
        }
        Type::List {
            element, sparse, ..
        } => format!("{}list of {}", sparse_word(*sparse), self::ty(element)),
        Type::Map {
            key, value, sparse, ..
        } => {
            format!(
                "{}map of {} to {}",
                sparse_word(*sparse),
                self::ty(key),
                self::ty(value)
            )
        }
        plain => format!("{plain:?}").to_lowercase(),
    }
}

fn sparse_word(sparse: bool) -> &'static str {
    if sparse { "sparse " } else { "" }
}

fn direction(out: &mut String, sent: bool, received: bool, total: bool) -> fmt::Result {
    flag(out, sent, "sent")?;
    flag(out, received, "received")?;
    flag(out, !total, "holds a float")
}

fn deprecated(out: &mut String, deprecated: bool) -> fmt::Result {
    flag(out, deprecated, "deprecated")
}

fn flag(out: &mut String, set: bool, name: &str) -> fmt::Result {
    if set {
        writeln!(out, "  {name}")
    } else {
        Ok(())
    }
}

fn line(out: &mut String, name: &str, value: Option<impl Display>) -> fmt::Result {
    value.map_or(Ok(()), |value| writeln!(out, "  {name} {value}"))
}
