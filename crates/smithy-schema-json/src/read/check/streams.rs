//! Streams: a body may be one, what is inside of a body or an error may not.

use std::collections::BTreeSet;

use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::model::Model;
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Shape, ShapeKind};
use crate::span::Span;

/// Reports members that target what holds a stream, and operations whose errors hold one.
pub(super) fn streams(model: &Model, problems: &mut Problems) {
    let holders: BTreeSet<&ShapeId> = model
        .shapes()
        .filter(|shape| shape.members().iter().any(|member| is_one(model, member)))
        .map(Shape::id)
        .collect();
    if holders.is_empty() {
        return;
    }
    for shape in model.shapes() {
        for member in shape.members() {
            if holders.contains(member.target()) {
                problems.push(inside(member.target(), member.span(), "a member"));
            }
        }
        for error in shape.as_operation().into_iter().flat_map(|it| &it.errors) {
            if holders.contains(error.target()) {
                problems.push(inside(error.target(), error.span(), "an error"));
            }
        }
    }
}

/// The trait is told of elsewhere where it means nothing.
fn is_one(model: &Model, member: &Member) -> bool {
    model.get(member.target()).is_some_and(|shape| {
        let can_be = matches!(shape.kind(), ShapeKind::Blob | ShapeKind::Union(_));
        can_be && (member.traits().streaming() || shape.traits().streaming())
    })
}

fn inside(id: &ShapeId, span: Span, what: &str) -> Problem {
    let message = format!("{what} holds a stream: `{id}` has one");
    Problem::new(ErrorKind::Target, span, message)
        .expected("a shape without a stream: only the whole body of an operation can be one")
        .found(format!("\"{id}\""))
        .remedy("make the stream a member of the operation's input or output")
}
