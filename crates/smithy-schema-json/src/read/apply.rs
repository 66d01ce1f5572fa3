//! `apply`: traits put on shapes and members from elsewhere.

use std::collections::BTreeMap;

use super::draft::{Apply, Draft};
use super::fields::with_article;
use super::merge::{Assembly, add_traits};
use super::names::nearest;
use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::problem::{Problem, Problems};
use crate::suggest;

/// Traits for members that a shape does not have itself: its mixins may bring them.
pub(super) type Layer = BTreeMap<ShapeId, Apply>;

/// Puts traits on the shape and on its own members; gives back those for others.
pub(super) fn to_own(applies: Vec<Apply>, draft: &mut Draft, problems: &mut Problems) -> Layer {
    let mut layer = Layer::new();
    for entry in applies {
        let traits = match entry.target.member() {
            None => Some(&mut draft.traits),
            Some(name) => draft.member_mut(name).map(|member| &mut member.traits),
        };
        match traits {
            Some(traits) => add_traits(traits, entry.traits.entries, &entry.target, problems),
            None => defer(entry, &mut layer, problems),
        }
    }
    layer
}

fn defer(entry: Apply, layer: &mut Layer, problems: &mut Problems) {
    match layer.get_mut(&entry.target) {
        Some(first) => {
            add_traits(
                &mut first.traits,
                entry.traits.entries,
                &entry.target,
                problems,
            );
        }
        None => {
            layer.insert(entry.target.clone(), entry);
        }
    }
}

/// Puts the rest over what the mixins brought, once that is there. Gives back what still finds no member.
pub(super) fn to_inherited(layer: Layer, draft: &mut Draft) -> Vec<Apply> {
    let mut left = Vec::new();
    for entry in layer.into_values() {
        let name = entry.target.member().unwrap_or_default();
        match draft.member_mut(name) {
            Some(member) => member.traits.override_with(entry.traits),
            None if entry.traits.is_empty() => {}
            None => left.push(entry),
        }
    }
    left
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

/// The problem that a shape has no such member.
pub(super) fn no_member(entry: &Apply, draft: &Draft) -> Problem {
    let name = entry.target.member().unwrap_or_default();
    let names = draft.members.iter().map(|member| member.name.as_str());
    let other = match draft.members.as_slice() {
        [] => format!(
            "take the entry out: {} here has no members",
            with_article(draft.ty.name())
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
