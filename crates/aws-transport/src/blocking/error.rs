//! What can go wrong between this machine and itself.

use std::error::Error;
use std::fmt;
use std::io::ErrorKind;

use crate::EndpointError;

/// What the HTTP client underneath reported; its type is no part of this crate's interface.
type Source = Box<dyn Error + Send + Sync>;

/// Why [`Ureq`](super::Ureq) has no complete response to give.
#[derive(Debug)]
#[non_exhaustive]
pub enum UreqError {
    /// The request was not sent: its URL is not plain HTTP to this machine.
    Refused(EndpointError),
    /// No connection could be made, so nothing was sent.
    Connect {
        /// What the connection attempt reported.
        source: Source,
    },
    /// A time limit of [`Limits`](super::Limits) passed.
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
    /// The body is longer than [`Limits::body_size`](super::Limits::body_size); the rest was not read.
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// What arrived is not HTTP, or its header is longer than 64 KiB.
    NotHttp {
        /// What the HTTP parser objects to.
        source: Source,
    },
    /// Anything else the HTTP client underneath reported.
    Other {
        /// Its report.
        source: Source,
    },
}

impl UreqError {
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
                | Self::Connect { .. }
                | Self::Timeout {
                    waiting_for: CONNECTION
                }
        )
    }

    /// What went wrong before a complete header was there.
    pub(super) fn before_body(error: ureq::Error) -> Self {
        match error {
            ureq::Error::Timeout(limit) => Self::timeout(limit),
            ureq::Error::Io(error) if is_connect(error.kind()) => Self::Connect {
                source: error.into(),
            },
            ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => Self::Connect {
                source: error.into(),
            },
            ureq::Error::Io(error) => Self::Lost {
                source: error.into(),
            },
            ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => Self::NotHttp {
                source: error.into(),
            },
            other => Self::Other {
                source: other.into(),
            },
        }
    }

    /// What went wrong inside the body, `received` bytes into it.
    pub(super) fn in_body(error: ureq::Error, received: u64, expected: Option<u64>) -> Self {
        match error {
            ureq::Error::Timeout(limit) => Self::timeout(limit),
            ureq::Error::BodyExceedsLimit(limit) => Self::TooLarge { limit },
            ureq::Error::Protocol(_) => Self::NotHttp {
                source: error.into(),
            },
            ureq::Error::Io(error) => Self::Cut {
                received,
                expected,
                source: error.into(),
            },
            other => Self::Cut {
                received,
                expected,
                source: other.into(),
            },
        }
    }

    fn timeout(limit: ureq::Timeout) -> Self {
        let waiting_for = match limit {
            ureq::Timeout::Resolve | ureq::Timeout::Connect => CONNECTION,
            ureq::Timeout::SendRequest | ureq::Timeout::SendBody => {
                "the service to take the request"
            }
            ureq::Timeout::RecvBody => "the response's body",
            _ => "the response's header",
        };
        Self::Timeout { waiting_for }
    }
}

const CONNECTION: &str = "a connection";

/// The kinds that only an attempt to connect reports.
fn is_connect(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ConnectionRefused
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::AddrNotAvailable
    )
}

impl fmt::Display for UreqError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(_) => f.write_str("the request was not sent: its URL is refused"),
            Self::Connect { .. } => {
                f.write_str("no connection to the service; is it running at this address?")
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
            Self::NotHttp { .. } => {
                f.write_str("what answered does not speak HTTP; is it the service?")
            }
            Self::Other { .. } => f.write_str("the exchange with the service failed"),
        }
    }
}

impl Error for UreqError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Connect { source }
            | Self::Lost { source }
            | Self::Cut { source, .. }
            | Self::NotHttp { source }
            | Self::Other { source } => Some(&**source),
            Self::Timeout { .. } | Self::TooLarge { .. } => None,
        }
    }
}
