//! The one thing a client needs of the world: somebody who moves a request's bytes.

use std::error::Error;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

/// Sends one HTTP request and returns the whole response, whatever its status.
///
/// Implement it for the HTTP client your program already has; [`Client`](crate::Client) does the rest.
/// An implementation
///
/// - sends the request once, as it is, adding no more than the connection's own headers (`host`, `content-length`);
/// - returns every status as `Ok`, error statuses and redirects included;
/// - returns `Err` when a response is not complete: a body cut short must never pass for a whole one;
/// - gives up after [`Within`], where the request's extensions have one.
///
/// # Example: ten lines for a client of your own
///
/// ```
/// use aws_transport::{Bytes, Http, http};
///
/// struct Mine;
///
/// impl Http for Mine {
///     type Error = std::io::Error;
///
///     fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Self::Error> {
///         let _sent_elsewhere = (request.uri(), request.headers(), request.body());
///         Ok(http::Response::new(Bytes::from_static(b"{}")))
///     }
/// }
///
/// let client = aws_transport::Client::new(Mine, "https://api.ecr.eu-west-1.amazonaws.com")?;
/// # let _ = client;
/// # Ok::<(), aws_transport::EndpointError>(())
/// ```
pub trait Http {
    /// Why a response did not arrive, or not whole.
    type Error: Error + Send + Sync + 'static;

    /// Sends the request and waits for the whole response.
    ///
    /// # Errors
    ///
    /// Whatever kept a complete response from arriving.
    /// An error status is not an error here.
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Self::Error>;

    /// Whether another attempt may fare better after this error; every error may, unless overridden.
    fn is_transient(&self, error: &Self::Error) -> bool {
        let _ = error;
        true
    }
}

/// [`Http`] without blocking; it needs no particular runtime.
///
/// # Example: a client of your own
///
/// ```
/// use aws_transport::{AsyncHttp, Bytes, http};
///
/// struct Mine;
///
/// impl AsyncHttp for Mine {
///     type Error = std::io::Error;
///
///     async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Self::Error> {
///         let _sent_elsewhere = request;
///         Ok(http::Response::new(Bytes::from_static(b"{}")))
///     }
/// }
/// ```
pub trait AsyncHttp: Send + Sync {
    /// Why a response did not arrive, or not whole.
    type Error: Error + Send + Sync + 'static;

    /// Sends the request; the future gives the whole response, and dropping it ends the exchange.
    ///
    /// The same is asked of it as of [`Http::send`].
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, Self::Error>> + Send;

    /// Whether another attempt may fare better after this error; every error may, unless overridden.
    fn is_transient(&self, error: &Self::Error) -> bool {
        let _ = error;
        true
    }
}

/// How long an attempt may take, in the extensions of a request whose client has such a limit.
///
/// An [`Http`] that blocks gives up once it has passed; an [`AsyncHttp`] is dropped then and need not look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within(pub Duration);

impl<H: Http + ?Sized> Http for &H {
    type Error = H::Error;

    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Self::Error> {
        (**self).send(request)
    }

    fn is_transient(&self, error: &H::Error) -> bool {
        (**self).is_transient(error)
    }
}

impl<H: Http + ?Sized> Http for Box<H> {
    type Error = H::Error;

    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Self::Error> {
        (**self).send(request)
    }

    fn is_transient(&self, error: &H::Error) -> bool {
        (**self).is_transient(error)
    }
}

impl<H: Http + ?Sized> Http for Arc<H> {
    type Error = H::Error;

    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Self::Error> {
        (**self).send(request)
    }

    fn is_transient(&self, error: &H::Error) -> bool {
        (**self).is_transient(error)
    }
}

impl<H: AsyncHttp> AsyncHttp for &H {
    type Error = H::Error;

    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, Self::Error>> + Send {
        (**self).send(request)
    }

    fn is_transient(&self, error: &H::Error) -> bool {
        (**self).is_transient(error)
    }
}

impl<H: AsyncHttp> AsyncHttp for Arc<H> {
    type Error = H::Error;

    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> impl Future<Output = Result<http::Response<Bytes>, Self::Error>> + Send {
        (**self).send(request)
    }

    fn is_transient(&self, error: &H::Error) -> bool {
        (**self).is_transient(error)
    }
}
