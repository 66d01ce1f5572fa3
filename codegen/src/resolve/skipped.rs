//! What of the model is not emitted, and why: nothing is lost without a word.

use smithy_schema_json::{Closure, Shape, ShapeId, ShapeKind};

use super::scope::Scope;
use crate::report::{Reason, Skipped};

/// The shapes without a type of their own that a reader of the model might look for.
///
/// Simple shapes, lists and maps become the types of members.
pub(crate) fn shapes(scope: &Scope<'_>, closure: &Closure<'_>) -> Vec<Skipped> {
    let shapes = scope
        .model
        .shapes()
        .filter(|shape| shape.id() != scope.service.id());
    let with_reason = shapes.filter_map(|shape| Some((shape, reason(scope, closure, shape)?)));
    with_reason
        .map(|(shape, reason)| Skipped::new(shape.id(), reason))
        .collect()
}

fn reason(scope: &Scope<'_>, closure: &Closure<'_>, shape: &Shape) -> Option<Reason> {
    let in_closure = |list: &[&Shape]| {
        list.binary_search_by(|other| other.id().cmp(shape.id()))
            .is_ok()
    };
    let outside = || Some(Reason::NotPartOf(scope.service.id().name().to_owned()));
    match shape.kind() {
        ShapeKind::Service(_) => Some(Reason::AnotherService),
        ShapeKind::Resource(_) if in_closure(&closure.resources) => Some(Reason::Resource),
        ShapeKind::Operation(_) if in_closure(&closure.operations) => None,
        ShapeKind::Resource(_) | ShapeKind::Operation(_) => outside(),
        ShapeKind::Structure(_)
        | ShapeKind::Union(_)
        | ShapeKind::Enum(_)
        | ShapeKind::IntEnum(_) => unreached(scope, shape.id()),
        _ => None,
    }
}

fn unreached(scope: &Scope<'_>, id: &ShapeId) -> Option<Reason> {
    let emitted = scope.is_reached(id) || scope.is_root(id);
    (!emitted).then_some(Reason::Unreached)
}
