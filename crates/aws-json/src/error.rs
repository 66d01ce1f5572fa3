//! What a response can be instead of an output.

use std::error::Error;
use std::fmt;

use crate::Unreadable;

/// Why a response gave no output; `E` is the operation's own error.
///
/// A whole response is either understood or not, so there is no third case to come.
/// `Display` and `source` are those of the error inside.
#[derive(Debug)]
pub enum ResponseError<E> {
    /// The service answered with an error.
    Service(E),
    /// The response cannot be understood.
    Unreadable(Unreadable),
}

impl<E: fmt::Display> fmt::Display for ResponseError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Unreadable(error) => error.fmt(f),
        }
    }
}

impl<E: Error> Error for ResponseError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Service(error) => error.source(),
            Self::Unreadable(error) => error.source(),
        }
    }
}

impl<E> From<Unreadable> for ResponseError<E> {
    fn from(error: Unreadable) -> Self {
        Self::Unreadable(error)
    }
}
