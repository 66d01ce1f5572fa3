//! Shapes that contain themselves where they must not.

use std::collections::BTreeSet;

use super::graph::{Graph, circles};
use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::model::Model;
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Reference, Shape, ShapeKind};
use crate::span::Span;

/// Resources under themselves, lists and maps of nothing but themselves, and structures that cannot end.
pub(super) fn check(model: &Model, problems: &mut Problems) {
    let resources = circles(&graph(model, children));
    let collections = circles(&graph(model, elements));
    for id in circles(&graph(model, required)) {
        let shape = model.get(&id);
        let mut members = shape.map_or(&[][..], Shape::members).iter();
        let edge = members.rfind(|member| member.traits().required());
        problems.push(endless(&id, edge.map_or(Span::NONE, Member::span)));
    }
    for id in resources {
        let edge = model
            .get(&id)
            .and_then(|shape| shape.as_resource())
            .and_then(|resource| resource.resources.first());
        problems.push(resource(&id, edge.map_or(Span::NONE, Reference::span)));
    }
    for id in collections {
        let edge = model.get(&id).and_then(|shape| shape.members().last());
        problems.push(collection(
            &id,
            edge.map_or(Span::NONE, Member::target_span),
        ));
    }
}

fn graph(model: &Model, edges: fn(&Shape) -> Option<BTreeSet<ShapeId>>) -> Graph {
    model
        .shapes()
        .filter_map(|shape| Some((shape.id.clone(), edges(shape)?)))
        .collect()
}

fn children(shape: &Shape) -> Option<BTreeSet<ShapeId>> {
    let resource = shape.as_resource()?;
    Some(
        resource
            .resources
            .iter()
            .map(|child| child.target.clone())
            .collect(),
    )
}

fn elements(shape: &Shape) -> Option<BTreeSet<ShapeId>> {
    match shape.kind() {
        ShapeKind::List(_) | ShapeKind::Map(_) => Some(
            shape
                .members()
                .iter()
                .map(|member| member.target.clone())
                .collect(),
        ),
        _ => None,
    }
}

/// The structures that a value of the structure must hold.
fn required(shape: &Shape) -> Option<BTreeSet<ShapeId>> {
    let ShapeKind::Structure(members) = shape.kind() else {
        return None;
    };
    let required = members.iter().filter(|member| member.traits().required());
    Some(required.map(|member| member.target.clone()).collect())
}

fn endless(id: &ShapeId, span: Span) -> Problem {
    let message = format!("every value of `{id}` must hold another one, without end");
    Problem::new(ErrorKind::Cycle, span, message)
        .expected("a member on the way back to it that may be absent")
        .found("only required members")
        .remedy("take the trait `required` off one of the members")
}

fn resource(id: &ShapeId, span: Span) -> Problem {
    Problem::new(
        ErrorKind::Cycle,
        span,
        format!("the resource `{id}` is a child of itself, through others"),
    )
    .expected("resources that form a tree")
    .found("a circle")
    .remedy("take one of the resources of the circle out of its parent")
}

fn collection(id: &ShapeId, span: Span) -> Problem {
    Problem::new(
        ErrorKind::Cycle,
        span,
        format!("`{id}` holds nothing but itself"),
    )
    .expected("a structure or union somewhere on the way back to it")
    .found("only lists and maps")
    .remedy("put a structure or union between, or target another shape")
}
