//! Passed, deviated, skipped or failed: what was observed against what was recorded.

use super::allowed::{self, Deviation, SKIPPED_PAGES};
use super::listing::Listing;
use super::model::model;
use super::refusals;
use super::rows::Row;

/// How a row fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All was equal.
    Passed,
    /// Not equal, by these deviations and nothing else; there is at least one.
    Deviated(Vec<Deviation>),
    /// Not equal, but the row has a tag that excuses it.
    Skipped(&'static str),
    /// Not equal: what, in words.
    Failed(String),
}

impl Verdict {
    /// The verdict in one word.
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Passed => "passed",
            Verdict::Deviated(_) => "deviated",
            Verdict::Skipped(_) => "skipped",
            Verdict::Failed(_) => "failed",
        }
    }

    /// The number of the first deviation, the tag of a skip, the difference of a failure.
    pub fn why(&self) -> &str {
        match self {
            Verdict::Passed => "",
            Verdict::Deviated(all) => all.first().map_or("", |first| first.name()),
            Verdict::Skipped(tag) => tag,
            Verdict::Failed(why) => why,
        }
    }

    /// The worse of two verdicts on one row; the first if they are alike.
    pub fn worse<'v>(&'v self, other: &'v Verdict) -> &'v Verdict {
        if other.rank() > self.rank() {
            other
        } else {
            self
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Verdict::Passed => 0,
            Verdict::Deviated(_) => 1,
            Verdict::Skipped(_) => 2,
            Verdict::Failed(_) => 3,
        }
    }

    /// A failure, unless a tag of the row excuses it.
    pub fn failed(row: &Row, excuses: &[&'static str], why: impl Into<String>) -> Verdict {
        match row.first_of(excuses) {
            Some(tag) => Verdict::Skipped(tag),
            None => Verdict::Failed(why.into()),
        }
    }
}

/// Judges what was observed; `project` shows a listing as the runner sees it.
pub fn judge(
    row: &Row,
    observed: &Listing,
    project: &dyn Fn(&Listing) -> Option<Listing>,
) -> Verdict {
    let recorded = Listing::recorded(row);
    let Some(expected) = project(&recorded) else {
        return Verdict::Failed("what was recorded cannot be compared".into());
    };
    let differences = observed.differences(&expected);
    if differences.is_empty() {
        return Verdict::Passed;
    }
    if let Some(deviation) = refusals::explain(row, observed) {
        return Verdict::Deviated(vec![deviation]);
    }
    deviated(row, observed, &recorded, project)
        .unwrap_or_else(|| Verdict::failed(row, SKIPPED_PAGES, describe(&differences, observed)))
}

/// The smallest set of deviations that the tags allow and that explains everything.
fn deviated(
    row: &Row,
    observed: &Listing,
    recorded: &Listing,
    project: &dyn Fn(&Listing) -> Option<Listing>,
) -> Option<Verdict> {
    // Only where the model does all that botocore did may it say what a deviation does.
    if model(row, Default::default()).as_ref() != Some(recorded) {
        return None;
    }
    allowed::combinations(row)
        .find(|made| {
            let expected = model(row, *made).and_then(|listing| project(&listing));
            expected.as_ref() == Some(observed)
        })
        .map(|made| Verdict::Deviated(allowed::deviations(made)))
}

fn describe(differences: &[&str], observed: &Listing) -> String {
    let failure = observed.failure.as_ref().or(observed.full_failure.as_ref());
    let failure = failure.map(|failure| format!("; {failure:?}"));
    format!(
        "differs in {}{}",
        differences.join(", "),
        failure.unwrap_or_default()
    )
}
