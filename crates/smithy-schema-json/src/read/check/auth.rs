//! Ways to sign in: what a service lists has to be there. An operation may list what only other services have.

use std::collections::BTreeSet;

use crate::error::ErrorKind;
use crate::model::Model;
use crate::node::Node;
use crate::problem::{Problem, Problems};
use crate::suggest;

const AUTH: &str = "smithy.api#auth";

/// The scheme that is none, and that no service has to have.
const NONE: &str = "smithy.api#noAuth";

/// Reports schemes that a service lists and does not have.
pub(super) fn schemes(model: &Model, problems: &mut Problems) {
    for shape in model.services() {
        let traits = shape.traits();
        let had: BTreeSet<&str> = traits.iter().map(|entry| entry.id().as_str()).collect();
        let listed = traits.get(AUTH).and_then(Node::as_array);
        for node in listed.into_iter().flatten() {
            let id = node.as_str().filter(|id| *id != NONE && !had.contains(id));
            if let Some(id) = id {
                problems.push(stranger(node, id, &had));
            }
        }
    }
}

fn stranger(node: &Node, id: &str, had: &BTreeSet<&str>) -> Problem {
    let other = "put the trait of the scheme on the service, or take the entry out";
    Problem::new(
        ErrorKind::Trait,
        node.span(),
        format!("the service has no `{id}`"),
    )
    .expected("the id of a trait of the service that says how to sign in")
    .found(format!("\"{id}\""))
    .remedy(suggest::remedy(id, had.iter().copied(), other))
}
