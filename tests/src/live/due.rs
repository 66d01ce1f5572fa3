//! Whether the deviations that a run gives cause for were made: doing as botocore does is a failure there.

use super::faults::expected;
use super::run::Seen;
use crate::conformance::listing::{Failure, Listing};
use crate::conformance::model::{Switches, len};
use crate::conformance::path;
use crate::conformance::rows::Row;
use crate::conformance::start::Start;
use crate::conformance::{allowed, model::model};

/// What the row's tags say has to be refused before any request.
const REFUSED: [&str; 4] = [
    "wrong_keys_token",
    "odd_truncate_amount",
    "crashing_token",
    "negative_max_items",
];

/// The deviation that should have been made and was not; `row` ends before a failed call, `is_whole` where there is none.
pub fn missing(
    row: &Row,
    is_whole: bool,
    seen: &Seen,
    project: &dyn Fn(&Listing) -> Option<Listing>,
) -> Option<String> {
    let listing = &seen.listing;
    if listing.requests.is_empty() {
        return None;
    }
    if let Some(tag) = row.first_of(&REFUSED) {
        return Some(format!("not refused: {tag}"));
    }
    if matches!(listing.failure, Some(Failure::BeyondPage { .. })) {
        return None;
    }
    if is_beyond(row) {
        return Some("D9 was not made".into());
    }
    // Where the model is not botocore it cannot say what is due.
    if is_whole && model(row, Switches::default()) != Some(Listing::recorded(row)) {
        return None;
    }
    let all = allowed::combinations(row).last().unwrap_or_default();
    let due = expected(row, all).and_then(|due| project(&due));
    let made = due.as_ref() == Some(listing);
    (!made).then(|| {
        format!(
            "not all that is due was made of {:?}",
            allowed::deviations(all)
        )
    })
}

/// The starting token points past the end of its page.
fn is_beyond(row: &Row) -> bool {
    let amount = Start::of(row).and_then(|start| start.count());
    let keys = row.paginator("result_key");
    let first = row.responses().first().zip(keys.first());
    first.is_some_and(|(page, key)| amount > Some(len(path::get(page, key)) as u64))
}
