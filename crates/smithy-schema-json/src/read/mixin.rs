//! Mixins flattened into the shapes that use them, and every `apply` done, in one order that suits both.
//!
//! A shape is complete before any shape that uses it as a mixin, so that what is applied to a mixin reaches its users.
//! What a shape says itself, or is told by an `apply`, stands over what its mixins bring.

use std::collections::{BTreeMap, BTreeSet};

use super::apply;
use super::draft::{Bound, Draft};
use super::graph::{self, Graph};
use super::merge::Assembly;
use super::mixin_problem::{circle, self_conflict, unknown, unmixable};
use crate::id::ShapeId;
use crate::problem::Problems;
use crate::shape::{Member, Reference, Rename, Resource, Service};
use crate::traits::Traits;

const MIXIN: &str = "smithy.api#mixin";

/// Completes every shape that has no circle of mixins under it.
pub(super) fn flatten(assembly: &mut Assembly, problems: &mut Problems) {
    report_unknown(assembly, problems);
    let graph: Graph = assembly
        .drafts
        .values()
        .map(|draft| (draft.id.clone(), needs(draft)))
        .collect();
    let (ordered, left) = graph::order(&graph);
    for id in ordered {
        complete(&id, assembly, problems);
    }
    if !left.is_empty() {
        let unmixed = left.iter().map(|id| Box::from(id.as_str()));
        assembly.gaps.extend(unmixed);
        let circular = graph::circles(&graph);
        circular
            .iter()
            .filter_map(|id| assembly.drafts.get(id))
            .for_each(|draft| problems.push(circle(draft)));
    }
}

fn needs(draft: &Draft) -> BTreeSet<ShapeId> {
    draft
        .mixins
        .iter()
        .map(|mixin| mixin.target.clone())
        .collect()
}

fn report_unknown(assembly: &mut Assembly, problems: &mut Problems) {
    let mut unmixed = Vec::new();
    for draft in assembly.drafts.values() {
        for mixin in &draft.mixins {
            if assembly.drafts.contains_key(mixin.target()) {
                continue;
            }
            unmixed.push(Box::from(draft.id.as_str()));
            if !assembly.is_broken(mixin.target()) {
                problems.push(unknown(mixin, assembly.drafts.keys()));
            }
        }
    }
    // What members they were to have is not known.
    assembly.gaps.extend(unmixed);
}

fn complete(id: &ShapeId, assembly: &mut Assembly, problems: &mut Problems) {
    let Some(mut draft) = assembly.drafts.remove(id) else {
        return;
    };
    let applies = assembly.applies.remove(id).unwrap_or_default();
    let layer = apply::to_own(applies, &mut draft, problems);
    mix(&mut draft, &assembly.drafts, problems);
    for entry in apply::to_inherited(layer, &mut draft) {
        if !assembly.is_broken(&entry.target) && !assembly.is_broken(id) {
            problems.push(apply::no_member(&entry, &draft));
        }
    }
    assembly.drafts.insert(id.clone(), draft);
}

fn mix(draft: &mut Draft, drafts: &BTreeMap<ShapeId, Draft>, problems: &mut Problems) {
    if draft.mixins.is_empty() {
        return;
    }
    let own = std::mem::take(&mut draft.members);
    let mut inherited = Mixed::default();
    for mixin in &draft.mixins {
        let Some(source) = drafts.get(mixin.target()) else {
            continue;
        };
        if source.ty != draft.ty || !source.traits.has(MIXIN) {
            problems.push(unmixable(mixin, source, draft.ty));
            continue;
        }
        inherited.take(source, mixin, &draft.id, problems);
    }
    draft.members = inherited.members;
    inherited
        .traits
        .override_with(std::mem::take(&mut draft.traits));
    draft.traits = inherited.traits;
    draft.bound = override_bound(
        inherited.bound,
        std::mem::replace(&mut draft.bound, Bound::None),
    );
    for member in own {
        override_member(draft, member, problems);
    }
}

