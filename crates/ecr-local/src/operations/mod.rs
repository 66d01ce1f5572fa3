//! The operations, one file each.
//!
//! To add one, write its file around a `pub(crate) const OPERATION` and put it into [`ALL`]:
//! what its input may be, and how it is paged, comes from the model.

mod create_repository;
mod describe_image_scan_findings;
mod describe_images;
mod describe_pull_through_cache_rules;
mod describe_replication_backfill_results;
mod describe_repositories;
mod describe_repository_creation_templates;
mod get_lifecycle_policy_preview;
mod list_image_referrers;
mod list_images;
mod list_pull_time_update_exclusions;
mod list_replication_backfills;
mod put_image;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::input::Input;
use crate::paging::Listing;
use crate::service_error::ServiceError;
use crate::store::Store;

/// Every operation this registry knows.
pub(crate) const ALL: &[Operation] = &[
    create_repository::OPERATION,
    describe_image_scan_findings::OPERATION,
    describe_images::OPERATION,
    describe_pull_through_cache_rules::OPERATION,
    describe_replication_backfill_results::OPERATION,
    describe_repositories::OPERATION,
    describe_repository_creation_templates::OPERATION,
    get_lifecycle_policy_preview::OPERATION,
    list_image_referrers::OPERATION,
    list_images::OPERATION,
    list_pull_time_update_exclusions::OPERATION,
    list_replication_backfills::OPERATION,
    put_image::OPERATION,
];

/// An operation: its name in the model, and what it does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// Gives the text of the response's body.
    pub(crate) run: fn(&mut Context<'_>) -> Result<String, ServiceError>,
}

/// What an operation has to work with. The input has been checked against the model.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) store: &'a mut Store,
    pub(crate) input: Input<'a>,
    /// The page asked for; the first one where the operation is not paged.
    pub(crate) listing: &'a Listing,
}

/// The entries of a table behind a key, in the order of keys: those that a list of the input names, or all.
fn named_or_all<'t, T>(
    table: &'t BTreeMap<String, T>,
    input: Input<'t>,
    member: &str,
    after: &str,
) -> impl Iterator<Item = (&'t String, &'t T)> + use<'t, T> {
    let names: BTreeSet<&str> = input.texts(member).collect();
    table
        .range::<str, _>((Bound::Excluded(after), Bound::Unbounded))
        .filter(move |(name, _)| names.is_empty() || names.contains(name.as_str()))
}
