//! The changelog's entries for a model update, drafted from the diff for a person to edit.

use std::fs;
use std::path::Path;

use codegen::Surface;
use smithy_schema_json::{Model, Node, Source};

use crate::diff::{self, Changes};
use crate::workspace;

pub(super) const FILE: &str = "CHANGELOG.md";

const UNRELEASED: &str = "## Unreleased\n";

/// What the update says to users.
pub(super) enum Draft {
    /// The changelog with the entries in it.
    Entries(String),
    /// Nothing to enter, and why.
    None(String),
}

/// Drafts the entries for a model, in its file of facts, that becomes one with this surface.
pub(super) fn draft(root: &Path, facts: &str, after: &Surface, title: &str) -> Draft {
    let Some(sources) = before(root, facts) else {
        return Draft::None("no model was here before".to_owned());
    };
    let before = diff::read(&sources).and_then(|model| diff::surface(&model, facts));
    let changes = match before {
        Ok(before) => Changes::between(&before, after),
        Err(why) => return Draft::None(format!("the model before cannot be compared: {why}\n")),
    };
    let entries = diff::entries(&changes);
    if entries.is_empty() {
        return Draft::None("the public surface is the same".to_owned());
    }
    let text = fs::read_to_string(root.join(FILE)).unwrap_or_else(|_| "# Changelog\n".to_owned());
    Draft::Entries(insert(&text, title, &entries))
}

/// The model that lies there, with what of the overlays fits it: they may be written for the new one already.
fn before(root: &Path, facts: &str) -> Option<Vec<Source>> {
    let model = alone(root, facts)?;
    let files = workspace::json_files(root.join(facts).parent()?).ok()?;
    let sources = files.iter().map(|path| workspace::source(path, root));
    let sources: Vec<Source> = sources.collect::<Result<_, _>>().ok()?;
    let fitting = sources.into_iter().map(|source| {
        if source.name == facts {
            return source;
        }
        fitting(&source, &model)
    });
    Some(fitting.collect())
}

/// The overlay without entries for what the model does not have.
fn fitting(overlay: &Source, model: &Model) -> Source {
    let Ok(mut root) = Node::parse(overlay) else {
        return overlay.clone();
    };
    let is_there = |id: &str| match id.split_once('$') {
        Some((shape, member)) => model
            .shape(shape)
            .is_some_and(|shape| shape.member(member).is_some()),
        None => model.shape(id).is_some(),
    };
    let shapes = root.as_object_mut().and_then(|root| root.get_mut("shapes"));
    if let Some(shapes) = shapes.and_then(Node::as_object_mut) {
        shapes.retain(|entry| is_there(entry.key()));
    }
    Source::new(overlay.name.clone(), root.to_string())
}

/// The model in a file without its overlays, where one lies there that can be read.
pub(super) fn alone(root: &Path, file: &str) -> Option<Model> {
    let source = workspace::source(&root.join(file), root).ok()?;
    smithy_schema_json::read(&[source]).ok()
}

/// Puts the entries at the end of what is not released yet, under a heading that is there once.
fn insert(text: &str, title: &str, entries: &str) -> String {
    let heading = format!("### {title}\n");
    let start = match text.find(UNRELEASED) {
        Some(at) => at + UNRELEASED.len(),
        None => return insert(&with_unreleased(text), title, entries),
    };
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.find("\n## ").map_or(text.len(), |at| start + at);
    let (body, tail) = text.split_at_checked(end).unwrap_or((text, ""));
    let body = body.trim_end();
    if body.contains(&heading) {
        return format!("{body}\n{entries}{tail}");
    }
    format!("{body}\n\n{heading}\n{entries}{tail}")
}

/// A changelog whose newest section is for what is not released yet.
fn with_unreleased(text: &str) -> String {
    let at = text.find("\n## ").map_or(text.len(), |at| at + 1);
    let (head, tail) = text.split_at_checked(at).unwrap_or((text, ""));
    let gap = if tail.is_empty() { "" } else { "\n" };
    format!("{}\n\n{UNRELEASED}{gap}{tail}", head.trim_end())
}

#[cfg(test)]
mod tests {
    use super::insert;

    #[test]
    fn entries_go_behind_what_is_not_released_yet() {
        let text = "# Changelog\n\n## Unreleased\n\n- By hand.\n\n## 0.1.0\n\n- Old.\n";
        let expected = "# Changelog\n\n## Unreleased\n\n- By hand.\n\n### ECR\n\n- New.\n\n## 0.1.0\n\n- Old.\n";
        let once = insert(text, "ECR", "- New.\n");
        assert_eq!(once, expected);
        assert_eq!(
            insert(&once, "ECR", "- More.\n"),
            expected.replace("New.\n", "New.\n- More.\n")
        );
    }

    #[test]
    fn a_section_for_them_is_made_where_there_is_none() {
        let expected = "# Changelog\n\n## Unreleased\n\n### ECR\n\n- New.\n\n## 0.1.0\n";
        assert_eq!(
            insert("# Changelog\n\n## 0.1.0\n", "ECR", "- New.\n"),
            expected
        );
        let expected = "# Changelog\n\n## Unreleased\n\n### ECR\n\n- New.\n";
        assert_eq!(insert("# Changelog\n", "ECR", "- New.\n"), expected);
    }
}
