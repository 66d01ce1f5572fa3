//! The overlays of a model: kept, checked against it, and the one for paginators brought up to date.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use codegen::{Mistake, Plan, Surface};
use smithy_schema_json::{Model, Node, NodeKind, Object, Shape, Source};

use super::paginators::{self, Paginator};
use super::stale::Models;
use super::{Given, refuse};
use crate::failure::Failure;
use crate::workspace;

const PAGINATORS: &str = "paginators.json";
pub(super) const TRAIT: &str = "codegen.pagination#paginated";

/// The members of our trait that follow from the model and botocore's file, and those that only we know; in the order
/// they are written.
const KEYS: [(&str, Owner); 9] = [
    ("inputToken", Owner::Import),
    ("outputToken", Owner::Import),
    ("pageSize", Owner::Import),
    ("items", Owner::Import),
    ("moreResults", Owner::Import),
    ("nonAggregate", Owner::Import),
    ("excludes", Owner::Hand),
    ("defaultPageSize", Owner::Hand),
    ("identity", Owner::Hand),
];

#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Import,
    Hand,
}

/// The overlays of a model's folder.
pub(super) struct Overlays {
    folder: String,
    /// Those there are, `paginators.json` as it shall be.
    sources: Vec<Source>,
    /// The overlays to write, by path.
    pub(super) changed: BTreeMap<String, String>,
    /// The README there is, or nothing.
    pub(super) readme: String,
}

impl Overlays {
    /// Reads every JSON file of the folder but the model.
    pub(super) fn read(root: &Path, folder: &str, model: &str) -> Result<Overlays, Failure> {
        let mut sources = Vec::new();
        let place = root.join(folder);
        let files = if place.is_dir() {
            workspace::json_files(&place)?
        } else {
            Vec::new()
        };
        for path in files {
            // The model itself is about to be replaced, whatever state it is in.
            if workspace::relative(&path, root) != model {
                sources.push(workspace::source(&path, root)?);
            }
        }
        let readme = fs::read_to_string(place.join("README.md")).unwrap_or_default();
        Ok(Overlays {
            folder: folder.to_owned(),
            sources,
            changed: BTreeMap::new(),
            readme,
        })
    }

    /// Brings `paginators.json` up to date with botocore's file.
    pub(super) fn take_paginators(
        &mut self,
        given: &Given,
        model: &Model,
        service: &Shape,
    ) -> Vec<String> {
        let (paginators, mut told) = paginators::read(&given.source);
        let name = format!("{}/{PAGINATORS}", self.folder);
        let index = self.sources.iter().position(|source| source.name == name);
        let there = index.and_then(|index| self.sources.get(index));
        // What is wrong with the overlay that is there is told with the others.
        let Ok(mut root) = there.map_or_else(|| Ok(empty_overlay()), Node::parse) else {
            return told;
        };
        let operations = model.closure(service).operations;
        for paginator in paginators {
            let is_it = |shape: &&&Shape| shape.id().name() == paginator.operation;
            match operations.iter().find(is_it) {
                Some(operation) => update(&mut root, operation, &paginator),
                None => told.push(unknown(&paginator)),
            }
        }
        let text = format!("{root}\n");
        self.sources.retain(|source| source.name != name);
        self.sources.push(Source::new(name.clone(), text.clone()));
        self.sources.sort_by(|one, two| one.name.cmp(&two.name));
        self.changed.insert(name, text);
        told
    }

    /// The surface of the model with its overlays, or why there is none: its protocol is not spoken.
    pub(super) fn surface(
        &self,
        facts: &Source,
        service: &Shape,
    ) -> Result<Result<Surface, codegen::Errors>, Failure> {
        let model = refuse(&facts.name, smithy_schema_json::read(&self.with(facts)))?;
        let plan = Plan::new(super::name(service)?);
        Ok(codegen::surface(&model, &plan))
    }

    /// The model and all overlays.
    pub(super) fn with(&self, facts: &Source) -> Vec<Source> {
        [facts].into_iter().chain(&self.sources).cloned().collect()
    }

    /// What is wrong in overlays, and entries that no longer apply: to nothing that is there, to what has become another,
    /// or saying what the model says itself.
    ///
    /// Of a model that could not be read whole, it is not known which entries still apply.
    pub(super) fn misfits(
        &self,
        models: Option<&Models<'_>>,
        facts: &Source,
        plan: &Plan,
    ) -> String {
        let mistakes = codegen::read(&self.with(facts), plan).err();
        let is_ours = |mistake: &&Mistake| {
            let place = mistake.location();
            place.is_some_and(|place| place.file() != facts.name)
        };
        let ours = mistakes.iter().flatten().filter(is_ours);
        let mut parts: Vec<String> = ours.map(ToString::to_string).collect();
        let overlays = self.sources.iter();
        let stale =
            overlays.flat_map(|source| models.into_iter().flat_map(|models| models.stale(source)));
        let stale: Vec<String> = stale.collect();
        parts.extend((!stale.is_empty()).then(|| stale.join("\n")));
        parts.join("\n\n")
    }
}

pub(super) fn refused(told: &str) -> Failure {
    Failure::new(format!(
        "overlays no longer fit the model\n\n{told}\n\nnothing was written; correct the overlays, then import again"
    ))
}

fn unknown(paginator: &Paginator) -> String {
    let Paginator {
        place, operation, ..
    } = paginator;
    format!(
        "{place}: the model has no operation `{operation}` to page; give files of the same date"
    )
}

fn empty_overlay() -> Node {
    let top = [
        ("smithy", Node::string("2.0")),
        ("shapes", Node::new(NodeKind::Object(Object::new()))),
    ];
    Node::new(NodeKind::Object(top.into_iter().collect()))
}

/// Sets what follows from botocore's file and keeps what only we know.
fn update(root: &mut Node, operation: &Shape, paginator: &Paginator) {
    let Some(shapes) = root
        .as_object_mut()
        .and_then(|root| root.get_mut("shapes"))
        .and_then(Node::as_object_mut)
    else {
        return;
    };
    let id = operation.id().as_str();
    let beyond = paginator.beyond(&operation.traits().paginated().unwrap_or_default());
    let traits = shapes
        .get(id)
        .and_then(|entry| entry.get("traits"))
        .and_then(Node::as_object)
        .cloned();
    let mut traits = traits.unwrap_or_default();
    let before = traits
        .get(TRAIT)
        .and_then(Node::as_object)
        .cloned()
        .unwrap_or_default();
    let whole = combine(&before, &beyond);
    if whole.is_empty() {
        traits.remove(TRAIT);
    } else {
        traits.insert(TRAIT, Node::new(NodeKind::Object(whole)));
    }
    if traits.is_empty() {
        shapes.remove(id);
    } else {
        shapes.insert(id, apply(traits));
    }
}

fn combine(before: &Object, beyond: &Object) -> Object {
    let value = |(key, owner): (&'static str, Owner)| {
        let from = if owner == Owner::Import {
            beyond
        } else {
            before
        };
        from.get(key).map(|value| (key, value.clone()))
    };
    let mut whole: Object = KEYS.into_iter().filter_map(value).collect();
    // What is unknown stays: the check names it.
    for entry in before {
        if KEYS.iter().all(|(key, _)| *key != entry.key()) {
            whole.insert(entry.key(), entry.value().clone());
        }
    }
    whole
}

fn apply(traits: Object) -> Node {
    let body = [
        ("type", Node::string("apply")),
        ("traits", Node::new(NodeKind::Object(traits))),
    ];
    Node::new(NodeKind::Object(body.into_iter().collect()))
}
