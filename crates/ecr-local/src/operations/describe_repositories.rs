//! DescribeRepositories, in the order of names.

use std::collections::BTreeSet;
use std::ops::Bound;

use super::{Context, Operation};
use crate::json::{self, write_object};
use crate::paging::Page;
use crate::service_error::ServiceError;
use crate::store::{Repository, Store, repository_not_found};

pub(crate) const OPERATION: Operation = Operation {
    name: "DescribeRepositories",
    run,
};

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let (input, listing) = (context.input, context.listing);
    input.check_count("repositoryNames", 1, 100)?;
    context.store.check_registry(input)?;
    let page = if input.has("repositoryNames") {
        Page {
            items: named(context.store, input.texts("repositoryNames"))?,
            next_token: None,
        }
    } else {
        let after = (Bound::Excluded(listing.after()), Bound::Unbounded);
        listing.page(context.store.repositories.range::<str, _>(after))
    };
    Ok(json::object(|o| {
        o.list("repositories", page.items, |out, repository| {
            write_object(out, |o| repository.write(o));
        });
        o.maybe_text("nextToken", page.next_token.as_deref());
    }))
}

/// The repositories named, each once, in the order they are named in.
fn named<'s>(
    store: &'s Store,
    names: impl Iterator<Item = &'s str>,
) -> Result<Vec<&'s Repository>, ServiceError> {
    let mut seen = BTreeSet::new();
    let find = |name| {
        store
            .repositories
            .get(name)
            .ok_or_else(|| repository_not_found(name, &store.account))
    };
    names.filter(|name| seen.insert(*name)).map(find).collect()
}
