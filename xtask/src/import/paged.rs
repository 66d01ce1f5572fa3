//! The overlay that says what botocore's `paginators-1.json` says beyond the model.

use smithy_schema_json::{Model, Node, NodeKind, Object, Shape, Source};

use super::paginators::{self, Paginator};

pub(super) const TRAIT: &str = "codegen.pagination#paginated";

/// Brings an overlay up to date with botocore's file; also, everything that is wrong with that file.
pub(crate) fn overlay(
    mut root: Node,
    given: &Source,
    model: &Model,
    service: &Shape,
) -> (Node, Vec<String>) {
    let (paginators, mut told) = paginators::read(given);
    let operations = model.closure(service).operations;
    for paginator in paginators {
        let is_it = |shape: &&&Shape| shape.id().name() == paginator.operation;
        match operations.iter().find(is_it) {
            Some(operation) => update(&mut root, operation, &paginator),
            None => told.push(unknown(&paginator)),
        }
    }
    (root, told)
}

/// An overlay that says nothing.
pub(crate) fn empty() -> Node {
    let top = [
        ("smithy", Node::string("2.0")),
        ("shapes", Node::new(NodeKind::Object(Object::new()))),
    ];
    Node::new(NodeKind::Object(top.into_iter().collect()))
}

/// The members of our trait that follow from the model and botocore's file, and those that only we know; in the order
/// they are written.
const KEYS: [(&str, Owner); 9] = [
    ("inputToken", Owner::Import),
    ("outputToken", Owner::Import),
    ("pageSize", Owner::Import),
    ("items", Owner::Import),
    ("moreResults", Owner::Import),
    ("nonAggregate", Owner::Import),
    ("excludes", Owner::Hand),
    ("defaultPageSize", Owner::Hand),
    ("identity", Owner::Hand),
];

#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Import,
    Hand,
}

/// Sets what follows from botocore's file and keeps what only we know.
fn update(root: &mut Node, operation: &Shape, paginator: &Paginator) {
    let Some(shapes) = root
        .as_object_mut()
        .and_then(|root| root.get_mut("shapes"))
        .and_then(Node::as_object_mut)
    else {
        return;
    };
    let id = operation.id().as_str();
    let beyond = paginator.beyond(&operation.traits().paginated().unwrap_or_default());
    let traits = shapes
        .get(id)
        .and_then(|entry| entry.get("traits"))
        .and_then(Node::as_object)
        .cloned();
    let mut traits = traits.unwrap_or_default();
    let before = traits
        .get(TRAIT)
        .and_then(Node::as_object)
        .cloned()
        .unwrap_or_default();
    let whole = combine(&before, &beyond);
    if whole.is_empty() {
        traits.remove(TRAIT);
    } else {
        traits.insert(TRAIT, Node::new(NodeKind::Object(whole)));
    }
    if traits.is_empty() {
        shapes.remove(id);
    } else {
        shapes.insert(id, apply(traits));
    }
}

fn combine(before: &Object, beyond: &Object) -> Object {
    let value = |(key, owner): (&'static str, Owner)| {
        let from = if owner == Owner::Import {
            beyond
        } else {
            before
        };
        from.get(key).map(|value| (key, value.clone()))
    };
    let mut whole: Object = KEYS.into_iter().filter_map(value).collect();
    // What is unknown stays: the check names it.
    for entry in before {
        if KEYS.iter().all(|(key, _)| *key != entry.key()) {
            whole.insert(entry.key(), entry.value().clone());
        }
    }
    whole
}

fn apply(traits: Object) -> Node {
    let body = [
        ("type", Node::string("apply")),
        ("traits", Node::new(NodeKind::Object(traits))),
    ];
    Node::new(NodeKind::Object(body.into_iter().collect()))
}

fn unknown(paginator: &Paginator) -> String {
    let Paginator {
        place, operation, ..
    } = paginator;
    format!(
        "{place}: the model has no operation `{operation}` to page; give files of the same date"
    )
}
