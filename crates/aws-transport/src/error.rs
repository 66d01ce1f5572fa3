//! Why a call failed.

use std::error::Error;
use std::fmt;

use aws_json::{ResponseError, Unreadable};
use smithy_wire::{ErrorMeta, ServiceError};

use crate::driver::{Stopped, TimedOut};
use crate::gzip::EncodingError;
use crate::sign::SignError;

/// Why a call gave no output; `E` is the operation's own error.
///
/// `Display` and `source` are those of the error inside, so a printed chain holds no sentence twice.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<E> {
    /// The service answered, and its answer is an error.
    Service(E),
    /// A response arrived whole and cannot be understood.
    Unreadable(Unreadable),
    /// No complete response arrived.
    Transport(TransportError),
    /// A response arrived and its body cannot be unpacked.
    Encoding(EncodingError),
    /// The request could not be signed, so nothing was sent.
    Sign(SignError),
    /// A time limit of the client passed.
    TimedOut(TimedOut),
}

impl<E> CallError<E> {
    /// The service's own error, if it answered with one.
    #[must_use]
    pub fn as_service(&self) -> Option<&E> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    /// The service's own error, taken out.
    ///
    /// # Errors
    ///
    /// Gives the error back when the service did not answer with one.
    pub fn into_service(self) -> Result<E, Self> {
        match self {
            Self::Service(error) => Ok(error),
            other => Err(other),
        }
    }

    /// Why no complete response arrived, if that is what happened.
    #[must_use]
    pub fn as_transport(&self) -> Option<&TransportError> {
        match self {
            Self::Transport(error) => Some(error),
            _ => None,
        }
    }

    /// The response that cannot be understood, if that is what happened.
    #[must_use]
    pub fn as_unreadable(&self) -> Option<&Unreadable> {
        match self {
            Self::Unreadable(error) => Some(error),
            _ => None,
        }
    }
}

impl<E: ServiceError> CallError<E> {
    /// Code, message, status and request id, if the service answered with an error.
    #[must_use]
    pub fn meta(&self) -> Option<&ErrorMeta> {
        self.as_service().map(ServiceError::meta)
    }

    /// The error's code without name space and address, as in `RepositoryNotFoundException`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Service(error) => error.meta().code(),
            Self::Unreadable(error) => error.code(),
            _ => None,
        }
    }

    /// The HTTP status of the response; none if there was no complete response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Service(error) => Some(error.meta().status()),
            Self::Unreadable(error) => Some(error.status()),
            _ => None,
        }
    }

    /// The id under which the service knows the call, if a response named one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Service(error) => error.meta().request_id(),
            Self::Unreadable(error) => error.request_id(),
            _ => None,
        }
    }
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Unreadable(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Encoding(error) => error.fmt(f),
            Self::Sign(error) => error.fmt(f),
            Self::TimedOut(error) => error.fmt(f),
        }
    }
}

impl<E: Error> Error for CallError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Service(error) => error.source(),
            Self::Unreadable(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Encoding(error) => error.source(),
            Self::Sign(error) => error.source(),
            Self::TimedOut(error) => error.source(),
        }
    }
}

impl<E> From<ResponseError<E>> for CallError<E> {
    fn from(error: ResponseError<E>) -> Self {
        match error {
            ResponseError::Service(error) => Self::Service(error),
            ResponseError::Unreadable(error) => Self::Unreadable(error),
        }
    }
}

impl<E> CallError<E> {
    /// Why the call ended after so many attempts.
    pub(crate) fn stopped<T>(stopped: Stopped<T>, attempts: u32) -> Self
    where
        T: Error + Send + Sync + 'static,
    {
        match stopped {
            Stopped::Transport(error) => {
                Self::Transport(TransportError::new(error).after(attempts))
            }
            Stopped::Encoding(error) => Self::Encoding(error),
            Stopped::Sign(error) => Self::Sign(error),
            Stopped::TimedOut(error) => Self::TimedOut(error),
        }
    }
}

/// What an [`Http`](crate::Http) reported of the last attempt, whichever one it was.
pub struct TransportError {
    source: Box<dyn Error + Send + Sync>,
    attempts: u32,
}

impl TransportError {
    /// Wraps what an [`Http`](crate::Http) reported.
    #[must_use]
    pub fn new(error: impl Error + Send + Sync + 'static) -> Self {
        Self {
            source: Box::new(error),
            attempts: 1,
        }
    }

    fn after(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// How often the call was tried.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The error that was reported.
    #[must_use]
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.source
    }

    /// The error that was reported, taken out.
    #[must_use]
    pub fn into_inner(self) -> Box<dyn Error + Send + Sync> {
        self.source
    }

    /// The error as the type the client's [`Http`](crate::Http) reports, if it is that type.
    #[must_use]
    pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&T> {
        self.source.downcast_ref()
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)?;
        match self.attempts {
            1 => Ok(()),
            attempts => write!(f, " (tried {attempts} times)"),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}
