//! How one page is fetched: by a closure, or by a client.

use core::future::Future;
use core::marker::PhantomData;

use smithy_wire::{Call, Operation};

use crate::paginated::Paginated;

/// Fetches one page, blocking.
///
/// Every `FnMut(&P::Request) -> Result<P::Response, E>` is one.
pub trait Fetch<P: Paginated> {
    /// Why a call failed.
    type Error;

    /// Sends one request and waits for its response.
    ///
    /// # Errors
    ///
    /// The client's own error; the pager then stays where it was.
    fn fetch(&mut self, request: &P::Request) -> Result<P::Response, Self::Error>;

    /// Told after a page was delivered which request will be sent next, so that it may be sent ahead.
    ///
    /// Nothing is done unless overridden.
    fn announce(&mut self, request: &P::Request) {
        let _ = request;
    }
}

impl<P, F, E> Fetch<P> for F
where
    P: Paginated,
    F: FnMut(&P::Request) -> Result<P::Response, E>,
{
    type Error = E;

    fn fetch(&mut self, request: &P::Request) -> Result<P::Response, E> {
        self(request)
    }
}

/// Fetches one page without blocking.
///
/// Every `FnMut(P::Request) -> impl Future<Output = Result<P::Response, E>>` is one.
pub trait AsyncFetch<P: Paginated> {
    /// Why a call failed.
    type Error;
    /// One call on its way.
    type Call: Future<Output = Result<P::Response, Self::Error>>;

    /// Starts one call.
    fn fetch(&mut self, request: P::Request) -> Self::Call;
}

impl<P, F, C, E> AsyncFetch<P> for F
where
    P: Paginated,
    F: FnMut(P::Request) -> C,
    C: Future<Output = Result<P::Response, E>>,
{
    type Error = E;
    type Call = C;

    fn fetch(&mut self, request: P::Request) -> C {
        self(request)
    }
}

/// Fetches pages through a client that can [call](Call) the operation `O`; a reference to a client is one as well.
pub struct Via<C, O> {
    client: C,
    operation: PhantomData<fn() -> O>,
}

impl<C, O> Via<C, O> {
    /// Fetches through this client.
    pub fn new(client: C) -> Self {
        Via {
            client,
            operation: PhantomData,
        }
    }
}

impl<C: Clone, O> Clone for Via<C, O> {
    fn clone(&self) -> Self {
        Via::new(self.client.clone())
    }
}

impl<C: Copy, O> Copy for Via<C, O> {}

impl<C, O> core::fmt::Debug for Via<C, O> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Via").finish_non_exhaustive()
    }
}

impl<P, C, O> Fetch<P> for Via<C, O>
where
    O: Operation,
    C: Call<O>,
    P: Paginated<Request = O::Input, Response = O::Output>,
{
    type Error = C::Failure;

    fn fetch(&mut self, request: &O::Input) -> Result<O::Output, C::Failure> {
        self.client.call(request)
    }
}
