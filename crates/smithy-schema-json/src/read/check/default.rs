//! Defaults and examples: values that the model gives of its own shapes.

use super::value::Values;
use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::model::Model;
use crate::node::{Node, NodeKind};
use crate::problem::{Problem, Problems};
use crate::read::fields::describe;
use crate::shape::{Shape, ShapeKind};
use crate::traits::Traits;

const DEFAULT: &str = "smithy.api#default";

/// Reports defaults that are no value of their type.
pub(super) fn defaults(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        if let Some(node) = shape.traits().get(DEFAULT) {
            default(model, node, shape, &Traits::default(), problems);
        }
        for member in shape.members() {
            let node = member.traits().get(DEFAULT);
            if let (Some(node), Some(shape)) = (node, model.get(member.target())) {
                default(model, node, shape, member.traits(), problems);
            }
        }
    }
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

fn filled(node: &Node) -> Problem {
    Problem::new(ErrorKind::Trait, node.span(), "the default holds something")
        .expected("an empty list or map, which is the only default that one may have")
        .found(describe(node))
        .remedy("empty it, or take the trait out")
}

/// Reports values in examples that the operation's shapes do not have.
pub(super) fn examples(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let Some(operation) = shape.as_operation() else {
            continue;
        };
        let examples = shape
            .traits()
            .get("smithy.api#examples")
            .and_then(Node::as_array);
        for example in examples.into_iter().flatten() {
            let mut side = |name: &str, id: &ShapeId| {
                let (Some(node), Some(shape)) = (example.get(name), model.get(id)) else {
                    return;
                };
                let mut values = Values {
                    model,
                    what: "the example",
                    strict: false,
                    problems: &mut *problems,
                };
                values.shape(node, shape, &Traits::default());
            };
            side("input", &operation.input);
            side("output", &operation.output);
        }
    }
}
