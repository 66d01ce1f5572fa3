//! Everything that is wrong with a model, the reader's mistakes and the generator's, in one list.

use std::fmt;

use smithy_schema_json::{Errors, Location, Model, Source, read_partly};

use crate::error;
use crate::plan::Plan;
use crate::resolve;

/// Reads a model that [`generate`](crate::generate) can make code of.
///
/// What the reader refuses does not keep the generator from looking at the rest, nor one part of the generator the others.
///
/// # Errors
///
/// Every mistake, in the order of the text; none that only follows from another.
pub fn read(sources: &[Source], plan: &Plan) -> Result<Model, Mistakes> {
    let (model, unread) = read_partly(sources);
    let reading = unread.iter().flatten().cloned().map(Mistake::Reading);
    let meaningless = model.warnings().iter().cloned().map(Mistake::Reading);
    let refused = refusals(&model, plan, unread.as_ref());
    let generating = refused.into_iter().map(Mistake::Generating);
    let mut all: Vec<Mistake> = reading.chain(meaningless).chain(generating).collect();
    if all.is_empty() {
        return Ok(model);
    }
    all.sort_by(|one, other| one.location().cmp(&other.location()));
    Err(Mistakes(all))
}

/// What keeps the model from being generated; of one that is read in part, only what the reader's mistakes do not explain.
fn refusals(model: &Model, plan: &Plan, unread: Option<&Errors>) -> Vec<error::Error> {
    let Err(errors) = resolve::service(model, plan) else {
        return Vec::new();
    };
    let told = |place: &Location| {
        let mut all = unread.into_iter().flatten();
        all.any(|other| other.location() == place)
    };
    let unexplained = |error: &&error::Error| match error.location() {
        Some(place) => !told(place),
        None => unread.is_none(),
    };
    errors.iter().filter(unexplained).cloned().collect()
}

/// One mistake of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mistake {
    /// The model is not as Smithy has it.
    Reading(smithy_schema_json::Error),
    /// No code can be made of it.
    Generating(error::Error),
}

impl Mistake {
    /// Where it is, where it is anywhere.
    pub fn location(&self) -> Option<&Location> {
        match self {
            Mistake::Reading(error) => Some(error.location()),
            Mistake::Generating(error) => error.location(),
        }
    }

    /// What is wrong, in a line.
    pub fn message(&self) -> &str {
        match self {
            Mistake::Reading(error) => error.message(),
            Mistake::Generating(error) => error.message(),
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &str {
        match self {
            Mistake::Reading(error) => error.remedy(),
            Mistake::Generating(error) => error.remedy(),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mistake::Reading(error) => error.fmt(f),
            Mistake::Generating(error) => error.fmt(f),
        }
    }
}

/// Every mistake of a model, in the order of the text; one at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// The mistakes, in the order of the text.
    pub fn iter(&self) -> std::slice::Iter<'_, Mistake> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Mistakes {
    type Item = &'a Mistake;
    type IntoIter = std::slice::Iter<'a, Mistake>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        error::listed(&self.0, f)
    }
}

impl std::error::Error for Mistake {}
impl std::error::Error for Mistakes {}
