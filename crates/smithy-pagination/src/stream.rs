//! Pages and items as streams, for any async runtime or none.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::{Context, Poll, ready};

use futures_core::{FusedStream, Stream};

use crate::checkpoint::Checkpoint;
use crate::error::PageError;
use crate::fetch::AsyncFetch;
use crate::items::{Current, NoToken};
use crate::pager::Pager;
use crate::pages::Retry;
use crate::paginated::{Items, Paginated};
use crate::progress::{Outcome, Progress};
use crate::top::Top;

type Fetched<T, P, F> = Result<T, PageError<<F as AsyncFetch<P>>::Error>>;

/// The pages of a listing as a stream; made by [`Paginate::page_stream`](crate::Paginate::page_stream).
///
/// The call on its way lives in the stream, not in the future of [`next_page`](PageStream::next_page): dropping that future at any point loses nothing and sends nothing twice.
/// Dropping the stream cancels the call.
///
/// After an error the stream is over; [`retry`](PageStream::retry) takes it up again.
pub struct PageStream<P: Paginated, F: AsyncFetch<P>> {
    pager: Pager<P>,
    fetch: F,
    call: Option<Pin<Box<F::Call>>>,
    /// The answer of a call that was ahead of its page.
    answer: Option<Result<P::Response, F::Error>>,
    looks_ahead: bool,
    retry: Retry,
}

impl<P: Paginated, F: AsyncFetch<P>> PageStream<P, F> {
    pub(crate) fn new(pager: Pager<P>, fetch: F, looks_ahead: bool) -> Self {
        PageStream {
            pager,
            fetch,
            call: None,
            answer: None,
            looks_ahead,
            retry: Retry::Running,
        }
    }

    /// The next page; `None` at the end and after an error.
    ///
    /// The same as a stream extension's `next`, without one.
    pub fn next_page(&mut self) -> impl Future<Output = Option<Fetched<P::Response, P, F>>> {
        poll_fn(|cx| self.poll_page(cx))
    }

    /// Takes up the stream after a failed page: exactly that page's request is sent again.
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

    /// The loop behind this stream.
    pub fn pager(&self) -> &Pager<P> {
        &self.pager
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Fetched<P::Response, P, F>>> {
        if self.retry.is_stopped() {
            return Poll::Ready(None);
        }
        let page = ready!(self.poll_turn(cx));
        if let Err(error) = &page {
            self.retry = Retry::after(error);
        }
        Poll::Ready(page.transpose())
    }

    fn poll_turn(&mut self, cx: &mut Context<'_>) -> Poll<Fetched<Option<P::Response>, P, F>> {
        let answer = match self.answer.take() {
            Some(answer) => answer,
            None => match self.pager.request() {
                Ok(Some(_)) => ready!(self.poll_call(cx)),
                Ok(None) => return Poll::Ready(Ok(None)),
                Err(error) => return Poll::Ready(Err(error.widen())),
            },
        };
        let page = match answer {
            Ok(response) => self.pager.accept(response).map_err(PageError::widen),
            Err(error) => Err(self.pager.failed(error)),
        };
        if self.looks_ahead && page.is_ok() {
            self.begin_next(cx);
        }
        Poll::Ready(page.map(Some))
    }

    /// The call of the page that comes next; it is begun where it was not.
    fn poll_call(&mut self, cx: &mut Context<'_>) -> Poll<Result<P::Response, F::Error>> {
        let begin = || {
            let request = self.pager.request().ok().flatten()?;
            Some(Box::pin(self.fetch.fetch(request.clone())))
        };
        let Some(call) = self.call.take().or_else(begin) else {
            return Poll::Pending;
        };
        let answer = ready!(self.call.insert(call).as_mut().poll(cx));
        self.call = None;
        Poll::Ready(answer)
    }

    /// Begins the next page's call, if there is a next page.
    fn begin_next(&mut self, cx: &mut Context<'_>) {
        if let Ok(Some(_)) = self.pager.request()
            && let Poll::Ready(answer) = self.poll_call(cx)
        {
            self.answer = Some(answer);
        }
    }
}

/// Nothing is pinned but the call, which has a box of its own.
impl<P: Paginated, F: AsyncFetch<P>> Unpin for PageStream<P, F> {}

impl<P: Paginated, F: AsyncFetch<P>> Stream for PageStream<P, F> {
    type Item = Result<P::Response, PageError<F::Error>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(cx)
    }
}

