//! Why parameters resolve to no endpoint.

use alloc::string::String;
use core::fmt;

/// Why parameters resolve to no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointError {
    /// The service's rules refuse the parameters, for the reason they give: `Invalid Configuration: Missing Region`.
    Refused {
        /// The reason, in the words of the rule set.
        message: String,
    },
    /// A parameter that the rules cannot do without is not set.
    Missing {
        /// The parameter, as the rule set names it.
        parameter: &'static str,
    },
    /// The rules say nothing of these parameters: the rule set has a gap.
    NoRule,
}

impl EndpointError {
    /// The parameters are refused for this reason.
    pub fn refused(message: impl Into<String>) -> Self {
        EndpointError::Refused {
            message: message.into(),
        }
    }

    /// This parameter is not set.
    pub fn missing(parameter: &'static str) -> Self {
        EndpointError::Missing { parameter }
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EndpointError::Refused { message } => write!(f, "no endpoint: {message}"),
            EndpointError::Missing { parameter } => {
                write!(f, "no endpoint: the parameter `{parameter}` has to be set")
            }
            EndpointError::NoRule => f.write_str(
                "no endpoint: the service has no rule for these parameters; give an endpoint URL",
            ),
        }
    }
}

impl core::error::Error for EndpointError {}
