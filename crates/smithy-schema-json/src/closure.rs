//! What a service reaches.

use std::collections::BTreeMap;

use crate::id::ShapeId;
use crate::model::Model;
use crate::shape::{Member, Reference, Shape, ShapeKind};

/// The shapes a service reaches, each once, in the order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Closure<'m> {
    /// The operations, bound directly or through resources.
    pub operations: Vec<&'m Shape>,
    /// The resources.
    pub resources: Vec<&'m Shape>,
    /// All else that operations and resources reach: inputs, outputs, errors, and what those hold; no prelude shapes.
    pub shapes: Vec<&'m Shape>,
}

impl Model {
    /// What the shape reaches, itself left out: of a service, everything that is its own.
    pub fn closure(&self, of: &Shape) -> Closure<'_> {
        let mut seen = BTreeMap::new();
        let mut next: Vec<&ShapeId> = Vec::new();
        let root = self.shapes.get(&of.id);
        next.extend(root.into_iter().flat_map(neighbours));
        while let Some(id) = next.pop() {
            if let Some(shape) = self.shapes.get(id)
                && *id != of.id
                && seen.insert(id, shape).is_none()
            {
                next.extend(neighbours(shape));
            }
        }
        sorted(seen)
    }
}

fn sorted<'m>(seen: BTreeMap<&'m ShapeId, &'m Shape>) -> Closure<'m> {
    let mut closure = Closure::default();
    for shape in seen.into_values() {
        match shape.kind() {
            ShapeKind::Operation(_) => closure.operations.push(shape),
            ShapeKind::Resource(_) => closure.resources.push(shape),
            _ => closure.shapes.push(shape),
        }
    }
    closure
}

/// The shapes that a shape names as part of itself; neither mixins nor shapes in the values of traits.
fn neighbours(shape: &Shape) -> Vec<&ShapeId> {
    match shape.kind() {
        ShapeKind::Service(service) => {
            ids([&service.operations, &service.resources, &service.errors])
        }
        ShapeKind::Operation(operation) => {
            let mut found = ids([&operation.errors]);
            found.extend([operation.input.target(), operation.output.target()]);
            found
        }
        ShapeKind::Resource(resource) => {
            let mut found = ids([
                &resource.operations,
                &resource.collection_operations,
                &resource.resources,
            ]);
            found.extend(
                resource
                    .lifecycle
                    .iter()
                    .map(|(_, reference)| reference.target()),
            );
            found.extend(
                resource
                    .identifiers
                    .iter()
                    .map(|(_, reference)| reference.target()),
            );
            found.extend(
                resource
                    .properties
                    .iter()
                    .map(|(_, reference)| reference.target()),
            );
            found
        }
        _ => shape.members().iter().map(Member::target).collect(),
    }
}

fn ids<const N: usize>(lists: [&Vec<Reference>; N]) -> Vec<&ShapeId> {
    lists.into_iter().flatten().map(Reference::target).collect()
}
