//! What can go wrong on the way to a service and back.

use std::error::Error;
use std::fmt;

use crate::EndpointError;

/// What the HTTP client underneath reported; its type is no part of this crate's interface.
type Source = Box<dyn Error + Send + Sync>;

/// Why a client that opens sockets has no complete response to give.
#[derive(Debug)]
#[non_exhaustive]
pub enum HttpError {
    /// The request was not sent: its URL is refused.
    Refused(EndpointError),
    /// The request was not sent: a logger takes every byte that goes over the connection, secrets included.
    Logged,
    /// A connection was made, and what answered cannot prove that it is the service, or does not speak TLS.
    Untrusted {
        /// Host and port that were to be reached.
        address: String,
        /// What the TLS library objects to.
        source: Source,
    },
    /// The proxy did not make a connection to the service.
    Proxy {
        /// Its host and port.
        proxy: String,
        /// What it answered, or why it cannot be reached.
        source: Source,
    },
    /// No connection could be made, so nothing was sent.
    Connect {
        /// Its host and port.
        address: String,
        /// What the connection attempt reported.
        source: Source,
    },
    /// A time limit of [`Limits`](crate::Limits) passed.
    Timeout {
        /// What was being waited for, as in `the response's header`.
        waiting_for: &'static str,
    },
    /// The connection ended before the response's header was complete.
    /// The service may have acted on the request.
    Lost {
        /// What the connection reported.
        source: Source,
    },
    /// The connection ended inside the response's body.
    /// The service has acted on the request.
    Cut {
        /// Bytes of the body that had arrived.
        received: u64,
        /// Bytes the header had announced, if it did.
        expected: Option<u64>,
        /// What the connection reported.
        source: Source,
    },
    /// The body is longer than [`Limits::body_size`](crate::Limits::body_size); the rest was not read.
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// What arrived is not HTTP.
    NotHttp {
        /// What the HTTP parser objects to.
        source: Source,
    },
    /// The response's header is longer than [`Limits::header_size`](crate::Limits::header_size); the rest was not read.
    HeaderTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// Anything else the HTTP client underneath reported.
    Other {
        /// Its report.
        source: Source,
    },
}

impl HttpError {
    /// Whether a time limit passed.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout { .. })
    }

    /// Whether it is certain that the service saw nothing of the request, so that sending it again repeats nothing.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        matches!(
            self,
            Self::Refused(_)
                | Self::Logged
                | Self::Connect { .. }
                | Self::Untrusted { .. }
                | Self::Proxy { .. }
                | Self::Timeout {
                    waiting_for: CONNECTION
                }
        )
    }

    /// Whether another attempt may fare better: not where the same answer is to be expected again.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Connect { .. }
                | Self::Timeout { .. }
                | Self::Lost { .. }
                | Self::Cut { .. }
                | Self::Proxy { .. }
                | Self::Other { .. }
        )
    }

    /// The same of a call through a proxy: a connection that was not made is the proxy's to explain.
    #[cfg(any(feature = "blocking", feature = "async"))]
    pub(crate) fn through(self, proxy: Option<&http::Uri>) -> Self {
        match (self, proxy) {
            (Self::Connect { source, .. }, Some(proxy)) => Self::Proxy {
                proxy: address(proxy),
                source,
            },
            (other, _) => other,
        }
    }
}

/// Host and port, without a password.
#[cfg(any(feature = "blocking", feature = "async"))]
pub(crate) fn address(uri: &http::Uri) -> String {
    let Some(authority) = uri.authority() else {
        return String::new();
    };
    match authority.port_u16() {
        Some(port) => format!("{}:{port}", authority.host()),
        None => authority.host().to_owned(),
    }
}

/// Whether a name stands for no address: a kind of its own there is none.
#[cfg(any(feature = "blocking", feature = "async"))]
pub(crate) fn is_unknown_name(error: &std::io::Error) -> bool {
    error
        .to_string()
        .starts_with("failed to lookup address information")
}

/// What a connection is waited for.
pub(crate) const CONNECTION: &str = "a connection";
/// What a header is waited for.
#[cfg(any(feature = "blocking", feature = "async"))]
pub(crate) const HEADER: &str = "the response's header";
/// What a body is waited for.
#[cfg(any(feature = "blocking", feature = "async"))]
pub(crate) const BODY: &str = "the response's body";

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(_) => f.write_str("the request was not sent: its URL is refused"),
            Self::Logged => f.write_str(
                "the request was not sent: a logger takes the target `ureq_proto` at level trace, \
                 which shows every byte, secrets included; silence that target",
            ),
            Self::Untrusted { address, .. } => write!(
                f,
                "the connection to `{address}` is not secure: what answered cannot prove that it is the service; \
                 if its certificate is to be trusted, name the issuer's in AWS_CA_BUNDLE"
            ),
            Self::Proxy { proxy, .. } => write!(
                f,
                "the proxy `{proxy}` made no connection to the service; do HTTPS_PROXY, HTTP_PROXY and NO_PROXY say what they should?",
            ),
            Self::Connect { address, .. } => {
                write!(
                    f,
                    "no connection to `{address}`; is the service there, and running?"
                )
            }
            Self::Timeout { waiting_for } => write!(f, "timed out waiting for {waiting_for}"),
            Self::Lost { .. } => {
                f.write_str("the connection ended before the response's header was complete")
            }
            Self::Cut {
                received,
                expected: Some(expected),
                ..
            } => {
                write!(
                    f,
                    "the connection ended after {received} of {expected} bytes of the response's body"
                )
            }
            Self::Cut {
                received,
                expected: None,
                ..
            } => {
                write!(
                    f,
                    "the connection ended inside the response's body, after {received} bytes"
                )
            }
            Self::TooLarge { limit } => {
                write!(
                    f,
                    "the response's body is longer than the limit of {limit} bytes; ask for a smaller page or raise the limit"
                )
            }
            Self::HeaderTooLarge { limit } => write!(
                f,
                "the response's header is longer than the limit of {limit} bytes; is it the service that answers?"
            ),
            Self::NotHttp { .. } => {
                f.write_str("what answered does not speak HTTP; is it the service?")
            }
            Self::Other { .. } => f.write_str("the exchange with the service failed"),
        }
    }
}

impl Error for HttpError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Connect { source, .. }
            | Self::Untrusted { source, .. }
            | Self::Proxy { source, .. }
            | Self::Lost { source }
            | Self::Cut { source, .. }
            | Self::NotHttp { source }
            | Self::Other { source } => Some(&**source),
            Self::Logged
            | Self::Timeout { .. }
            | Self::TooLarge { .. }
            | Self::HeaderTooLarge { .. } => None,
        }
    }
}
