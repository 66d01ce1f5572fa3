//! Items one after another, blocking, and the exact place inside a page.

use alloc::string::String;
use alloc::vec::{self, Vec};
use core::error::Error;
use core::fmt;
use core::iter::FusedIterator;

use crate::checkpoint::Checkpoint;
use crate::error::PageError;
use crate::fetch::Fetch;
use crate::pager::Pager;
use crate::pages::Pages;
use crate::paginated::{Items, Paginated};
use crate::progress::{Outcome, Progress};
use crate::start::{Last, Place};
use crate::top::Top;

/// The items of a listing, blocking; made by [`Paginate::items`](crate::Paginate::items).
///
/// Where an operation has several result keys, those of the first come first, page by page.
pub struct ItemsIter<P: Items, F> {
    pages: Pages<P, F>,
    current: Current<P::Item>,
}

impl<P: Items, F> ItemsIter<P, F> {
    pub(crate) fn new(pages: Pages<P, F>) -> Self {
        ItemsIter {
            pages,
            current: Current::default(),
        }
    }

    /// Takes up the iteration after a failed page: the next `next` sends exactly that page's request again.
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
        self.current.resume_token(self.pages.pager())
    }

    /// Where the listing stands after the very last item, to be stored; there always is such a place.
    pub fn checkpoint(&self) -> Checkpoint {
        self.current.checkpoint(self.pages.pager())
    }

    /// How the listing stands; complete only when the last item was given out.
    pub fn outcome(&self) -> Outcome {
        self.current.outcome(self.pages.pager())
    }

    /// What was given out so far.
    pub fn progress(&self) -> Progress {
        self.current.progress(self.pages.pager())
    }

    /// The `k` items of the rest of the listing with the greatest keys, the greatest first, in memory for `k` items.
    ///
    /// Every page is read, since a service lists in an order of its own.
    /// Of equal keys the item listed first comes first; items without a key come last.
    ///
    /// # Errors
    ///
    /// [`PageError`] of the page that failed. To keep what was seen before, push into a [`Top`] yourself.
    pub fn top_by_key<K: Ord>(
        &mut self,
        k: usize,
        mut key: impl FnMut(&P::Item) -> Option<K>,
    ) -> Result<Vec<P::Item>, PageError<F::Error>>
    where
        F: Fetch<P>,
    {
        let mut top = Top::new(k);
        for item in self {
            let item = item?;
            top.push(key(&item), item);
        }
        Ok(top.into_vec())
    }
}

impl<P: Items, F: Fetch<P>> Iterator for ItemsIter<P, F> {
    type Item = Result<P::Item, PageError<F::Error>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        while self.current.is_drained() {
            if let Err(error) = self.turn()? {
                return Some(Err(error));
            }
        }
        self.current.next(self.pages.pager().paginator()).map(Ok)
    }
}

impl<P: Items, F: Fetch<P>> ItemsIter<P, F> {
    /// Takes up the next page; `None` where there is none.
    #[inline(never)]
    fn turn(&mut self) -> Option<Result<(), PageError<F::Error>>> {
        self.current.close();
        let start = self.pages.pager().place().clone();
        Some(match self.pages.next()? {
            Ok(page) => {
                self.current.open(self.pages.pager(), start, page);
                Ok(())
            }
            Err(error) => Err(self.current.locate(error)),
        })
    }
}

impl<P: Items, F: Fetch<P>> FusedIterator for ItemsIter<P, F> {}

impl<P: Items, F> fmt::Debug for ItemsIter<P, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemsIter")
            .field("pager", self.pages.pager())
            .finish_non_exhaustive()
    }
}

/// The page whose items are being given out.
#[derive(Debug)]
pub(crate) struct Current<T> {
    items: vec::IntoIter<T>,
    /// Where the page starts; `None` before the first page.
    start: Option<Place>,
    /// How many of its items were given out.
    taken: u64,
    /// How many of its items a resume token can count; those of the first result key.
    countable: u64,
    /// How many of its items are of the first result key.
    primary: u64,
    /// How many items were given out in all.
    total: u64,
    /// What an earlier run, and then this one, delivered last of the page.
    last: Last,
}

