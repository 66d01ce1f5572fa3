//! What identifies an item, so that a listing resumed inside a page notices that the page changed.

use smithy_schema_json::{Shape, ShapeKind};

use super::members::is_structure;
use super::paths::Lost;
use super::scope::Scope;
use super::{paths, sensitivity};
use crate::ir::{Identity, Path, Type};

/// What identifies the items of each result key, and the names that identify none.
///
/// The overlay may say which members do; else it is every text of the item that is no secret.
/// Figures, states and times do not: they change while the item stays.
pub(crate) fn of(
    scope: &Scope<'_>,
    items: &[Option<&Shape>],
    named: &[String],
) -> (Vec<Identity>, Vec<String>) {
    let mut found = vec![false; named.len()];
    let identity = |item: &Option<&Shape>| match item {
        Some(item) if matches!(item.kind(), ShapeKind::String) => Identity::Itself,
        Some(item) if !is_structure(item) => Identity::Texts(Vec::new()),
        Some(item) if named.is_empty() => Identity::Texts(texts(scope, item)),
        Some(item) => {
            let paths = named.iter().zip(&mut found);
            let paths = paths.filter_map(|(text, found)| {
                let path = paths::path(scope, item.id(), text);
                *found |= matches!(path, Err(Lost::Unread));
                let path = path.ok().filter(is_text)?;
                *found = true;
                Some(path)
            });
            Identity::Texts(paths.collect())
        }
        None => Identity::Texts(Vec::new()),
    };
    let identities = items.iter().map(identity).collect();
    let known = items.iter().all(Option::is_some);
    let unfound = named.iter().zip(found).filter(|(_, found)| known && !found);
    (identities, unfound.map(|(name, _)| name.clone()).collect())
}

fn texts(scope: &Scope<'_>, item: &Shape) -> Vec<Path> {
    let open = item
        .members()
        .iter()
        .filter(|member| !sensitivity::is_secret(scope.model, member));
    let paths = open.filter_map(|member| paths::path(scope, item.id(), member.name()).ok());
    paths.filter(is_text).collect()
}

fn is_text(path: &Path) -> bool {
    path.last.ty == Type::String
}
