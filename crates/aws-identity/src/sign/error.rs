//! Why a request cannot be signed.

use std::error::Error;
use std::fmt;
use std::time::Duration;

/// Why a request cannot be signed; what is wrong with it, and what helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureError {
    /// The time lies before 1970 or after 9999.
    Time,
    /// The URL names no host, and there is no `host` header.
    NoHost,
    /// A signature in the query cannot be good for so long.
    Expiry(Duration),
    /// The access key's identifier, the session token, region or service has characters that no header may have.
    Text,
    /// The URL would be too long with its signature, or is none that a query can be added to.
    Url,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time => f.write_str(
                "requests are signed with a time between 1970 and 9999; set this machine's clock",
            ),
            Self::NoHost => f.write_str(
                "the request's URL names no host to sign for; make it `https://host/…`, or set the header `host`",
            ),
            Self::Expiry(given) => write!(
                f,
                "a signed URL cannot be good for {given:?}; give one second to seven days"
            ),
            Self::Text => f.write_str(
                "access key, session token, region or service has a character that no header may have; look for line ends in them",
            ),
            Self::Url => f.write_str(
                "the URL takes no signature in its query: it is too long with it, or has no path; sign in the header",
            ),
        }
    }
}

impl Error for SignatureError {}
