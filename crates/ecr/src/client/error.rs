//! Why a client cannot be made.

use std::error::Error;
use std::fmt;

use aws_transport::EndpointError;

/// Why there is no client for what was asked.
///
/// `Display` and `source` are those of the error inside.
#[derive(Debug)]
#[non_exhaustive]
pub enum ClientError {
    /// The service's rules give no endpoint for region, FIPS and dual stack as they are.
    Rules(ecr_endpoint::EndpointError),
    /// The endpoint is no URL that calls can go to.
    Endpoint(EndpointError),
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rules(error) => error.fmt(f),
            Self::Endpoint(error) => error.fmt(f),
        }
    }
}

impl Error for ClientError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Rules(error) => error.source(),
            Self::Endpoint(error) => error.source(),
        }
    }
}
