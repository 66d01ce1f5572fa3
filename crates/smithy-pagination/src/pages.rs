//! Pages one after another, blocking.

use alloc::string::String;
use core::fmt;
use core::iter::FusedIterator;

use crate::checkpoint::Checkpoint;
use crate::error::PageError;
use crate::fetch::Fetch;
use crate::pager::Pager;
use crate::paginated::Paginated;
use crate::progress::{Outcome, Progress};

/// The pages of a listing, blocking; made by [`Paginate::pages`](crate::Paginate::pages).
///
/// After an error the iteration is over, so that a loop that logs errors and goes on cannot spin; [`retry`](Pages::retry) takes it up again.
pub struct Pages<P: Paginated, F> {
    pager: Pager<P>,
    fetch: F,
    retry: Retry,
}

/// Whether an error ended the iteration, and whether it may be taken up again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Retry {
    Running,
    Allowed,
    Refused,
}

impl Retry {
    pub(crate) fn after<E>(error: &PageError<E>) -> Retry {
        if error.is_retryable() {
            Retry::Allowed
        } else {
            Retry::Refused
        }
    }

    pub(crate) fn is_stopped(self) -> bool {
        !matches!(self, Retry::Running)
    }

    /// Takes up the iteration again if that may be.
    pub(crate) fn again(&mut self) -> bool {
        let allowed = matches!(self, Retry::Allowed);
        if allowed {
            *self = Retry::Running;
        }
        allowed
    }
}

impl<P: Paginated, F> Pages<P, F> {
    pub(crate) fn new(pager: Pager<P>, fetch: F) -> Self {
        Pages {
            pager,
            fetch,
            retry: Retry::Running,
        }
    }

    /// Takes up the iteration after a failed page: the next `next` sends exactly that page's request again.
    ///
    /// `false` if there is nothing to retry: no error, or one of the listing itself, such as a token that leads back.
    /// A call that failed is always sent again: whether that can help is known to whoever knows the call's error, so count the attempts.
    pub fn retry(&mut self) -> bool {
        self.retry.again()
    }

    /// The token that continues after the pages delivered so far; `None` once the listing is complete.
    pub fn resume_token(&self) -> Option<String> {
        self.pager.resume_token()
    }

    /// Where the listing stands after the pages delivered so far, to be stored.
    pub fn checkpoint(&self) -> Checkpoint {
        self.pager.checkpoint()
    }

    /// How the listing stands.
    pub fn outcome(&self) -> Outcome {
        self.pager.outcome()
    }

    /// What was delivered so far.
    pub fn progress(&self) -> Progress {
        self.pager.progress()
    }

    /// The loop behind this iterator.
    pub fn pager(&self) -> &Pager<P> {
        &self.pager
    }

    fn turn(&mut self) -> Result<Option<P::Response>, PageError<F::Error>>
    where
        F: Fetch<P>,
    {
        let Some(request) = self.pager.request().map_err(PageError::widen)? else {
            return Ok(None);
        };
        let response = self
            .fetch
            .fetch(request)
            .map_err(|error| self.pager.failed(error))?;
        let page = self.pager.accept(response).map_err(PageError::widen)?;
        if let Ok(Some(next)) = self.pager.request() {
            self.fetch.announce(next);
        }
        Ok(Some(page))
    }
}

impl<P: Paginated, F: Fetch<P>> Iterator for Pages<P, F> {
    type Item = Result<P::Response, PageError<F::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.retry.is_stopped() {
            return None;
        }
        let page = self.turn();
        if let Err(error) = &page {
            self.retry = Retry::after(error);
        }
        page.transpose()
    }
}

impl<P: Paginated, F: Fetch<P>> FusedIterator for Pages<P, F> {}

impl<P: Paginated, F> fmt::Debug for Pages<P, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("pager", &self.pager)
            .finish_non_exhaustive()
    }
}
