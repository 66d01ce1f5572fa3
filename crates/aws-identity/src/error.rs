//! Why there are no credentials.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::Refusal;

/// Why there are no credentials: the source that was asked, what is wrong there, and what helps.
///
/// No text of it holds a secret, nor the body or file that held one.
/// Clones share the cause: one failure is told to everybody who waited for it.
#[derive(Clone, Debug)]
pub struct CredentialsError {
    kind: Kind,
    source: String,
    message: String,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

/// What kind of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// No source has any.
    NotFound,
    /// A variable, a file or a profile is wrong.
    Configuration,
    /// A source that could not be reached.
    Unreachable,
    /// A source that said no.
    Refused,
    /// An answer that cannot be understood.
    Unreadable,
    /// A program named by `credential_process` that failed.
    Process,
    /// A sign-in that has run out and has to be made again.
    Expired,
    /// A way to credentials that this build leaves out, or that is not supported.
    Unsupported,
}

impl CredentialsError {
    /// An error of a source, as `the profile "dev" of ~/.aws/config`; the message says what is wrong and what helps.
    pub fn new(kind: Kind, source: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            kind,
            source: source.into(),
            message: message.into(),
            cause: None,
        }
    }

    /// The same with what caused it.
    #[must_use]
    pub fn because(self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            cause: Some(Arc::from(cause.into())),
            ..self
        }
    }

    /// What kind of failure it was.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The service's own name for what is wrong, as `AccessDenied`, where a service said no.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        let refusal = self.cause.as_deref()?.downcast_ref::<Refusal>();
        refusal.map(Refusal::code)
    }

    /// The source that was asked.
    #[must_use]
    pub fn asked(&self) -> &str {
        &self.source
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.message)
    }
}

impl Error for CredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
