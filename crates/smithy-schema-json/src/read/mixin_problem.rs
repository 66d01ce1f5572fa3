//! What can be wrong with a mixin.

use super::draft::{Draft, ShapeType};
use super::fields::with_article;
use super::names::nearest;
use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::problem::Problem;
use crate::shape::{Member, Reference};

pub(super) fn unknown<'a>(mixin: &Reference, ids: impl Iterator<Item = &'a ShapeId>) -> Problem {
    Problem::new(
        ErrorKind::Mixin,
        mixin.span,
        format!("there is no shape `{}` to mix in", mixin.target),
    )
    .expected("the id of a mixin of the model")
    .found(format!("\"{}\"", mixin.target))
    .remedy(nearest(
        &mixin.target,
        ids,
        "add the mixin, or the file that has it, or take it out",
    ))
}

pub(super) fn unmixable(mixin: &Reference, source: &Draft, ty: ShapeType) -> Problem {
    let problem = Problem::new(
        ErrorKind::Mixin,
        mixin.span,
        format!("`{}` cannot be mixed in here", mixin.target),
    );
    if source.ty == ty {
        problem
            .expected("a shape with the trait `smithy.api#mixin`")
            .found(format!("{} without it", with_article(ty.name())))
            .remedy(format!(
                "put `\"smithy.api#mixin\": {{}}` on `{}`, or take it out here",
                mixin.target
            ))
    } else {
        problem
            .expected(format!("a mixin that is {}", with_article(ty.name())))
            .found(with_article(source.ty.name()))
            .remedy(format!(
                "make both of the same type, or take `{}` out",
                mixin.target
            ))
    }
}

pub(super) fn self_conflict(mixin: &Reference, member: &Member, other: &Member) -> Problem {
    Problem::new(
        ErrorKind::Mixin,
        mixin.span,
        format!(
            "two mixins give the member `{}` different targets",
            member.name
        ),
    )
    .expected(format!("the target `{}`", other.target))
    .found(format!("the target `{}`", member.target))
    .first_at(other.span)
    .remedy("rename one of the two members, or leave one of the mixins out")
}

pub(super) fn retargeted(member: &Member, inherited: &Member) -> Problem {
    Problem::new(
        ErrorKind::Mixin,
        member.target_span,
        format!("the member `{}` has another target in a mixin", member.name),
    )
    .expected(format!(
        "the target `{}`, as in the mixin",
        inherited.target
    ))
    .found(format!("the target `{}`", member.target))
    .first_at(inherited.target_span)
    .remedy("give both the same target, or rename the member")
}

pub(super) fn circle(draft: &Draft) -> Problem {
    let names: Vec<String> = draft
        .mixins
        .iter()
        .map(|mixin| format!("`{}`", mixin.target))
        .collect();
    let span = draft.mixins.first().map_or(draft.span, |mixin| mixin.span);
    Problem::new(
        ErrorKind::Cycle,
        span,
        format!("`{}` uses itself as a mixin, through others", draft.id),
    )
    .expected("mixins that do not lead back to the shape")
    .found(format!("mixins {}", names.join(", ")))
    .remedy("take out one of the mixins that close the circle")
}
