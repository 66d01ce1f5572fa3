//! Which shape needs which, and where that goes in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::ShapeId;

/// From each shape to those it needs. What is needed and is no key itself is left out of account.
pub(super) type Graph = BTreeMap<ShapeId, BTreeSet<ShapeId>>;

/// The shapes, each after all it needs; and those for which there is no such place.
pub(super) fn order(graph: &Graph) -> (Vec<ShapeId>, BTreeSet<ShapeId>) {
    let mut users: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    let mut waits: BTreeMap<&ShapeId, usize> = BTreeMap::new();
    for (id, needs) in graph {
        let needs = needs.iter().filter(|need| graph.contains_key(*need));
        waits.insert(id, needs.clone().count());
        needs.for_each(|need| users.entry(need).or_default().push(id));
    }
    let mut ready: Vec<&ShapeId> = waits
        .iter()
        .filter(|(_, waits)| **waits == 0)
        .map(|(id, _)| *id)
        .collect();
    let mut ordered = Vec::with_capacity(graph.len());
    while let Some(id) = ready.pop() {
        waits.remove(id);
        ordered.push(id.clone());
        for user in users.remove(id).unwrap_or_default() {
            if let Some(count) = waits.get_mut(user) {
                *count -= 1;
                if *count == 0 {
                    ready.push(user);
                }
            }
        }
    }
    (ordered, waits.into_keys().cloned().collect())
}

/// The shapes on a circle, or on a way from one to another.
pub(super) fn circles(graph: &Graph) -> BTreeSet<ShapeId> {
    let (_, left) = order(graph);
    let mut reversed: Graph = left
        .iter()
        .map(|id| (id.clone(), BTreeSet::new()))
        .collect();
    for (id, needs) in graph.iter().filter(|(id, _)| left.contains(*id)) {
        for need in needs {
            if let Some(users) = reversed.get_mut(need) {
                users.insert(id.clone());
            }
        }
    }
    order(&reversed).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(&str, &[&str])]) -> Graph {
        let id = |name: &str| ShapeId::known(name);
        edges
            .iter()
            .map(|(from, to)| (id(from), to.iter().map(|name| id(name)).collect()))
            .collect()
    }

    #[test]
    fn needs_come_first() {
        let (ordered, left) = order(&graph(&[
            ("a", &["b", "c"]),
            ("b", &["c", "elsewhere"]),
            ("c", &[]),
        ]));
        assert_eq!(ordered, ["c", "b", "a"]);
        assert!(left.is_empty());
    }

    #[test]
    fn a_circle_is_found_without_those_that_lead_to_it_or_from_it() {
        let graph = graph(&[
            ("a", &["b"]),
            ("b", &["c"]),
            ("c", &["b", "d"]),
            ("d", &[]),
            ("e", &["e"]),
        ]);
        let found: Vec<String> = circles(&graph).iter().map(ShapeId::to_string).collect();
        assert_eq!(found, ["b", "c", "e"]);
        assert_eq!(order(&graph).1.len(), 4);
    }
}
