//! What Smithy 1.0 said otherwise.

use super::draft::{Draft, ShapeType};
use crate::id::{ShapeId, is_identifier};
use crate::node::{Node, NodeKind, Object};
use crate::shape::Member;
use crate::span::Span;
use crate::traits::{Trait, Traits};

const ENUM: &str = "smithy.api#enum";

/// A string with the trait `enum` becomes an enum where every value has a name, or a text that makes one.
///
/// Else it stays a string with its trait, as the specification has it.
pub(super) fn enum_trait(draft: &mut Draft) {
    if draft.ty != ShapeType::String {
        return;
    }
    let Some(members) = draft
        .traits
        .get(ENUM)
        .and_then(|values| members(values, &draft.id))
    else {
        return;
    };
    draft.ty = ShapeType::Enum;
    draft.members = members;
    draft.traits.remove(ENUM);
}

fn members(values: &Node, owner: &ShapeId) -> Option<Vec<Member>> {
    let definitions = values
        .as_array()
        .filter(|definitions| !definitions.is_empty())?;
    let members: Option<Vec<Member>> = definitions
        .iter()
        .map(|definition| member(definition, owner))
        .collect();
    members.filter(|members| all_differ(members))
}

fn member(definition: &Node, owner: &ShapeId) -> Option<Member> {
    let value = definition.get("value")?;
    let name = match definition.get("name") {
        Some(name) => name.as_str()?.to_owned(),
        None => name_from(value.as_str()?),
    };
    is_identifier(&name).then(|| Member {
        id: owner.with_member(&name),
        name,
        target: ShapeId::known("smithy.api#Unit"),
        traits: traits(definition, value),
        span: definition.span(),
        target_span: definition.span(),
    })
}

fn name_from(value: &str) -> String {
    value
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect()
}

fn traits(definition: &Node, value: &Node) -> Traits {
    let mut traits = Traits::default();
    let mut set = |id, span: Span, value| {
        traits.set(Trait {
            id: ShapeId::known(id),
            span,
            value,
        });
    };
    set("smithy.api#enumValue", value.span(), value.clone());
    for (key, id) in [
        ("documentation", "smithy.api#documentation"),
        ("tags", "smithy.api#tags"),
    ] {
        if let Some(value) = definition.get(key) {
            set(id, value.span(), value.clone());
        }
    }
    if definition.get("deprecated").and_then(Node::as_bool) == Some(true) {
        set(
            "smithy.api#deprecated",
            definition.span(),
            Node::new(NodeKind::Object(Object::new())),
        );
    }
    traits
}

fn all_differ(members: &[Member]) -> bool {
    let names: std::collections::BTreeSet<&str> =
        members.iter().map(|member| member.name.as_str()).collect();
    let values: std::collections::BTreeSet<&str> = members.iter().map(Member::enum_text).collect();
    names.len() == members.len() && values.len() == members.len()
}
