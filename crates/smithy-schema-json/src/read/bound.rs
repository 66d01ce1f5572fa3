//! What services, resources and operations bind.

use super::draft::{Bound, LIFECYCLE, ShapeType};
use super::fields::{named, object, reference, references, shape_id, text};
use crate::error::ErrorKind;
use crate::id::is_identifier;
use crate::node::{Entry, Node};
use crate::problem::{Problem, Problems};
use crate::shape::{Rename, Resource, Service};

use super::draft::OperationDraft;

/// Nothing bound yet, in the form that fits the type.
pub(super) fn empty(ty: ShapeType) -> Bound {
    match ty {
        ShapeType::Service => Bound::Service(Service::default()),
        ShapeType::Resource => Bound::Resource(Resource::default()),
        ShapeType::Operation => Bound::Operation(Box::default()),
        _ => Bound::None,
    }
}

/// Reads a property that the type is known to have.
pub(super) fn property(bound: &mut Bound, entry: Entry, problems: &mut Problems) {
    match bound {
        Bound::Service(service) => service_property(service, entry, problems),
        Bound::Resource(resource) => resource_property(resource, entry, problems),
        Bound::Operation(operation) => operation_property(operation, entry, problems),
        Bound::None => {}
    }
}

fn service_property(service: &mut Service, entry: Entry, problems: &mut Problems) {
    let Entry { key, value, .. } = entry;
    match &*key {
        "version" => {
            let version = text(&value, "the version of a service", problems);
            // One of another type is there nevertheless.
            service.version = version.map_or_else(|| value.to_string(), str::to_owned);
        }
        "operations" => service.operations = references(value, "an operation", problems),
        "resources" => service.resources = references(value, "a resource", problems),
        "errors" => service.errors = references(value, "an error", problems),
        _ => service.rename = renames(value, problems),
    }
}

fn renames(node: Node, problems: &mut Problems) -> Vec<Rename> {
    let renames = object(node, "`rename`", problems).unwrap_or_default();
    let pair = |entry: Entry| {
        let id = shape_id(&entry.key, entry.key_span, problems);
        let name = text(&entry.value, "the new name of a shape", problems)?;
        if !is_identifier(name) {
            problems.push(bad_rename(&entry.value, name));
            return None;
        }
        Some(Rename {
            shape: id?,
            name: name.to_owned(),
            span: entry.key_span,
        })
    };
    renames.entries.into_iter().filter_map(pair).collect()
}

fn bad_rename(node: &Node, name: &str) -> Problem {
    Problem::new(
        ErrorKind::Name,
        node.span(),
        format!("`{name}` is no name of a shape"),
    )
    .expected("letters, digits and `_`, with a letter first; no namespace")
    .found(format!("\"{name}\""))
    .remedy("give the new name alone")
}

fn resource_property(resource: &mut Resource, entry: Entry, problems: &mut Problems) {
    let Entry { key, value, .. } = entry;
    match &*key {
        "identifiers" => resource.identifiers = named(value, "an identifier", problems),
        "properties" => resource.properties = named(value, "a property", problems),
        "operations" => resource.operations = references(value, "an operation", problems),
        "collectionOperations" => {
            resource.collection_operations = references(value, "an operation", problems);
        }
        "resources" => resource.resources = references(value, "a resource", problems),
        other => {
            let Some(name) = LIFECYCLE.into_iter().find(|name| *name == other) else {
                return;
            };
            let operation = reference(value, &format!("`{name}`"), problems);
            resource
                .lifecycle
                .extend(operation.map(|operation| (name, operation)));
        }
    }
}

fn operation_property(operation: &mut OperationDraft, entry: Entry, problems: &mut Problems) {
    let Entry { key, value, .. } = entry;
    match &*key {
        "input" => operation.input = reference(value, "`input`", problems),
        "output" => operation.output = reference(value, "`output`", problems),
        _ => operation.errors = references(value, "an error", problems),
    }
}
