//! Types: a target → the Rust type of a member.

use smithy_schema_json::{Member, Shape, ShapeId, ShapeKind};

use super::rules;
use super::scope::Scope;
use crate::ir::{Named, NamedKind, Type};

/// How deeply lists and maps may be nested without a structure between.
pub(crate) const DEPTH: usize = 32;

/// The type of a member; `None` where no type can hold it.
pub(crate) fn of(scope: &Scope<'_>, container: &ShapeId, member: &Member) -> Option<Type> {
    let mut ty = target(scope, member.target(), 0)?;
    if let Type::Named(named) = &mut ty {
        let is_enum = matches!(named.kind, NamedKind::Enum | NamedKind::IntEnum);
        named.boxed = !is_enum && scope.needs_box(container, member.target());
    }
    Some(ty)
}

/// Whether a shape that was not understood, or is not there, is what keeps a target from having a type.
pub(crate) fn is_unread(scope: &Scope<'_>, id: &ShapeId, depth: usize) -> bool {
    let Some(shape) = scope.model.get(id) else {
        return true;
    };
    let unread = |member: &Member| is_unread(scope, member.target(), depth + 1);
    match shape.kind() {
        _ if depth >= DEPTH => false,
        ShapeKind::List(element) => unread(element),
        ShapeKind::Map(pair) => pair.iter().any(unread),
        // The reader refuses it where it is targeted.
        ShapeKind::Service(_) | ShapeKind::Resource(_) | ShapeKind::Operation(_) => true,
        _ => false,
    }
}

fn target(scope: &Scope<'_>, id: &ShapeId, depth: usize) -> Option<Type> {
    let shape = scope.model.get(id).filter(|_| depth < DEPTH)?;
    Some(match shape.kind() {
        ShapeKind::Blob => Type::Blob,
        ShapeKind::Boolean => Type::Boolean,
        ShapeKind::String => Type::String,
        ShapeKind::Byte => Type::Byte,
        ShapeKind::Short => Type::Short,
        ShapeKind::Integer => Type::Integer,
        ShapeKind::Long => Type::Long,
        ShapeKind::Float => Type::Float,
        ShapeKind::Double => Type::Double,
        ShapeKind::BigInteger | ShapeKind::BigDecimal => Type::Number,
        ShapeKind::Timestamp => Type::Timestamp,
        ShapeKind::Document => Type::Document,
        ShapeKind::Enum(_) => named(scope, id, NamedKind::Enum),
        ShapeKind::IntEnum(_) => named(scope, id, NamedKind::IntEnum),
        ShapeKind::Structure(_) => named(scope, id, NamedKind::Structure),
        ShapeKind::Union(_) => named(scope, id, NamedKind::Union),
        ShapeKind::List(element) => list(scope, shape, element, depth)?,
        ShapeKind::Map(pair) => map(scope, shape, pair, depth)?,
        ShapeKind::Service(_) | ShapeKind::Resource(_) | ShapeKind::Operation(_) => return None,
    })
}

fn named(scope: &Scope<'_>, id: &ShapeId, kind: NamedKind) -> Type {
    Type::Named(Named {
        names: scope.names(id),
        kind,
        boxed: false,
    })
}

fn list(scope: &Scope<'_>, shape: &Shape, element: &Member, depth: usize) -> Option<Type> {
    Some(Type::List {
        element: Box::new(target(scope, element.target(), depth + 1)?),
        sparse: shape.traits().sparse(),
        rules: Box::new(rules::of(scope, element)),
    })
}

fn map(scope: &Scope<'_>, shape: &Shape, [key, value]: &[Member; 2], depth: usize) -> Option<Type> {
    Some(Type::Map {
        key: Box::new(target(scope, key.target(), depth + 1)?),
        value: Box::new(target(scope, value.target(), depth + 1)?),
        sparse: shape.traits().sparse(),
        rules: Box::new([rules::of(scope, key), rules::of(scope, value)]),
    })
}
