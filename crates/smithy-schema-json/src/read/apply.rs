//! `apply`: traits put on shapes and members from elsewhere.

use super::draft::{Apply, Draft};
use super::merge::{Assembly, add_traits};
use super::names::nearest;
use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::problem::{Problem, Problems};
use crate::suggest;

/// Puts the traits on the shape, or on its member, which may be broken: there, but not read.
pub(super) fn apply(entry: Apply, draft: &mut Draft, broken: bool, problems: &mut Problems) {
    let Apply {
        target,
        traits,
        span: _,
    } = &entry;
    let Some(name) = target.member() else {
        add_traits(&mut draft.traits, traits.clone(), target, problems);
        return;
    };
    if !draft.has_member(name) {
        if !broken {
            problems.push(no_member(&entry, draft, name));
        }
        return;
    }
    if let Some(member) = draft.member_mut(name) {
        add_traits(&mut member.traits, entry.traits, &entry.target, problems);
    }
}

/// Reports what is left: it goes to no shape. An `apply` without traits may go nowhere.
pub(super) fn report_left(assembly: &Assembly, problems: &mut Problems) {
    for (id, applies) in &assembly.applies {
        for entry in applies.iter().filter(|entry| !entry.traits.is_empty()) {
            if !assembly.drafts.contains_key(id) && !assembly.is_broken(id) {
                problems.push(no_shape(entry, id, assembly));
            }
        }
    }
}

fn no_shape(entry: &Apply, id: &ShapeId, assembly: &Assembly) -> Problem {
    Problem::new(
        ErrorKind::Apply,
        entry.span,
        format!("traits are applied to `{id}`, which does not exist"),
    )
    .expected("the id of a shape of the model, or `namespace#Shape$member`")
    .found(format!("\"{}\"", entry.target))
    .remedy(nearest(
        id,
        assembly.drafts.keys(),
        "take the entry out, or name a shape of the model",
    ))
}

fn no_member(entry: &Apply, draft: &Draft, name: &str) -> Problem {
    let names = draft.members.iter().map(|member| member.name.as_str());
    let other = match draft.members.as_slice() {
        [] => format!(
            "take the entry out: a {} here has no members",
            draft.ty.name()
        ),
        _ => "take the entry out, or name a member of the shape".to_owned(),
    };
    Problem::new(
        ErrorKind::Apply,
        entry.span,
        format!(
            "traits are applied to the member `{name}`, which `{}` does not have",
            draft.id
        ),
    )
    .expected(format!("a member of `{}`", draft.id))
    .found(format!("\"{}\"", entry.target))
    .remedy(suggest::remedy(name, names, &other))
}
