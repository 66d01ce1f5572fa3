//! All pages as one response.

use alloc::boxed::Box;
use alloc::string::String;
use core::error::Error;
use core::fmt;

use smithy_wire::Value;

use crate::config_error::ConfigError;
use crate::error::{PageError, PageErrorKind};
use crate::pager::Pager;
use crate::paginated::Aggregate;
use crate::progress::Outcome;
use crate::start::Place;

/// All pages as one response: the result members put together, the non-aggregate members of the first page.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FullResult<R> {
    /// The one response.
    pub response: R,
    /// The resume token where the listing is not complete; boto3's `NextToken`, which is not the service's own `nextToken`.
    pub next_token: Option<String>,
    /// Whether this is the whole listing.
    pub outcome: Outcome,
}

impl FullResult<Value> {
    /// As boto3 gives it: the resume token as the response's last member `NextToken`.
    pub fn into_value(self) -> Value {
        match (self.response, self.next_token) {
            (Value::Object(mut members), Some(token)) => {
                members.insert("NextToken", Value::String(token));
                Value::Object(members)
            }
            (response, _) => response,
        }
    }
}

/// Why there is no full result.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FullResultError<R, E> {
    /// The configuration is wrong; nothing was sent.
    Config(ConfigError),
    /// A page failed.
    #[non_exhaustive]
    Page {
        /// What failed, and the token that continues the listing.
        error: PageError<E>,
        /// What was collected before; `None` if it was the first page that failed.
        partial: Option<Box<FullResult<R>>>,
    },
}

impl<R, E> From<ConfigError> for FullResultError<R, E> {
    fn from(error: ConfigError) -> Self {
        FullResultError::Config(error)
    }
}

impl<R, E> fmt::Display for FullResultError<R, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FullResultError::Config(_) => f.write_str("the listing could not be started"),
            FullResultError::Page { .. } => f.write_str("the listing stopped before its end"),
        }
    }
}

impl<R: fmt::Debug, E: Error + 'static> Error for FullResultError<R, E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            FullResultError::Config(error) => Some(error),
            FullResultError::Page { error, .. } => Some(error),
        }
    }
}

/// Puts pages together as they come.
pub(crate) struct Collected<R> {
    whole: Option<R>,
}

impl<R> Collected<R> {
    pub(crate) fn new() -> Self {
        Collected { whole: None }
    }

    /// Adds a page that the pager just accepted, which started at `start`.
    pub(crate) fn add<P, E>(
        &mut self,
        pager: &Pager<P>,
        start: &Place,
        page: R,
    ) -> Result<(), PageError<E>>
    where
        P: Aggregate<Response = R>,
    {
        let paginator = pager.paginator();
        match &mut self.whole {
            None => self.whole = Some(paginator.begin(page)),
            Some(whole) => {
                paginator
                    .compatible(whole, &page)
                    .map_err(|why| pager.unfit(start, why))?;
                paginator.absorb(whole, page);
            }
        }
        Ok(())
    }

    /// The end of the listing.
    pub(crate) fn finish<P, E>(
        self,
        pager: &Pager<P>,
    ) -> Result<FullResult<R>, FullResultError<R, E>>
    where
        P: Aggregate<Response = R>,
    {
        let (next_token, outcome) = (pager.resume_token(), pager.outcome());
        match self.result(pager, next_token, outcome) {
            Some(result) => Ok(result),
            // Not reached: the first page of a pager comes before its end.
            None => Err(FullResultError::Page {
                error: pager.error(PageErrorKind::NotAsked),
                partial: None,
            }),
        }
    }

    /// A page failed.
    pub(crate) fn fail<P, E>(self, pager: &Pager<P>, error: PageError<E>) -> FullResultError<R, E>
    where
        P: Aggregate<Response = R>,
    {
        let next_token = Some(String::from(error.resume_token()));
        let partial = self
            .result(pager, next_token, Outcome::Interrupted)
            .map(Box::new);
        FullResultError::Page { error, partial }
    }

    fn result<P>(
        self,
        pager: &Pager<P>,
        next_token: Option<String>,
        outcome: Outcome,
    ) -> Option<FullResult<R>>
    where
        P: Aggregate<Response = R>,
    {
        let mut response = self.whole?;
        pager.paginator().finish(&mut response);
        Some(FullResult {
            response,
            next_token,
            outcome,
        })
    }
}
