//! The blocking client: plain HTTP to this machine, on `ureq`.

mod error;

use std::fmt;
use std::io::Read;
use std::time::Duration;

use bytes::Bytes;
pub use error::UreqError;
use ureq::config::AutoHeaderValue;

use crate::{Http, endpoint};

/// A blocking HTTP client for services on this machine.
///
/// Requests are not signed yet, so it sends to 127.0.0.0/8, `::1` and `localhost` over plain HTTP and refuses every other address before a socket is opened.
/// It tries once, follows no redirect, uses no proxy, and keeps connections open between calls.
/// Clones share their connections.
///
/// `ureq` logs the bytes of both directions, secrets included, through the `log` crate at its level `trace`, under the target `ureq_proto`.
/// A program that logs at that level keeps secrets out of its log by silencing that target.
///
/// # Example: a service on this machine
///
/// ```
/// use aws_transport::Client;
///
/// let client = Client::local("http://127.0.0.1:5000")?;
/// # let _ = client;
/// # Ok::<(), aws_transport::EndpointError>(())
/// ```
#[derive(Clone)]
pub struct Ureq {
    agent: ureq::Agent,
    limits: Limits,
}

impl Ureq {
    /// A client with the default [`Limits`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    /// A client with other limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        // A limit for the whole call would make ureq resolve names on a new thread for each of them.
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .user_agent(concat!("aws-transport/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(limits.connect))
            .timeout_send_request(Some(limits.response))
            .timeout_send_body(Some(limits.response))
            .timeout_recv_response(Some(limits.response))
            .timeout_recv_body(Some(limits.body))
            .build();
        Self {
            agent: config.new_agent(),
            limits,
        }
    }

    /// The limits this client keeps to.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    fn read(&self, body: ureq::Body) -> Result<Bytes, UreqError> {
        let (limit, expected) = (self.limits.body_size, body.content_length());
        if expected.is_some_and(|length| length > limit) {
            return Err(UreqError::TooLarge { limit });
        }
        let mut bytes = Vec::with_capacity(first_capacity(expected));
        let mut reader = body.into_with_config().limit(limit).reader();
        match reader.read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes.into()),
            Err(error) => Err(UreqError::in_body(
                error.into(),
                bytes.len() as u64,
                expected,
            )),
        }
    }
}

impl Http for Ureq {
    type Error = UreqError;

    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, UreqError> {
        endpoint::require_loopback(request.uri()).map_err(UreqError::Refused)?;
        let (parts, body) = request.into_parts();
        let request = http::Request::from_parts(parts, body.as_ref());
        let (parts, body) = self
            .agent
            .run(request)
            .map_err(UreqError::before_body)?
            .into_parts();
        Ok(http::Response::from_parts(parts, self.read(body)?))
    }
}

impl Default for Ureq {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Ureq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ureq")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// What is announced is reserved at once, but no more than a mebibyte on the word of a header.
fn first_capacity(expected: Option<u64>) -> usize {
    const MOST: u64 = 1024 * 1024;
    usize::try_from(expected.unwrap_or(0).min(MOST)).unwrap_or(0)
}

/// How long [`Ureq`] waits and how much it reads.
///
/// # Example: a service that must answer at once
///
/// ```
/// use std::time::Duration;
/// use aws_transport::{Limits, Ureq};
///
/// let quick = Ureq::with_limits(Limits::default().with_response(Duration::from_millis(200)));
/// assert_eq!(quick.limits().connect, Duration::from_secs(5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// For a connection to be made; 5 seconds by default.
    pub connect: Duration,
    /// For each of: the request's header to be taken, its body to be taken, the response's header to arrive; 60 seconds by default.
    pub response: Duration,
    /// For the response's body to arrive whole; 60 seconds by default.
    pub body: Duration,
    /// Bytes a response's body may have; [`aws_json::BODY_LIMIT`] by default.
    pub body_size: u64,
}

impl Limits {
    /// The same limits with another one for connecting.
    #[must_use]
    pub fn with_connect(self, connect: Duration) -> Self {
        Self { connect, ..self }
    }

    /// The same limits with another one for the request to be taken and the response's header to arrive.
    #[must_use]
    pub fn with_response(self, response: Duration) -> Self {
        Self { response, ..self }
    }

    /// The same limits with another one for the response's body to arrive.
    #[must_use]
    pub fn with_body(self, body: Duration) -> Self {
        Self { body, ..self }
    }

    /// The same limits with another one for the length of the response's body, in bytes.
    #[must_use]
    pub fn with_body_size(self, body_size: u64) -> Self {
        Self { body_size, ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            response: Duration::from_secs(60),
            body: Duration::from_secs(60),
            body_size: aws_json::BODY_LIMIT as u64,
        }
    }
}
