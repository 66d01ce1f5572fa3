//! Whether traits make sense, as far as a generator stands on them.

mod form;
mod host;
mod pagination;
mod path;
mod place;
mod table;
mod twins;

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
    twins::twins(model, problems);
    pagination::pagination(model, problems);
}

fn values(traits: &Traits, problems: &mut Problems) {
    for entry in traits {
        if let Some(form) = table::form(entry.id.as_str()) {
            form::check(entry, form, problems);
        }
    }
}
