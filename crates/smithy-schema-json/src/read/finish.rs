//! From drafts to shapes.

use super::draft::{Bound, Draft, LIFECYCLE, OperationDraft, ShapeType};
use super::fields::describe;
use super::upgrade;
use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::node::{Node, NodeKind, Object};
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Operation, Reference, Shape, ShapeKind};
use crate::suggest;
use crate::traits::Trait;

/// The shape, where nothing is missing.
pub(super) fn finish(mut draft: Draft, problems: &mut Problems) -> Option<Shape> {
    if draft.ty == ShapeType::Set {
        let value = Node::new(NodeKind::Object(Object::new()));
        draft.traits.set(Trait {
            id: ShapeId::known("smithy.api#uniqueItems"),
            span: draft.span,
            value,
        });
    }
    upgrade::enum_trait(&mut draft);
    let kind = kind(&mut draft, problems)?;
    Some(Shape {
        id: draft.id,
        kind,
        traits: draft.traits,
        mixins: draft.mixins,
        span: draft.span,
    })
}

fn kind(draft: &mut Draft, problems: &mut Problems) -> Option<ShapeKind> {
    let members = std::mem::take(&mut draft.members);
    let kind = match draft.ty {
        ShapeType::Blob => ShapeKind::Blob,
        ShapeType::Boolean => ShapeKind::Boolean,
        ShapeType::String => ShapeKind::String,
        ShapeType::Byte => ShapeKind::Byte,
        ShapeType::Short => ShapeKind::Short,
        ShapeType::Integer => ShapeKind::Integer,
        ShapeType::Long => ShapeKind::Long,
        ShapeType::Float => ShapeKind::Float,
        ShapeType::Double => ShapeKind::Double,
        ShapeType::BigInteger => ShapeKind::BigInteger,
        ShapeType::BigDecimal => ShapeKind::BigDecimal,
        ShapeType::Timestamp => ShapeKind::Timestamp,
        ShapeType::Document => ShapeKind::Document,
        ShapeType::Enum => ShapeKind::Enum(checked_texts(members, draft, problems)),
        ShapeType::IntEnum => ShapeKind::IntEnum(checked_numbers(members, problems)),
        ShapeType::Structure => ShapeKind::Structure(members),
        ShapeType::Union => {
            if members.is_empty() {
                problems.push(empty(draft, "make it a structure, or take it out"));
            }
            ShapeKind::Union(members)
        }
        ShapeType::List | ShapeType::Set => {
            ShapeKind::List(Box::new(one(members, draft, problems)?))
        }
        ShapeType::Map => ShapeKind::Map(Box::new(two(members, draft, problems)?)),
        ShapeType::Service | ShapeType::Resource | ShapeType::Operation => bound(draft)?,
    };
    Some(kind)
}

fn one(members: Vec<Member>, draft: &Draft, problems: &mut Problems) -> Option<Member> {
    let member = members.into_iter().find(|member| member.name == "member");
    if member.is_none() {
        problems.push(missing(draft, "member"));
    }
    member
}

fn two(members: Vec<Member>, draft: &Draft, problems: &mut Problems) -> Option<[Member; 2]> {
    let (mut key, mut value) = (None, None);
    for member in members {
        match member.name.as_str() {
            "key" => key = Some(member),
            _ => value = Some(member),
        }
    }
    if key.is_none() {
        problems.push(missing(draft, "key"));
    }
    if value.is_none() {
        problems.push(missing(draft, "value"));
    }
    Some([key?, value?])
}

fn missing(draft: &Draft, name: &str) -> Problem {
    let message = format!("the {} `{}` has no `{name}`", draft.ty.name(), draft.id);
    let near = suggest::near(name, draft.strangers.iter().map(|stranger| &**stranger));
    let remedy = match near.first() {
        Some(near) => format!("rename `{near}` to `{name}`"),
        None => format!("add `\"{name}\": {{\"target\": \"namespace#Name\"}}`"),
    };
    Problem::new(ErrorKind::Missing, draft.span, message)
        .expected(format!("the member `{name}`"))
        .found("none, neither its own nor a mixin's")
        .remedy(remedy)
}

