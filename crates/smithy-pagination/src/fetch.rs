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

/// Fetches pages through a client that can [call](Call) the operation `O`.
pub struct Via<'c, C: ?Sized, O> {
    client: &'c C,
    operation: PhantomData<fn() -> O>,
}

impl<'c, C: ?Sized, O> Via<'c, C, O> {
    /// Fetches through this client.
    pub fn new(client: &'c C) -> Self {
        Via {
            client,
            operation: PhantomData,
        }
    }
}

impl<C: ?Sized, O> Clone for Via<'_, C, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: ?Sized, O> Copy for Via<'_, C, O> {}

impl<C: ?Sized, O> core::fmt::Debug for Via<'_, C, O> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Via").finish_non_exhaustive()
    }
}

impl<P, C, O> Fetch<P> for Via<'_, C, O>
where
    O: Operation,
    C: Call<O> + ?Sized,
    P: Paginated<Request = O::Input, Response = O::Output>,
{
    type Error = C::Failure;

    fn fetch(&mut self, request: &O::Input) -> Result<O::Output, C::Failure> {
        self.client.call(request)
    }
}
