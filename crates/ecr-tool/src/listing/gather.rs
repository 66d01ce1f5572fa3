//! The pages of a listing, put together as they arrive, until the end, a failure or a request to end.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use ecr::client::CallError;
use smithy_pagination::{
    Aggregate, Checkpoint, ConfigError, Fetch, PageError, Pages, Paginate, Progress,
};
use smithy_wire::{Call, Operation};

use super::Listing;
use super::fault;
use crate::cli::Paging;
use crate::failure::{Exit, Failure, chain};
use crate::progress::Meter;
use crate::service::Service;
use crate::signals::{self, Ending};

/// Why a call of this listing failed.
pub(crate) type CallFailure<L> = CallError<<<L as Listing>::Operation as Operation>::Error>;

/// Takes pages as they arrive.
pub(crate) trait Taker<L: Listing> {
    /// What is left at the end.
    type Taken;

    /// One page, after which the listing stands there; `false` if nobody wants it or more.
    ///
    /// # Errors
    ///
    /// The page could not be put anywhere; the listing ends.
    fn page(&mut self, page: L::Response, standing: &Standing) -> Result<bool, Failure>;

    /// What is said of a page that failed.
    fn failed(&self, error: &PageError<CallFailure<L>>) -> Failure {
        fault::of_page(error, L::NOUN)
    }

    /// The end.
    fn taken(self) -> Self::Taken;
}

/// All pages as one response; none before the first page.
pub(crate) struct Whole<R>(pub(crate) Option<R>);

impl<L: Listing> Taker<L> for Whole<L::Response> {
    type Taken = Option<L::Response>;

    fn page(&mut self, page: L::Response, _: &Standing) -> Result<bool, Failure> {
        self.0 = Some(match self.0.take() {
            None => L::PAGINATOR.begin(page),
            Some(mut whole) => {
                L::PAGINATOR.absorb(&mut whole, page);
                whole
            }
        });
        Ok(true)
    }

    fn taken(self) -> Self::Taken {
        self.0
    }
}

/// What a listing brought, and how it ended.
#[derive(Debug)]
pub(crate) struct Gathered<T> {
    /// What the taker made of the pages.
    pub(crate) taken: T,
    /// Where the listing stands.
    pub(crate) standing: Standing,
    /// How it ended.
    pub(crate) end: End,
}

/// Where a listing stands after a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// What was delivered.
    pub(crate) progress: Progress,
    /// The token that continues it; none at its end.
    pub(crate) resume_token: Option<String>,
    /// The same place to be stored; none before the first page.
    pub(crate) checkpoint: Option<Checkpoint>,
}

/// How a listing ended.
#[derive(Debug)]
pub(crate) enum End {
    /// Everything was delivered, or everything up to the cap.
    Done,
    /// Whoever read it has left.
    Left,
    /// A page failed.
    Failed(Failure),
    /// A page arrived and could not be put anywhere.
    Unwritten(Failure),
    /// The program was asked to end.
    Asked(Ending),
}

enum Event<L: Listing> {
    Page(L::Response, Standing),
    Failed(PageError<CallFailure<L>>),
    Done,
    Asked(Ending),
}

/// Reads a listing to its end.
///
/// Pages are fetched on a thread of their own, so that a request to end is answered while a request is on its way.
///
/// # Errors
///
/// What was asked for contradicts itself; nothing was sent.
pub(crate) fn all<L: Listing, T: Taker<L>>(
    service: &Service,
    request: L::Request,
    paging: &Paging,
    taker: T,
    meter: &Meter,
) -> Result<Gathered<T::Taken>, Failure> {
    let client = service.client().clone();
    let call = move |request: &L::Request| Call::<L::Operation>::call(&client, request);
    let pages = Paginate::calling(L::PAGINATOR, request, call)
        .config(paging.config())
        .pages()
        .map_err(|error| refused(&error))?;
    let (sender, events) = mpsc::channel();
    let asked = sender.clone();
    signals::on_request(move |ending| drop(asked.send(Event::Asked(ending))));
    let (taken, takes) = mpsc::channel();
    // One page is fetched while the one before it is written, and no more: a reader may be slow.
    let _ = taken.send(());
    thread::spawn(move || send_pages(pages, &sender, &takes));
    collect::<L, T>(&events, &taken, taker, meter)
}

/// Fetches pages, each after so many before it were taken.
fn send_pages<L, F>(
    mut pages: Pages<L::Paginator, F>,
    events: &Sender<Event<L>>,
    takes: &Receiver<()>,
) where
    L: Listing,
    F: Fetch<L::Paginator, Error = CallFailure<L>>,
{
    while let Some(page) = pages.next() {
        let event = match page {
            Ok(page) => Event::Page(page, standing(&pages)),
            Err(error) => return drop(events.send(Event::Failed(error))),
        };
        if events.send(event).is_err() || takes.recv().is_err() {
            return;
        }
    }
    drop(events.send(Event::Done));
}

fn standing<P: smithy_pagination::Paginated, F>(pages: &Pages<P, F>) -> Standing {
    Standing {
        progress: pages.progress(),
        resume_token: pages.resume_token(),
        checkpoint: Some(pages.checkpoint()),
    }
}

fn collect<L: Listing, T: Taker<L>>(
    events: &Receiver<Event<L>>,
    taken: &Sender<()>,
    mut taker: T,
    meter: &Meter,
) -> Result<Gathered<T::Taken>, Failure> {
    let mut standing = Standing::default();
    let mut end = End::Done;
    for event in events {
        match event {
            Event::Page(page, now) => match taker.page(page, &now) {
                Ok(true) => {
                    meter.page(now.progress, L::NOUN);
                    standing = now;
                    // Where nobody fetches any more, the events say so.
                    let _ = taken.send(());
                }
                Ok(false) => {
                    end = End::Left;
                    break;
                }
                Err(failure) => {
                    end = End::Unwritten(failure);
                    break;
                }
            },
            Event::Failed(error) => {
                end = End::Failed(taker.failed(&error));
                break;
            }
            Event::Asked(ending) => {
                end = End::Asked(ending);
                break;
            }
            Event::Done => break,
        }
    }
    Ok(Gathered {
        taken: taker.taken(),
        standing,
        end,
    })
}

/// One request, and its page as it came.
///
/// # Errors
///
/// The call failed, or the program was asked to end.
pub(crate) fn one_page<L: Listing>(
    service: &Service,
    request: L::Request,
) -> Result<L::Response, Failure> {
    let client = service.client().clone();
    let page = signals::unless_ended(move || Call::<L::Operation>::call(&client, &request));
    let page = page.map_err(|ending| ending.failure(NOTHING))?;
    page.map_err(|error| fault::of_call(L::Operation::NAME, &error))
}

/// What there is to say of a listing that was stopped before its first page.
pub(crate) const NOTHING: &str = "nothing was delivered";

fn refused(error: &ConfigError) -> Failure {
    let failure = Failure::new(Exit::Usage, chain(error));
    match error {
        ConfigError::TokenScalar | ConfigError::TokenParts { .. } => {
            failure.note("--service-token passes a token on as it is")
        }
        ConfigError::CheckpointRequest(_) | ConfigError::CheckpointOperation { .. } => {
            failure.note("name another file for another listing, or delete this one to start anew")
        }
        _ => failure,
    }
}
