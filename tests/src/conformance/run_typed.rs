//! A row of ECR through the generated request, response and paginator.
//!
//! Both sides are compared as the model's types see them: what was recorded is read into the response type as well.
//! So members the model lacks fall away, and null is the same as absent. Requests and tokens are compared as they are.

use ecr::describe_image_scan_findings::DescribeImageScanFindingsItem;
use serde::Serialize;
use serde::de::DeserializeOwned;
use smithy_pagination::{Aggregate, Items, PageConfig};
use smithy_wire::schema::{Kind, Range};
use smithy_wire::{Value, json};

use super::listing::{Listing, flatten, group};
use super::observe::{Job, View, observe, refused, with_next_token};
use super::rows::Row;
use super::start::{Start, integer};

/// A row that fits the model, and what it takes to compare it.
pub struct Typed<'r> {
    /// What the product did.
    pub observed: Listing,
    keys: Vec<&'r str>,
    page: fn(&Value) -> Option<Value>,
}

impl Typed<'_> {
    /// What the service answers as the model's types see it.
    pub fn responses(&self, row: &Row) -> Option<Vec<Value>> {
        row.responses().iter().map(self.page).collect()
    }

    /// The same listing as the model's types see it; absent if a page does not fit.
    pub fn project(&self, listing: &Listing) -> Option<Listing> {
        let pages: Vec<Value> = listing.pages.iter().map(self.page).collect::<Option<_>>()?;
        let flat = flatten(&pages, &self.keys);
        if flat.len() != listing.flat.len() {
            return None;
        }
        Some(Listing {
            items: self.items(listing, &pages, &flat),
            full: match &listing.full {
                None => None,
                Some(full) => Some(self.full(full)?),
            },
            // Expressions are for pages in JSON.
            search: Vec::new(),
            // Generated paginators do not show it; the full result holds it.
            non_aggregate: Listing::empty().non_aggregate,
            pages,
            flat,
            ..listing.clone()
        })
    }

    /// Only items that are those of their pages are shown as those of the pages here are.
    fn items(
        &self,
        listing: &Listing,
        pages: &[Value],
        flat: &[(usize, Value)],
    ) -> Vec<Option<Vec<Value>>> {
        if listing.items == group(&listing.pages, &self.keys, &listing.flat) {
            group(pages, &self.keys, flat)
        } else {
            listing.items.clone()
        }
    }

    fn full(&self, full: &Value) -> Option<Value> {
        let token = full.get("NextToken").and_then(Value::as_str);
        Some(with_next_token(
            (self.page)(full)?,
            token.map(str::to_owned),
        ))
    }
}

/// Picks the module of an operation, whose names all start with the operation's.
macro_rules! operations {
    ($row:expr; $($name:literal => $module:ident $paginator:ident $item:expr;)*) => {
        match $row.get("operation").as_str().unwrap_or_default() {
            $($name => run(ecr::$module::$paginator, $row, $item),)*
            _ => None,
        }
    };
}

/// Runs a row; absent if its operation is not of ECR or a value does not fit the model.
#[rustfmt::skip]
pub fn run_if_it_fits(row: &Row) -> Option<Typed<'_>> {
    operations! { row;
        "ecr.DescribeImageScanFindings" => describe_image_scan_findings DescribeImageScanFindingsPaginator finding;
        "ecr.DescribeImages" => describe_images DescribeImagesPaginator only_key;
        "ecr.DescribePullThroughCacheRules" => describe_pull_through_cache_rules DescribePullThroughCacheRulesPaginator only_key;
        "ecr.DescribeReplicationBackfillResults" => describe_replication_backfill_results DescribeReplicationBackfillResultsPaginator only_key;
        "ecr.DescribeRepositories" => describe_repositories DescribeRepositoriesPaginator only_key;
        "ecr.DescribeRepositoryCreationTemplates" => describe_repository_creation_templates DescribeRepositoryCreationTemplatesPaginator only_key;
        "ecr.GetLifecyclePolicyPreview" => get_lifecycle_policy_preview GetLifecyclePolicyPreviewPaginator only_key;
        "ecr.ListImageReferrers" => list_image_referrers ListImageReferrersPaginator only_key;
        "ecr.ListImages" => list_images ListImagesPaginator only_key;
        "ecr.ListPullTimeUpdateExclusions" => list_pull_time_update_exclusions ListPullTimeUpdateExclusionsPaginator only_key;
        "ecr.ListReplicationBackfills" => list_replication_backfills ListReplicationBackfillsPaginator only_key;
    }
}

