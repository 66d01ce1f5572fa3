//! From text to [`Model`], in phases: parse, load, merge, mix and apply, resolve, finish, check.

mod apply;
mod bound;
mod check;
mod cycle;
mod document;
mod draft;
mod fields;
mod finish;
mod graph;
mod merge;
mod mixin;
mod mixin_problem;
mod names;
mod parse;
mod shapes;
mod syntax;
mod target;
mod upgrade;
mod validators;

use crate::error::Errors;
use crate::model::Model;
use crate::node::{Node, NodeKind};
use crate::problem::Problems;
use crate::span::Source;
use merge::Assembly;

use parse::parse;

/// Reads a model from its sources, merged.
///
/// The order of the sources matters in one way only: where lists are joined, it is theirs.
///
/// # Errors
///
/// Every mistake found, each with its place and a remedy.
/// What only follows from another mistake is not told.
pub fn read(sources: &[Source]) -> Result<Model, Errors> {
    match read_partly(sources) {
        (model, None) => Ok(model),
        (_, Some(errors)) => Err(errors),
    }
}

/// Reads what can be read of a model, so that those who check more can tell their mistakes in the same run.
///
/// Beside the mistakes, the model has all that is not touched by them; its members may target what is not there.
pub fn read_partly(sources: &[Source]) -> (Model, Option<Errors>) {
    let mut problems = Problems::default();
    let mut model = assemble(sources, &mut problems);
    model.sources = sources.to_vec();
    model.gaps.mark(problems.spans());
    let (warnings, errors) = problems.finish(sources);
    (Model { warnings, ..model }, errors)
}

/// Reads one JSON text as a tree, without asking what it means.
///
/// # Errors
///
/// The text is no JSON, or an object in it has two members of one name.
pub(crate) fn tree(source: &Source) -> Result<Node, Errors> {
    let mut problems = Problems::default();
    let node = parse(0, source, &mut problems);
    match problems.finish(std::slice::from_ref(source)) {
        (_, None) => Ok(node.unwrap_or(Node::new(NodeKind::Null))),
        (_, Some(errors)) => Err(errors),
    }
}

fn assemble(sources: &[Source], problems: &mut Problems) -> Model {
    let mut assembly = Assembly::default();
    for (index, source) in (0..).zip(sources) {
        let root = parse(index, source, problems);
        match root.and_then(|root| document::document(root, problems)) {
            Some(document) => assembly.add(document, problems),
            None => assembly.gaps.add_source(),
        }
    }
    connect(assembly, problems)
}

/// From here on, whatever is not there is missing, unless it could not be read.
fn connect(mut assembly: Assembly, problems: &mut Problems) -> Model {
    mixin::flatten(&mut assembly, problems);
    apply::report_left(&assembly, problems);
    target::check(&assembly, problems);
    let mut model = Model {
        metadata: assembly.metadata,
        gaps: assembly.gaps,
        ..Model::default()
    };
    for draft in assembly.drafts.into_values() {
        let id = draft.id.clone();
        match finish::finish(draft, problems) {
            Some(shape) => drop(model.shapes.insert(id, shape)),
            None => model.gaps.extend([Box::from(id.as_str())]),
        }
    }
    check::all(&model, problems);
    cycle::check(&model, problems);
    model
}
