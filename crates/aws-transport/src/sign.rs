//! Who a call is made as: the hook that signs a request.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;

/// A request to be signed.
#[derive(Clone)]
pub struct Unsigned {
    /// What is to be sent, complete but for the signature.
    pub request: http::Request<Bytes>,
    /// The time to sign with: this machine's, corrected by what the service's clock is known to be apart.
    pub at: SystemTime,
    /// The service said that the credentials have expired which the request was signed with at this time: get others.
    pub renew: Option<SystemTime>,
}

/// Signs requests: adds to a request what tells the service who is calling.
///
/// It may wait for credentials, read files and make calls of its own.
///
/// # Example: a token in a header
///
/// ```
/// use aws_transport::{Bytes, Sign, SignError, Unsigned, http};
///
/// struct Bearer(http::HeaderValue);
///
/// impl Sign for Bearer {
///     fn sign(&self, unsigned: Unsigned) -> Result<http::Request<Bytes>, SignError> {
///         let mut request = unsigned.request;
///         request.headers_mut().insert("authorization", self.0.clone());
///         Ok(request)
///     }
/// }
/// ```
pub trait Sign: Send + Sync {
    /// Gives the request back with its signature.
    ///
    /// # Errors
    ///
    /// There are no credentials, or the request cannot be signed.
    fn sign(&self, unsigned: Unsigned) -> Result<http::Request<Bytes>, SignError>;
}

/// A signature on its way.
pub type Signing = Pin<Box<dyn Future<Output = Result<http::Request<Bytes>, SignError>> + Send>>;

/// [`Sign`] without blocking.
pub trait AsyncSign: Send + Sync {
    /// Begins to sign; the future gives the request back with its signature.
    fn sign(&self, unsigned: Unsigned) -> Signing;
}

impl<S: Sign + ?Sized> Sign for Arc<S> {
    fn sign(&self, unsigned: Unsigned) -> Result<http::Request<Bytes>, SignError> {
        (**self).sign(unsigned)
    }
}

impl<S: AsyncSign + ?Sized> AsyncSign for Arc<S> {
    fn sign(&self, unsigned: Unsigned) -> Signing {
        (**self).sign(unsigned)
    }
}

/// Sends requests as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anonymous;

impl Sign for Anonymous {
    fn sign(&self, unsigned: Unsigned) -> Result<http::Request<Bytes>, SignError> {
        Ok(unsigned.request)
    }
}

impl AsyncSign for Anonymous {
    fn sign(&self, unsigned: Unsigned) -> Signing {
        Box::pin(std::future::ready(Ok(unsigned.request)))
    }
}

/// A request that shows no more of itself than where it goes: its headers and body may hold secrets.
impl fmt::Debug for Unsigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unsigned")
            .field("host", &self.request.uri().host())
            .field("at", &self.at)
            .field("renew", &self.renew)
            .finish_non_exhaustive()
    }
}

/// Why a request could not be signed; nothing was sent then.
///
/// `Display` and `source` are those of the error inside.
pub struct SignError(Box<dyn Error + Send + Sync>);

impl SignError {
    /// Wraps what a signer or a source of credentials reported.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(error.into())
    }

    /// The error that was reported.
    #[must_use]
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }

    /// The error as the type the signer reports, if it is that type.
    #[must_use]
    pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&T> {
        self.0.downcast_ref()
    }
}

impl fmt::Debug for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for SignError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
