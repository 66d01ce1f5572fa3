//! How far a failed call came.

use crate::endpoint::EndpointError;
use crate::error::CallError;
use crate::http_error::HttpError;

/// How far a failed call came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reached {
    /// Nothing was sent: there are no keys to sign with, or the address is refused.
    Nobody,
    /// No answer came back that can be read.
    Nothing,
    /// The service answered, with an error.
    Service,
}

impl<E> CallError<E> {
    /// Why the URL was refused before anything was sent, if that is what happened.
    ///
    /// It is known of the clients of this crate; another [`Http`](crate::Http) has errors of its own.
    #[must_use]
    pub fn as_refused(&self) -> Option<&EndpointError> {
        match self.as_transport()?.downcast_ref() {
            Some(HttpError::Refused(error)) => Some(error),
            _ => None,
        }
    }

    /// How far the call came.
    #[must_use]
    pub fn reached(&self) -> Reached {
        match self {
            Self::Service(_) => Reached::Service,
            Self::Sign(_) => Reached::Nobody,
            _ if self.as_refused().is_some() => Reached::Nobody,
            _ => Reached::Nothing,
        }
    }
}
