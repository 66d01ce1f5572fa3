//! Inputs and outputs: a structure that is marked as one is that of one operation alone.

use std::collections::BTreeMap;

use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::model::Model;
use crate::problem::{Problem, Problems};
use crate::shape::Reference;

/// Reports marked structures that several operations share, and those that stand on the other side.
pub(super) fn bodies(model: &Model, problems: &mut Problems) {
    let mut used: BTreeMap<&ShapeId, &Reference> = BTreeMap::new();
    for operation in model.shapes().filter_map(|shape| shape.as_operation()) {
        for (body, other) in [(&operation.input, "output"), (&operation.output, "input")] {
            let Some(shape) = model
                .get(body.target())
                .filter(|_| !body.target().is_unit())
            else {
                continue;
            };
            let traits = shape.traits();
            if traits.has(&format!("smithy.api#{other}")) {
                problems.push(turned(body, other));
            }
            if !traits.input() && !traits.output() {
                continue;
            }
            if let Some(first) = used.insert(body.target(), body) {
                problems.push(shared(body, first));
            }
        }
    }
}

fn shared(body: &Reference, first: &Reference) -> Problem {
    let id = body.target();
    let message = format!("`{id}` is the input or output of two operations");
    Problem::new(ErrorKind::Conflict, body.span(), message)
        .expected("a structure of its own for each, where it is marked as an input or output")
        .found(format!("\"{id}\""))
        .first_at(first.span())
        .remedy("target another structure, or take the trait `input` or `output` off this one")
}

fn turned(body: &Reference, side: &str) -> Problem {
    let id = body.target();
    let message = format!("`{id}` is marked as an {side} and stands on the other side");
    Problem::new(ErrorKind::Target, body.span(), message)
        .expected(format!("a structure without the trait `smithy.api#{side}`"))
        .found(format!("\"{id}\""))
        .remedy("target another structure, or take the trait off this one")
}
