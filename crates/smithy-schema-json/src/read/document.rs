//! The top of a source: version, metadata, shapes.

use super::draft::{Apply, Draft};
use super::fields::{missing, object, warn_strangers};
use super::shapes::Shapes;
use super::validators;
use crate::error::ErrorKind;
use crate::node::{Entry, Node, NodeKind, Object};
use crate::problem::{Problem, Problems};
use crate::suggest;

/// What one source says.
#[derive(Default)]
pub(super) struct Document {
    pub(super) shapes: Vec<Draft>,
    pub(super) applies: Vec<Apply>,
    pub(super) metadata: Vec<Entry>,
    /// Shapes and members that could not be read.
    pub(super) broken: Vec<Box<str>>,
}

/// The versions of Smithy whose AST is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V1,
    V2,
}

const TOP: [&str; 3] = ["smithy", "metadata", "shapes"];

/// `None` where the source is no model at all, so that nothing is known of the shapes it should have.
pub(super) fn document(root: Node, problems: &mut Problems) -> Option<Document> {
    let span = root.span();
    let NodeKind::Object(top) = root.kind else {
        problems.push(not_a_model(&root));
        return None;
    };
    let version = match top.entry("smithy") {
        Some(entry) => version(entry.value(), problems),
        None => {
            problems.push(unversioned(&top, span));
            if !top.iter().any(|entry| entry.key() == "shapes") {
                return None;
            }
            Version::V2
        }
    };
    warn_strangers(&top, "a model", &TOP, problems);
    contents(top, version, problems)
}

fn contents(top: Object, version: Version, problems: &mut Problems) -> Option<Document> {
    let mut document = Document::default();
    for entry in top.entries {
        match &*entry.key {
            "metadata" => document.metadata = metadata(entry.value, problems),
            "shapes" => {
                let mut reading = Shapes {
                    version,
                    problems: &mut *problems,
                    document: &mut document,
                };
                reading.read(entry.value)?;
            }
            _ => {}
        }
    }
    Some(document)
}

fn metadata(node: Node, problems: &mut Problems) -> Vec<Entry> {
    let metadata = object(node, "the metadata", problems).unwrap_or_default();
    if let Some(validators) = metadata.get("validators") {
        validators::check(validators, problems);
    }
    metadata.entries
}

fn version(node: &Node, problems: &mut Problems) -> Version {
    match node.as_str() {
        Some("1" | "1.0") => Version::V1,
        Some("2" | "2.0") => Version::V2,
        _ => {
            problems.push(bad_version(node));
            Version::V2
        }
    }
}

fn bad_version(node: &Node) -> Problem {
    let remedy = match node.kind() {
        NodeKind::Number(number) => format!("put it in quotes: `\"{number}\"`"),
        _ => "use \"2.0\"; a newer version needs a newer reader".to_owned(),
    };
    Problem::new(
        ErrorKind::NotAModel,
        node.span(),
        "this version of Smithy cannot be read",
    )
    .expected("\"2.0\" or \"1.0\"")
    .found(super::fields::describe(node))
    .remedy(remedy)
}

fn not_a_model(root: &Node) -> Problem {
    Problem::new(ErrorKind::NotAModel, root.span(), "this is no Smithy model")
        .expected("an object with `smithy` and `shapes`")
        .found(super::fields::describe(root))
        .remedy("give the JSON form of a Smithy model; `smithy ast` makes it from `.smithy` files")
}

fn unversioned(top: &Object, span: crate::span::Span) -> Problem {
    let mut problem = missing("smithy", "the model", span, top, &TOP);
    let foreign = ["metadata", "shapes"]
        .iter()
        .all(|name| top.entry(name).is_none());
    let botocore = top.entry("operations").is_some() || top.entry("pagination").is_some();
    if botocore {
        problem = problem
            .remedy("this looks like one of botocore's files: give the service's Smithy model");
    } else if foreign && suggest::near("smithy", top.iter().map(Entry::key)).is_empty() {
        problem = problem
            .remedy("give the JSON form of a Smithy model; it begins with `\"smithy\": \"2.0\"`");
    } else if !foreign {
        problem = problem.remedy("add `\"smithy\": \"2.0\"`");
    }
    problem.of_kind(ErrorKind::NotAModel)
}
