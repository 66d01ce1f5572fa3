//! DescribeReplicationBackfillResults: a result for each image and tag, in the order of repositories, digests and tags.

use super::{Context, Operation};
use crate::input::Input;
use crate::json::{self, Object, write_object};
use crate::service_error::ServiceError;
use crate::store::{Backfill, Copy, ImageId, Outcome, Store};

pub(crate) const OPERATION: Operation = Operation {
    name: "DescribeReplicationBackfillResults",
    run,
};

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let (input, listing) = (context.input, context.listing);
    context.store.check_registry(input)?;
    context.store.fill_replicated();
    let store = &*context.store;
    let backfill = find(store, input)?;
    let page = listing.page(results(store, backfill, input, listing.after()));
    let copies: Vec<_> = store.copies("", "").collect();
    Ok(json::object(|o| {
        o.text("registryId", &store.account);
        backfill.write_state(o, &store.account);
        backfill.write_progress(o, &copies);
        o.list("results", page.items, |out, (copy, outcome)| {
            write_object(out, |o| write_result(o, &copy, outcome));
        });
        backfill.write_times(o);
        o.maybe_text("nextToken", page.next_token.as_deref());
    }))
}

fn find<'s>(store: &'s Store, input: Input<'_>) -> Result<&'s Backfill, ServiceError> {
    let id = input.required_text("replicationBackfillId")?;
    let found = store.backfills.get(&id.to_ascii_lowercase());
    found.ok_or_else(|| {
        let message = format!(
            "Registry {} has no replication backfill {id}",
            store.account
        );
        ServiceError::new("ReplicationBackfillNotFoundException", message)
    })
}

/// The results behind a key; none while the backfill is running.
fn results<'s>(
    store: &'s Store,
    backfill: &'s Backfill,
    input: Input<'s>,
    after: &'s str,
) -> impl Iterator<Item = (String, (Copy<'s>, Outcome))> {
    let wanted = input.text("resultStatusFilter");
    let mut parts = after.split(' ');
    let (name, digest) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let copies = backfill
        .status
        .is_final()
        .then(|| store.copies(name, digest));
    copies
        .into_iter()
        .flatten()
        .filter_map(|copy| Some((copy.key(), (copy, backfill.outcome(&copy)?))))
        .filter(move |(key, _)| key.as_str() > after)
        .filter(move |(_, (_, outcome))| wanted.is_none_or(|wanted| wanted == outcome.as_str()))
}

fn write_result(o: &mut Object<'_>, copy: &Copy<'_>, outcome: Outcome) {
    let manifest = &copy.image.manifest;
    o.text("repositoryName", &copy.repository.name);
    o.object("imageId", |o| {
        let id = ImageId {
            digest: Some(&manifest.digest),
            tag: copy.tag,
        };
        id.write(o);
    });
    o.text("status", outcome.as_str());
    o.maybe_text("failureCode", outcome.code());
    if !manifest.children.is_empty() {
        o.texts("subImageFailureCodes", outcome.code());
    }
}
