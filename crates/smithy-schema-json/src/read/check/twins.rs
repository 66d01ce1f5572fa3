//! Members that differ in the case of letters alone: Smithy has none, since names of many languages would be one.

use std::collections::BTreeMap;

use crate::error::ErrorKind;
use crate::model::Model;
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Shape, ShapeKind};
use crate::traits::Trait;

/// Reports them in structures and unions.
pub(super) fn twins(model: &Model, problems: &mut Problems) {
    let with_members =
        |shape: &&Shape| matches!(shape.kind(), ShapeKind::Structure(_) | ShapeKind::Union(_));
    for shape in model.shapes().filter(with_members) {
        let mut seen: BTreeMap<String, &Member> = BTreeMap::new();
        for member in shape.members() {
            let folded = member.name().to_ascii_lowercase();
            match seen.get(&folded) {
                Some(first) if first.name() != member.name() => problems.push(twin(member, first)),
                Some(_) => {}
                None => {
                    seen.insert(folded, member);
                }
            }
        }
    }
}

/// Reports shapes of one name.
pub(super) fn shapes(model: &Model, problems: &mut Problems) {
    let mut seen: BTreeMap<String, &Shape> = BTreeMap::new();
    for shape in model.shapes() {
        let folded = shape.id().as_str().to_ascii_lowercase();
        if let Some(first) = seen.insert(folded, shape) {
            let (id, other) = (shape.id(), first.id());
            let message = format!("the shape `{id}` differs from `{other}` in case alone");
            let problem = Problem::new(ErrorKind::Conflict, shape.span(), message)
                .expected("names that differ in more")
                .found(format!("`{id}`"))
                .first_at(first.span())
                .remedy("rename one of the two");
            problems.push(problem);
        }
    }
}

/// Reports members that have one name in JSON because of their `jsonName`.
pub(super) fn json_names(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let mut seen: BTreeMap<&str, &Member> = BTreeMap::new();
        for member in shape.members() {
            let own = member.traits().json_name();
            let name = own.unwrap_or(member.name());
            let Some(first) = seen.insert(name, member) else {
                continue;
            };
            if own.or(first.traits().json_name()).is_some() {
                problems.push(json_twin(member, first, name));
            }
        }
    }
}

fn json_twin(member: &Member, first: &Member, name: &str) -> Problem {
    let own = member.traits().find("smithy.api#jsonName");
    let message = format!(
        "`{}` is `{name}` in JSON, as `{}` is",
        member.name(),
        first.name()
    );
    Problem::new(
        ErrorKind::Conflict,
        own.map_or(member.span(), Trait::span),
        message,
    )
    .expected("a name in JSON that no other member has")
    .found(format!("\"{name}\""))
    .first_at(first.span())
    .remedy("give one of the two another `jsonName`")
}

fn twin(member: &Member, first: &Member) -> Problem {
    let message = format!(
        "the member `{}` differs from `{}` in case alone",
        member.name(),
        first.name()
    );
    Problem::new(ErrorKind::Conflict, member.span(), message)
        .expected("names that differ in more")
        .found(format!("`{}`", member.name()))
        .first_at(first.span())
        .remedy("rename one of the two; `jsonName` keeps its name on the wire")
}
