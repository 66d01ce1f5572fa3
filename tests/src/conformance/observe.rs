//! Runs a listing on the product's code and writes down what happened.
//!
//! Pages, full result and items are three runs, each from the first response, as a caller would do.

use std::cell::RefCell;

use smithy_pagination::{
    Aggregate, ConfigError, FullResultError, Items, PageConfig, PageError, PageErrorKind, Paginate,
    Token,
};
use smithy_wire::Value;

use super::aggregate::full_result;
use super::listing::{Failure, Listing, flatten, group};
use super::rows::object;

/// A listing to run: a paginator, the caller's request and wishes, and what the service answers.
#[derive(Clone, Debug)]
pub struct Job<'k, P: Items> {
    /// The paginator.
    pub paginator: P,
    /// The caller's request.
    pub request: P::Request,
    /// The answers, in order, whatever is asked.
    pub responses: Vec<P::Response>,
    /// The caller's wishes.
    pub config: PageConfig,
    /// The result keys.
    pub keys: &'k [&'k str],
    /// The non-aggregate keys.
    pub non_aggregate: &'k [&'k str],
}

/// How requests, pages and items are shown as JSON.
#[derive(Debug)]
pub struct View<P: Items> {
    /// Of a request.
    pub request: fn(&P::Request) -> Value,
    /// Of a page.
    pub page: fn(&P::Response) -> Value,
    /// Of an item, with the number of its result key.
    pub item: fn(P::Item) -> (usize, Value),
}

/// The answer of the service double that has no response left.
type OutOfResponses = &'static str;

/// Runs the listing three times: its pages, its full result, its items.
pub fn observe<P>(job: &Job<'_, P>, view: &View<P>) -> Listing
where
    P: Aggregate + Items + Clone,
    P::Response: Clone,
{
    let mut listing = Listing::empty();
    if let Err(error) = pages(job, view, &mut listing) {
        listing.failure = Some(refused(error));
    }
    whole(job, view, &mut listing);
    if let Err(error) = items(job, view, &mut listing)
        && listing.failure != Some(refused(error))
    {
        listing.failure = Some(Failure::Other("pages and items disagree".into()));
    }
    listing.items = group(&listing.pages, job.keys, &listing.flat);
    listing
}

fn pages<P>(job: &Job<'_, P>, view: &View<P>, to: &mut Listing) -> Result<(), ConfigError>
where
    P: Items + Clone,
    P::Response: Clone,
{
    let requests = RefCell::new(Vec::new());
    let mut answers = job.responses.iter();
    let fetch = |request: &P::Request| {
        requests.borrow_mut().push((view.request)(request));
        answers.next().cloned().ok_or("out of responses")
    };
    let mut pages = start(job, fetch).pages()?;
    for page in pages.by_ref() {
        match page {
            Ok(page) => to.pages.push((view.page)(&page)),
            Err(error) => to.failure = Some(failed(error)),
        }
    }
    // After a failure botocore has no token; ours is compared with the failure.
    let resume = pages.resume_token();
    match &to.failure {
        None => to.resume = resume,
        Some(failure)
            if failure
                .resume()
                .is_some_and(|at| Some(at) != resume.as_deref()) =>
        {
            to.failure = Some(Failure::Other(
                "the error's token is not the listing's".into(),
            ));
        }
        Some(_) => {}
    }
    drop(pages);
    to.requests = requests.into_inner();
    Ok(())
}

fn whole<P>(job: &Job<'_, P>, view: &View<P>, to: &mut Listing)
where
    P: Aggregate + Items + Clone,
    P::Response: Clone,
{
    match start(job, answers(job)).full_result() {
        Ok(full) => {
            let response = (view.page)(&full.response);
            to.full = Some(with_next_token(response, full.next_token));
        }
        Err(FullResultError::Page { error, partial, .. }) => {
            let partial = partial.map(|partial| {
                let response = (view.page)(&partial.response);
                with_next_token(response, partial.next_token)
            });
            let sound = is_partial(job, to, &error, partial.as_ref());
            to.full_failure = Some(if sound {
                failed(error)
            } else {
                Failure::Other("the partial result is not that of the pages before".into())
            });
        }
        Err(FullResultError::Config(error)) => to.full_failure = Some(refused(error)),
        Err(error) => to.full_failure = Some(Failure::Other(error.to_string())),
    }
}

/// What was collected before a failure is what the pages before it hold, with the error's own token to go on.
fn is_partial<P: Items>(
    job: &Job<'_, P>,
    listing: &Listing,
    error: &PageError<OutOfResponses>,
    partial: Option<&Value>,
) -> bool {
    let before = usize::try_from(error.page() - 1).unwrap_or(usize::MAX);
    let pages = listing.pages.get(..before).unwrap_or_default();
    if pages.is_empty() {
        return partial.is_none();
    }
    let token = Some(error.resume_token().to_owned());
    let whole = full_result(pages, job.keys, job.non_aggregate, true);
    let expected = whole.map(|whole| without_nulls(with_next_token(whole, token)));
    expected.is_some() && expected == partial.cloned().map(without_nulls)
}

/// Absent and null are one to a typed response.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            let members: Vec<_> = members
                .map(|(name, value)| (name, without_nulls(value)))
                .collect();
            let named = members.iter().map(|(name, value)| (&**name, value.clone()));
            Value::Object(object(named))
        }
        other => other,
    }
}

