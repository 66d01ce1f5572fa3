//! The way in: a paginator, a request, a way to call, and what the caller wants.

use alloc::string::String;
use core::fmt;
use core::future::Future;

use crate::checkpoint::Checkpoint;
use crate::config::PageConfig;
use crate::config_error::ConfigError;
use crate::fetch::{AsyncFetch, Fetch};
use crate::full_result::{Collected, FullResult, FullResultError};
use crate::items::ItemsIter;
use crate::pager::Pager;
use crate::pages::Pages;
use crate::paginated::{Aggregate, Items, Paginated};
use crate::stream::{ItemStream, PageStream};

/// What a full result gives.
type Whole<R, E> = Result<FullResult<R>, FullResultError<R, E>>;

/// A listing about to be read: set what you want, then take pages, items or all of it at once.
///
/// It is used up by that, so that a second pass is a new listing from its first page.
#[must_use = "nothing is sent before pages or items are read"]
#[derive(Clone)]
pub struct Paginate<P: Paginated, F> {
    paginator: P,
    request: P::Request,
    fetch: F,
    config: PageConfig,
    looks_ahead: bool,
}

impl<P: Paginated, F> Paginate<P, F> {
    /// A listing whose pages are fetched by `fetch`: a [`Via`](crate::Via), or a closure.
    ///
    /// A closure passed here has to name its parameter's type; with [`calling`](Paginate::calling) it need not.
    pub fn new(paginator: P, request: P::Request, fetch: F) -> Self {
        Paginate {
            paginator,
            request,
            fetch,
            config: PageConfig::new(),
            looks_ahead: false,
        }
    }

    /// A listing whose pages are fetched by a closure that blocks.
    pub fn calling<E>(paginator: P, request: P::Request, fetch: F) -> Self
    where
        F: FnMut(&P::Request) -> Result<P::Response, E>,
    {
        Paginate::new(paginator, request, fetch)
    }

    /// A listing whose pages are fetched by a closure that gives a future.
    pub fn calling_async<C, E>(paginator: P, request: P::Request, fetch: F) -> Self
    where
        F: FnMut(P::Request) -> C,
        C: Future<Output = Result<P::Response, E>>,
    {
        Paginate::new(paginator, request, fetch)
    }

    /// Stops after this many items of the first result key; boto3's `MaxItems`.
    pub fn max_items(mut self, items: u64) -> Self {
        self.config = self.config.max_items(items);
        self
    }

    /// Asks the service for at most this many items a page; boto3's `PageSize`.
    pub fn page_size(mut self, items: u64) -> Self {
        self.config = self.config.page_size(items);
        self
    }

    /// Resumes where an earlier listing stopped; boto3's `StartingToken`.
    ///
    /// Give the same request and the same page size as then.
    pub fn starting_token(mut self, token: impl Into<String>) -> Self {
        self.config = self.config.starting_token(token);
        self
    }

    /// Starts from the service's own token, even one that looks like a resume token.
    pub fn service_token(mut self, token: impl Into<String>) -> Self {
        self.config = self.config.service_token(token);
        self
    }

    /// Resumes from a checkpoint: exactly there, with its page size, and only against the request it was made with.
    ///
    /// From a [finished](crate::Position::Finished) one nothing is sent.
    pub fn checkpoint(mut self, checkpoint: Checkpoint) -> Self {
        self.config = self.config.checkpoint(checkpoint);
        self
    }

    /// Replaces all that was set before by this configuration.
    pub fn config(mut self, config: PageConfig) -> Self {
        self.config = config;
        self
    }

    /// Sends the next page's request while a page is worked on: at most one ahead, on a thread of its own.
    ///
    /// Order, requests and errors stay the same; a call that nobody waits for any more ends unheard.
    /// The way to fetch moves to that thread, so it has to own its client: hand `paginate` a clone, not a reference.
    ///
    /// # Errors
    ///
    /// The system gives no thread.
    #[cfg(feature = "std")]
    pub fn look_ahead(self) -> std::io::Result<Paginate<P, crate::Ahead<P, F>>>
    where
        P: 'static,
        F: Fetch<P, Error: Send + 'static> + Send + 'static,
        P::Request: Send,
        P::Response: Send,
    {
        Ok(Paginate {
            fetch: crate::Ahead::new(self.fetch)?,
            paginator: self.paginator,
            request: self.request,
            config: self.config,
            looks_ahead: self.looks_ahead,
        })
    }

