//! Enums of texts, open.

use smithy_schema_json::{Member, Shape, ShapeKind};

use super::scope::Scope;
use super::{docs, members, names};
use crate::ir::{Direction, Enum, Variant};

/// The enums that members reach, in the order of their ids.
pub(crate) fn all(scope: &Scope<'_>) -> Vec<Enum> {
    let reached = scope
        .reached()
        .filter(|(shape, _)| matches!(shape.kind(), ShapeKind::Enum(_)));
    reached
        .map(|(shape, direction)| one(scope, shape, direction))
        .collect()
}

fn one(scope: &Scope<'_>, shape: &Shape, direction: Direction) -> Enum {
    let names = names::variants(shape.members().iter().map(Member::name), "Unknown");
    Enum {
        shape: shape.id().to_string(),
        names: scope.names(shape.id()),
        docs: docs::shape(shape, "one of an open set of values"),
        variants: shape
            .members()
            .iter()
            .zip(names)
            .map(|(member, name)| variant(member, name))
            .collect(),
        direction,
        deprecated: members::deprecated(shape.traits()),
    }
}

fn variant(member: &Member, name: String) -> Variant {
    Variant {
        wire: member.enum_text().to_owned(),
        docs: docs::or_made(member.traits(), || {
            format!("The value `{}`.", member.enum_text())
        }),
        deprecated: members::deprecated(member.traits()),
        name,
    }
}
