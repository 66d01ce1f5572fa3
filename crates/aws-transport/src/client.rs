//! The client: a call as a request, sent, and its response read.

use aws_json::Protocol;
use http::Uri;
use smithy_wire::{Call, Operation};

use crate::{CallError, EndpointError, Http, TransportError, endpoint};

/// Calls operations at one endpoint through any [`Http`].
///
/// It implements [`Call`] for every operation, so a generated `send` or `paginate` takes it.
/// A call is tried once.
#[derive(Clone, Debug)]
pub struct Client<H> {
    http: H,
    endpoint: Uri,
    protocol: Protocol,
}

impl<H> Client<H> {
    /// A client of the service at this URL, speaking awsJson1_1.
    ///
    /// # Errors
    ///
    /// The text is no `http` or `https` URL without query and user name; the error says what to write.
    pub fn new(http: H, endpoint: &str) -> Result<Self, EndpointError> {
        Self::with(http).with_endpoint(endpoint)
    }

    /// A client whose requests are addressed to `http://localhost/`, for an [`Http`] that reads no address, such as [`Replay`](crate::Replay).
    #[must_use]
    pub fn with(http: H) -> Self {
        Self {
            http,
            endpoint: Uri::from_static("http://localhost/"),
            protocol: Protocol::AWS_JSON_1_1,
        }
    }

    /// The same client at another URL.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn with_endpoint(self, endpoint: &str) -> Result<Self, EndpointError> {
        let endpoint = endpoint::parse(endpoint)?;
        Ok(Self { endpoint, ..self })
    }

    /// The same client speaking another version of the protocol, or with another limit on bodies.
    #[must_use]
    pub fn with_protocol(self, protocol: Protocol) -> Self {
        Self { protocol, ..self }
    }

    /// What moves the bytes.
    #[must_use]
    pub fn http(&self) -> &H {
        &self.http
    }

    /// Where calls go.
    #[must_use]
    pub fn endpoint(&self) -> &Uri {
        &self.endpoint
    }

    /// The protocol spoken.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }
}

#[cfg(feature = "blocking")]
impl Client<crate::Ureq> {
    /// A client of a service on this machine, over plain HTTP with the default [`Limits`](crate::Limits).
    ///
    /// No connection is made before the first call.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), and where the host is not this machine.
    ///
    /// # Example: a mistake is told before any call
    ///
    /// ```
    /// use aws_transport::{Client, EndpointError};
    ///
    /// assert!(Client::local("http://127.0.0.1:5000").is_ok());
    /// let error = Client::local("http://registry.example").unwrap_err();
    /// assert!(matches!(error, EndpointError::NotLoopback { .. }));
    /// ```
    pub fn local(endpoint: &str) -> Result<Self, EndpointError> {
        let client = Self::new(crate::Ureq::new(), endpoint)?;
        endpoint::require_loopback(&client.endpoint)?;
        Ok(client)
    }
}

impl<O: Operation, H: Http> Call<O> for Client<H> {
    type Failure = CallError<O::Error>;

    fn call(&self, input: &O::Input) -> Result<O::Output, Self::Failure> {
        let request = self.protocol.request::<O>(&self.endpoint, input);
        let response = self
            .http
            .send(request)
            .map_err(|error| CallError::Transport(TransportError::new(error)))?;
        Ok(self.protocol.response::<O>(response)?)
    }
}
