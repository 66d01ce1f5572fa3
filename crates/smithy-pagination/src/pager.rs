//! The pagination loop, without I/O.

use alloc::boxed::Box;
use alloc::string::String;
use core::convert::Infallible;
use core::fmt;

use smithy_wire::Value;

use crate::checkpoint::Checkpoint;
use crate::config::PageConfig;
use crate::config_error::ConfigError;
use crate::cycle::Cycles;
use crate::error::{PageError, PageErrorKind};
use crate::filters::Filters;
use crate::paginated::Paginated;
use crate::progress::{Outcome, Progress};
use crate::refused::Refused;
use crate::start::{LeadsBack, Place, Taken};
use crate::token::Token;

/// The pagination loop, without I/O: it says what to send next and is handed what came back.
///
/// **Send the request it shows, hand its response to `accept` once, and show every failed call to `failed`: then no item is lost and none comes twice.**
///
/// 1. [`request`](Pager::request) shows the request of the next page; `None` is the end, and [`outcome`](Pager::outcome) says which.
/// 2. Send it, by whatever means.
/// 3. A response goes to [`accept`](Pager::accept), which gives back the page to deliver: sliced where the listing was resumed inside it, cut where the cap is reached.
/// 4. A failed call changes nothing: [`failed`](Pager::failed) only adds where the listing stood. Going on at 1 sends that page's request again.
#[derive(Clone)]
pub struct Pager<P: Paginated> {
    paginator: P,
    request: P::Request,
    /// The page to fetch next; where the listing was cut once it is [capped](State::Capped).
    place: Place,
    /// The next page is the first of a listing that was resumed.
    resuming: bool,
    origin: Origin,
    max_items: Option<u64>,
    /// The page size, where the last page is to be asked for in its size.
    trimmed_from: Option<u64>,
    progress: Progress,
    cycles: Cycles,
    state: State,
}

/// What a checkpoint needs besides the place; none of it changes.
#[derive(Clone, Debug)]
struct Origin {
    filters: Filters,
    page_size: Option<Value>,
    /// Delivered by earlier runs.
    pages: u64,
    items: u64,
    /// An earlier run counted the first page already: it delivered a part of it.
    counts_first: bool,
}

const UNCUT: &str = "the items are the members of an object, which cannot be cut; raise the item cap or leave it out";

#[derive(Clone, Debug)]
enum State {
    Asking,
    Complete,
    Capped,
    Cycle(LeadsBack),
    NextToken(Refused),
}

impl<P: Paginated> Pager<P> {
    /// A pager over one listing.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for whatever is wrong with the configuration; nothing has been sent then.
    pub fn new(
        paginator: P,
        mut request: P::Request,
        config: &PageConfig,
    ) -> Result<Self, ConfigError> {
        config.check(&paginator, &request)?;
        let origin = Origin::new(&paginator, &request, config)?;
        let place = config.place(&paginator)?;
        let state = match place {
            Some(_) => State::Asking,
            None => State::Complete,
        };
        let place = place.unwrap_or_else(|| Place::first(paginator.input_tokens()));
        let resuming = config.is_resumed();
        let mut cycles = Cycles::default();
        if resuming {
            paginator
                .set_token(&mut request, &place.token.for_request())
                .map_err(ConfigError::TokenValue)?;
            if !place.token.is_end() {
                cycles.note(&place.token);
            }
        }
        config.set_page_size(&paginator, &mut request)?;
        let max_items = config.max_items;
        let progress = Progress::default();
        let mut pager = Pager {
            trimmed_from: config.trimmed_from(&paginator),
            paginator,
            request,
            place,
            resuming,
            origin,
            max_items,
            progress,
            cycles,
            state,
        };
        pager.trim();
        Ok(pager)
    }

    /// The request of the next page, or `None` at the end of the listing.
    ///
    /// Asking again shows the same request until its response was [accepted](Pager::accept).
    ///
    /// # Errors
    ///
    /// [`PageError`] where the page before brought a token that cannot be followed; asking again tells the same.
    pub fn request(&self) -> Result<Option<&P::Request>, PageError<Infallible>> {
        match &self.state {
            State::Asking => Ok(Some(&self.request)),
            State::Complete | State::Capped => Ok(None),
            State::Cycle(back) => Err(self.error(PageErrorKind::Cycle {
                token: back.token.clone(),
                length: back.length,
            })),
            State::NextToken(why) => Err(self.error(PageErrorKind::NextToken(why.clone()))),
        }
    }

