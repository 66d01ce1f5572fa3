//! The next page's call on its way while a page is worked on: for callers that block, on one thread.

use alloc::boxed::Box;
use std::io;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use crate::fetch::Fetch;
use crate::paginated::Paginated;

/// Fetches one page ahead, on a thread of its own; made by [`Paginate::look_ahead`](crate::Paginate::look_ahead).
///
/// At most one call is on its way, and it is the very one that would come next: order, requests and errors are those of a listing without it.
/// The thread ends with the listing; the answer to a call that nobody waits for any more is dropped.
pub struct Ahead<P: Paginated, F: Fetch<P>> {
    requests: Option<Sender<P::Request>>,
    answers: Receiver<Answer<P, F>>,
    thread: Option<JoinHandle<()>>,
    /// A call is on its way.
    is_waiting: bool,
}

type Answer<P, F> = Result<<P as Paginated>::Response, <F as Fetch<P>>::Error>;

impl<P, F> Ahead<P, F>
where
    P: Paginated + 'static,
    F: Fetch<P, Error: Send + 'static> + Send + 'static,
    P::Request: Send,
    P::Response: Send,
{
    pub(crate) fn new(mut fetch: F) -> io::Result<Self> {
        let (requests, to_do) = channel::<P::Request>();
        let (done, answers) = channel();
        let work = move || {
            for request in to_do {
                if done.send(fetch.fetch(&request)).is_err() {
                    break;
                }
            }
        };
        let thread = Builder::new().name("next page".into()).spawn(work)?;
        Ok(Ahead {
            requests: Some(requests),
            answers,
            thread: Some(thread),
            is_waiting: false,
        })
    }
}

impl<P: Paginated, F: Fetch<P>> Ahead<P, F> {
    fn send(&mut self, request: &P::Request) {
        if self.is_waiting {
            return;
        }
        self.is_waiting = true;
        if let Some(requests) = &self.requests {
            // The thread is gone only if the call panicked, which the wait for its answer finds out.
            let _ = requests.send(request.clone());
        }
    }

    /// The thread ended without an answer: the caller's own code panicked there, and goes on doing so here.
    fn panicked(&mut self) -> ! {
        self.requests = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Err(panic)) => resume_unwind(panic),
            _ => resume_unwind(Box::new("the thread that fetches pages ended")),
        }
    }
}

impl<P: Paginated, F: Fetch<P>> Fetch<P> for Ahead<P, F> {
    type Error = F::Error;

    fn fetch(&mut self, request: &P::Request) -> Result<P::Response, F::Error> {
        self.send(request);
        self.is_waiting = false;
        match self.answers.recv() {
            Ok(answer) => answer,
            Err(_) => self.panicked(),
        }
    }

    fn announce(&mut self, request: &P::Request) {
        self.send(request);
    }
}

impl<P: Paginated, F: Fetch<P>> core::fmt::Debug for Ahead<P, F> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Ahead")
            .field("is_waiting", &self.is_waiting)
            .finish_non_exhaustive()
    }
}
