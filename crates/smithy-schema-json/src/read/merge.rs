//! Several sources become one: the same shape twice must be the same, lists of metadata are joined.

use std::collections::BTreeMap;

use super::document::Document;
use super::draft::{Apply, Bound, Draft};
use super::fields::{describe, with_article};
use crate::error::ErrorKind;
use crate::gaps::Gaps;
use crate::id::ShapeId;
use crate::node::{Entry, Node, NodeKind, Object};
use crate::problem::{Problem, Problems};
use crate::traits::{Trait, Traits};

/// All sources together.
#[derive(Default)]
pub(super) struct Assembly {
    pub(super) drafts: BTreeMap<ShapeId, Draft>,
    /// By the shape they go to, or whose member they go to; in the order of the sources.
    pub(super) applies: BTreeMap<ShapeId, Vec<Apply>>,
    pub(super) metadata: Object,
    /// What is there and could not be read: naming it is no mistake.
    pub(super) gaps: Gaps,
}

impl Assembly {
    pub(super) fn add(&mut self, document: Document, problems: &mut Problems) {
        for draft in document.shapes {
            self.shape(draft, problems);
        }
        for apply in document.applies {
            self.applies
                .entry(apply.target.container())
                .or_default()
                .push(apply);
        }
        self.gaps.extend(document.broken);
        let mut places = self.metadata_places();
        for entry in document.metadata {
            self.metadata(entry, &mut places, problems);
        }
    }

    /// Whether the shape or member is there, but could not be read.
    pub(super) fn is_broken(&self, id: &ShapeId) -> bool {
        self.gaps.has(id)
    }

    fn shape(&mut self, draft: Draft, problems: &mut Problems) {
        match self.drafts.get_mut(&draft.id) {
            None => {
                self.drafts.insert(draft.id.clone(), draft);
            }
            // Within one source, the twin was reported when its text was read.
            Some(first) if first.span.source == draft.span.source => {}
            Some(first) => same(first, draft, problems),
        }
    }

    fn metadata_places(&self) -> BTreeMap<Box<str>, usize> {
        self.metadata
            .iter()
            .enumerate()
            .map(|(index, entry)| (entry.key.clone(), index))
            .collect()
    }

    fn metadata(
        &mut self,
        entry: Entry,
        places: &mut BTreeMap<Box<str>, usize>,
        problems: &mut Problems,
    ) {
        let index = places.get(&entry.key).copied();
        let Some(first) = index.and_then(|index| self.metadata.entries.get_mut(index)) else {
            places.insert(entry.key.clone(), self.metadata.len());
            self.metadata.entries.push(entry);
            return;
        };
        if first.key_span.source == entry.key_span.source {
            return;
        }
        if !join(&mut first.value, &entry.value) {
            problems.push(conflict(&entry, first));
        }
    }
}

/// Joins equal values and arrays; says whether it could.
fn join(first: &mut Node, second: &Node) -> bool {
    match (&mut first.kind, &second.kind) {
        (NodeKind::Array(elements), NodeKind::Array(more)) => {
            if elements != more {
                elements.extend(more.iter().cloned());
            }
            true
        }
        (first, second) => first == second,
    }
}

fn conflict(entry: &Entry, first: &Entry) -> Problem {
    Problem::new(
        ErrorKind::Conflict,
        entry.key_span,
        format!("the metadata `{}` is given twice, differently", entry.key),
    )
    .expected("the same value in every file, or arrays, which are joined")
    .found(describe(&entry.value))
    .first_at(first.key_span)
    .remedy("take one of the two out")
}

/// Takes the traits of a shape given twice, if all else is the same.
fn same(first: &mut Draft, second: Draft, problems: &mut Problems) {
    if let Some(difference) = difference(first, &second) {
        problems.push(different(first, &second, difference));
        return;
    }
    add_traits(
        &mut first.traits,
        second.traits.entries,
        &second.id,
        problems,
    );
    for member in second.members {
        if let Some(own) = first.member_mut(&member.name) {
            add_traits(&mut own.traits, member.traits.entries, &member.id, problems);
        }
    }
}

fn difference(first: &Draft, second: &Draft) -> Option<String> {
    if first.ty != second.ty {
        return Some(format!(
            "{} here, {} there",
            with_article(second.ty.name()),
            with_article(first.ty.name())
        ));
    }
    let targets = |draft: &Draft| -> BTreeMap<String, ShapeId> {
        draft
            .members
            .iter()
            .map(|member| (member.name.clone(), member.target.clone()))
            .collect()
    };
    let (one, two) = (targets(first), targets(second));
    let names = one.keys().chain(two.keys());
    if let Some(name) = names
        .into_iter()
        .find(|name| one.get(*name) != two.get(*name))
    {
        return Some(format!("the member `{name}` differs"));
    }
    if first.mixins != second.mixins {
        return Some("the mixins differ".to_owned());
    }
    (!same_bound(&first.bound, &second.bound)).then(|| "what it binds differs".to_owned())
}

fn same_bound(first: &Bound, second: &Bound) -> bool {
    match (first, second) {
        (Bound::Service(one), Bound::Service(two)) => one == two,
        (Bound::Resource(one), Bound::Resource(two)) => one == two,
        (Bound::Operation(one), Bound::Operation(two)) => one == two,
        (one, two) => one.is_none() && two.is_none(),
    }
}

fn different(first: &Draft, second: &Draft, difference: String) -> Problem {
    Problem::new(
        ErrorKind::Conflict,
        second.span,
        format!("the shape `{}` is given twice, differently", second.id),
    )
    .expected("the same shape in every file that has it; its traits may be spread over them")
    .found(difference)
    .first_at(first.span)
    .remedy("take one of the two out; to add traits to a shape, use `apply`")
}

/// Adds traits to those there: equal ones once, lists joined, any other pair is a conflict.
pub(super) fn add_traits(
    traits: &mut Traits,
    more: Vec<Trait>,
    owner: &ShapeId,
    problems: &mut Problems,
) {
    for entry in more {
        match traits.find_mut(&entry.id) {
            Some(first) => {
                if !join(&mut first.value, &entry.value) {
                    problems.push(contradiction(&entry, first, owner));
                }
            }
            None => {
                traits.set(entry);
            }
        }
    }
}

fn contradiction(entry: &Trait, first: &Trait, owner: &ShapeId) -> Problem {
    let message = format!(
        "`{owner}` is given the trait `{}` twice, differently",
        entry.id
    );
    Problem::new(ErrorKind::Conflict, entry.span, message)
        .expected("the same value each time, or arrays, which are joined")
        .found(describe(&entry.value))
        .first_at(first.span)
        .remedy("take one of the two out")
}
