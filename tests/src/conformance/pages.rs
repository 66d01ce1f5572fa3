//! Page rows: the verdicts of both runners.

use super::allowed::SKIPPED_PAGES;
use super::rows::Row;
use super::verdict::{self, Verdict};
use super::{run_dynamic, run_typed};

/// The verdicts on one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// On the dynamic paginator.
    pub dynamic: Verdict,
    /// On the generated one, if the row's operation is of ECR and its values fit the model.
    pub typed: Option<Verdict>,
}

impl Outcome {
    /// The worse of the two.
    pub fn verdict(&self) -> &Verdict {
        match &self.typed {
            None => &self.dynamic,
            Some(typed) => self.dynamic.worse(typed),
        }
    }
}

/// Runs a row on both runners and judges them.
pub fn judge(row: &Row) -> Outcome {
    let dynamic = match run_dynamic::run(row) {
        Ok(observed) => verdict::judge(row, &observed, &|listing| Some(listing.clone())),
        Err(why) => Verdict::failed(row, SKIPPED_PAGES, why),
    };
    let typed = run_typed::run_if_it_fits(row)
        .map(|typed| verdict::judge(row, &typed.observed, &|listing| typed.project(listing)));
    Outcome { dynamic, typed }
}
