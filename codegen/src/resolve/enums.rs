//! Enums of texts and of numbers, open.

use std::fmt::Display;

use smithy_schema_json::{Member, Shape, ShapeKind};

use super::scope::Scope;
use super::{docs, members, names};
use crate::ir::{Direction, Enum, Variant};

/// The enums of texts that members reach, in the order of their ids.
pub(crate) fn texts(scope: &Scope<'_>) -> Vec<Enum> {
    let reached = scope
        .reached()
        .filter(|(shape, _)| matches!(shape.kind(), ShapeKind::Enum(_)));
    let text = |member: &Member| Some(member.enum_text().to_owned());
    reached
        .map(|(shape, direction)| one(scope, shape, direction, text))
        .collect()
}

/// The enums of numbers that members reach, in the order of their ids.
pub(crate) fn numbers(scope: &Scope<'_>) -> Vec<Enum<i32>> {
    let reached = scope
        .reached()
        .filter(|(shape, _)| matches!(shape.kind(), ShapeKind::IntEnum(_)));
    reached
        .map(|(shape, direction)| one(scope, shape, direction, Member::enum_number))
        .collect()
}

fn one<V: Display>(
    scope: &Scope<'_>,
    shape: &Shape,
    direction: Direction,
    wire: impl Fn(&Member) -> Option<V>,
) -> Enum<V> {
    let names = names::variants(shape.members().iter().map(Member::name), "Unknown");
    let members = shape.members().iter().zip(names);
    Enum {
        shape: shape.id().to_string(),
        names: scope.names(shape.id()),
        docs: docs::shape(shape, "one of an open set of values"),
        // The reader refuses a member without a value.
        variants: members
            .filter_map(|(member, name)| Some(variant(member, name, wire(member)?)))
            .collect(),
        direction,
        deprecated: members::deprecated(shape.traits()),
    }
}

fn variant<V: Display>(member: &Member, name: String, wire: V) -> Variant<V> {
    Variant {
        docs: docs::or_made(member.traits(), || format!("The value `{wire}`.")),
        deprecated: members::deprecated(member.traits()),
        wire,
        name,
    }
}
