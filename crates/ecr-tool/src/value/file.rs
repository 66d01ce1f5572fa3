//! `file://PATH` stands for the text of that file.

use std::borrow::Cow;

use super::Problem;

const PREFIX: &str = "file://";

/// The word itself, or the text of the file it names, as it is.
pub(crate) fn resolve(word: &str) -> Result<Cow<'_, str>, Problem> {
    let Some(path) = word.strip_prefix(PREFIX) else {
        return Ok(Cow::Borrowed(word));
    };
    match std::fs::read_to_string(expand_home(path).as_ref()) {
        Ok(text) => Ok(Cow::Owned(text)),
        Err(error) => Err(Problem::new(format!("cannot read {path}: {error}"))
            .remedy("file:// is followed by a path: file://input.json or file:///tmp/input.json")),
    }
}

fn expand_home(path: &str) -> Cow<'_, str> {
    match (path.strip_prefix("~/"), std::env::var("HOME")) {
        (Some(rest), Ok(home)) => Cow::Owned(format!("{home}/{rest}")),
        _ => Cow::Borrowed(path),
    }
}
