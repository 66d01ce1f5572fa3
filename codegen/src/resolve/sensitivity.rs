//! Sensitivity: which members must not be shown.

use smithy_schema_json::{Member, Model, Shape, ShapeKind};

/// The member prints as redacted: it, its target, or the elements of its target are marked.
///
/// A structure that is not marked itself decides for its own members.
pub(crate) fn is_secret(model: &Model, member: &Member) -> bool {
    member.traits().sensitive()
        || model
            .get(member.target())
            .is_some_and(|target| is_secret_shape(model, target, 0))
}

fn is_secret_shape(model: &Model, shape: &Shape, depth: usize) -> bool {
    let holds_elements = matches!(shape.kind(), ShapeKind::List(_) | ShapeKind::Map(_))
        && depth < super::types::DEPTH;
    shape.traits().sensitive()
        || holds_elements
            && shape.members().iter().any(|member| {
                let target = model.get(member.target());
                member.traits().sensitive()
                    || target.is_some_and(|target| is_secret_shape(model, target, depth + 1))
            })
}

/// The shape or one of its members is marked.
pub(crate) fn holds_secret(shape: &Shape) -> bool {
    shape.traits().sensitive()
        || shape
            .members()
            .iter()
            .any(|member| member.traits().sensitive())
}