    /// The same for a stream: the next page's call is begun when a page is delivered, and dropped with the stream.
    ///
    /// At most one call is on its way. It goes on when the next page is waited for; a client that sends by itself once asked has the answer ready by then.
    pub fn look_ahead_async(mut self) -> Self {
        self.looks_ahead = true;
        self
    }

    /// Asks for no more items than the cap still lets through, so that the last page of a capped listing has no surplus.
    ///
    /// It shows where a [page size](Paginate::page_size) is set, or where the paginator knows the service's own.
    pub fn no_surplus(mut self) -> Self {
        self.config = self.config.no_surplus();
        self
    }

    /// The loop without I/O, for a driver of your own; the way to fetch is dropped.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if what was asked for contradicts itself or the operation.
    pub fn pager(self) -> Result<Pager<P>, ConfigError> {
        Pager::new(self.paginator, self.request, &self.config)
    }

    /// The pages, blocking.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if what was asked for contradicts itself or the operation; nothing was sent.
    pub fn pages(self) -> Result<Pages<P, F>, ConfigError>
    where
        F: Fetch<P>,
    {
        let (pager, fetch) = self.start()?;
        Ok(Pages::new(pager, fetch))
    }

    /// The items, blocking.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if what was asked for contradicts itself or the operation; nothing was sent.
    pub fn items(self) -> Result<ItemsIter<P, F>, ConfigError>
    where
        P: Items,
        F: Fetch<P>,
    {
        self.pages().map(ItemsIter::new)
    }

    /// All pages as one response, blocking; boto3's `build_full_result`.
    ///
    /// # Errors
    ///
    /// [`FullResultError`]; if a page failed it holds what was collected before and the token that continues it.
    pub fn full_result(self) -> Whole<P::Response, F::Error>
    where
        P: Aggregate,
        F: Fetch<P>,
    {
        let mut pages = self.pages()?;
        let mut whole = Collected::new();
        loop {
            let start = pages.pager().place().clone();
            let Some(page) = pages.next() else {
                return whole.finish(pages.pager());
            };
            if let Err(error) = page.and_then(|page| whole.add(pages.pager(), &start, page)) {
                return Err(whole.fail(pages.pager(), error));
            }
        }
    }

    /// The pages as a stream.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if what was asked for contradicts itself or the operation; nothing was sent.
    pub fn page_stream(self) -> Result<PageStream<P, F>, ConfigError>
    where
        F: AsyncFetch<P>,
    {
        let looks_ahead = self.looks_ahead;
        let (pager, fetch) = self.start()?;
        Ok(PageStream::new(pager, fetch, looks_ahead))
    }

    /// The items as a stream.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if what was asked for contradicts itself or the operation; nothing was sent.
    pub fn item_stream(self) -> Result<ItemStream<P, F>, ConfigError>
    where
        P: Items,
        F: AsyncFetch<P>,
    {
        self.page_stream().map(ItemStream::new)
    }

    /// All pages as one response, without blocking.
    ///
    /// # Errors
    ///
    /// [`FullResultError`]; if a page failed it holds what was collected before and the token that continues it.
    pub async fn full_result_async(self) -> Whole<P::Response, F::Error>
    where
        P: Aggregate,
        F: AsyncFetch<P>,
    {
        let mut pages = self.page_stream()?;
        let mut whole = Collected::new();
        loop {
            let start = pages.pager().place().clone();
            let Some(page) = pages.next_page().await else {
                return whole.finish(pages.pager());
            };
            if let Err(error) = page.and_then(|page| whole.add(pages.pager(), &start, page)) {
                return Err(whole.fail(pages.pager(), error));
            }
        }
    }

    fn start(self) -> Result<(Pager<P>, F), ConfigError> {
        let pager = Pager::new(self.paginator, self.request, &self.config)?;
        Ok((pager, self.fetch))
    }
}

impl<P: Paginated, F> fmt::Debug for Paginate<P, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.paginator.operation();
        f.debug_struct("Paginate")
            .field("operation", &operation)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
