//! A service's own words for its no.

use std::error::Error;
use std::fmt;

/// What a service said when it said no: the cause of a [`CredentialsError`](crate::CredentialsError) of [`Kind::Refused`](crate::Kind::Refused).
///
/// Keys and tokens that were sent to it are taken out of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    code: String,
    message: String,
}

impl Refusal {
    #[cfg_attr(
        not(any(
            feature = "container",
            feature = "instance",
            feature = "sso",
            feature = "sts"
        )),
        allow(dead_code, reason = "without services nobody says no")
    )]
    pub(crate) fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
        }
    }

    /// The service's name for what is wrong, as `AccessDenied`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The service's explanation; empty where there is none.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        match self.message.as_str() {
            "" => Ok(()),
            message => write!(f, ": {message}"),
        }
    }
}

impl Error for Refusal {}
