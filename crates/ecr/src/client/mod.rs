//! The clients, and what is needed to build one, to test with it, and to read its errors.

#[cfg(feature = "async")]
mod asynchronous;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "identity")]
mod environment;
mod error;

#[cfg(feature = "async")]
pub use asynchronous::AsyncClient;
#[cfg(feature = "blocking")]
pub use aws_transport::Ureq;
pub use aws_transport::{
    Anonymous, Answer, AsyncHttp, AsyncSign, AsyncWorld, Bytes, CallError, EncodingError,
    EndpointError, Http, HttpError, Limits, Moment, Network, NetworkError, Protocol, Proxies,
    ProxyError, Reached, Reason, Replay, ReplayError, Reply, Retries, Roots, RootsError, Sent,
    Sign, SignError, Signing, Sleep, System, TimedOut, TransportError, Unreadable, Unsigned,
    WaitError, Waited, Within, World, http,
};
#[cfg(feature = "async")]
pub use aws_transport::{Hyper, Tokio};
#[cfg(feature = "blocking")]
pub use blocking::Client;
pub use error::ClientError;

/// The URL that the service's rules give.
fn address(params: &ecr_endpoint::Params) -> Result<String, ClientError> {
    let endpoint = ecr_endpoint::resolve(params).map_err(ClientError::Rules)?;
    Ok(endpoint.url().to_owned())
}
