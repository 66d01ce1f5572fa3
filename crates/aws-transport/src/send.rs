//! The one thing a client needs of the world: somebody who moves a request's bytes.

use std::error::Error;
use std::sync::Arc;

use bytes::Bytes;

/// Sends one HTTP request and returns the whole response, whatever its status.
///
/// Implement it for the HTTP client your program already has; [`Client`](crate::Client) does the rest.
/// An implementation
///
/// - sends the request once, as it is, adding no more than the connection's own headers (`host`, `content-length`);
/// - returns every status as `Ok`, error statuses and redirects included;
/// - returns `Err` when a response is not complete: a body cut short must never pass for a whole one.
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
}

impl<H: Http + ?Sized> Http for &H {
    type Error = H::Error;

    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Self::Error> {
        (**self).send(request)
    }
}

impl<H: Http + ?Sized> Http for Box<H> {
    type Error = H::Error;

    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Self::Error> {
        (**self).send(request)
    }
}

impl<H: Http + ?Sized> Http for Arc<H> {
    type Error = H::Error;

    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Self::Error> {
        (**self).send(request)
    }
}
