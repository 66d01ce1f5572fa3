//! The shapes every model has: `smithy.api`.
//!
//! The shapes that define the prelude's traits are left out: no model targets them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::id::ShapeId;
use crate::node::{Node, NodeKind, Number, Object};
use crate::shape::{Shape, ShapeKind};
use crate::span::Span;
use crate::traits::{Trait, Traits};

static PRELUDE: LazyLock<BTreeMap<ShapeId, Shape>> = LazyLock::new(build);

/// The shapes of the prelude.
pub(crate) fn prelude() -> &'static BTreeMap<ShapeId, Shape> {
    &PRELUDE
}

fn build() -> BTreeMap<ShapeId, Shape> {
    let simple = [
        ("String", ShapeKind::String),
        ("Blob", ShapeKind::Blob),
        ("BigInteger", ShapeKind::BigInteger),
        ("BigDecimal", ShapeKind::BigDecimal),
        ("Timestamp", ShapeKind::Timestamp),
        ("Document", ShapeKind::Document),
        ("Boolean", ShapeKind::Boolean),
        ("Byte", ShapeKind::Byte),
        ("Short", ShapeKind::Short),
        ("Integer", ShapeKind::Integer),
        ("Long", ShapeKind::Long),
        ("Float", ShapeKind::Float),
        ("Double", ShapeKind::Double),
    ];
    let shapes = simple
        .into_iter()
        .map(|(name, kind)| shape(name, kind, None));
    let zero = || NodeKind::Number(Number::from(0_u64));
    let primitive = [
        (
            "PrimitiveBoolean",
            ShapeKind::Boolean,
            NodeKind::Bool(false),
        ),
        ("PrimitiveByte", ShapeKind::Byte, zero()),
        ("PrimitiveShort", ShapeKind::Short, zero()),
        ("PrimitiveInteger", ShapeKind::Integer, zero()),
        ("PrimitiveLong", ShapeKind::Long, zero()),
        ("PrimitiveFloat", ShapeKind::Float, zero()),
        ("PrimitiveDouble", ShapeKind::Double, zero()),
    ];
    let primitive = primitive
        .into_iter()
        .map(|(name, kind, value)| shape(name, kind, Some(("smithy.api#default", value))));
    let unit = ("smithy.api#unitType", NodeKind::Object(Object::new()));
    let unit = shape("Unit", ShapeKind::Structure(Vec::new()), Some(unit));
    shapes
        .chain(primitive)
        .chain([unit])
        .map(|shape| (shape.id.clone(), shape))
        .collect()
}

fn shape(name: &str, kind: ShapeKind, entry: Option<(&str, NodeKind)>) -> Shape {
    let mut traits = Traits::default();
    if let Some((id, value)) = entry {
        traits.set(Trait {
            id: ShapeId::known(id),
            span: Span::NONE,
            value: Node::new(value),
        });
    }
    let id = ShapeId::known(&format!("smithy.api#{name}"));
    Shape {
        id,
        kind,
        traits,
        mixins: Vec::new(),
        span: Span::NONE,
    }
}
