//! A row on the paginator that takes any configuration.

use smithy_pagination::{DynamicItem, DynamicPaginator, PageConfig};

use super::listing::{Failure, Listing};
use super::observe::{Job, View, observe, refused};
use super::rows::Row;

/// Runs a row.
///
/// # Errors
///
/// The reason if the paginator's configuration itself is refused.
pub fn run(row: &Row) -> Result<Listing, String> {
    let operation = row.get("operation").as_str().unwrap_or("Synthetic");
    let paginator = DynamicPaginator::from_json(operation, row.get("paginator"))
        .map_err(|error| error.to_string())?;
    let keys = row.paginator("result_key");
    let config = match PageConfig::from_json(row.get("config")) {
        Ok(config) => config,
        Err(error) => {
            return Ok(Listing {
                search: super::search::of_nothing(row),
                ..Listing::refused(row, refused(error))
            });
        }
    };
    let job = Job {
        paginator,
        request: row.get("params").clone(),
        responses: row.responses().to_vec(),
        config,
        keys: &keys,
        non_aggregate: &row.paginator("non_aggregate_keys"),
    };
    let view = View {
        request: Clone::clone,
        page: Clone::clone,
        item: |item: DynamicItem| (item.key, item.value),
    };
    let mut listing = observe(&job, &view);
    if let Some(first) = listing.pages.first() {
        listing.non_aggregate = job.paginator.non_aggregate_part(first);
    }
    listing.search = super::search::of_listing(row, &job.paginator, &job.config);
    check_key_items(&job.paginator, &mut listing);
    Ok(listing)
}

/// The items key by key, which botocore calls `result_key_iters`, are those of the one iteration.
fn check_key_items(paginator: &DynamicPaginator, listing: &mut Listing) {
    let of_key = |key| {
        let pages = listing.pages.iter();
        let items = pages.map(|page| paginator.key_items(key, page));
        items
            .collect::<Option<Vec<_>>>()
            .map(|lists| lists.concat())
    };
    let keys = 0..paginator.result_keys().count();
    if keys.map(of_key).ne(listing.items.iter().cloned()) {
        listing.failure = Some(Failure::Other("the items key by key are others".into()));
    }
}
