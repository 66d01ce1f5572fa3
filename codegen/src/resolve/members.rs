//! Members: names, types, rules, in the model's order.

use smithy_schema_json::{Member, Shape, ShapeKind, Traits};

use super::scope::Scope;
use super::{docs, names, rules, sensitivity, types};
use crate::error::Findings;
use crate::ir::{self, Deprecated, Type};

/// What holds the members: names and requirements differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A nested structure or a response: everything may be absent.
    Lenient,
    /// A request: what the model requires has to be given.
    Request,
    /// An error structure, which has a field of ours beside the model's.
    Error,
    /// A union: members are variants.
    Union,
}

/// The members of a structure or union.
pub(crate) fn all(
    scope: &Scope<'_>,
    shape: &Shape,
    owner: Owner,
    findings: &mut Findings,
) -> Vec<ir::Member> {
    let names = names(shape, owner);
    let pairs = shape.members().iter().zip(names);
    pairs
        .filter_map(|(member, name)| one(scope, shape, member, name, owner, findings))
        .collect()
}

fn names(shape: &Shape, owner: Owner) -> Vec<String> {
    let wire = shape.members().iter().map(Member::name);
    match owner {
        Owner::Lenient | Owner::Request => wire.map(names::field).collect(),
        Owner::Error => wire.map(names::error_field).collect(),
        Owner::Union => names::variants(wire, "Unknown"),
    }
}

fn one(
    scope: &Scope<'_>,
    shape: &Shape,
    member: &Member,
    name: String,
    owner: Owner,
    findings: &mut Findings,
) -> Option<ir::Member> {
    let Some(ty) = types::of(scope, shape.id(), member) else {
        if types::is_unread(scope, member.target(), 0) {
            return None;
        }
        let message = format!(
            "no type can hold `{}`, the target of this member",
            member.target()
        );
        let remedy = "target a data shape; lists and maps may be nested 32 deep, with a structure between beyond that";
        findings.push(scope.against(member, message, remedy));
        return None;
    };
    let traits = member.traits();
    let rules = rules::of(scope, member);
    let readable = owner != Owner::Union && matches!(ty, Type::List { .. } | Type::Map { .. });
    Some(ir::Member {
        wire: member.name().to_owned(),
        setter: names::setter(&name, member.name()),
        accessor: names::accessor(&name).filter(|_| readable),
        docs: docs::member(scope, member, &ty, &rules, traits.required()),
        required: owner == Owner::Request && is_asked_for(member),
        required_by_model: traits.required(),
        sensitive: shape.traits().sensitive() || sensitivity::is_secret(scope.model, member),
        form: rules::form_within(&ty, &rules),
        rules,
        deprecated: deprecated(traits),
        name,
        ty,
    })
}

/// The caller of an operation has to give a value: neither the service nor the client has one of its own.
pub(crate) fn is_asked_for(member: &Member) -> bool {
    let traits = member.traits();
    traits.required() && traits.default_value().is_none() && !traits.idempotency_token()
}

/// `smithy.api#deprecated`, carried.
pub(crate) fn deprecated(traits: &Traits) -> Option<Deprecated> {
    let deprecated = traits.deprecated()?;
    Some(Deprecated {
        since: deprecated.since,
        note: deprecated.message,
    })
}

/// A shape with members of its own type in Rust.
pub(crate) fn is_structure(shape: &Shape) -> bool {
    matches!(shape.kind(), ShapeKind::Structure(_))
}