    /// Takes the response to the request it showed last and gives back the page to deliver.
    ///
    /// # Errors
    ///
    /// [`PageError`] if the response cannot be paged or the starting token points past its end; the pager is then where it was.
    pub fn accept(
        &mut self,
        mut response: P::Response,
    ) -> Result<P::Response, PageError<Infallible>> {
        if !matches!(self.state, State::Asking) {
            return Err(self.error(PageErrorKind::NotAsked));
        }
        if self.resuming {
            self.slice(&mut response)?;
        }
        if self.progress.pages == 0 {
            self.paginator.complete_first(&mut response);
        }
        self.paginator
            .check(&response)
            .map_err(|why| self.unusable(why))?;
        let len = self.paginator.primary_len(&response) as u64;
        let over = self.room().filter(|room| len > *room);
        if over.is_some() && !self.paginator.can_cut(&response) {
            return Err(self.unusable(Refused::new(UNCUT)));
        }
        self.progress.pages += 1;
        match over {
            Some(room) => self.cut(&mut response, room),
            None => {
                self.progress.items += len;
                let next = self.paginator.next_token(&response).without_falsy();
                if let Err(back) = self.advance(next) {
                    if self.paginator.can_cut(&response) {
                        self.stay_behind(&response, len);
                    }
                    self.place.leads_back = Some(Box::new(back.clone()));
                    self.state = State::Cycle(back);
                }
            }
        }
        self.resuming = false;
        Ok(response)
    }

    /// Where the listing stands, to be stored: after the pages accepted so far.
    pub fn checkpoint(&self) -> Checkpoint {
        let is_complete = matches!(self.state, State::Complete);
        let place = (!is_complete).then(|| self.place.clone());
        self.checkpoint_at(place, self.progress)
    }

    /// The error of a failed call: it carries where the listing stands. The pager stays where it was.
    pub fn failed<E>(&self, error: E) -> PageError<E> {
        self.error(PageErrorKind::Call(error))
    }

    /// The token that continues this listing from where it stands; `None` once it is complete.
    ///
    /// Before the first page it is the token the listing was started with, or that of its beginning.
    pub fn resume_token(&self) -> Option<String> {
        (!matches!(self.state, State::Complete)).then(|| self.place.encode())
    }

    /// How the listing stands.
    pub fn outcome(&self) -> Outcome {
        match self.state {
            State::Complete => Outcome::Complete,
            State::Capped => Outcome::Capped,
            _ => Outcome::Interrupted,
        }
    }

    /// What was accepted so far.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// The paginator.
    pub fn paginator(&self) -> &P {
        &self.paginator
    }

    /// Where the next page starts.
    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// The checkpoint of a place, `progress` after this run's start.
    pub(crate) fn checkpoint_at(&self, place: Option<Place>, progress: Progress) -> Checkpoint {
        Checkpoint {
            operation: self.paginator.operation().into(),
            filters: self.origin.filters.clone(),
            page_size: self.origin.page_size.clone(),
            place,
            pages: self.origin.pages + self.origin.new_pages(progress.pages),
            items: self.origin.items + progress.items,
        }
    }

    /// How many items earlier runs delivered.
    pub(crate) fn items_before(&self) -> u64 {
        self.origin.items
    }

    /// How many more items the cap lets through; `None` without a cap.
    fn room(&self) -> Option<u64> {
        self.max_items
            .map(|cap| cap.saturating_sub(self.progress.items))
    }

    /// Takes away what an earlier run delivered of this page.
    fn slice(&self, response: &mut P::Response) -> Result<(), PageError<Infallible>> {
        let page_len = self.paginator.primary_len(response);
        let amount = self.place.amount.unwrap_or(0);
        let Some(start) = usize::try_from(amount)
            .ok()
            .filter(|start| *start <= page_len)
        else {
            if self.place.last.primary.is_some() {
                return Err(self.changed(amount));
            }
            let page_start = self.place.page_start();
            return Err(self.error(PageErrorKind::BeyondPage {
                amount,
                page_len,
                page_start,
            }));
        };
        if self.place.taken.is_none() {
            self.check_last(response, amount, self.place.last.primary)?;
        }
        self.paginator.keep(response, start..page_len);
        // At a page's start the other result keys were not delivered either.
        if self.place.amount.is_some() {
            self.paginator.blank_secondary(response);
        }
        self.skip(response)
    }

    /// Takes away what a checkpoint says was delivered of the page in page order.
    fn skip(&self, response: &mut P::Response) -> Result<(), PageError<Infallible>> {
        let taken = self.place.taken;
        if taken.is_none() {
            return Ok(());
        }
        self.check_last(response, taken.primary, self.place.last.primary)?;
        if taken.others > 0 {
            let behind = self.paginator.primary_len(response) as u64;
            let others = taken.others.saturating_add(behind);
            self.check_last(response, others, self.place.last.other)?;
        }
        let count = |items| usize::try_from(items).unwrap_or(usize::MAX);
        if self
            .paginator
            .skip(response, count(taken.primary), count(taken.others))
        {
            Ok(())
        } else {
            Err(self.changed(taken.total()))
        }
    }

    /// The item delivered last still has to be in its place, where a checkpoint says which it was.
    fn check_last(
        &self,
        response: &P::Response,
        delivered: u64,
        last: Option<u64>,
    ) -> Result<(), PageError<Infallible>> {
        let index = delivered.checked_sub(1).map(usize::try_from);
        let (Some(last), Some(Ok(index))) = (last, index) else {
            return Ok(());
        };
        if self.paginator.identity_at(response, index) == Some(last) {
            Ok(())
        } else {
            Err(self.changed(delivered))
        }
    }

