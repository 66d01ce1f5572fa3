//! Types that are gone beside new ones that look the same: renamed, as far as one can tell.

use std::collections::{BTreeMap, BTreeSet};

use codegen::{Item, ItemKind};

type Items<'s> = BTreeMap<(&'s str, ItemKind), &'s Item>;

/// Path that is gone → path that has the same kind and the same parts, where there is exactly one.
pub(super) fn find(before: &Items<'_>, after: &Items<'_>) -> BTreeMap<String, String> {
    let (gone, new) = (only(before, after), only(after, before));
    let mut found = BTreeMap::new();
    for old in &gone {
        let parts = parts(old, before);
        let twins = new
            .iter()
            .filter(|item| item.kind == old.kind && self::parts(item, after) == parts);
        if let [twin] = twins.collect::<Vec<_>>().as_slice()
            && !parts.is_empty()
        {
            found.insert(old.path.clone(), twin.path.clone());
        }
    }
    found
}

fn only<'s>(own: &Items<'s>, other: &Items<'_>) -> Vec<&'s Item> {
    let own = own.iter().filter(|(key, _)| !other.contains_key(*key));
    own.map(|(_, item)| *item).collect()
}

/// What is inside a type, without the type's own name; nothing for what has no inside.
fn parts(item: &Item, items: &Items<'_>) -> BTreeSet<String> {
    let is_type = matches!(
        item.kind,
        ItemKind::Structure | ItemKind::Union | ItemKind::Enum | ItemKind::Error
    );
    let inside = |path: &str| {
        let rest = path.strip_prefix(&item.path)?;
        rest.starts_with(['.', ':']).then(|| rest.to_owned())
    };
    if !is_type {
        return BTreeSet::new();
    }
    items
        .values()
        .filter_map(|other| {
            let name = inside(&other.path)?;
            let facts: Vec<String> = other
                .facts
                .iter()
                .map(|(fact, value)| format!("{fact}={value}"))
                .collect();
            Some(format!("{name} {}", facts.join(" ")))
        })
        .collect()
}
