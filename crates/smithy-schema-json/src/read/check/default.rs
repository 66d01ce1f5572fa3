//! Defaults and examples: values that the model gives of its own shapes.

use super::value::Values;
use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::model::Model;
use crate::node::{Node, NodeKind};
use crate::problem::{Problem, Problems};
use crate::read::fields::describe;
use crate::shape::{Member, Shape, ShapeKind};
use crate::traits::Traits;

const DEFAULT: &str = "smithy.api#default";

/// Reports defaults that are no value of their type, and members that contradict their target's.
pub(super) fn defaults(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        if let Some(node) = shape.traits().get(DEFAULT) {
            default(model, node, shape, &Traits::default(), problems);
        }
        for (node, member, target) in of_members(model, shape) {
            default(model, node, target, member.traits(), problems);
        }
    }
    for shape in model.shapes() {
        for (node, _, target) in of_members(model, shape) {
            differs(node, target, problems);
        }
    }
}

/// The defaults of members, with the shapes they are values of.
fn of_members<'m>(
    model: &'m Model,
    shape: &'m Shape,
) -> impl Iterator<Item = (&'m Node, &'m Member, &'m Shape)> {
    shape.members().iter().filter_map(|member| {
        let node = member.traits().get(DEFAULT)?;
        Some((node, member, model.get(member.target())?))
    })
}

fn default(model: &Model, node: &Node, shape: &Shape, member: &Traits, problems: &mut Problems) {
    let empty = match node.kind() {
        NodeKind::Array(elements) => elements.is_empty(),
        NodeKind::Object(object) => object.is_empty(),
        _ => true,
    };
    let fillable = matches!(
        shape.kind(),
        ShapeKind::List(_) | ShapeKind::Map(_) | ShapeKind::Document
    );
    if fillable && !empty {
        problems.push(filled(node));
    }
    let mut values = Values {
        model,
        what: "the default",
        strict: true,
        problems,
    };
    values.shape(node, shape, member);
}

/// A member may say the default of its target again, or take it away with null.
fn differs(node: &Node, shape: &Shape, problems: &mut Problems) {
    let other = shape.traits().find(DEFAULT);
    let other =
        other.filter(|other| other.value() != node && !matches!(node.kind(), NodeKind::Null));
    if let Some(other) = other.filter(|other| !problems.within(other.value().span())) {
        let message = format!("the default is another than that of `{}`", shape.id());
        let problem = Problem::new(ErrorKind::Conflict, node.span(), message)
            .expected(format!("{}, or `null` for none", describe(other.value())))
            .found(describe(node))
            .first_at(other.span())
            .remedy("say the same here as there, or target another shape");
        problems.push(problem);
    }
}

fn filled(node: &Node) -> Problem {
    Problem::new(ErrorKind::Trait, node.span(), "the default holds something")
        .expected("an empty list or map, which is the only default that one may have")
        .found(describe(node))
        .remedy("empty it, or take the trait out")
}

/// Reports values in examples and smoke tests that the operation's shapes do not have.
pub(super) fn examples(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let Some(operation) = shape.as_operation() else {
            continue;
        };
        let (input, output) = (&operation.input, &operation.output);
        let sides = [
            ("smithy.api#examples", "input", input),
            ("smithy.api#examples", "output", output),
            ("smithy.test#smokeTests", "params", input),
        ];
        for (id, side, body) in sides {
            let given = shape.traits().get(id).and_then(Node::as_array);
            for node in given.into_iter().flatten().filter_map(|one| one.get(side)) {
                value(model, node, body, problems);
            }
        }
    }
}

fn value(model: &Model, node: &Node, body: &ShapeId, problems: &mut Problems) {
    if let Some(shape) = model.get(body) {
        let mut values = Values {
            model,
            what: "the example",
            strict: false,
            problems,
        };
        values.shape(node, shape, &Traits::default());
    }
}
