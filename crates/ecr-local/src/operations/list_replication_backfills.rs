//! ListReplicationBackfills, in the order of identifiers.

use std::ops::Bound;

use super::{Context, Operation};
use crate::json::{self, write_object};
use crate::service_error::ServiceError;

pub(crate) const OPERATION: Operation = Operation {
    name: "ListReplicationBackfills",
    run,
};

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let listing = context.listing;
    context.store.check_registry(context.input)?;
    context.store.fill_replicated();
    let store = &*context.store;
    let after = (Bound::Excluded(listing.after()), Bound::Unbounded);
    let page = listing.page(store.backfills.range::<str, _>(after));
    let copies: Vec<_> = store.copies("", "").collect();
    Ok(json::object(|o| {
        o.text("registryId", &store.account);
        o.list("backfills", page.items, |out, backfill| {
            write_object(out, |o| {
                backfill.write_state(o, &store.account);
                backfill.write_progress(o, &copies);
                backfill.write_times(o);
            });
        });
        o.maybe_text("nextToken", page.next_token.as_deref());
    }))
}