/// What the mixins of a shape bring, the later ones over the earlier.
#[derive(Default)]
struct Mixed {
    members: Vec<Member>,
    traits: Traits,
    bound: Bound,
}

impl Mixed {
    fn take(&mut self, source: &Draft, mixin: &Reference, user: &ShapeId, problems: &mut Problems) {
        self.traits.override_with(inheritable(source));
        self.bound = override_bound(std::mem::take(&mut self.bound), source.bound.clone());
        for member in &source.members {
            let copy = Member {
                id: user.with_member(&member.name),
                ..member.clone()
            };
            match self
                .members
                .iter_mut()
                .find(|other| other.name == copy.name)
            {
                Some(other) if other.target != copy.target => {
                    problems.push(self_conflict(mixin, &copy, other));
                }
                Some(other) => other.traits.override_with(copy.traits),
                None => self.members.push(copy),
            }
        }
    }
}

/// The traits a mixin lends: not `mixin` itself, nor those it keeps for itself.
fn inheritable(source: &Draft) -> Traits {
    let local = source
        .traits
        .get(MIXIN)
        .and_then(|mixin| mixin.get("localTraits"));
    let local: BTreeSet<&str> = local
        .and_then(|local| local.as_array())
        .unwrap_or_default()
        .iter()
        .filter_map(|id| id.as_str())
        .collect();
    let mut traits = source.traits.clone();
    traits
        .entries
        .retain(|entry| entry.id != MIXIN && !local.contains(entry.id.as_str()));
    traits
}

fn override_member(draft: &mut Draft, member: Member, problems: &mut Problems) {
    match draft.member_mut(&member.name) {
        Some(inherited) if inherited.target != member.target => {
            problems.push(super::mixin_problem::retargeted(&member, inherited));
        }
        Some(inherited) => {
            inherited.span = member.span;
            inherited.traits.override_with(member.traits);
        }
        None => draft.members.push(member),
    }
}

fn override_bound(under: Bound, over: Bound) -> Bound {
    match (under, over) {
        (Bound::Service(under), Bound::Service(over)) => {
            Bound::Service(override_service(under, over))
        }
        (Bound::Resource(under), Bound::Resource(over)) => {
            Bound::Resource(override_resource(under, over))
        }
        (Bound::Operation(under), Bound::Operation(mut over)) => {
            over.errors = union(under.errors, over.errors);
            Bound::Operation(over)
        }
        (_, over) => over,
    }
}

fn override_service(under: Service, over: Service) -> Service {
    Service {
        version: if over.version.is_empty() {
            under.version
        } else {
            over.version
        },
        operations: union(under.operations, over.operations),
        resources: union(under.resources, over.resources),
        errors: union(under.errors, over.errors),
        rename: override_renames(under.rename, over.rename),
    }
}

fn override_resource(under: Resource, over: Resource) -> Resource {
    Resource {
        identifiers: override_pairs(under.identifiers, over.identifiers),
        properties: override_pairs(under.properties, over.properties),
        lifecycle: override_pairs(under.lifecycle, over.lifecycle),
        operations: union(under.operations, over.operations),
        collection_operations: union(under.collection_operations, over.collection_operations),
        resources: union(under.resources, over.resources),
    }
}

fn union(mut under: Vec<Reference>, over: Vec<Reference>) -> Vec<Reference> {
    let seen: BTreeSet<ShapeId> = under
        .iter()
        .map(|reference| reference.target.clone())
        .collect();
    under.extend(
        over.into_iter()
            .filter(|reference| !seen.contains(reference.target())),
    );
    under
}

fn override_renames(mut under: Vec<Rename>, over: Vec<Rename>) -> Vec<Rename> {
    under.retain(|rename| over.iter().all(|other| other.shape != rename.shape));
    under.extend(over);
    under
}

fn override_pairs<K: Ord + Clone, V>(mut under: Vec<(K, V)>, over: Vec<(K, V)>) -> Vec<(K, V)> {
    for (key, value) in over {
        match under.iter_mut().find(|(other, _)| *other == key) {
            Some((_, place)) => *place = value,
            None => under.push((key, value)),
        }
    }
    under
}