fn bound(draft: &mut Draft) -> Option<ShapeKind> {
    match std::mem::take(&mut draft.bound) {
        Bound::Service(service) => Some(ShapeKind::Service(Box::new(service))),
        Bound::Resource(mut resource) => {
            resource
                .lifecycle
                .sort_by_key(|(name, _)| LIFECYCLE.iter().position(|other| other == name));
            Some(ShapeKind::Resource(Box::new(resource)))
        }
        Bound::Operation(operation) => Some(ShapeKind::Operation(Box::new(operation_of(
            *operation, draft,
        )))),
        Bound::None => None,
    }
}

fn operation_of(operation: OperationDraft, draft: &Draft) -> Operation {
    let unit = || Reference {
        target: ShapeId::known("smithy.api#Unit"),
        span: draft.span,
    };
    Operation {
        input: operation.input.unwrap_or_else(unit),
        output: operation.output.unwrap_or_else(unit),
        errors: operation.errors,
    }
}

fn checked_texts(members: Vec<Member>, draft: &Draft, problems: &mut Problems) -> Vec<Member> {
    if members.is_empty() {
        problems.push(empty(draft, "add its members, or make it a string"));
    }
    for member in &members {
        if let Some(value) = member
            .traits
            .enum_value()
            .filter(|value| value.as_str().is_none_or(str::is_empty))
        {
            problems.push(bad_value(value, member, "a text that is not empty"));
        }
    }
    twins(
        &members,
        |member| Some(member.enum_text().to_owned()),
        problems,
    );
    members
}

fn checked_numbers(members: Vec<Member>, problems: &mut Problems) -> Vec<Member> {
    for member in &members {
        match member.traits.enum_value() {
            Some(value) if member.enum_number().is_none() => {
                problems.push(bad_value(value, member, "an integer of 32 bits"));
            }
            Some(_) => {}
            None => problems.push(no_value(member)),
        }
    }
    twins(
        &members,
        |member| member.enum_number().map(|number| number.to_string()),
        problems,
    );
    members
}

fn empty(draft: &Draft, remedy: &str) -> Problem {
    Problem::new(
        ErrorKind::Missing,
        draft.span,
        format!("the {} `{}` has no members", draft.ty.name(), draft.id),
    )
    .expected("one member at least")
    .found("none")
    .remedy(remedy)
}

fn bad_value(value: &Node, member: &Member, expected: &str) -> Problem {
    Problem::new(
        ErrorKind::Trait,
        value.span(),
        format!("the value of `{}` does not fit its enum", member.name),
    )
    .expected(expected)
    .found(describe(value))
    .remedy(format!("give `smithy.api#enumValue` {expected}"))
}

fn no_value(member: &Member) -> Problem {
    Problem::new(
        ErrorKind::Missing,
        member.span,
        format!("the member `{}` of an intEnum has no value", member.name),
    )
    .expected("the trait `smithy.api#enumValue` with an integer")
    .found("none")
    .remedy("add `\"traits\": {\"smithy.api#enumValue\": 1}`, with a number of its own")
}

fn twins(members: &[Member], value: impl Fn(&Member) -> Option<String>, problems: &mut Problems) {
    let mut seen = std::collections::BTreeMap::new();
    for member in members {
        let Some(value) = value(member) else { continue };
        if let Some(first) = seen.insert(value.clone(), member) {
            problems.push(twin(member, first, &value));
        }
    }
}

fn twin(member: &Member, first: &Member, value: &str) -> Problem {
    let span = member.traits.enum_value().map_or(member.span, Node::span);
    Problem::new(
        ErrorKind::Conflict,
        span,
        format!("two members of an enum have the value `{value}`"),
    )
    .expected("a value that no other member has")
    .found(format!("`{value}`, the value of `{}` as well", first.name))
    .first_at(first.span)
    .remedy("take one of the two out, or give it a value of its own")
}
