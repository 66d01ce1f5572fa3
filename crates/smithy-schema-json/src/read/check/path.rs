//! Paths of members: `a.b`, `a[-1].b`, `a || b`.

use crate::model::Model;
use crate::shape::{Member, Shape, ShapeKind};

/// Why a path leads nowhere.
#[derive(Debug)]
pub(super) struct Lost<'m> {
    /// The step that is not there.
    pub(super) step: String,
    /// The shape it was looked for in.
    pub(super) shape: &'m Shape,
    /// What should be there was not understood, or targets what does not exist: that is told already.
    pub(super) unread: bool,
}

/// The members that the alternatives of a path end at.
pub(super) fn ends<'m>(
    model: &'m Model,
    root: &'m Shape,
    path: &str,
) -> Result<Vec<&'m Member>, Lost<'m>> {
    path.split("||")
        .map(|alternative| end(model, root, alternative.trim()))
        .collect()
}

fn end<'m>(model: &'m Model, root: &'m Shape, path: &str) -> Result<&'m Member, Lost<'m>> {
    let mut shape = root;
    let mut steps = path.split('.').peekable();
    loop {
        let step = steps.next().unwrap_or_default();
        let name = step.trim_end_matches("[-1]");
        let lost = || Lost {
            step: step.to_owned(),
            shape,
            unread: is_unread(model, shape, name),
        };
        let member = named(shape, name).ok_or_else(lost)?;
        if steps.peek().is_none() {
            return Ok(member);
        }
        let dangling = || Lost {
            unread: true,
            ..lost()
        };
        let mut next = model.get(member.target()).ok_or_else(dangling)?;
        if let ShapeKind::List(element) = next.kind()
            && step != name
        {
            next = model.get(element.target()).ok_or_else(dangling)?;
        }
        shape = next;
    }
}

fn is_unread(model: &Model, shape: &Shape, name: &str) -> bool {
    model.is_unread(shape.id()) || model.is_unread(&shape.id().with_member(name))
}

/// A member that a path may name: of a structure or union.
fn named<'m>(shape: &'m Shape, name: &str) -> Option<&'m Member> {
    match shape.kind() {
        ShapeKind::Structure(_) | ShapeKind::Union(_) => shape.member(name),
        _ => None,
    }
}
