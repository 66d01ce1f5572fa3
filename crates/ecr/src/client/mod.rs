//! The clients, and what is needed to build one, to test with it, and to read its errors.

#[cfg(feature = "async")]
mod asynchronous;
#[cfg(feature = "blocking")]
mod blocking;

#[cfg(feature = "async")]
pub use asynchronous::AsyncClient;
#[cfg(feature = "blocking")]
pub use aws_transport::Ureq;
pub use aws_transport::{
    Anonymous, AsyncHttp, AsyncSign, AsyncWorld, Bytes, CallError, EncodingError, EndpointError,
    Http, HttpError, Limits, Moment, Network, NetworkError, Proxies, ProxyError, Reason, Replay,
    ReplayError, Reply, Retries, Roots, RootsError, Sent, Sign, SignError, Signing, Sleep, System,
    TimedOut, TransportError, Unreadable, Unsigned, Within, World, http,
};
#[cfg(feature = "async")]
pub use aws_transport::{Hyper, Tokio};
#[cfg(feature = "blocking")]
pub use blocking::Client;
