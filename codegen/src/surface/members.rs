//! Members of structures and unions.

use super::{Fact, Item, ItemKind, spell};
use crate::ir::{Member, Structure, Type};

/// The members of a structure whose type has this path.
pub(super) fn all(structure: &Structure, path: &str, kind: ItemKind) -> Vec<Item> {
    let one = |member: &Member| {
        let path = format!("{path}.{}", member.name);
        item(member, kind, path, &structure.shape).with_some(
            Fact::Required,
            (member.required_by_model && !member.required).then(String::new),
        )
    };
    structure.members.iter().map(one).collect()
}

/// A case of a union whose type has this path.
pub(super) fn case(member: &Member, path: &str, shape: &str) -> Item {
    item(
        member,
        ItemKind::UnionMember,
        format!("{path}::{}", member.name),
        shape,
    )
}

fn item(member: &Member, kind: ItemKind, path: String, shape: &str) -> Item {
    let ty = match kind {
        ItemKind::UnionMember => spell::value(&member.ty),
        _ => spell::field(member),
    };
    let bounds = spell::bounds(&member.rules);
    let bounded = if is_long(&member.ty) {
        Fact::Length
    } else {
        Fact::Range
    };
    Item::new(kind, path, format!("{shape}${}", member.wire))
        .with(Fact::Type, ty)
        .with(Fact::Wire, &member.wire)
        .with_some(bounded, bounds)
        .with_some(Fact::Pattern, member.rules.pattern.clone())
        .with_some(Fact::Inner, spell::inner(&member.ty))
        .with_some(Fact::Timestamp, timestamp(member))
        .with_some(Fact::Sensitive, member.sensitive.then(String::new))
        .with_some(
            Fact::Deprecated,
            spell::deprecated(member.deprecated.as_ref()),
        )
}

fn timestamp(member: &Member) -> Option<String> {
    (member.ty == Type::Timestamp)
        .then(|| spell::timestamp(&member.rules))
        .flatten()
}

/// Its bounds are those of a length.
fn is_long(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String | Type::Blob | Type::List { .. } | Type::Map { .. }
    )
}