fn only_key<T: Serialize>(item: T) -> (usize, Value) {
    (0, to_value(&item))
}

fn finding(item: DescribeImageScanFindingsItem) -> (usize, Value) {
    match item {
        DescribeImageScanFindingsItem::Finding(finding) => (0, to_value(&finding)),
        DescribeImageScanFindingsItem::EnhancedFinding(finding) => (1, to_value(&finding)),
        _ => (usize::MAX, Value::Null),
    }
}

fn run<P>(paginator: P, row: &Row, item: fn(P::Item) -> (usize, Value)) -> Option<Typed<'_>>
where
    P: Aggregate + Items + Clone,
    P::Request: DeserializeOwned + json::WriteJson,
    P::Response: json::ReadJson + Default + Serialize + Clone,
{
    if !start_fits(row) || !limits_fit(row) {
        return None;
    }
    let keys = row.paginator("result_key");
    let request: P::Request = serde_json::from_str(&row.get("params").to_json()).ok()?;
    let responses = row
        .responses()
        .iter()
        .map(read)
        .collect::<Option<Vec<_>>>()?;
    let observed = match PageConfig::from_json(row.get("config")) {
        Err(error) => Listing::refused(row, refused(error)),
        Ok(config) => observe(
            &Job {
                paginator,
                request,
                responses,
                config,
                keys: &keys,
                non_aggregate: &row.paginator("non_aggregate_keys"),
            },
            &View {
                request: |request| json::from_str(&json::to_string(request)).unwrap_or_default(),
                page: to_value,
                item,
            },
        ),
    };
    let page = |page: &Value| read::<P::Response>(page).map(|page| to_value(&page));
    let typed = Typed {
        observed,
        keys,
        page,
    };
    // What was recorded has to fit as well, or there is nothing to compare with.
    typed.project(&Listing::recorded(row)).map(|_| typed)
}

fn read<R: json::ReadJson + Default>(value: &Value) -> Option<R> {
    json::from_str(&value.to_json()).ok()
}

fn to_value<T: Serialize>(value: &T) -> Value {
    serde_json::to_string(value)
        .ok()
        .and_then(|text| Value::from_json(&text).ok())
        .unwrap_or_default()
}

/// The model's tokens are texts.
fn start_fits(row: &Row) -> bool {
    let Some(start) = Start::of(row) else {
        return true;
    };
    let names = row.paginator("input_token");
    let mut tokens = start.token.iter().filter(|(name, _)| names.contains(name));
    tokens.all(|(_, value)| value.is_null() || value.as_str().is_some())
}

/// The page size, and a limit that the caller's own request has, are within the model's range.
fn limits_fit(row: &Row) -> bool {
    let key = row.paginator("limit_key");
    let own = key.first().and_then(|key| row.get("params").get(key));
    let size = match row.config("PageSize") {
        Value::String(text) => Some(integer(text).map_or(Value::Null, Value::Number)),
        Value::Null => None,
        size => Some(size.clone()),
    };
    let mut limits = own.into_iter().chain(&size);
    let range = key.first().and_then(|key| range(row, key));
    limits.all(|limit| {
        let limit = limit.as_i64();
        limit
            .zip(range)
            .is_some_and(|(limit, range)| range.contains(limit))
    })
}

fn range(row: &Row, limit_key: &str) -> Option<Range> {
    let operation = row.get("operation").as_str()?.strip_prefix("ecr.")?;
    let input = ecr_schema::SERVICE.operation(operation)?.input;
    match input.member(limit_key)?.kind {
        Kind::Integer(range) => Some(range),
        _ => None,
    }
}
