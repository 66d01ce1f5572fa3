//! From which shapes a kind of shape can be reached.

use std::collections::{BTreeMap, BTreeSet};

use smithy_schema_json::{Model, Shape, ShapeId};

/// Target → the shapes with a member of that target.
pub(crate) type Containers<'m> = BTreeMap<&'m ShapeId, Vec<&'m Shape>>;

/// The members' graph, backwards.
pub(crate) fn containers(model: &Model) -> Containers<'_> {
    let mut containers = Containers::new();
    for shape in model.shapes() {
        for member in shape.members() {
            containers.entry(member.target()).or_default().push(shape);
        }
    }
    containers
}

/// The shapes for which `is_seed` holds, and those that reach one of them by members.
pub(crate) fn from<'m>(
    model: &'m Model,
    containers: &Containers<'m>,
    is_seed: fn(&Shape) -> bool,
) -> BTreeSet<&'m ShapeId> {
    let targets = containers.keys().filter_map(|id| model.get(id));
    let seeds = model.shapes().chain(targets).filter(|shape| is_seed(shape));
    let mut found: BTreeSet<&ShapeId> = seeds.map(Shape::id).collect();
    let mut next: Vec<&ShapeId> = found.iter().copied().collect();
    while let Some(id) = next.pop() {
        for container in containers.get(id).into_iter().flatten() {
            if found.insert(container.id()) {
                next.push(container.id());
            }
        }
    }
    found
}
