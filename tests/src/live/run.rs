//! Runs a listing on the product over the socket and writes down what happened.
//!
//! Pages, full result and items are three runs, as botocore's are; each has a path of its own, by which the server tells them apart.

use std::fmt::Display;

use ecr::client::{Bytes, CallError, Client, Http, Ureq, http};
use ecr::describe_image_scan_findings::DescribeImageScanFindingsItem;
use ecr::{Operation, ServiceError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use smithy_pagination::{
    Aggregate, ConfigError, DynamicItem, DynamicPaginator, Fetch, FullResultError, Items,
    PageConfig, PageError, PageErrorKind, Paginate, Paginated, Via,
};
use smithy_wire::{Object, Value};

use super::server::Server;
use crate::conformance::listing::{Failure, Listing, flatten, group};
use crate::conformance::observe::{refused, with_next_token};
use crate::conformance::rows::Row;

/// The names of the three runs.
pub const RUNS: [&str; 3] = ["pages", "full", "items"];

/// What happened.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The listing; a failed call is [`Failure::OutOfResponses`].
    pub listing: Listing,
    /// How the call failed.
    pub fault: Option<Told>,
}

/// How a call failed, as far as two clients can agree on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The service answered with an error.
    Service {
        /// Its code, if the answer had one.
        code: Option<String>,
        /// The HTTP status.
        status: u16,
    },
    /// No complete answer came.
    Transport,
}

/// An error of a client that can say so.
pub trait Tell {
    /// How the call failed.
    fn tell(&self) -> Told;
}

impl<E: ServiceError> Tell for CallError<E> {
    fn tell(&self) -> Told {
        match self.status() {
            Some(status) if status != 200 => Told::Service {
                code: self.code().map(str::to_owned),
                status,
            },
            _ => Told::Transport,
        }
    }
}

impl Tell for Told {
    fn tell(&self) -> Told {
        self.clone()
    }
}

/// Where a listing runs.
#[derive(Clone, Copy, Debug)]
pub struct Place<'s> {
    /// The server.
    pub server: &'s Server,
    /// The number of the run in its chain.
    pub link: usize,
}

impl Place<'_> {
    fn run(&self, who: &str, kind: &str) -> String {
        format!("{}-{who}-{kind}", self.link)
    }

    fn url(&self, who: &str, kind: &str) -> String {
        format!("{}/{}", self.server.url(), self.run(who, kind))
    }

    /// The requests of the three runs, which have to be the same.
    fn requests(&self, who: &str, listing: &mut Listing) {
        let [pages, full, items] = RUNS.map(|kind| self.server.asked(&self.run(who, kind)));
        if pages != full || pages != items {
            listing.failure = Some(Failure::Other(
                "pages, full result and items sent different requests".into(),
            ));
        }
        listing.requests = pages;
    }
}

/// Runs a row on the paginator that takes any configuration, over bare JSON.
///
/// # Errors
///
/// What is wrong with the paginator's configuration.
pub fn dynamic(row: &Row, operation: &str, place: Place<'_>) -> Result<Seen, String> {
    let keys = row.paginator("result_key");
    let paginator = DynamicPaginator::from_json(operation, row.get("paginator"))
        .map_err(|error| error.to_string())?;
    let config = match PageConfig::from_json(row.get("config")) {
        Ok(config) => config,
        Err(error) => {
            return Ok(Seen {
                listing: Listing::refused(row, refused(error)),
                fault: None,
            });
        }
    };
    let runs = RUNS.map(|kind| {
        let fetch = bare(operation.to_owned(), place.url("dynamic", kind));
        Paginate::new(paginator.clone(), row.get("params").clone(), fetch).config(config.clone())
    });
    let item = |item: DynamicItem| (item.key, item.value);
    let mut seen = watch(runs, &keys, Clone::clone, item);
    if let Some(first) = seen.listing.pages.first() {
        seen.listing.non_aggregate = paginator.non_aggregate_part(first);
    }
    place.requests("dynamic", &mut seen.listing);
    Ok(seen)
}

