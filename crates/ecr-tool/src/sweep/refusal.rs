//! Files that do not go together, told by the flags that named them.

use std::path::Path;

use ecr_sweep::{Output, SweepError};

use super::files::Files;
use crate::failure::{Exit, Failure};

/// What is said of files that are not what the command line takes them for; `None` for every other error.
pub(super) fn told(error: &SweepError, files: &Files<'_>) -> Option<Failure> {
    let place = files.place.map(shown).unwrap_or_default();
    let (message, remedy) = match error {
        SweepError::NoJournal(path) => (
            format!("{} holds no place of a sweep", shown(path)),
            ANOTHER.to_owned(),
        ),
        SweepError::SameFile(path) => (
            format!("--out and --checkpoint name one file: {}", shown(path)),
            "name two: one for the lines, one for the place".to_owned(),
        ),
        SweepError::Unknown(out) => (unknown(&shown(out), &place), UNKNOWN.to_owned()),
        SweepError::Missing { path, .. } => (
            format!(
                "{place} is the place of lines in a file, and {} is not there",
                shown(path)
            ),
            anew(&place),
        ),
        SweepError::TooShort {
            path,
            expected,
            found,
            ..
        } => (
            format!(
                "{place} is the place behind {expected} bytes of lines, and {} has {found}",
                shown(path)
            ),
            anew(&place),
        ),
        SweepError::OtherLines { path, .. } => (
            format!(
                "{place} is the place of another output: {} has other lines",
                shown(path)
            ),
            anew(&place),
        ),
        SweepError::OtherOutput { journal, .. } => of_kind(*journal, &place),
        SweepError::OtherRegistry { journal, asked, .. } => {
            elsewhere(&place, journal, asked, "the caller's own")
        }
        SweepError::OtherOrigin { journal, asked, .. } => {
            elsewhere(&place, journal, asked, "no known place")
        }
        _ => return None,
    };
    Some(Failure::new(Exit::Usage, message).note(remedy))
}

const ANOTHER: &str = "name another file with --checkpoint";
const UNKNOWN: &str =
    "name another file, or let its lines go and start the sweep anew with --overwrite";

fn unknown(out: &str, place: &str) -> String {
    match place {
        "" => format!("{out} has lines already, and without --checkpoint nothing is known of them"),
        _ => format!("{out} has lines already, and {place} holds no place in them"),
    }
}

fn anew(place: &str) -> String {
    format!(
        "name with --out the file that the place was kept for, \
         or delete {place} and start anew, with --overwrite where a file has lines"
    )
}

fn of_kind(kind: Output, place: &str) -> (String, String) {
    match kind {
        Output::Stream => (
            format!("{place} is the place of a sweep to standard output"),
            format!("leave --out out, or {ANOTHER}"),
        ),
        _ => (
            format!("{place} is the place of a sweep into a file"),
            format!("name that file with --out, or {ANOTHER}"),
        ),
    }
}

fn elsewhere(
    place: &str,
    journal: &Option<String>,
    asked: &Option<String>,
    none: &str,
) -> (String, String) {
    let named = |of: &Option<String>| of.clone().unwrap_or_else(|| none.to_owned());
    let (journal, asked) = (named(journal), named(asked));
    let message =
        format!("{place} is the place of a sweep of the registry {journal}, not of {asked}");
    (message, format!("{ANOTHER} for another registry"))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
