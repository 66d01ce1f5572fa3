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
/// Mistakes within a source are found all at once; those between shapes only once every source has been read.
pub fn read(sources: &[Source]) -> Result<Model, Errors> {
    let mut problems = Problems::default();
    let model = assemble(sources, &mut problems);
    let warnings = problems.finish(sources)?;
    Ok(Model {
        sources: sources.to_vec(),
        warnings,
        ..model
    })
}

/// Reads one JSON text as a tree, without asking what it means.
///
/// # Errors
///
/// The text is no JSON, or an object in it has two members of one name.
pub(crate) fn tree(source: &Source) -> Result<Node, Errors> {
    let mut problems = Problems::default();
    let node = parse(0, source, &mut problems);
    problems.finish(std::slice::from_ref(source))?;
    Ok(node.unwrap_or(Node::new(NodeKind::Null)))
}

fn assemble(sources: &[Source], problems: &mut Problems) -> Model {
    let mut assembly = Assembly::default();
    let mut complete = true;
    for (index, source) in (0..).zip(sources) {
        let root = parse(index, source, problems);
        match root.and_then(|root| document::document(root, problems)) {
            Some(document) => assembly.add(document, problems),
            None => complete = false,
        }
    }
    if complete {
        connect(assembly, problems)
    } else {
        Model::default()
    }
}

/// From here on, whatever is not there is missing.
fn connect(mut assembly: Assembly, problems: &mut Problems) -> Model {
    let sound = problems.is_empty();
    mixin::flatten(&mut assembly, problems);
    apply::report_left(&assembly, problems);
    target::check(&assembly, problems);
    let shapes = assembly
        .drafts
        .into_values()
        .filter_map(|draft| finish::finish(draft, problems));
    let shapes = shapes.map(|shape| (shape.id.clone(), shape)).collect();
    let model = Model {
        shapes,
        metadata: assembly.metadata,
        ..Model::default()
    };
    check::traits(&model, problems);
    cycle::check(&model, problems);
    if sound {
        check::pagination(&model, problems);
    }
    model
}
