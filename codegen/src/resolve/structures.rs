//! Nested structures and unions.

use smithy_schema_json::{Shape, ShapeKind};

use super::docs;
use super::members::{self, Owner};
use super::scope::Scope;
use crate::error::Findings;
use crate::ir::{Direction, Structure, Union};

/// The structures that members reach, in the order of their ids.
pub(crate) fn nested(scope: &Scope<'_>, findings: &mut Findings) -> Vec<Structure> {
    let reached = scope
        .reached()
        .filter(|(shape, _)| members::is_structure(shape));
    reached
        .map(|(shape, direction)| structure(scope, shape, direction, Owner::Lenient, findings))
        .collect()
}

/// A structure under the names of its own shape.
pub(crate) fn structure(
    scope: &Scope<'_>,
    shape: &Shape,
    direction: Direction,
    owner: Owner,
    findings: &mut Findings,
) -> Structure {
    let kind = if owner == Owner::Error {
        "an error that the service answers with"
    } else {
        "a structure"
    };
    Structure {
        shape: shape.id().to_string(),
        names: scope.names(shape.id()),
        docs: docs::shape(shape, kind),
        members: members::all(scope, shape, owner, findings),
        direction,
        total: scope.is_total(shape.id()),
        deprecated: members::deprecated(shape.traits()),
    }
}

/// The unions that members reach, in the order of their ids.
pub(crate) fn unions(scope: &Scope<'_>, findings: &mut Findings) -> Vec<Union> {
    let reached = scope
        .reached()
        .filter(|(shape, _)| matches!(shape.kind(), ShapeKind::Union(_)));
    reached
        .map(|(shape, direction)| union(scope, shape, direction, findings))
        .collect()
}

fn union(scope: &Scope<'_>, shape: &Shape, direction: Direction, findings: &mut Findings) -> Union {
    Union {
        shape: shape.id().to_string(),
        names: scope.names(shape.id()),
        docs: docs::shape(shape, "one of several members"),
        members: members::all(scope, shape, Owner::Union, findings),
        direction,
        total: scope.is_total(shape.id()),
        deprecated: members::deprecated(shape.traits()),
    }
}
