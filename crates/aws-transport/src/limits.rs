//! How long the clients that open sockets wait, and how much they read.

use std::time::Duration;

/// How long a client that opens sockets waits and how much it reads.
///
/// # Example: a service that must answer at once
///
/// ```
/// use std::time::Duration;
/// use aws_transport::{Limits, Ureq};
///
/// let quick = Ureq::with_limits(Limits::default().with_response(Duration::from_millis(200)));
/// assert_eq!(quick.network().limits().connect, Duration::from_secs(5));
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
    /// Bytes a response's header may have; 64 KiB by default.
    pub header_size: usize,
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

    /// The same limits with another one for the length of the response's header, in bytes.
    #[must_use]
    pub fn with_header_size(self, header_size: usize) -> Self {
        Self {
            header_size,
            ..self
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            response: Duration::from_secs(60),
            body: Duration::from_secs(60),
            body_size: aws_json::BODY_LIMIT as u64,
            header_size: 64 * 1024,
        }
    }
}
