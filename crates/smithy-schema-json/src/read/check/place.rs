//! On what a trait may stand.

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
    /// What else is said of the shape or member.
    traits: &'m Traits,
}

/// Where a trait belongs, and the words for it.
type Rule = (&'static str, fn(Place<'_>) -> bool, &'static str);

static RULES: &[Rule] = &[
    ("aws.api#service", is_service, "a service"),
    ("aws.protocols#awsJson1_0", is_service, "a service"),
    ("aws.protocols#awsJson1_1", is_service, "a service"),
    ("codegen.pagination#paginated", is_operation, "an operation"),
    (
        "smithy.api#addedDefault",
        in_structure,
        "a member of a structure",
    ),
    (
        "smithy.api#auth",
        |place| {
            is_shape(place, |kind| {
                matches!(kind, ShapeKind::Service(_) | ShapeKind::Operation(_))
            })
        },
        "a service or operation",
    ),
    (
        "smithy.api#clientOptional",
        in_structure,
        "a member of a structure",
    ),
    ("smithy.api#cors", is_service, "a service"),
    (
        "smithy.api#default",
        |place| {
            place.container.is_none_or(|_| in_structure(place))
                && has(place, |kind| {
                    !is_bound(kind)
                        && !matches!(kind, ShapeKind::Structure(_) | ShapeKind::Union(_))
                })
        },
        "a simple shape, list or map, or a member of a structure that targets one",
    ),
    ("smithy.api#endpoint", is_operation, "an operation"),
    (
        "smithy.api#enum",
        |place| is_shape(place, |kind| matches!(kind, ShapeKind::String)),
        "a string",
    ),
    (
        "smithy.api#enumValue",
        |place| {
            matches!(
                place.container,
                Some(ShapeKind::Enum(_) | ShapeKind::IntEnum(_))
            )
        },
        "a member of an enum",
    ),
    (
        "smithy.api#error",
        |place| is_shape(place, |kind| matches!(kind, ShapeKind::Structure(_))),
        "a structure",
    ),
    ("smithy.api#examples", is_operation, "an operation"),
    (
        "smithy.api#hostLabel",
        |place| in_structure(place) && has(place, is_text),
        "a member of a structure that is a text",
    ),
    ("smithy.api#http", is_operation, "an operation"),
    (
        "smithy.api#httpChecksumRequired",
        is_operation,
        "an operation",
    ),
    (
        "smithy.api#httpError",
        is_error,
        "a structure with the trait `smithy.api#error`",
    ),
    (
        "smithy.api#httpHeader",
        in_structure,
        "a member of a structure",
    ),
    (
        "smithy.api#httpLabel",
        |place| in_structure(place) && place.traits.required(),
        "a required member of a structure",
    ),
    (
        "smithy.api#httpPayload",
        in_structure,
        "a member of a structure",
    ),
    (
        "smithy.api#httpPrefixHeaders",
        |place| in_structure(place) && has(place, |kind| matches!(kind, ShapeKind::Map(_))),
        "a member of a structure that is a map",
    ),
    (
        "smithy.api#httpQuery",
        in_structure,
        "a member of a structure",
    ),
    (
        "smithy.api#httpQueryParams",
        |place| in_structure(place) && has(place, |kind| matches!(kind, ShapeKind::Map(_))),
        "a member of a structure that is a map",
    ),
    (
        "smithy.api#httpResponseCode",
        |place| in_structure(place) && has(place, is_number),
        "a member of a structure that is an integer",
    ),
    (
        "smithy.api#idempotencyToken",
        |place| in_structure(place) && has(place, is_text),
        "a member of a structure that is a text",
    ),
    ("smithy.api#idempotent", is_operation, "an operation"),
    (
        "smithy.api#input",
        |place| is_shape(place, |kind| matches!(kind, ShapeKind::Structure(_))),
        "a structure",
    ),
    (
        "smithy.api#jsonName",
        in_structure_or_union,
        "a member of a structure or union",
    ),
    (
        "smithy.api#length",
        |place| has(place, measured),
        "a text, blob, list or map",
    ),
    (
        "smithy.api#mediaType",
        |place| {
            is_shape(place, |kind| {
                is_text(kind) || matches!(kind, ShapeKind::Blob)
            })
        },
        "a text or blob",
    ),
    (
        "smithy.api#noReplace",
        |place| {
            is_shape(place, |kind| match kind {
                ShapeKind::Resource(resource) => {
                    resource.lifecycle.iter().any(|(name, _)| *name == "put")
                }
                _ => false,
            })
        },
        "a resource with the lifecycle operation `put`",
    ),
    ("smithy.api#optionalAuth", is_operation, "an operation"),
    (
        "smithy.api#output",
        |place| is_shape(place, |kind| matches!(kind, ShapeKind::Structure(_))),
        "a structure",
    ),
    (
        "smithy.api#paginated",
        |place| {
            is_shape(place, |kind| {
                matches!(kind, ShapeKind::Service(_) | ShapeKind::Operation(_))
            })
        },
        "a service or operation",
    ),
    ("smithy.api#pattern", |place| has(place, is_text), "a text"),
    (
        "smithy.api#range",
        |place| has(place, is_number),
        "a number",
    ),
    ("smithy.api#readonly", is_operation, "an operation"),
    (
        "smithy.api#recommended",
        in_structure,
        "a member of a structure",
    ),
    (
        "smithy.api#required",
        in_structure,
        "a member of a structure",
    ),
    (
        "smithy.api#requiresLength",
        |place| is_shape(place, |kind| matches!(kind, ShapeKind::Blob)),
        "a blob",
    ),
    (
        "smithy.api#resourceIdentifier",
        |place| in_structure(place) && has(place, is_text) && place.traits.required(),
        "a required member of a structure that is a text",
    ),
    (
        "smithy.api#retryable",
        is_error,
        "a structure with the trait `smithy.api#error`",
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
        "smithy.api#streaming",
        |place| {
            has(place, |kind| {
                matches!(kind, ShapeKind::Blob | ShapeKind::Union(_))
            })
        },
        "a blob or union",
    ),
    (
        "smithy.api#timestampFormat",
        |place| has(place, |kind| matches!(kind, ShapeKind::Timestamp)),
        "a timestamp",
    ),
    (
        "smithy.api#title",
        |place| {
            is_shape(place, |kind| {
                matches!(kind, ShapeKind::Service(_) | ShapeKind::Resource(_))
            })
        },
        "a service or resource",
    ),
    (
        "smithy.api#uniqueItems",
        |place| is_shape(place, |kind| matches!(kind, ShapeKind::List(_))),
        "a list",
    ),
    (
        "smithy.api#xmlAttribute",
        in_structure,
        "a member of a structure",
    ),
    (
        "smithy.api#xmlFlattened",
        |place| {
            in_structure_or_union(place)
                && has(place, |kind| {
                    matches!(kind, ShapeKind::List(_) | ShapeKind::Map(_))
                })
        },
        "a member of a structure or union that is a list or map",
    ),
    ("smithy.rules#endpointRuleSet", is_service, "a service"),
    ("smithy.rules#endpointTests", is_service, "a service"),
    ("smithy.waiters#waitable", is_operation, "an operation"),
];