impl<P: Paginated, F: AsyncFetch<P>> FusedStream for PageStream<P, F> {
    fn is_terminated(&self) -> bool {
        self.retry.is_stopped() || matches!(self.pager.request(), Ok(None))
    }
}

impl<P: Paginated, F: AsyncFetch<P>> fmt::Debug for PageStream<P, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.pager.paginator().operation();
        f.debug_struct("PageStream")
            .field("operation", &operation)
            .finish_non_exhaustive()
    }
}

/// The items of a listing as a stream; made by [`Paginate::item_stream`](crate::Paginate::item_stream).
///
/// As safe to cancel as [`PageStream`].
pub struct ItemStream<P: Items, F: AsyncFetch<P>> {
    pages: PageStream<P, F>,
    current: Current<P::Item>,
}

impl<P: Items, F: AsyncFetch<P>> ItemStream<P, F> {
    pub(crate) fn new(pages: PageStream<P, F>) -> Self {
        ItemStream {
            pages,
            current: Current::default(),
        }
    }

    /// The next item; `None` at the end and after an error.
    ///
    /// The same as a stream extension's `next`, without one.
    pub fn next_item(&mut self) -> impl Future<Output = Option<Fetched<P::Item, P, F>>> {
        poll_fn(|cx| self.poll_item(cx))
    }

    /// Takes up the stream after a failed page: exactly that page's request is sent again.
    ///
    /// `false` if there is nothing to retry: no error, or one of the listing itself, such as a token that leads back.
    /// A call that failed is always sent again: whether that can help is known to whoever knows the call's error, so count the attempts.
    pub fn retry(&mut self) -> bool {
        self.pages.retry()
    }

    /// The token that continues with the very next item; `None` once the listing is complete.
    ///
    /// # Errors
    ///
    /// [`NoToken`] between two items of a page that has items under several result keys: boto3's token cannot say that.
    pub fn resume_token(&self) -> Result<Option<String>, NoToken> {
        self.current.resume_token(&self.pages.pager)
    }

    /// Where the listing stands after the very last item, to be stored; there always is such a place.
    pub fn checkpoint(&self) -> Checkpoint {
        self.current.checkpoint(&self.pages.pager)
    }

    /// How the listing stands; complete only when the last item was given out.
    pub fn outcome(&self) -> Outcome {
        self.current.outcome(&self.pages.pager)
    }

    /// What was given out so far.
    pub fn progress(&self) -> Progress {
        self.current.progress(&self.pages.pager)
    }

    /// The `k` items of the rest of the listing with the greatest keys, as [`ItemsIter::top_by_key`](crate::ItemsIter::top_by_key) gives them.
    ///
    /// # Errors
    ///
    /// [`PageError`] of the page that failed.
    pub async fn top_by_key<K: Ord>(
        &mut self,
        k: usize,
        mut key: impl FnMut(&P::Item) -> Option<K>,
    ) -> Result<Vec<P::Item>, PageError<F::Error>> {
        let mut top = Top::new(k);
        while let Some(item) = self.next_item().await {
            let item = item?;
            top.push(key(&item), item);
        }
        Ok(top.into_vec())
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Fetched<P::Item, P, F>>> {
        loop {
            if let Some(item) = self.current.next(self.pages.pager.paginator()) {
                return Poll::Ready(Some(Ok(item)));
            }
            self.current.close();
            let start = self.pages.pager.place().clone();
            match ready!(self.pages.poll_page(cx)) {
                None => return Poll::Ready(None),
                Some(Ok(page)) => self.current.open(&self.pages.pager, start, page),
                Some(Err(error)) => return Poll::Ready(Some(Err(self.current.locate(error)))),
            }
        }
    }
}

/// Nothing is pinned but the call, which has a box of its own.
impl<P: Items, F: AsyncFetch<P>> Unpin for ItemStream<P, F> {}

impl<P: Items, F: AsyncFetch<P>> Stream for ItemStream<P, F> {
    type Item = Result<P::Item, PageError<F::Error>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(cx)
    }
}

impl<P: Items, F: AsyncFetch<P>> FusedStream for ItemStream<P, F> {
    fn is_terminated(&self) -> bool {
        self.current.is_drained() && self.pages.is_terminated()
    }
}

impl<P: Items, F: AsyncFetch<P>> fmt::Debug for ItemStream<P, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.pages.pager.paginator().operation();
        f.debug_struct("ItemStream")
            .field("operation", &operation)
            .finish_non_exhaustive()
    }
}
