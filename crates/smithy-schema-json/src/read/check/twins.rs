//! Members that differ in the case of letters alone: Smithy has none, since names of many languages would be one.

use std::collections::BTreeMap;

use crate::error::ErrorKind;
use crate::model::Model;
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Shape, ShapeKind};

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
