//! Whether traits make sense, as far as a generator stands on them.

mod auth;
mod bodies;
mod conflicts;
mod default;
mod form;
mod host;
mod known;
mod pagination;
mod path;
mod pattern;
mod place;
mod resources;
mod service;
mod streams;
mod table;
mod twins;
mod value;
mod waiter;

use crate::model::Model;
use crate::problem::Problems;
use crate::traits::Traits;

/// Holds the value of every known trait against its form.
pub(super) fn all(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        values(shape.traits(), problems);
        for member in shape.members() {
            values(member.traits(), problems);
        }
    }
    place::places(model, problems);
    host::hosts(model, problems);
    twins::shapes(model, problems);
    twins::twins(model, problems);
    twins::json_names(model, problems);
    pagination::pagination(model, problems);
    known::known(model, problems);
    conflicts::conflicts(model, problems);
    pattern::patterns(model, problems);
    default::defaults(model, problems);
    default::examples(model, problems);
    bodies::bodies(model, problems);
    streams::streams(model, problems);
    service::versions(model, problems);
    service::renames(model, problems);
    resources::resources(model, problems);
    auth::schemes(model, problems);
    value::ranges(model, problems);
    waiter::waiters(model, problems);
}

/// Whether a trait's value is a list.
pub(super) fn is_list(id: &str) -> bool {
    matches!(table::form(id), Some(form::Form::List(_)))
}

fn values(traits: &Traits, problems: &mut Problems) {
    for entry in traits {
        if let Some(form) = table::form(entry.id.as_str()) {
            form::check(entry, form, problems);
        }
    }
}
