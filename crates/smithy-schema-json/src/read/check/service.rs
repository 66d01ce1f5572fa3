//! What a service says of itself: its version, and what it renames, which must be its own, and free.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::model::Model;
use crate::problem::{Problem, Problems};
use crate::read::names::nearest;
use crate::shape::{Rename, Shape};

/// Reports services of AWS without a version: it names the interface, and the folder a model is kept in.
pub(super) fn versions(model: &Model, problems: &mut Problems) {
    let unversioned = |shape: &&Shape| {
        let version = shape.as_service().map(|service| &service.version);
        version.is_some_and(String::is_empty) && shape.traits().has("aws.api#service")
    };
    for shape in model.services().filter(unversioned) {
        let message = format!("the service `{}` has no version", shape.id());
        let problem = Problem::new(ErrorKind::Missing, shape.span(), message)
            .expected("the member `version`: a date, as in \"2015-09-21\"")
            .found("none")
            .remedy("add `\"version\": …`");
        problems.push(problem);
    }
}

/// Reports renames of shapes that the service does not reach, and new names that another shape has.
pub(super) fn renames(model: &Model, problems: &mut Problems) {
    for shape in model.services() {
        let Some(service) = shape
            .as_service()
            .filter(|service| !service.rename.is_empty())
        else {
            continue;
        };
        let closure = model.closure(shape);
        let all = [closure.operations, closure.resources, closure.shapes].concat();
        let ids: BTreeSet<&ShapeId> = all.iter().map(|shape| shape.id()).collect();
        let renamed: BTreeMap<&ShapeId, &Rename> = service
            .rename
            .iter()
            .map(|rename| (&rename.shape, rename))
            .collect();
        for rename in &service.rename {
            if !ids.contains(&rename.shape) {
                if !model.is_unread(&rename.shape) {
                    problems.push(stranger(rename, &ids));
                }
                continue;
            }
            if let Some(other) = taken(rename, &all, &renamed) {
                problems.push(clash(rename, other));
            }
        }
    }
}

/// The shape that has the new name already.
fn taken<'m>(
    rename: &Rename,
    all: &[&'m Shape],
    renamed: &BTreeMap<&ShapeId, &Rename>,
) -> Option<&'m ShapeId> {
    let clashes = |id: &&ShapeId| {
        let name = renamed
            .get(*id)
            .map_or(id.name(), |other| other.name.as_str());
        **id != rename.shape && name.eq_ignore_ascii_case(&rename.name)
    };
    all.iter().map(|shape| shape.id()).find(clashes)
}

fn stranger(rename: &Rename, ids: &BTreeSet<&ShapeId>) -> Problem {
    let id = &rename.shape;
    let message = format!("the service renames `{id}`, which it does not have");
    let other = "take the entry out, or name a shape that the service reaches";
    Problem::new(ErrorKind::Target, rename.span, message)
        .expected("the id of a shape that the service reaches")
        .found(format!("\"{id}\""))
        .remedy(nearest(id, ids.iter().copied(), other))
}

fn clash(rename: &Rename, other: &ShapeId) -> Problem {
    let message = format!(
        "the new name of `{}` is that of `{other}` too",
        rename.shape
    );
    Problem::new(ErrorKind::Conflict, rename.span, message)
        .expected("a name that no other shape of the service has")
        .found(format!("\"{}\"", rename.name))
        .remedy("choose another name")
}