fn items<P>(job: &Job<'_, P>, view: &View<P>, to: &mut Listing) -> Result<(), ConfigError>
where
    P: Items + Clone,
    P::Response: Clone,
{
    for item in start(job, answers(job)).items()? {
        match item {
            Ok(item) => to.flat.push((view.item)(item)),
            Err(error) if to.failure != Some(failed(error.clone())) => {
                to.failure = Some(Failure::Other("pages and items disagree".into()));
            }
            Err(_) => {}
        }
    }
    if to.flat != flatten(&to.pages, job.keys) {
        to.failure = Some(Failure::Other(
            "the items are not those of the pages".into(),
        ));
    }
    Ok(())
}

fn start<P: Items + Clone, F>(job: &Job<'_, P>, fetch: F) -> Paginate<P, F> {
    Paginate::new(job.paginator.clone(), job.request.clone(), fetch).config(job.config.clone())
}

fn answers<'j, P: Items>(
    job: &'j Job<'_, P>,
) -> impl FnMut(&P::Request) -> Result<P::Response, OutOfResponses> + 'j
where
    P::Response: Clone,
{
    let mut answers = job.responses.iter();
    move |_| answers.next().cloned().ok_or("out of responses")
}

/// As boto3 gives a full result: the resume token last.
pub fn with_next_token(mut full: Value, token: Option<String>) -> Value {
    if let (Some(members), Some(token)) = (full.as_object_mut(), token) {
        members.insert("NextToken", token);
    }
    full
}

fn failed(error: PageError<OutOfResponses>) -> Failure {
    let resume = error.resume_token().to_owned();
    match error.into_kind() {
        PageErrorKind::Call(_) => Failure::OutOfResponses { resume },
        PageErrorKind::Cycle { token, .. } => Failure::SameToken {
            token: token_object(&token),
            resume,
        },
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
        kind => Failure::Other(kind.to_string()),
    }
}

fn token_object(token: &Token) -> Value {
    Value::Object(object(
        token.iter().map(|(name, value)| (name, value.clone())),
    ))
}

/// A configuration that was refused before any request.
pub fn refused(error: ConfigError) -> Failure {
    match error {
        ConfigError::NotAnInteger { field, .. } => Failure::InvalidInt(field.into()),
        ConfigError::PageSizeUnsupported { .. } => Failure::PageSizeUnsupported,
        ConfigError::TokenParts {
            parts,
            input_tokens,
            ..
        } => Failure::StartingToken {
            parts,
            input_tokens,
        },
        error => Failure::Refused(error),
    }
}
