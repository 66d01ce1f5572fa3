//! Nested structures, unions, enums and error structures.

use std::fmt::Display;

use super::{Fact, Item, ItemKind, members, spell};
use crate::ir::{Direction, Enum, Service, Structure, Union};

/// Every type that no operation owns, with what is in it.
pub(super) fn all(service: &Service, root: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for one in &service.structures {
        let path = format!("{root}::types::{}", one.names.ty);
        items.extend(structure(one, &path, ItemKind::Structure, ItemKind::Member));
    }
    for one in &service.errors {
        let path = format!("{root}::error::{}", one.names.ty);
        items.extend(structure(
            one,
            &path,
            ItemKind::Error,
            ItemKind::ErrorMember,
        ));
    }
    items.extend(service.unions.iter().flat_map(|one| union(one, root)));
    items.extend(service.enums.iter().flat_map(|one| choice(one, root)));
    let int_enums = service.int_enums.iter();
    items.extend(int_enums.flat_map(|one| choice(one, root)));
    items
}

/// A structure of any kind and its members.
pub(super) fn structure(
    one: &Structure,
    path: &str,
    kind: ItemKind,
    member: ItemKind,
) -> Vec<Item> {
    let has_default = one.members.iter().all(|member| !member.required);
    let item = Item::new(kind, path, &one.shape)
        .with_some(
            Fact::New,
            (kind == ItemKind::Request).then(|| arguments(one)),
        )
        .with(
            Fact::Traits,
            traits(has_default, one.total, codec(one, kind)),
        )
        .with_some(Fact::Deprecated, spell::deprecated(one.deprecated.as_ref()));
    let mut items = vec![item];
    items.extend(members::all(one, path, member));
    items
}

/// What the emitters give a codec for: requests are written, responses and errors read, whoever else refers to them.
fn codec(one: &Structure, kind: ItemKind) -> Direction {
    match kind {
        ItemKind::Request => Direction {
            sent: true,
            received: false,
        },
        ItemKind::Response | ItemKind::Error => Direction {
            sent: one.direction.sent && kind != ItemKind::Error,
            received: true,
        },
        _ => one.direction,
    }
}

fn arguments(request: &Structure) -> String {
    let required = request.members.iter().filter(|member| member.required);
    let required =
        required.map(|member| format!("{}: {}", member.name, spell::argument(&member.ty)));
    required.collect::<Vec<_>>().join(", ")
}

/// The traits that not every type has.
fn traits(default: bool, total: bool, direction: Direction) -> String {
    let names = [
        (default, "Default"),
        (total, "Eq"),
        (total, "Hash"),
        (direction.received, "ReadJson"),
        (direction.sent, "WriteJson"),
    ];
    let names = names.iter().filter(|(has, _)| *has).map(|(_, name)| *name);
    names.collect::<Vec<_>>().join(" + ")
}

fn union(one: &Union, root: &str) -> Vec<Item> {
    let path = format!("{root}::types::{}", one.names.ty);
    let item = Item::new(ItemKind::Union, &path, &one.shape)
        .with(Fact::Traits, traits(false, one.total, one.direction))
        .with_some(Fact::Deprecated, spell::deprecated(one.deprecated.as_ref()));
    let cases = one
        .members
        .iter()
        .map(|member| members::case(member, &path, &one.shape));
    [item].into_iter().chain(cases).collect()
}

fn choice<V: Display>(one: &Enum<V>, root: &str) -> Vec<Item> {
    let path = format!("{root}::types::{}", one.names.ty);
    let order: Vec<&str> = one
        .variants
        .iter()
        .map(|variant| variant.name.as_str())
        .collect();
    let item = Item::new(ItemKind::Enum, &path, &one.shape)
        .with(Fact::Traits, traits(false, true, one.direction))
        .with(Fact::Order, order.join(" < "))
        .with_some(Fact::Deprecated, spell::deprecated(one.deprecated.as_ref()));
    let values = one.variants.iter().map(|variant| {
        Item::new(
            ItemKind::EnumValue,
            format!("{path}::{}", variant.name),
            &one.shape,
        )
        .with(Fact::Wire, variant.wire.to_string())
        .with_some(
            Fact::Deprecated,
            spell::deprecated(variant.deprecated.as_ref()),
        )
    });
    [item].into_iter().chain(values).collect()
}
