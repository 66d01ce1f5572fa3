//! Runs in which a call failed: equal up to there, and then D7, for botocore has no token and the product has.

use smithy_pagination::codec;
use smithy_wire::Value;

use super::run::{Seen, Told};
use crate::conformance::allowed;
use crate::conformance::listing::{Failure, Listing};
use crate::conformance::model::model;
use crate::conformance::refusals;
use crate::conformance::rows::Row;
use crate::conformance::start::{AMOUNT, Start};
use crate::conformance::verdict::Verdict;

/// Judges a run; `fault` is how botocore says the call failed.
///
/// The model of botocore's loop ends where its responses end, with the token of the request that got none:
/// that is the token the product's error has to carry.
pub fn judge(
    row: &Row,
    fault: &Value,
    seen: &Seen,
    project: &dyn Fn(&Listing) -> Option<Listing>,
) -> Verdict {
    if let Some(deviation) = refusals::explain(row, &seen.listing) {
        return Verdict::Deviated(vec![deviation]);
    }
    if !is_botocores(row) {
        return Verdict::Failed("botocore did not stop at the failed call, or kept a token".into());
    }
    judge_ours(row, told(fault), seen, project)
}

/// Judges a run in which a body was cut, which botocore does not see: it takes the rest for an empty last page.
///
/// `short` is the row without that page.
pub fn judge_cut(
    row: &Row,
    short: &Row,
    seen: &Seen,
    project: &dyn Fn(&Listing) -> Option<Listing>,
) -> Verdict {
    if let Some(deviation) = refusals::explain(short, &seen.listing) {
        return Verdict::Deviated(vec![deviation]);
    }
    if model(row, Default::default()) != Some(Listing::recorded(row)) {
        return Verdict::Failed("botocore did not take the cut body for an empty last page".into());
    }
    judge_ours(short, Some(Told::Transport), seen, project)
}

/// The product stops at the failed call as the model does, with its token, unless a deviation stops it before.
fn judge_ours(
    row: &Row,
    fault: Option<Told>,
    seen: &Seen,
    project: &dyn Fn(&Listing) -> Option<Listing>,
) -> Verdict {
    let switches = std::iter::once(Default::default()).chain(allowed::combinations(row));
    let found = switches
        .map(|made| (made, expected(row, made)))
        .find(|(_, expected)| {
            let expected = expected.as_ref().and_then(project);
            expected.as_ref() == Some(&seen.listing)
        });
    match found {
        None => Verdict::Failed(format!(
            "differs at or before the failed call: {:?}",
            seen.listing.failure
        )),
        Some((_, Some(listing))) if ends_at_the_call(&listing) && seen.fault != fault => {
            Verdict::Failed(format!(
                "the call failed otherwise: {:?}, botocore {fault:?}",
                seen.fault
            ))
        }
        Some((made, _)) if made == Default::default() => Verdict::Passed,
        Some((made, _)) => Verdict::Deviated(allowed::deviations(made)),
    }
}

/// botocore did what its model does, but for the token, of which it has none.
fn is_botocores(row: &Row) -> bool {
    let silent = |mut listing: Listing| {
        (listing.failure, listing.full_failure) = (None, None);
        listing
    };
    let recorded = Listing::recorded(row);
    let failed = recorded.failure.is_some() && recorded.full_failure.is_some();
    let modelled = model(row, Default::default());
    failed && recorded.resume.is_none() && modelled.map(silent) == Some(silent(recorded))
}

/// What the model does, the failed call included.
pub fn expected(row: &Row, made: crate::conformance::model::Switches) -> Option<Listing> {
    let mut listing = model(row, made)?;
    if row.responses().is_empty() {
        // The first call failed: where it started from, the place in the page included.
        let start = Start::of(row).and_then(|start| Some((start.token, start.amount?)));
        if let Some((mut token, amount)) = start {
            token.insert(AMOUNT, amount);
            let resume = codec::encode(&token);
            listing.failure = Some(Failure::OutOfResponses { resume });
            listing.full_failure.clone_from(&listing.failure);
        }
    }
    Some(listing)
}

fn ends_at_the_call(listing: &Listing) -> bool {
    matches!(listing.failure, Some(Failure::OutOfResponses { .. }))
}

fn told(fault: &Value) -> Option<Told> {
    let text = |name| fault.get(name).and_then(Value::as_str);
    match text("kind")? {
        "transport" => Some(Told::Transport),
        _ => Some(Told::Service {
            code: text("code").map(str::to_owned),
            status: u16::try_from(fault.get("status")?.as_u64()?).ok()?,
        }),
    }
}