    fn changed(&self, delivered: u64) -> PageError<Infallible> {
        self.error(PageErrorKind::ListingChanged { delivered })
            .with_resume_token(self.place.page_start())
    }

    /// Keeps what the cap lets through, and points the resume token into this very page.
    fn cut(&mut self, response: &mut P::Response, room: u64) {
        // Fewer than the page's items, so it fits.
        let keep = usize::try_from(room).unwrap_or(usize::MAX);
        self.place.last.other = None;
        if let Some(last) = keep.checked_sub(1) {
            self.place.last.primary = self.paginator.identity_at(response, last);
        }
        self.paginator.keep(response, 0..keep);
        self.progress.items += room;
        self.pass(room);
        self.state = State::Capped;
    }

    /// Points the resume token behind so many items of this very page.
    fn pass(&mut self, items: u64) {
        // Only the first page of a resumed listing has an amount: what was delivered of it before.
        let before = self.place.amount.unwrap_or(0) + self.place.taken.primary;
        self.place.amount = Some(before + items);
        self.place.taken = Taken::default();
    }

    /// Points the resume token behind a page whose next token leads back: it has been followed, and what it leads to delivered.
    fn stay_behind(&mut self, response: &P::Response, len: u64) {
        self.place.last.other = None;
        if let Some(last) = usize::try_from(len).ok().and_then(|len| len.checked_sub(1)) {
            self.place.last.primary = self.paginator.identity_at(response, last);
        }
        self.pass(len);
    }

    /// Goes on to the next page, unless its token leads back to a page before.
    fn advance(&mut self, next: Token) -> Result<(), LeadsBack> {
        if next.is_end() {
            self.state = State::Complete;
            return Ok(());
        }
        let is_capped = self.room() == Some(0);
        if !is_capped && let Some(length) = self.came_before(&next) {
            let token = next;
            return Err(LeadsBack { token, length });
        }
        self.place = Place::start_of(next);
        let token = &self.place.token;
        if is_capped {
            self.state = State::Capped;
        } else if let Err(why) = self
            .paginator
            .set_token(&mut self.request, &token.for_request())
        {
            self.state = State::NextToken(why);
        }
        self.trim();
        Ok(())
    }

    /// How many pages before it a token came, in this run or in the one before that ended there.
    fn came_before(&mut self, next: &Token) -> Option<u64> {
        let earlier = self.place.leads_back.as_ref();
        let earlier = earlier.filter(|back| back.token == *next);
        earlier
            .map(|back| back.length)
            .or_else(|| self.cycles.note(next))
    }

    /// Asks for what the cap still lets through, and what comes before that on the page.
    fn trim(&mut self) {
        let Some((size, room)) = self.trimmed_from.zip(self.room()) else {
            return;
        };
        let delivered = self.place.amount.unwrap_or(0) + self.place.taken.primary;
        let wanted = room.saturating_add(delivered);
        if wanted > 0 && wanted < size {
            // A number smaller than one that fits, fits.
            let _ = self.paginator.set_limit(&mut self.request, wanted);
        }
    }

    /// The error of a page that was accepted but cannot be added to those before; it resumes at that page.
    pub(crate) fn unfit<E>(&self, start: &Place, why: Refused) -> PageError<E> {
        let Progress { pages, items } = self.progress;
        PageError::new(
            self.paginator.operation(),
            pages,
            items,
            start.encode(),
            PageErrorKind::Response(why),
        )
    }

    fn unusable(&self, why: Refused) -> PageError<Infallible> {
        self.error(PageErrorKind::Response(why))
    }

    pub(crate) fn error<E>(&self, kind: PageErrorKind<E>) -> PageError<E> {
        let Progress { pages, items } = self.progress;
        PageError::new(
            self.paginator.operation(),
            pages + 1,
            items,
            self.place.encode(),
            kind,
        )
    }
}

impl Origin {
    fn new<P: Paginated>(
        paginator: &P,
        request: &P::Request,
        config: &PageConfig,
    ) -> Result<Self, ConfigError> {
        let filters = paginator.filters(request);
        let checkpoint = config.resumed_from();
        if let Some(checkpoint) = checkpoint {
            checkpoint.check(paginator.operation(), &filters)?;
        }
        Ok(Origin {
            filters,
            page_size: config.effective_page_size()?.cloned(),
            pages: checkpoint.map_or(0, Checkpoint::pages),
            items: checkpoint.map_or(0, Checkpoint::items),
            counts_first: checkpoint
                .is_some_and(|checkpoint| checkpoint.pages > 0 && checkpoint.is_inside_page()),
        })
    }

    /// How many of this run's pages no earlier one counted.
    fn new_pages(&self, pages: u64) -> u64 {
        pages.saturating_sub(u64::from(self.counts_first))
    }
}

impl<P: Paginated> fmt::Debug for Pager<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager")
            .field("operation", &self.paginator.operation())
            .field("outcome", &self.outcome())
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}
