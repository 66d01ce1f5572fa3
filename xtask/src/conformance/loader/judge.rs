//! The verdict on one case.

use std::collections::BTreeSet;

use smithy_schema_json::{Error, ErrorKind, Errors, Source};

use super::manifest::{Case, Event, Expect};
use super::reasons;

/// What came of a case.
pub(super) enum Verdict {
    Passed,
    /// The reader takes what a validator of the reference refuses: each validator, and why that cannot hurt.
    Taken(Vec<(String, &'static str)>),
    /// It differs, and how.
    Failed(String),
}

/// Reads the case's sources and compares what is said of them.
pub(super) fn judge(case: &Case, sources: &[Source]) -> Verdict {
    let outcome = smithy_schema_json::read(sources);
    match (case.expect, outcome) {
        (Expect::Valid | Expect::Accept, Ok(_)) => Verdict::Passed,
        (Expect::Valid | Expect::Accept, Err(errors)) => Verdict::Failed(listed(&errors)),
        (Expect::NotAModel, Err(errors)) => not_a_model(&errors),
        (Expect::RejectLoader | Expect::RejectTarget, Err(errors)) => at_the_shapes(case, &errors),
        (Expect::RejectValidation, Err(errors)) => at_one_of_the_shapes(case, &errors),
        (Expect::RejectValidation, Ok(_)) => taken(case),
        (_, Ok(_)) => Verdict::Failed("it was read".to_owned()),
    }
}

fn not_a_model(errors: &Errors) -> Verdict {
    if errors
        .iter()
        .all(|error| error.kind() == ErrorKind::NotAModel)
    {
        Verdict::Passed
    } else {
        Verdict::Failed(listed(errors))
    }
}

/// Every shape that the reference names is one where something is found wrong, or hangs on such a one.
fn at_the_shapes(case: &Case, errors: &Errors) -> Verdict {
    let mut known = BTreeSet::new();
    let mut left: Vec<&Event> = case.events.iter().collect();
    loop {
        let before = left.len();
        left.retain(|event| {
            let accounted = named(event, errors) || hangs_on(event, &known);
            if accounted {
                known.insert(shape(event));
            }
            !accounted
        });
        match left.first() {
            None => return Verdict::Passed,
            Some(event) if left.len() == before => return unnamed(event, errors),
            Some(_) => {}
        }
    }
}

fn at_one_of_the_shapes(case: &Case, errors: &Errors) -> Verdict {
    let mut events = case.events.iter();
    match case.events.first() {
        Some(event) if !events.any(|event| named(event, errors)) => unnamed(event, errors),
        _ => Verdict::Passed,
    }
}

/// The shape without a member: where a member is wrong, so is its shape.
fn shape(event: &Event) -> &str {
    event.shape.split('$').next().unwrap_or_default()
}

/// An event that names no shape is about the file.
fn named(event: &Event, errors: &Errors) -> bool {
    let shape = shape(event);
    let at = |error: &Error| {
        let path = error.location().path();
        path.contains(&format!("[\"{shape}\"]")) || path.contains(&format!("[\"{shape}$"))
    };
    matches!(shape, "" | "-") || errors.iter().any(at)
}

/// The reference refuses what needs a refused shape as well; here it is told once.
fn hangs_on(event: &Event, known: &BTreeSet<&str>) -> bool {
    let lacks = |shape: &&str| event.message.contains(&format!("{shape} not found"));
    known.iter().any(lacks)
}

fn unnamed(event: &Event, errors: &Errors) -> Verdict {
    let found = listed(errors);
    Verdict::Failed(format!(
        "nothing is said of `{}` ({}); instead: {found}",
        event.shape, event.message
    ))
}

fn taken(case: &Case) -> Verdict {
    let names: BTreeSet<&str> = case
        .events
        .iter()
        .map(|event| event.name.as_str())
        .collect();
    let mut reasons = Vec::new();
    for name in names {
        match reasons::reason(name) {
            Some(reason) => reasons.push((name.to_owned(), reason)),
            None => return Verdict::Failed(format!("it was read, and nothing excuses `{name}`")),
        }
    }
    Verdict::Taken(reasons)
}

fn listed(errors: &Errors) -> String {
    let each = errors
        .iter()
        .map(|error| format!("{}: {}", error.location().path(), error.message()));
    each.collect::<Vec<_>>().join("; ")
}
