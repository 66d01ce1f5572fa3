//! The same for programs.

use serde_json::{Value, json};

use super::compare::{Change, Changes, What};

/// One object: the sides, how many break, and the changes.
pub(super) fn text(changes: &Changes, old: &str, new: &str) -> String {
    let all: Vec<Value> = changes.0.iter().map(change).collect();
    json!({"old": old, "new": new, "breaking": changes.breaking(), "changes": all}).to_string()
}

fn change(change: &Change) -> Value {
    let mut value = json!({
        "kind": change.kind.to_string(),
        "path": change.path,
        "shape": change.shape,
        "breaking": change.verdict.breaking,
        "why": change.verdict.why,
    });
    let Some(members) = value.as_object_mut() else {
        return value;
    };
    let mut set = |name: &str, text: &str| drop(members.insert(name.to_owned(), text.into()));
    match &change.what {
        What::Added => {
            set("what", "added");
            set("new", &change.line);
        }
        What::Removed(to) => {
            set("what", "removed");
            set("old", &change.line);
            to.iter().for_each(|to| set("renamed_to", to));
        }
        What::Changed { fact, old, new } => {
            set("what", "changed");
            set("fact", &fact.to_string());
            old.iter().for_each(|old| set("old", old));
            new.iter().for_each(|new| set("new", new));
        }
    }
    value
}
