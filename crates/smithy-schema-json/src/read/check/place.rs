//! On what a trait may stand: those that change what is emitted.

use crate::error::ErrorKind;
use crate::model::Model;
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Shape, ShapeKind};
use crate::traits::{Trait, Traits};

/// What a trait stands on: a shape, or a member of one.
#[derive(Clone, Copy)]
struct Place<'m> {
    /// The shape whose kind the trait is about: the shape itself, or a member's target.
    kind: Option<&'m ShapeKind>,
    /// The shape that has the member.
    container: Option<&'m ShapeKind>,
}

/// Where a trait belongs, and the words for it.
type Rule = (&'static str, fn(Place<'_>) -> bool, &'static str);

static RULES: &[Rule] = &[
    (
        "smithy.api#error",
        |place| is_shape(place, |kind| matches!(kind, ShapeKind::Structure(_))),
        "a structure",
    ),
    (
        "smithy.api#hostLabel",
        in_structure,
        "a member of a structure",
    ),
    (
        "smithy.api#idempotencyToken",
        in_structure,
        "a member of a structure",
    ),
    (
        "smithy.api#jsonName",
        |place| {
            matches!(
                place.container,
                Some(ShapeKind::Structure(_) | ShapeKind::Union(_))
            )
        },
        "a member of a structure or union",
    ),
    (
        "smithy.api#length",
        |place| has(place, measured),
        "a text, blob, list or map",
    ),
    ("smithy.api#pattern", |place| has(place, is_text), "a text"),
    (
        "smithy.api#range",
        |place| has(place, is_number),
        "a number",
    ),
    (
        "smithy.api#required",
        in_structure,
        "a member of a structure",
    ),
    (
        "smithy.api#sensitive",
        |place| has(place, |kind| !is_bound(kind)),
        "a shape or member that holds data",
    ),
    (
        "smithy.api#sparse",
        |place| {
            is_shape(place, |kind| {
                matches!(kind, ShapeKind::List(_) | ShapeKind::Map(_))
            })
        },
        "a list or map",
    ),
    (
        "smithy.api#timestampFormat",
        |place| has(place, |kind| matches!(kind, ShapeKind::Timestamp)),
        "a timestamp",
    ),
];

/// Reports every known trait that stands where it means nothing.
pub(super) fn places(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let place = Place {
            kind: Some(shape.kind()),
            container: None,
        };
        each(shape.traits(), place, problems);
        for member in shape.members() {
            each(member.traits(), of_member(model, shape, member), problems);
        }
    }
}

fn of_member<'m>(model: &'m Model, shape: &'m Shape, member: &Member) -> Place<'m> {
    Place {
        kind: model.get(member.target()).map(Shape::kind),
        container: Some(shape.kind()),
    }
}

fn each(traits: &Traits, place: Place<'_>, problems: &mut Problems) {
    for entry in traits {
        let rule = RULES.binary_search_by(|(id, ..)| (*id).cmp(entry.id().as_str()));
        let Some((_, fits, expected)) = rule.ok().and_then(|index| RULES.get(index)) else {
            continue;
        };
        if !fits(place) {
            problems.push(misplaced(entry, expected, place));
        }
    }
}

fn has(place: Place<'_>, fits: impl Fn(&ShapeKind) -> bool) -> bool {
    place.kind.is_none_or(fits)
}

fn is_shape(place: Place<'_>, fits: impl Fn(&ShapeKind) -> bool) -> bool {
    place.container.is_none() && has(place, fits)
}

fn in_structure(place: Place<'_>) -> bool {
    matches!(place.container, Some(ShapeKind::Structure(_)))
}

fn is_text(kind: &ShapeKind) -> bool {
    matches!(kind, ShapeKind::String | ShapeKind::Enum(_))
}

fn measured(kind: &ShapeKind) -> bool {
    is_text(kind)
        || matches!(
            kind,
            ShapeKind::Blob | ShapeKind::List(_) | ShapeKind::Map(_)
        )
}

fn is_bound(kind: &ShapeKind) -> bool {
    matches!(
        kind,
        ShapeKind::Service(_) | ShapeKind::Resource(_) | ShapeKind::Operation(_)
    )
}

fn is_number(kind: &ShapeKind) -> bool {
    use ShapeKind::{BigDecimal, BigInteger, Byte, Double, Float, IntEnum, Integer, Long, Short};
    matches!(
        kind,
        Byte | Short | Integer | Long | Float | Double | BigInteger | BigDecimal | IntEnum(_)
    )
}

fn misplaced(entry: &Trait, expected: &str, place: Place<'_>) -> Problem {
    let kind = place.kind.map_or("shape", ShapeKind::name);
    let found = match place.container {
        Some(container) => format!("a member of a {}, of the type {kind}", container.name()),
        None => format!("a shape of the type {kind}"),
    };
    Problem::new(
        ErrorKind::Trait,
        entry.span(),
        format!("the trait `{}` cannot stand here", entry.id()),
    )
    .expected(expected)
    .found(found)
    .remedy("take the trait out, or put it where it belongs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_in_order() {
        assert!(RULES.is_sorted_by(|one, two| one.0 < two.0));
    }
}
