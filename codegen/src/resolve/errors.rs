//! Errors: the structures, and the cases of each operation.

use std::collections::BTreeMap;

use smithy_schema_json::{Reference, Shape, ShapeId};

use super::members::{self, Owner};
use super::scope::Scope;
use super::{docs, names, structures};
use crate::error::Findings;
use crate::ir::{Direction, ErrorCase, Structure};

/// Every error structure of the operations and of the service, in the order of their ids.
pub(crate) fn structures(
    scope: &Scope<'_>,
    operations: &[&Shape],
    findings: &mut Findings,
) -> Vec<Structure> {
    let common = scope.bound().errors;
    let own = operations
        .iter()
        .filter_map(|shape| shape.as_operation())
        .flat_map(|operation| &operation.errors);
    let ids = own.chain(&common).map(Reference::target);
    let shapes: BTreeMap<&ShapeId, &Shape> = ids
        .filter_map(|id| Some((id, scope.model.get(id)?)))
        .collect();
    let received = Direction {
        sent: false,
        received: true,
    };
    let errors = shapes.into_values();
    errors
        .map(|shape| structures::structure(scope, shape, received, Owner::Error, findings))
        .collect()
}

/// The cases of an operation: its own errors, then those of the service, each once.
pub(crate) fn cases(scope: &Scope<'_>, own: &[Reference]) -> Vec<ErrorCase> {
    let ids = ids(scope, own);
    ids.iter().filter_map(|id| case(scope, id)).collect()
}

/// The errors of an operation, in the order of its cases.
pub(crate) fn ids(scope: &Scope<'_>, own: &[Reference]) -> Vec<ShapeId> {
    let common = scope.bound().errors;
    let mut ids: Vec<ShapeId> = Vec::new();
    for id in own.iter().chain(&common).map(Reference::target) {
        if !ids.contains(id) && scope.model.get(id).is_some() {
            ids.push(id.clone());
        }
    }
    ids
}

fn case(scope: &Scope<'_>, id: &ShapeId) -> Option<ErrorCase> {
    let shape = scope.model.get(id)?;
    let names = scope.names(id);
    Some(ErrorCase {
        code: id.name().to_owned(),
        variant: names::error_variant(&names.ty),
        docs: docs::shape(shape, "an error that the service answers with"),
        deprecated: members::deprecated(shape.traits()),
        total: scope.is_total(id),
        names,
    })
}
