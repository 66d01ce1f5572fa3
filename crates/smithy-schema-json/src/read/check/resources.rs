//! Identifiers of resources: what acts on one resource has to say which.

use crate::error::ErrorKind;
use crate::model::Model;
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Reference, Resource, Shape};

/// The lifecycle operations that act on one resource.
const INSTANCE: [&str; 4] = ["put", "read", "update", "delete"];

/// Reports operations whose input lacks an identifier of the resource, and children without their parent's.
pub(super) fn resources(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let Some(resource) = shape.as_resource() else {
            continue;
        };
        let lifecycle = resource.lifecycle.iter();
        let lifecycle = lifecycle.filter(|(name, _)| INSTANCE.contains(name));
        for (_, operation) in lifecycle {
            bound(model, shape, resource, operation, problems);
        }
        for child in &resource.resources {
            inherited(model, resource, child, problems);
        }
    }
}

fn bound(
    model: &Model,
    shape: &Shape,
    resource: &Resource,
    operation: &Reference,
    problems: &mut Problems,
) {
    let Some(found) = model.get(operation.target()) else {
        return;
    };
    let input = found.as_operation().map(|operation| &operation.input);
    let Some(input) = input.and_then(|input| model.get(input)) else {
        return;
    };
    let unread =
        |name: &str| model.is_unread(input.id()) || model.is_unread(&input.id().with_member(name));
    for (name, _) in &resource.identifiers {
        let names = |member: &Member| {
            let other = member.traits().get("smithy.api#resourceIdentifier");
            let other = other.and_then(|node| node.as_str());
            member.traits().required() && other.unwrap_or(member.name()) == name
        };
        if !input.members().iter().any(names) && !unread(name) {
            problems.push(unbound(shape, name, found));
        }
    }
}

fn unbound(shape: &Shape, name: &str, operation: &Shape) -> Problem {
    let (id, target) = (shape.id(), operation.id());
    let message = format!("the input of `{target}` does not say which `{id}` is meant");
    Problem::new(ErrorKind::Target, operation.span(), message)
        .expected(format!("a required member `{name}` in the operation's input"))
        .found("none")
        .remedy(format!(
            "add the member, mark one with `resourceIdentifier`, or bind the operation in `collectionOperations`; \
             the identifier `{name}` may also be taken out"
        ))
}

fn inherited(model: &Model, parent: &Resource, child: &Reference, problems: &mut Problems) {
    let shape = model.get(child.target());
    let resource = shape.and_then(|shape| Some((shape, shape.as_resource()?)));
    let Some((shape, resource)) = resource else {
        return;
    };
    for (name, reference) in &parent.identifiers {
        let mut own = resource.identifiers.iter();
        if !own.any(|(other, type_)| other == name && type_.target() == reference.target()) {
            let message = format!(
                "`{}` lacks the identifier `{name}` of its parent",
                child.target()
            );
            let problem = Problem::new(ErrorKind::Target, shape.span(), message)
                .expected(format!("`{name}`, of the type `{}`", reference.target()))
                .found("none of this name and type")
                .remedy("add it to the `identifiers` of the child");
            problems.push(problem);
        }
    }
}