/// Reports every known trait that stands where it means nothing.
pub(super) fn places(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let place = Place {
            kind: Some(shape.kind()),
            container: None,
            traits: shape.traits(),
        };
        each(place, problems);
        for member in shape.members() {
            each(of_member(model, shape, member), problems);
        }
    }
}

fn of_member<'m>(model: &'m Model, shape: &'m Shape, member: &'m Member) -> Place<'m> {
    Place {
        kind: model.get(member.target()).map(Shape::kind),
        container: Some(shape.kind()),
        traits: member.traits(),
    }
}

fn each(place: Place<'_>, problems: &mut Problems) {
    for entry in place.traits {
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

fn is_service(place: Place<'_>) -> bool {
    is_shape(place, |kind| matches!(kind, ShapeKind::Service(_)))
}

fn is_operation(place: Place<'_>) -> bool {
    is_shape(place, |kind| matches!(kind, ShapeKind::Operation(_)))
}

fn is_error(place: Place<'_>) -> bool {
    place.container.is_none() && place.traits.has("smithy.api#error")
}

fn in_structure(place: Place<'_>) -> bool {
    matches!(place.container, Some(ShapeKind::Structure(_)))
}

fn in_structure_or_union(place: Place<'_>) -> bool {
    matches!(
        place.container,
        Some(ShapeKind::Structure(_) | ShapeKind::Union(_))
    )
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
