//! Near ids.

use crate::id::ShapeId;
use crate::suggest;

/// The remedy that names the ids nearest to a wrong one, else the other one.
///
/// An id of the same name in another namespace comes before a near name in the same.
pub(crate) fn nearest<'a>(
    wrong: &ShapeId,
    ids: impl Iterator<Item = &'a ShapeId>,
    other: &str,
) -> String {
    let mut elsewhere = Vec::new();
    let mut here = Vec::new();
    for id in ids {
        if id.name() == wrong.name() {
            elsewhere.push(id.as_str());
        } else if id.namespace() == wrong.namespace() {
            here.push(id);
        }
    }
    if elsewhere.is_empty() {
        let near = suggest::near(wrong.name(), here.iter().map(|id| id.name()));
        elsewhere = here
            .iter()
            .filter(|id| near.contains(&id.name()))
            .map(|id| id.as_str())
            .collect();
        elsewhere.sort_by_key(|id| near.iter().position(|name| id.ends_with(name)));
    }
    elsewhere.truncate(3);
    suggest::did_you_mean(&elsewhere).unwrap_or_else(|| other.to_owned())
}