/// A call without types; null members are left out, as every typed client does.
fn bare(operation: String, url: String) -> impl FnMut(&Value) -> Result<Value, Told> {
    let client = Ureq::new();
    move |body| {
        let request = http::Request::post(&url)
            .header("content-type", "application/x-amz-json-1.1")
            .header(
                "x-amz-target",
                format!("{}.{operation}", ecr_schema::SERVICE.target_prefix),
            )
            .body(Bytes::from(body.to_json()))
            .map_err(|_| Told::Transport)?;
        let response = client.send(request).map_err(|_| Told::Transport)?;
        let text = String::from_utf8_lossy(response.body()).into_owned();
        let value = Value::from_json(&text);
        if response.status() != 200 {
            let code = value
                .ok()
                .and_then(|error| error.get("__type")?.as_str().map(str::to_owned));
            return Err(Told::Service {
                code,
                status: response.status().as_u16(),
            });
        }
        value.map(without_nulls).map_err(|_| Told::Transport)
    }
}

/// The value as a typed client sees it.
pub fn without_nulls(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.into_iter().map(without_nulls).collect()),
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            let members = members.map(|(name, value)| (name, without_nulls(value)));
            Value::Object(members.collect::<Object>())
        }
        value => value,
    }
}

/// Runs the module of an operation.
macro_rules! operations {
    ($operation:expr, $row:expr, $place:expr; $($name:literal => $module:ident $item:expr;)*) => {
        match $operation {
            $($name => typed_of(
                $row,
                $place,
                |client, request| ecr::$module::paginate(client, request),
                $item,
            ),)*
            _ => None,
        }
    };
}