impl<T> Default for Current<T> {
    fn default() -> Self {
        Current {
            items: Vec::new().into_iter(),
            start: None,
            taken: 0,
            countable: 0,
            primary: 0,
            total: 0,
            last: Last::default(),
        }
    }
}

impl<T> Current<T> {
    pub(crate) fn open<P: Items<Item = T>>(
        &mut self,
        pager: &Pager<P>,
        start: Place,
        page: P::Response,
    ) {
        let paginator = pager.paginator();
        let can_cut = paginator.can_cut(&page);
        self.primary = paginator.primary_len(&page) as u64;
        self.countable = if can_cut { self.primary } else { 0 };
        self.items = paginator.into_items(page).collect::<Vec<_>>().into_iter();
        self.last = start.last;
        self.start = Some(start);
        self.taken = 0;
    }

    /// Frees what held the items, all of which were given out, so that it does not take room beside the next page.
    pub(crate) fn close(&mut self) {
        self.items = Vec::new().into_iter();
    }

    /// The item is looked at where it lies and moved once: it is large.
    #[inline]
    pub(crate) fn next<P: Items<Item = T>>(&mut self, paginator: &P) -> Option<T> {
        let identity = paginator.identity(self.items.as_slice().first()?);
        if self.taken < self.primary {
            self.last.primary = identity;
        } else {
            self.last.other = identity;
        }
        self.taken += 1;
        self.total += 1;
        self.items.next()
    }

    #[inline]
    pub(crate) fn is_drained(&self) -> bool {
        self.items.len() == 0
    }

    pub(crate) fn locate<E>(&self, error: PageError<E>) -> PageError<E> {
        error.with_items(self.total)
    }

    pub(crate) fn resume_token<P: Paginated>(
        &self,
        pager: &Pager<P>,
    ) -> Result<Option<String>, NoToken> {
        self.checkpoint(pager).to_boto3_token()
    }

    /// Whether an amount can say how many items of the page were given out: all are of the first result key.
    fn is_countable(&self) -> bool {
        self.taken + self.items.len() as u64 <= self.countable
    }

    /// The place behind the item given out last, on the page that starts at `start`.
    fn place(&self, start: &Place) -> Place {
        let mut place = Place {
            last: self.last,
            ..start.clone()
        };
        if self.is_countable() && start.taken.is_none() {
            place.amount = Some(start.amount.unwrap_or(0) + self.taken);
        } else {
            let primary = self.taken.min(self.primary);
            place.taken.primary += primary;
            place.taken.others += self.taken - primary;
        }
        place
    }

    pub(crate) fn checkpoint<P: Paginated>(&self, pager: &Pager<P>) -> Checkpoint {
        match self.start.as_ref().filter(|_| !self.is_drained()) {
            Some(start) => {
                let place = Some(self.place(start));
                pager.checkpoint_at(place, self.progress(pager))
            }
            None => Checkpoint {
                items: pager.items_before() + self.total,
                ..pager.checkpoint()
            },
        }
    }

    pub(crate) fn outcome<P: Paginated>(&self, pager: &Pager<P>) -> Outcome {
        if self.is_drained() {
            pager.outcome()
        } else {
            Outcome::Interrupted
        }
    }

    pub(crate) fn progress<P: Paginated>(&self, pager: &Pager<P>) -> Progress {
        Progress {
            items: self.total,
            ..pager.progress()
        }
    }
}

/// The place is between two items of a page with items under several result keys, for which boto3 has no token.
///
/// A resume token counts the items of the first key only, and takes those of the others as delivered.
/// Nor is there one between the members of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoToken {
    page_start: String,
    taken: u64,
}

impl NoToken {
    pub(crate) fn new(page_start: String, taken: u64) -> Self {
        NoToken { page_start, taken }
    }

    /// The token of the page's start; it repeats the items already [taken](NoToken::taken) and loses none.
    pub fn page_start(&self) -> &str {
        &self.page_start
    }

    /// How many items of the page were given out.
    pub fn taken(&self) -> u64 {
        self.taken
    }
}

impl fmt::Display for NoToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "boto3 has no token for the place after {} items of this page, where other keys' items follow; ",
            self.taken
        )?;
        write!(
            f,
            "read the page to its end, or repeat those items from {}",
            self.page_start
        )
    }
}

impl Error for NoToken {}
