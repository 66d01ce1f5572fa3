//! Two surfaces side by side: what is gone, what is new, which facts are others.

use std::collections::{BTreeMap, BTreeSet};

use codegen::{Fact, Item, ItemKind, Surface};

use super::rules::{self, Verdict};

/// What differs, in the order of paths.
#[derive(Debug)]
pub(crate) struct Changes(pub(super) Vec<Change>);

/// A difference.
#[derive(Debug)]
pub(crate) struct Change {
    /// What kind of thing it concerns.
    pub(crate) kind: ItemKind,
    /// Its Rust path.
    pub(crate) path: String,
    /// Its shape or member in the model.
    pub(crate) shape: String,
    /// Its line in the surface, the old one where it is gone.
    pub(crate) line: String,
    /// Its type, or what a rule gives, where it has either.
    pub(crate) ty: Option<String>,
    /// What happened to it.
    pub(crate) what: What,
    /// Whether that breaks a downstream crate, and why.
    pub(crate) verdict: Verdict,
}

/// What happened to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// It is new.
    Added,
    /// It is gone, and where it seems to have gone.
    Removed(Option<String>),
    /// A fact is another; empty where it had or has none.
    Changed {
        fact: Fact,
        old: Option<String>,
        new: Option<String>,
    },
}

/// Where an item stands, as the map of a surface knows it.
type Items<'s> = BTreeMap<(&'s str, ItemKind), &'s Item>;

impl Changes {
    /// What differs between two surfaces.
    pub(crate) fn between(old: &Surface, new: &Surface) -> Changes {
        let (before, after) = (by_path(old), by_path(new));
        let gone = super::rename::find(&before, &after);
        let (held_before, held_after) = (holders(&before), holders(&after));
        let mut changes = Vec::new();
        for (key, item) in &before {
            match after.get(key) {
                Some(now) => changes.extend(facts(item, now)),
                None if is_told(item, &held_after) => changes.push(removed(item, &gone)),
                None => {}
            }
        }
        let new_items = after.iter().filter(|(key, _)| !before.contains_key(*key));
        let shown = new_items.filter(|(_, item)| is_told(item, &held_before));
        changes.extend(shown.map(|(_, item)| added(item)));
        changes.sort_by(|one, other| one.path.cmp(&other.path));
        Changes(changes)
    }

    /// How many break a downstream crate.
    pub(crate) fn breaking(&self) -> usize {
        self.0
            .iter()
            .filter(|change| change.verdict.breaking)
            .count()
    }
}

fn by_path(surface: &Surface) -> Items<'_> {
    let items = surface.items().iter();
    items
        .map(|item| ((item.path.as_str(), item.kind), item))
        .collect()
}

/// The paths of what holds other items: types, and the modules of operations.
fn holders(items: &Items<'_>) -> BTreeSet<String> {
    let holder = |item: &Item| match item.kind {
        ItemKind::Operation => Some(module(item)),
        kind if is_type(kind) => Some(item.path.clone()),
        _ => None,
    };
    items.values().filter_map(|item| holder(item)).collect()
}

/// Whether what holds it is on the other side too: the parts of what is new or gone are not told one by one.
fn is_told(item: &Item, holders_there: &BTreeSet<String>) -> bool {
    let holder = match item.kind {
        ItemKind::Request
        | ItemKind::Response
        | ItemKind::OperationError
        | ItemKind::Paginator
        | ItemKind::Waiter => Some(module(item)),
        kind if is_type(kind) || kind == ItemKind::Operation => None,
        ItemKind::EndpointParameter | ItemKind::EndpointRule | ItemKind::EndpointOperation => {
            Some(endpoints(item))
        }
        _ => item
            .path
            .rsplit_once(['.', ':'])
            .map(|(holder, _)| holder.trim_end_matches(':').to_owned()),
    };
    holder.is_none_or(|holder| holders_there.contains(&holder))
}

/// `ecr::list_images` of whatever belongs to that operation.
fn module(item: &Item) -> String {
    let parts: Vec<&str> = item.path.split("::").take(2).collect();
    parts.join("::")
}

/// The function that follows the rules, of whatever belongs to them.
fn endpoints(item: &Item) -> String {
    let root = item.path.split("::").next().unwrap_or_default();
    format!("{root}::resolve")
}

fn added(item: &Item) -> Change {
    change(item, What::Added, rules::added(item))
}

fn removed(item: &Item, gone: &BTreeMap<String, String>) -> Change {
    let to = gone.get(&item.path).cloned();
    let verdict = rules::removed(item, to.as_deref());
    change(item, What::Removed(to), verdict)
}

/// A change for each fact that is another.
fn facts(old: &Item, new: &Item) -> Vec<Change> {
    let mut names: Vec<Fact> = old
        .facts
        .iter()
        .chain(&new.facts)
        .map(|(fact, _)| *fact)
        .collect();
    names.sort();
    names.dedup();
    let differing = names
        .into_iter()
        .filter(|fact| old.fact(*fact) != new.fact(*fact));
    let mut changes: Vec<Change> = differing
        .map(|fact| {
            let (before, after) = (old.fact(fact), new.fact(fact));
            let verdict = rules::changed(new, fact, before, after);
            let (before, after) = (before.map(str::to_owned), after.map(str::to_owned));
            change(
                new,
                What::Changed {
                    fact,
                    old: before,
                    new: after,
                },
                verdict,
            )
        })
        .collect();
    // A value added to an enum is told of itself.
    changes.retain(|change| !rules::is_echo(change));
    let has_shape = is_type(new.kind) && new.kind != ItemKind::EndpointRules;
    if old.shape != new.shape && has_shape {
        let what = What::Changed {
            fact: Fact::Wire,
            old: Some(old.shape.clone()),
            new: Some(new.shape.clone()),
        };
        changes.push(change(new, what, rules::shape_renamed(new)));
    }
    changes
}

/// What has a shape of its own, beside the parts that only repeat it.
fn is_type(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Service
            | ItemKind::Request
            | ItemKind::Response
            | ItemKind::Structure
            | ItemKind::Error
            | ItemKind::Union
            | ItemKind::Enum
            | ItemKind::EndpointRules
    )
}

fn change(item: &Item, what: What, verdict: Verdict) -> Change {
    Change {
        kind: item.kind,
        path: item.path.clone(),
        shape: item.shape.clone(),
        line: item.to_string(),
        ty: [Fact::Type, Fact::Gives, Fact::Sets]
            .into_iter()
            .find_map(|fact| item.fact(fact))
            .map(str::to_owned),
        what,
        verdict,
    }
}
