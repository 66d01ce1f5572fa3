//! ListPullTimeUpdateExclusions, in the order of ARNs.

use std::ops::Bound;

use super::{Context, Operation};
use crate::json;
use crate::service_error::ServiceError;

pub(crate) const OPERATION: Operation = Operation {
    name: "ListPullTimeUpdateExclusions",
    run,
};

/// The model bounds the list of a response, though a request may ask for more.
const MOST_ON_A_PAGE: usize = 100;

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let listing = context.listing.at_most(MOST_ON_A_PAGE);
    let after = (Bound::Excluded(listing.after()), Bound::Unbounded);
    let arns = context.store.exclusions.range::<str, _>(after);
    let page = listing.page(arns.map(|arn| (arn, arn.as_str())));
    Ok(json::object(|o| {
        o.texts("pullTimeUpdateExclusions", page.items);
        o.maybe_text("nextToken", page.next_token.as_deref());
    }))
}
