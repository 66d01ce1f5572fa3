//! What of a model is fact: everything but documentation and examples.

use std::fmt;

use smithy_schema_json::{Entry, Node, NodeKind, Object};

const DOCUMENTATION: &str = "smithy.api#documentation";
const EXAMPLES: &str = "smithy.api#examples";

/// The trait whose value is data of the service, in which `documentation` may be a member's name.
const DATA: &str = "smithy.api#default";

/// How much was left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dropped {
    /// Documentation traits of shapes and members.
    pub(super) documentation: usize,
    /// Examples traits.
    pub(super) examples: usize,
    /// Documentation texts inside the values of other traits: of endpoint rules, waiters, tests.
    pub(super) nested: usize,
}

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Dropped {
            documentation,
            examples,
            nested,
        } = self;
        write!(
            f,
            "{documentation} documentation traits, {examples} examples traits, \
             {nested} documentation texts inside other traits"
        )
    }
}

/// Leaves out documentation and examples; the order of all else stays.
pub(super) fn keep_facts(root: &mut Node) -> Dropped {
    let mut dropped = Dropped::default();
    let shapes = root.as_object_mut().and_then(|root| root.get_mut("shapes"));
    for shape in shapes.into_iter().flat_map(values) {
        holder(shape, &mut dropped);
    }
    dropped
}

/// A shape or member: its traits, and those of its members.
fn holder(node: &mut Node, dropped: &mut Dropped) {
    let Some(holder) = node.as_object_mut() else {
        return;
    };
    if let Some(traits) = holder.get_mut("traits").and_then(Node::as_object_mut) {
        let before = traits.len();
        self::traits(traits, dropped);
        if traits.is_empty() && before > 0 {
            holder.remove("traits");
        }
    }
    for name in ["member", "key", "value"] {
        if let Some(member) = holder.get_mut(name) {
            self::holder(member, dropped);
        }
    }
    for member in holder.get_mut("members").into_iter().flat_map(values) {
        self::holder(member, dropped);
    }
}

fn traits(traits: &mut Object, dropped: &mut Dropped) {
    for (id, count) in [
        (DOCUMENTATION, &mut dropped.documentation),
        (EXAMPLES, &mut dropped.examples),
    ] {
        *count += usize::from(traits.remove(id).is_some());
    }
    for entry in traits.iter_mut().filter(|entry| entry.key() != DATA) {
        nested(entry.value_mut(), &mut dropped.nested);
    }
}

fn nested(node: &mut Node, dropped: &mut usize) {
    match node.kind_mut() {
        NodeKind::Array(elements) => elements
            .iter_mut()
            .for_each(|element| nested(element, dropped)),
        NodeKind::Object(object) => {
            let before = object.len();
            object
                .retain(|entry| entry.key() != "documentation" || entry.value().as_str().is_none());
            *dropped += before - object.len();
            object
                .iter_mut()
                .for_each(|entry| nested(entry.value_mut(), dropped));
        }
        _ => {}
    }
}

fn values(node: &mut Node) -> impl Iterator<Item = &mut Node> {
    node.as_object_mut()
        .into_iter()
        .flat_map(|object| object.iter_mut().map(Entry::value_mut))
}

#[cfg(test)]
mod tests {
    use super::*;
    use smithy_schema_json::Source;

    #[test]
    fn documentation_and_examples_go_wherever_they_are_and_all_else_stays() {
        let text = r#"{"smithy": "2.0", "shapes": {
            "a#S": {"type": "structure", "members": {
                "documentation": {"target": "smithy.api#String", "traits": {"smithy.api#documentation": "x"}},
                "b": {"target": "smithy.api#Document", "traits": {
                    "smithy.api#required": {}, "smithy.api#default": {"documentation": "data"}}}}},
            "a#L": {"type": "list", "member": {"target": "a#S", "traits": {"smithy.api#documentation": "y"}}},
            "a#O": {"type": "operation", "traits": {
                "smithy.api#examples": [], "smithy.api#readonly": {},
                "smithy.waiters#waitable": {"W": {"documentation": "z", "acceptors": [{"documentation": "u"}]}}}}
        }}"#;
        let mut node = Node::parse(&Source::new("a", text)).unwrap();
        let dropped = keep_facts(&mut node);
        assert_eq!(
            dropped,
            Dropped {
                documentation: 2,
                examples: 1,
                nested: 2
            }
        );
        let expected = r#"{"smithy": "2.0", "shapes": {
            "a#S": {"type": "structure", "members": {
                "documentation": {"target": "smithy.api#String"},
                "b": {"target": "smithy.api#Document", "traits": {
                    "smithy.api#required": {}, "smithy.api#default": {"documentation": "data"}}}}},
            "a#L": {"type": "list", "member": {"target": "a#S"}},
            "a#O": {"type": "operation", "traits": {
                "smithy.api#readonly": {}, "smithy.waiters#waitable": {"W": {"acceptors": [{}]}}}}
        }}"#;
        assert_eq!(node, Node::parse(&Source::new("b", expected)).unwrap());
    }
}