/// Runs a row through the generated facade; absent if its parameters do not fit the model.
#[rustfmt::skip]
pub fn typed(row: &Row, operation: &str, place: Place<'_>) -> Option<Seen> {
    operations! { operation, row, place;
        "DescribeImageScanFindings" => describe_image_scan_findings finding;
        "DescribeImages" => describe_images only_key;
        "DescribePullThroughCacheRules" => describe_pull_through_cache_rules only_key;
        "DescribeReplicationBackfillResults" => describe_replication_backfill_results only_key;
        "DescribeRepositories" => describe_repositories only_key;
        "DescribeRepositoryCreationTemplates" => describe_repository_creation_templates only_key;
        "GetLifecyclePolicyPreview" => get_lifecycle_policy_preview only_key;
        "ListImages" => list_images only_key;
        "ListReplicationBackfills" => list_replication_backfills only_key;
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

fn to_value<T: Serialize>(value: &T) -> Value {
    let text = serde_json::to_string(value).unwrap_or_default();
    Value::from_json(&text).unwrap_or_default()
}

/// The facade's `paginate`.
type Start<P, O> =
    for<'c> fn(&'c Client, <P as Paginated>::Request) -> Paginate<P, Via<&'c Client, O>>;

fn typed_of<P, O>(
    row: &Row,
    place: Place<'_>,
    start: Start<P, O>,
    item: fn(P::Item) -> (usize, Value),
) -> Option<Seen>
where
    O: Operation<Input = P::Request, Output = P::Response>,
    O::Error: ServiceError,
    P: Aggregate + Items,
    P::Request: DeserializeOwned,
    P::Response: Serialize,
{
    let keys = row.paginator("result_key");
    let request: P::Request = serde_json::from_str(&row.get("params").to_json()).ok()?;
    let config = match PageConfig::from_json(row.get("config")) {
        Ok(config) => config,
        Err(error) => {
            return Some(Seen {
                listing: Listing::refused(row, refused(error)),
                fault: None,
            });
        }
    };
    let [pages, full, items] = RUNS.map(|kind| Client::local(&place.url("typed", kind)));
    let clients = [&pages.ok()?, &full.ok()?, &items.ok()?];
    let runs = clients.map(|client| start(client, request.clone()).config(config.clone()));
    let mut seen = watch(runs, &keys, to_value, item);
    place.requests("typed", &mut seen.listing);
    Some(seen)
}

/// Reads three runs to their ends: one for its pages, one for its full result, one for its items.
fn watch<P, F>(
    runs: [Paginate<P, F>; 3],
    keys: &[&str],
    page: impl Fn(&P::Response) -> Value,
    item: impl Fn(P::Item) -> (usize, Value),
) -> Seen
where
    P: Aggregate + Items,
    F: Fetch<P>,
    F::Error: Tell,
{
    let [pages, full, items] = runs;
    let mut listing = Listing::empty();
    let mut fault = None;
    if let Err(error) = read_pages(pages, &page, &mut listing, &mut fault) {
        listing.failure = Some(refused(error));
    }
    match full.full_result() {
        Ok(full) => listing.full = Some(with_next_token(page(&full.response), full.next_token)),
        Err(FullResultError::Page { error, .. }) => {
            listing.full_failure = Some(failed(error, &mut fault));
        }
        Err(FullResultError::Config(error)) => listing.full_failure = Some(refused(error)),
        Err(error) => listing.full_failure = Some(Failure::Other(error.to_string())),
    }
    if let Err(why) = read_items(items, &item, keys, &mut listing) {
        listing.failure = Some(Failure::Other(why));
    }
    listing.items = group(&listing.pages, keys, &listing.flat);
    Seen { listing, fault }
}

fn read_pages<P, F>(
    run: Paginate<P, F>,
    page: impl Fn(&P::Response) -> Value,
    to: &mut Listing,
    fault: &mut Option<Told>,
) -> Result<(), ConfigError>
where
    P: Aggregate + Items,
    F: Fetch<P>,
    F::Error: Tell,
{
    let mut pages = run.pages()?;
    for found in pages.by_ref() {
        match found {
            Ok(found) => to.pages.push(page(&found)),
            Err(error) => to.failure = Some(failed(error, fault)),
        }
    }
    let resume = pages.resume_token();
    match &to.failure {
        None => to.resume = resume,
        Some(failure) => {
            let told = failure.resume();
            if told.is_some() && told != resume.as_deref() {
                to.failure = Some(Failure::Other(
                    "the error's token is not the listing's".into(),
                ));
            }
        }
    }
    Ok(())
}

/// The items are those of the pages, and end as the pages do.
fn read_items<P, F>(
    run: Paginate<P, F>,
    item: impl Fn(P::Item) -> (usize, Value),
    keys: &[&str],
    to: &mut Listing,
) -> Result<(), String>
where
    P: Aggregate + Items,
    F: Fetch<P>,
    F::Error: Tell,
{
    let mut failure = None;
    match run.items() {
        Err(error) => failure = Some(refused(error)),
        Ok(items) => {
            for found in items {
                match found {
                    Ok(found) => to.flat.push(item(found)),
                    Err(error) => failure = Some(failed(error, &mut None)),
                }
            }
        }
    }
    if failure != to.failure {
        return Err(differ("failures", &to.failure, &failure));
    }
    if to.flat != flatten(&to.pages, keys) {
        return Err("the items are not those of the pages".into());
    }
    Ok(())
}

fn differ(what: &str, pages: &Option<Failure>, items: &Option<Failure>) -> String {
    format!("pages and items disagree in their {what}: {pages:?}, {items:?}")
}

fn failed<E: Tell>(error: PageError<E>, fault: &mut Option<Told>) -> Failure {
    let resume = error.resume_token().to_owned();
    match error.into_kind() {
        PageErrorKind::Call(error) => {
            *fault = Some(error.tell());
            Failure::OutOfResponses { resume }
        }
        PageErrorKind::Cycle { token, .. } => {
            let members = token.iter().map(|(name, value)| (name, value.clone()));
            Failure::SameToken {
                token: Value::Object(members.collect()),
                resume,
            }
        }
        PageErrorKind::BeyondPage {
            amount,
            page_len,
            page_start,
            ..
        } => Failure::BeyondPage {
            amount,
            page_len,
            page_start,
        },
        PageErrorKind::Response(_) => Failure::Response,
        PageErrorKind::NextToken(refused) => other(refused),
        _ => Failure::Other("an error of another kind".into()),
    }
}

fn other(why: impl Display) -> Failure {
    Failure::Other(why.to_string())
}
