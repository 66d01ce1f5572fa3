//! What a sweep says at its end.

use ecr_sweep::{Report, State};

use super::files::Files;
use super::{IMAGES, REPOSITORIES};
use crate::console::{Console, complain};
use crate::failure::{Exit, Failure};
use crate::signals::Ending;

/// Tells what came of it.
///
/// # Errors
///
/// Repositories failed.
pub(super) fn tell(report: &Report, files: &Files<'_>, console: Console) -> Result<Exit, Failure> {
    if report.was_complete {
        console.remark(&format!(
            "complete already, with {}: nothing was asked; --overwrite sweeps anew",
            IMAGES.count(report.images_in_all)
        ));
        return Ok(Exit::Success);
    }
    for name in &report.appeared {
        console.remark(&format!("new since the last run: {name}"));
    }
    for name in &report.vanished {
        console.remark(&format!("no longer there: {name}"));
    }
    let (all, now) = (report.images_in_all, report.images);
    if report.is_complete() {
        let repositories = REPOSITORIES.count(report.repositories);
        console.remark(&counted(all, now, &format!(" of {repositories}")));
        return Ok(Exit::Success);
    }
    for failed in &report.failed {
        complain(format!("error: {}: {}", failed.repository, failed.why));
    }
    let message = format!(
        "{} of {} repositories failed; written: {}",
        report.failed.len(),
        report.repositories,
        counted(all, now, "")
    );
    let failure = Failure::new(worst(report), message).note(files.go_on());
    Err(match files.place.filter(|_| is_of_parameters(report)) {
        Some(place) => failure.note(format!(
            "if it is the token of a place that is not taken any more: delete {}, and begin anew with --overwrite",
            place.display()
        )),
        None => failure,
    })
}

fn is_of_parameters(report: &Report) -> bool {
    let mut codes = report.failed.iter().map(|failed| failed.code.as_deref());
    codes.any(|code| code == Some("InvalidParameterException"))
}

/// What a sweep that was stopped says, which found the one state and left the other.
pub(super) fn stopped(ending: Ending, before: &State, after: &State, files: &Files<'_>) -> Failure {
    let what = match after.images.saturating_sub(before.images) {
        0 => "nothing was written by this run".to_owned(),
        now => format!(
            "{} of {} repositories are read; written: {}",
            after.parts.iter().filter(|part| part.is_over()).count(),
            after.parts.len(),
            counted(after.images, now, "")
        ),
    };
    ending.failure(&what).note(files.go_on())
}

/// `75 images`, or `75 images, 20 of them by this run`.
fn counted(all: u64, now: u64, of: &str) -> String {
    let count = IMAGES.count(all);
    match now == all {
        true => format!("{count}{of}"),
        false => format!("{count}{of}, {now} of them by this run"),
    }
}

/// What a person must see to, where repositories failed in several ways: the service's answers first.
fn worst(report: &Report) -> Exit {
    let failed = report.failed.iter();
    let worst = failed
        .map(|failed| Exit::from(failed.reached))
        .min_by_key(|exit| match exit {
            Exit::Service => 0,
            Exit::Configuration => 1,
            _ => 2,
        });
    worst.unwrap_or(Exit::Other)
}
