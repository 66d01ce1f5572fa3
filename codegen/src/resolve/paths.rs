//! Paths of members: `imageScanFindings.findings`.

use smithy_schema_json::{Member, Shape, ShapeId, ShapeKind};

use super::scope::Scope;
use super::{members, names, types};
use crate::ir::{Named, NamedKind, Path, Step, Type};

/// Why a path leads nowhere.
pub(crate) enum Lost {
    /// What should be there was not understood, which is told where it stands.
    Unread,
    /// What is wrong.
    Because(String),
}

/// The member of this name of a request or response.
pub(crate) fn step(scope: &Scope<'_>, shape: &Shape, name: &str) -> Result<Step, Lost> {
    let Some(member) = shape.member(name) else {
        return Err(lost(
            scope,
            shape,
            name,
            format!("`{}` has no member `{name}`", shape.id()),
        ));
    };
    let ty = types::of(scope, shape.id(), member);
    Ok(Step {
        wire: name.to_owned(),
        field: names::field(name),
        ty: ty.ok_or_else(|| unsupported(scope, member))?,
        required: members::is_asked_for(member),
    })
}

fn lost(scope: &Scope<'_>, shape: &Shape, name: &str, message: String) -> Lost {
    let model = scope.model;
    match model.is_unread(shape.id()) || model.is_unread(&shape.id().with_member(name)) {
        true => Lost::Unread,
        false => Lost::Because(message),
    }
}

fn unsupported(scope: &Scope<'_>, member: &Member) -> Lost {
    match types::is_unread(scope, member.target(), 0) {
        true => Lost::Unread,
        false => Lost::Because(format!("the type of `{}` is not supported", member.id())),
    }
}

/// A path through structures, its members divided by dots.
pub(crate) fn path(scope: &Scope<'_>, root: &ShapeId, text: &str) -> Result<Path, Lost> {
    let mut shape = scope.model.get(root).ok_or(Lost::Unread)?;
    let mut parents = Vec::new();
    let mut names = text.split('.').peekable();
    while let Some(name) = names.next() {
        let step = step(scope, shape, name)?;
        if names.peek().is_none() {
            return Ok(Path {
                parents,
                last: step,
            });
        }
        shape = structure(scope, shape, name, &step.ty)?;
        parents.push(step);
    }
    Err(Lost::Because(format!("`{text}` names no member")))
}

/// The shape of the elements of the list a path leads to.
pub(crate) fn element<'m>(scope: &Scope<'m>, root: &ShapeId, text: &str) -> Option<&'m Shape> {
    let mut shape = scope.model.get(root)?;
    for name in text.split('.') {
        shape = scope.model.get(shape.member(name)?.target())?;
    }
    match shape.kind() {
        ShapeKind::List(element) => scope.model.get(element.target()),
        _ => None,
    }
}

fn structure<'m>(
    scope: &Scope<'m>,
    shape: &Shape,
    name: &str,
    ty: &Type,
) -> Result<&'m Shape, Lost> {
    let target = shape
        .member(name)
        .and_then(|member| scope.model.get(member.target()));
    match (ty, target) {
        (
            Type::Named(Named {
                kind: NamedKind::Structure,
                ..
            }),
            Some(target),
        ) => Ok(target),
        _ => Err(Lost::Because(format!(
            "`{name}` of `{}` is no structure",
            shape.id()
        ))),
    }
}
