//! Traits that exclude each other.

use std::collections::BTreeMap;

use crate::error::ErrorKind;
use crate::model::Model;
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Shape};
use crate::traits::{Trait, Traits};

/// Of each group, a shape or member may have one.
static GROUPS: &[&[&str]] = &[
    &["smithy.api#error", "smithy.api#input", "smithy.api#output"],
    &["smithy.api#eventHeader", "smithy.api#eventPayload"],
    &[
        "smithy.api#httpHeader",
        "smithy.api#httpLabel",
        "smithy.api#httpPayload",
        "smithy.api#httpPrefixHeaders",
        "smithy.api#httpQuery",
        "smithy.api#httpQueryParams",
        "smithy.api#httpResponseCode",
    ],
    &["smithy.api#idempotent", "smithy.api#readonly"],
    &["smithy.api#property", "smithy.api#resourceIdentifier"],
    &["smithy.api#recommended", "smithy.api#required"],
    &["smithy.api#sparse", "smithy.api#uniqueItems"],
    &["smithy.api#xmlAttribute", "smithy.api#xmlNamespace"],
];

/// Traits that one member of a structure may have.
static ONCE: &[&str] = &[
    "smithy.api#eventPayload",
    "smithy.api#httpPayload",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
    "smithy.api#idempotencyToken",
    "smithy.api#nestedProperties",
];

/// Reports what stands beside what excludes it.
pub(super) fn conflicts(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        together(shape.traits(), problems);
        for member in shape.members() {
            together(member.traits(), problems);
        }
        twice(shape, problems);
    }
}

fn together(traits: &Traits, problems: &mut Problems) {
    for group in GROUPS {
        let mut found = group.iter().filter_map(|id| traits.find(id));
        if let Some(first) = found.next() {
            found.for_each(|entry| problems.push(excluded(entry, first)));
        }
    }
}

fn excluded(entry: &Trait, first: &Trait) -> Problem {
    let message = format!(
        "the traits `{}` and `{}` exclude each other",
        first.id(),
        entry.id()
    );
    Problem::new(ErrorKind::Conflict, entry.span(), message)
        .expected("one of the two")
        .found("both")
        .first_at(first.span())
        .remedy("take one of the two out")
}

fn twice(shape: &Shape, problems: &mut Problems) {
    let mut seen: BTreeMap<&str, &Trait> = BTreeMap::new();
    let traits = shape.members().iter().flat_map(Member::traits);
    for entry in traits.filter(|entry| ONCE.contains(&entry.id().as_str())) {
        if let Some(first) = seen.insert(entry.id().as_str(), entry) {
            problems.push(second(entry, first, shape));
        }
    }
}

fn second(entry: &Trait, first: &Trait, shape: &Shape) -> Problem {
    let (id, shape) = (entry.id(), shape.id());
    let message = format!("two members of `{shape}` have the trait `{id}`");
    Problem::new(ErrorKind::Conflict, entry.span(), message)
        .expected("one member with it at most")
        .found("a second one")
        .first_at(first.span())
        .remedy("take the trait off one of the two")
}
