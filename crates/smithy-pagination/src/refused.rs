//! The answer of a paginator that cannot do what the pager asks.

use alloc::borrow::Cow;
use core::error::Error;
use core::fmt;

/// Why a paginator could not put a value into a request, or page a response.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Refused {
    reason: Cow<'static, str>,
}

impl Refused {
    /// A refusal with its reason, such as `nextToken has to be a text`.
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Refused {
            reason: reason.into(),
        }
    }

    /// The reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Error for Refused {}
