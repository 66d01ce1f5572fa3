//! The pages of a listing, put together as they arrive, until the end, a failure or Ctrl-C.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use ecr::client::CallError;
use smithy_pagination::{Aggregate, ConfigError, Fetch, PageError, Pages, Paginate, Progress};
use smithy_wire::{Call, Operation};

use super::Listing;
use super::fault;
use crate::cli::Paging;
use crate::failure::{Exit, Failure, chain};
use crate::service::Service;
use crate::signals;

type CallFailure<L> = CallError<<<L as Listing>::Operation as Operation>::Error>;

/// What a listing brought, and how it ended.
#[derive(Debug)]
pub(crate) struct Gathered<R> {
    /// The pages as one response; none before the first page.
    pub(crate) whole: Option<R>,
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
}

/// How a listing ended.
#[derive(Debug)]
pub(crate) enum End {
    /// Everything was delivered, or everything up to the cap.
    Done,
    /// A page failed.
    Failed(Failure),
    /// Ctrl-C.
    Interrupted,
}

enum Event<L: Listing> {
    Page(L::Response, Standing),
    Failed(PageError<CallFailure<L>>),
    Done,
    Interrupted,
}

/// Reads a listing to its end.
///
/// Pages are fetched on a thread of their own, so that Ctrl-C is answered while a request is on its way.
///
/// # Errors
///
/// What was asked for contradicts itself; nothing was sent.
pub(crate) fn all<L: Listing>(
    service: &Service,
    request: L::Request,
    paging: Paging,
) -> Result<Gathered<L::Response>, Failure> {
    let client = service.client().clone();
    let call = move |request: &L::Request| Call::<L::Operation>::call(&client, request);
    let pages = Paginate::calling(L::PAGINATOR, request, call)
        .config(paging.config())
        .pages()
        .map_err(|error| refused(&error))?;
    let (sender, events) = mpsc::channel();
    let interrupts = sender.clone();
    signals::on_interrupt(move || drop(interrupts.send(Event::Interrupted)));
    thread::spawn(move || send_pages(pages, &sender));
    Ok(collect::<L>(&events))
}

fn send_pages<L, F>(mut pages: Pages<L::Paginator, F>, events: &Sender<Event<L>>)
where
    L: Listing,
    F: Fetch<L::Paginator, Error = CallFailure<L>>,
{
    while let Some(page) = pages.next() {
        let event = match page {
            Ok(page) => Event::Page(page, standing(&pages)),
            Err(error) => return drop(events.send(Event::Failed(error))),
        };
        if events.send(event).is_err() {
            return;
        }
    }
    drop(events.send(Event::Done));
}

fn standing<P: smithy_pagination::Paginated, F>(pages: &Pages<P, F>) -> Standing {
    Standing {
        progress: pages.progress(),
        resume_token: pages.resume_token(),
    }
}

fn collect<L: Listing>(events: &Receiver<Event<L>>) -> Gathered<L::Response> {
    let mut gathered = Gathered {
        whole: None,
        standing: Standing::default(),
        end: End::Done,
    };
    for event in events {
        match event {
            Event::Page(page, standing) => {
                gathered.standing = standing;
                gathered.whole = Some(grow::<L>(gathered.whole.take(), page));
            }
            Event::Failed(error) => {
                gathered.end = End::Failed(fault::of_page(&error, L::NOUN));
                break;
            }
            Event::Interrupted => {
                gathered.end = End::Interrupted;
                break;
            }
            Event::Done => break,
        }
    }
    gathered
}

fn grow<L: Listing>(whole: Option<L::Response>, page: L::Response) -> L::Response {
    match whole {
        None => L::PAGINATOR.begin(page),
        Some(mut whole) => {
            L::PAGINATOR.absorb(&mut whole, page);
            whole
        }
    }
}

/// One request, and its page as it came.
///
/// # Errors
///
/// The call failed.
pub(crate) fn one_page<L: Listing>(
    service: &Service,
    request: &L::Request,
) -> Result<L::Response, Failure> {
    let page = Call::<L::Operation>::call(service.client(), request);
    page.map_err(|error| fault::of_call(L::Operation::NAME, &error))
}

fn refused(error: &ConfigError) -> Failure {
    let failure = Failure::new(Exit::Usage, chain(error));
    match error {
        ConfigError::TokenScalar | ConfigError::TokenParts { .. } => {
            failure.note("--service-token passes a token on as it is")
        }
        _ => failure,
    }
}
