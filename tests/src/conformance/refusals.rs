//! D1, D6 and D9: what is refused here and is not by botocore, and whether the row gives cause.

use smithy_pagination::ConfigError;
use smithy_wire::Value;

use super::allowed::Deviation;
use super::listing::{Failure, Listing};
use super::model::len;
use super::path;
use super::rows::Row;
use super::start::{Start, max_items};

/// The deviation that explains a refusal, if the row's own values give cause for exactly this one.
pub fn explain(row: &Row, observed: &Listing) -> Option<Deviation> {
    let failure = observed.failure.as_ref()?;
    match failure {
        Failure::BeyondPage {
            amount,
            page_len,
            page_start,
        } => {
            let sound =
                is_beyond(row, *amount, *page_len, page_start) && stopped_there(row, observed);
            sound.then_some(Deviation::D9)
        }
        Failure::Refused(error) => {
            let nothing = Listing {
                search: nothing_found(observed),
                ..Listing::refused(row, failure.clone())
            };
            let nothing = *observed == nothing;
            explain_config(row, error).filter(|_| nothing)
        }
        _ => None,
    }
}

fn explain_config(row: &Row, error: &ConfigError) -> Option<Deviation> {
    let crashes = row.expect("error").get("kind").and_then(Value::as_str) == Some("other");
    let (deviation, cause) = match error {
        ConfigError::TokenMembers {
            unknown, missing, ..
        } => (
            Deviation::D1,
            row.has("wrong_keys_token") && are_wrong(row, unknown, missing),
        ),
        ConfigError::NegativeMaxItems => (
            Deviation::D6,
            row.has("negative_max_items") && max_items(row).is_some_and(|cap| cap < 0),
        ),
        ConfigError::TokenAmount { .. } => (
            Deviation::D6,
            row.has("odd_truncate_amount")
                && Start::of(row).is_some_and(|start| start.count().is_none()),
        ),
        ConfigError::TokenScalar | ConfigError::TokenBytes => {
            (Deviation::D6, row.has("crashing_token") && crashes)
        }
        _ => return None,
    };
    cause.then_some(deviation)
}

/// The members that the token would set, and those that it lacks, are named without fault or gap.
fn are_wrong(row: &Row, unknown: &[String], missing: &[String]) -> bool {
    let Some(start) = Start::of(row) else {
        return false;
    };
    let names = row.paginator("input_token");
    let found = start.token.iter().map(|(name, _)| name);
    let unknown_members = found.filter(|name| !names.contains(name));
    let missing_members = names.iter().filter(|name| !start.token.contains(name));
    (!unknown.is_empty() || !missing.is_empty())
        && unknown_members.eq(unknown)
        && missing_members.copied().eq(missing)
}

fn is_beyond(row: &Row, amount: u64, page_len: usize, page_start: &str) -> bool {
    let keys = row.paginator("result_key");
    let first = row.responses().first();
    let found = first
        .zip(keys.first())
        .map(|(first, key)| len(path::get(first, key)));
    let start = Start::of(row);
    found == Some(page_len)
        && amount > page_len as u64
        && start
            .is_some_and(|start| start.count() == Some(amount) && start.page_start() == page_start)
}

/// No expression found anything; the typed runner has none.
fn nothing_found(observed: &Listing) -> Vec<Vec<Value>> {
    observed.search.iter().map(|_| Vec::new()).collect()
}

/// One request was sent, the recorded one, and nothing was delivered, by any way.
fn stopped_there(row: &Row, observed: &Listing) -> bool {
    let Some(failure) = observed.failure.clone() else {
        return false;
    };
    let first = Listing::recorded(row).requests.into_iter().take(1);
    let expected = Listing {
        requests: first.collect(),
        search: nothing_found(observed),
        ..Listing::refused(row, failure)
    };
    *observed == expected && !expected.requests.is_empty()
}
