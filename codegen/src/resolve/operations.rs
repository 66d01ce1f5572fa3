//! Operations: each owns a request and a response, whatever the model shares or leaves out.

use smithy_schema_json::{Operation, Shape, ShapeId};

use super::members::{self, Owner};
use super::scope::Scope;
use super::{docs, errors, host, names, pagination, waits};
use crate::error::Findings;
use crate::ir::{self, Direction, Docs, Structure};
use crate::report::{Reason, Skipped};

/// The operations in the order of their ids.
pub(crate) fn all(
    scope: &Scope<'_>,
    operations: &[&Shape],
    findings: &mut Findings,
    skipped: &mut Vec<Skipped>,
) -> Vec<ir::Operation> {
    let with_operation = operations
        .iter()
        .filter_map(|shape| Some((*shape, shape.as_operation()?)));
    with_operation
        .map(|(shape, operation)| one(scope, shape, operation, findings, skipped))
        .collect()
}

fn one(
    scope: &Scope<'_>,
    shape: &Shape,
    operation: &Operation,
    findings: &mut Findings,
    skipped: &mut Vec<Skipped>,
) -> ir::Operation {
    let request = request(scope, shape, &operation.input, findings);
    let response = response(scope, shape, &operation.output, findings);
    let pagination = pagination::of(scope, shape, operation, findings).unwrap_or_else(|reason| {
        skipped.push(Skipped::new(shape.id(), Reason::NoPaginator(reason)));
        None
    });
    let docs = docs::shape(
        shape,
        &format!("an operation of {}", docs::title(scope.service)),
    );
    let errors = errors::cases(scope, &operation.errors);
    let (waiters, without) = waits::of(scope, shape, operation, &errors);
    let without = without.into_iter();
    skipped.extend(without.map(|reason| Skipped::new(shape.id(), reason)));
    let named = |case: &ir::ErrorCase| docs.lines.iter().any(|line| line.contains(&case.code));
    ir::Operation {
        shape: shape.id().to_string(),
        wire: shape.id().name().to_owned(),
        names: names::shape(shape.id().name()),
        error_type: names::owned(shape.id().name(), "Error").ty,
        names_errors: errors.iter().all(named),
        sensitive: is_sensitive(scope, operation),
        host_prefix: host::prefix(shape),
        idempotency: host::idempotency(scope, operation),
        deprecated: members::deprecated(shape.traits()),
        docs,
        errors,
        request,
        response,
        pagination,
        waiters,
    }
}

fn is_sensitive(scope: &Scope<'_>, operation: &Operation) -> bool {
    let bodies = [&operation.input, &operation.output];
    let mut shapes = bodies.into_iter().chain(&operation.errors);
    shapes.any(|shape| scope.holds_secret(shape))
}

fn request(
    scope: &Scope<'_>,
    operation: &Shape,
    input: &ShapeId,
    findings: &mut Findings,
) -> Structure {
    let direction = Direction {
        sent: true,
        received: false,
    };
    let made = format!("What `{}` takes.", operation.id().name());
    owned(
        scope,
        operation,
        input,
        ("Request", made),
        direction,
        Owner::Request,
        findings,
    )
}

fn response(
    scope: &Scope<'_>,
    operation: &Shape,
    output: &ShapeId,
    findings: &mut Findings,
) -> Structure {
    let direction = Direction {
        sent: false,
        received: true,
    };
    let made = format!("What `{}` gives.", operation.id().name());
    owned(
        scope,
        operation,
        output,
        ("Response", made),
        direction,
        Owner::Lenient,
        findings,
    )
}

fn owned(
    scope: &Scope<'_>,
    operation: &Shape,
    id: &ShapeId,
    (suffix, made): (&str, String),
    direction: Direction,
    owner: Owner,
    findings: &mut Findings,
) -> Structure {
    let shape = scope.model.get(id).filter(|_| !id.is_unit());
    let made = Docs {
        lines: vec![made],
        documented: false,
    };
    Structure {
        shape: id.to_string(),
        names: names::owned(operation.id().name(), suffix),
        docs: shape
            .map(|shape| docs::or_made(shape.traits(), || made.lines.concat()))
            .unwrap_or(made),
        members: shape
            .map(|shape| members::all(scope, shape, owner, findings))
            .unwrap_or_default(),
        direction,
        total: scope.is_total(id),
        deprecated: shape.and_then(|shape| members::deprecated(shape.traits())),
    }
}
