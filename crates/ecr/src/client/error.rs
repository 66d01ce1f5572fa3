//! Why a client cannot be made.

use std::error::Error;
use std::fmt;

use aws_transport::{EndpointError, NetworkError};

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
    /// A proxy or a bundle of certificates cannot be used.
    Network(NetworkError),
    /// A variable, a file or a profile cannot be understood.
    #[cfg(feature = "identity")]
    Config(aws_identity::ConfigError),
    /// Neither the environment nor the profile of this name says in which region calls are made.
    NoRegion(String),
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rules(error) => error.fmt(f),
            Self::Endpoint(error) => error.fmt(f),
            Self::Network(error) => error.fmt(f),
            #[cfg(feature = "identity")]
            Self::Config(error) => error.fmt(f),
            Self::NoRegion(profile) => write!(
                f,
                "no region: set AWS_REGION, or `region` of the profile \"{profile}\" in ~/.aws/config"
            ),
        }
    }
}

impl Error for ClientError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Rules(error) => error.source(),
            Self::Endpoint(error) => error.source(),
            Self::Network(error) => error.source(),
            #[cfg(feature = "identity")]
            Self::Config(error) => error.source(),
            Self::NoRegion(_) => None,
        }
    }
}
