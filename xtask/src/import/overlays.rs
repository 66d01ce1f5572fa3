//! The overlays of a model: kept, checked against it, and the one for paginators brought up to date.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use smithy_schema_json::{Model, Node, NodeKind, Object, Shape, Source};

use super::paginators::{self, Paginator};
use super::{Given, refuse};
use crate::failure::Failure;
use crate::workspace;

const PAGINATORS: &str = "paginators.json";
const TRAIT: &str = "codegen.pagination#paginated";

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
    ) -> Result<(), Failure> {
        let name = format!("{}/{PAGINATORS}", self.folder);
        let index = self.sources.iter().position(|source| source.name == name);
        let mut root = match index.map(|index| self.sources.remove(index)) {
            Some(source) => refuse(&source.name, Node::parse(&source))?,
            None => empty_overlay(),
        };
        for paginator in paginators::read(&given.source)? {
            let operation = operation(&paginator, given, model, service)?;
            update(&mut root, operation, &paginator);
        }
        let text = format!("{root}\n");
        self.sources.push(Source::new(name.clone(), text.clone()));
        self.sources.sort_by(|one, two| one.name.cmp(&two.name));
        self.changed.insert(name, text);
        Ok(())
    }

    /// The model and all overlays.
    pub(super) fn with(&self, facts: &Source) -> Vec<Source> {
        [facts].into_iter().chain(&self.sources).cloned().collect()
    }

    /// Refuses entries that no longer apply: to nothing that is there, or saying what the model says itself.
    pub(super) fn check(&self, facts: &Source) -> Result<(), Failure> {
        let sources = self.with(facts);
        smithy_schema_json::read(&sources)
            .map_err(|errors| stale(&format!("an overlay no longer fits the model\n\n{errors}")))?;
        let base = refuse(
            &facts.name,
            smithy_schema_json::read(std::slice::from_ref(facts)),
        )?;
        let needless: Vec<String> = self
            .sources
            .iter()
            .flat_map(|source| needless(source, &base))
            .collect();
        if needless.is_empty() {
            return Ok(());
        }
        Err(stale(&format!(
            "the model says itself what an overlay adds\n\n{}",
            needless.join("\n")
        )))
    }
}

fn stale(text: &str) -> Failure {
    Failure::new(format!(
        "{text}\n\nnothing was written; correct the overlay, then import again"
    ))
}

/// The traits of an overlay that the model has already, with the same value.
fn needless(source: &Source, base: &Model) -> Vec<String> {
    let Ok(root) = Node::parse(source) else {
        return Vec::new();
    };
    let entries = root
        .get("shapes")
        .and_then(Node::as_object)
        .into_iter()
        .flatten();
    let mut found = Vec::new();
    for entry in entries {
        let traits = entry
            .value()
            .get("traits")
            .and_then(Node::as_object)
            .into_iter()
            .flatten();
        for own in traits {
            if in_model(base, entry.key(), own.key()) == Some(own.value()) {
                let place = source.locate(own.key_span());
                found.push(format!(
                    "{place}: `{}` of `{}`: take the entry out",
                    own.key(),
                    entry.key()
                ));
            }
        }
    }
    found
}

fn in_model<'m>(model: &'m Model, id: &str, name: &str) -> Option<&'m Node> {
    match id.split_once('$') {
        Some((shape, member)) => model.shape(shape)?.member(member)?.traits().get(name),
        None => model.shape(id)?.traits().get(name),
    }
}

fn operation<'m>(
    paginator: &Paginator,
    given: &Given,
    model: &'m Model,
    service: &Shape,
) -> Result<&'m Shape, Failure> {
    let operations = model.closure(service).operations;
    let found = operations
        .into_iter()
        .find(|operation| operation.id().name() == paginator.operation);
    found.ok_or_else(|| {
        let (name, file) = (&paginator.operation, &given.source.name);
        Failure::new(format!(
            "{file} pages `{name}`, which the model does not have; give files of the same date"
        ))
    })
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
