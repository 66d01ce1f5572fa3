//! Direction: which shapes are part of requests, which of responses and errors.

use std::collections::{BTreeMap, BTreeSet};

use smithy_schema_json::{Member, Model, Reference, Shape, ShapeId, ShapeKind};

use crate::ir::Direction;

/// Every shape that a member of an input, output or error reaches, and in which direction.
///
/// Inputs, outputs and errors themselves are among them only where a member targets them.
pub(crate) fn of<'m>(
    model: &'m Model,
    service: &'m Shape,
    operations: &[&'m Shape],
) -> BTreeMap<&'m ShapeId, Direction> {
    let sent = Direction {
        sent: true,
        received: false,
    };
    let received = Direction {
        sent: false,
        received: true,
    };
    let mut directions = BTreeMap::new();
    for operation in operations.iter().filter_map(|shape| shape.as_operation()) {
        walk(model, &operation.input, sent, &mut directions);
        walk(model, &operation.output, received, &mut directions);
        operation
            .errors
            .iter()
            .for_each(|error| walk(model, error, received, &mut directions));
    }
    let common = service
        .as_service()
        .map(|service| service.errors.as_slice())
        .unwrap_or_default();
    common
        .iter()
        .for_each(|error| walk(model, error, received, &mut directions));
    let both = Direction {
        sent: true,
        received: true,
    };
    for token in operations
        .iter()
        .flat_map(|operation| tokens(model, service, operation))
    {
        *directions.entry(token).or_default() = both;
        walk(model, token, both, &mut directions);
    }
    directions
}

/// What tokens are: a token that comes in is written into a resume token, and read out of it to go out again.
fn tokens<'m>(model: &'m Model, service: &Shape, operation: &Shape) -> Vec<&'m ShapeId> {
    let pagination = model.pagination(Some(service), operation);
    let names = pagination.map(|pagination| pagination.input_tokens);
    let input = operation
        .as_operation()
        .and_then(|operation| model.get(&operation.input));
    let member = |name: &String| input.and_then(|input| input.member(name));
    let names = names.unwrap_or_default();
    names
        .iter()
        .filter_map(member)
        .map(Member::target)
        .collect()
}

/// The inputs, outputs and errors themselves.
pub(crate) fn roots<'m>(service: &'m Shape, operations: &[&'m Shape]) -> BTreeSet<&'m ShapeId> {
    let common = service
        .as_service()
        .map(|service| service.errors.as_slice())
        .unwrap_or_default();
    let operations = operations.iter().filter_map(|shape| shape.as_operation());
    let own = operations.flat_map(|operation| {
        [&operation.input, &operation.output]
            .into_iter()
            .chain(&operation.errors)
    });
    own.chain(common).map(Reference::target).collect()
}

fn is_enum(shape: &Shape) -> bool {
    matches!(shape.kind(), ShapeKind::Enum(_) | ShapeKind::IntEnum(_))
}

fn walk<'m>(
    model: &'m Model,
    root: &ShapeId,
    direction: Direction,
    directions: &mut BTreeMap<&'m ShapeId, Direction>,
) {
    let targets = |id: &ShapeId| {
        // The members of an enum are values; what they target is part of nothing.
        let shape = model.get(id).filter(|shape| !is_enum(shape));
        shape
            .map(Shape::members)
            .unwrap_or_default()
            .iter()
            .map(Member::target)
    };
    let mut next: Vec<&'m ShapeId> = targets(root).collect();
    while let Some(id) = next.pop() {
        let known = directions.entry(id).or_default();
        let more = Direction {
            sent: known.sent || direction.sent,
            received: known.received || direction.received,
        };
        if *known != more {
            *known = more;
            next.extend(targets(id));
        }
    }
}
