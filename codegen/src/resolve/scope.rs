//! What the passes know of the model before the first structure is made.

use std::collections::{BTreeMap, BTreeSet};

use smithy_schema_json::{Member, Model, Service, Shape, ShapeId, ShapeKind};

use super::cycles::Cycles;
use super::{cycles, direction, names, reach, sensitivity};
use crate::error::Error;
use crate::ir::{Direction, Names};

/// The model and the facts that need more than one shape to be seen.
pub(crate) struct Scope<'m> {
    pub(crate) model: &'m Model,
    pub(crate) service: &'m Shape,
    rename: BTreeMap<&'m ShapeId, &'m str>,
    roots: BTreeSet<&'m ShapeId>,
    directions: BTreeMap<&'m ShapeId, Direction>,
    partial: BTreeSet<&'m ShapeId>,
    secret: BTreeSet<&'m ShapeId>,
    cycles: Cycles<'m>,
}

impl<'m> Scope<'m> {
    pub(crate) fn new(model: &'m Model, service: &'m Shape, operations: &[&'m Shape]) -> Scope<'m> {
        let containers = reach::containers(model);
        let rename = service
            .as_service()
            .map(|service| service.rename.as_slice())
            .unwrap_or_default();
        Scope {
            model,
            service,
            rename: rename
                .iter()
                .map(|rename| (&rename.shape, rename.name.as_str()))
                .collect(),
            roots: direction::roots(service, operations),
            directions: direction::of(model, service, operations),
            partial: reach::from(model, &containers, is_partial),
            secret: reach::from(model, &containers, sensitivity::holds_secret),
            cycles: cycles::find(model),
        }
    }

    /// What the service binds.
    pub(crate) fn bound(&self) -> Service {
        self.service.as_service().cloned().unwrap_or_default()
    }

    /// The shapes that members of requests, responses and errors reach, in the order of their ids.
    pub(crate) fn reached(&self) -> impl Iterator<Item = (&'m Shape, Direction)> + '_ {
        self.directions
            .iter()
            .filter_map(|(id, direction)| Some((self.model.get(id)?, *direction)))
    }

    /// Whether a member reaches the shape.
    pub(crate) fn is_reached(&self, id: &ShapeId) -> bool {
        self.directions.contains_key(id)
    }

    /// Whether the shape is an input, an output or an error.
    pub(crate) fn is_root(&self, id: &ShapeId) -> bool {
        self.roots.contains(id)
    }

    /// The shape's names, after the service's `rename`.
    pub(crate) fn names(&self, id: &ShapeId) -> Names {
        names::shape(self.rename.get(id).copied().unwrap_or(id.name()))
    }

    /// Neither float nor document is reachable: the type has a total equality.
    pub(crate) fn is_total(&self, id: &ShapeId) -> bool {
        !self.partial.contains(id)
    }

    /// A sensitive member is reachable.
    pub(crate) fn holds_secret(&self, id: &ShapeId) -> bool {
        self.secret.contains(id)
    }

    /// Whether a value would hold itself without a box around this member.
    pub(crate) fn needs_box(&self, container: &ShapeId, target: &ShapeId) -> bool {
        self.cycles.needs_box(container, target)
    }

    /// A reason against the model that stands at a member.
    pub(crate) fn against(
        &self,
        member: &Member,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Error {
        Error::new(member.id(), message, remedy).within(self.model, Some(member.span()))
    }
}

fn is_partial(shape: &Shape) -> bool {
    matches!(
        shape.kind(),
        ShapeKind::Float
            | ShapeKind::Double
            | ShapeKind::BigDecimal
            | ShapeKind::BigInteger
            | ShapeKind::Document
    )
}
