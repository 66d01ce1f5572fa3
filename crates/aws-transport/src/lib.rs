//! Clients that make AWS calls: sign, send, wait, try again; blocking, async, or from a recording.
//!
//! A call is driven without I/O by a [`Driver`](driver::Driver): it says what to sign, what to send and how long to sleep.
//! [`Client`] and [`AsyncClient`] are thin loops around it, over any [`Http`] or [`AsyncHttp`]:
//!
//! - [`Replay`] answers from a recording and keeps what it was asked, for tests of your own code;
//! - `Ureq` (feature `blocking`) blocks; `Hyper` (feature `async`) runs on tokio; both speak TLS through rustls;
//! - your own, in ten lines, on the HTTP client your program already has.
//!
//! [`Sign`] is the hook for identity, [`World`] the one for time, chance and sleep.
//! With the feature `tracing` each request and response is an event at level `debug` of the target `aws_transport`, without credentials and without the bodies of sensitive operations.
//!
//! A client signs nothing and tries once unless told otherwise.
//! An incomplete response is always an error, never a short success.
//!
//! # Example: a test of code that makes calls
//!
//! ```
//! use aws_transport::{CallError, Client, Replay, Reply};
//! use smithy_wire::Call;
//! # mod registry {
//! #     use smithy_wire::json::{ReadError, ReadJson, Reader, WriteJson, Writer};
//! #     use smithy_wire::{ErrorMeta, Operation, ServiceError};
//! #     pub struct Request { pub name: String }
//! #     impl WriteJson for Request {
//! #         fn write_json(&self, writer: &mut Writer) {
//! #             let mut object = writer.object();
//! #             object.member("name", &self.name);
//! #             object.end();
//! #         }
//! #     }
//! #     #[derive(Debug, Default)]
//! #     pub struct Response { pub size: Option<i64> }
//! #     impl ReadJson for Response {
//! #         fn blank() -> Self { Self::default() }
//! #         fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
//! #             reader.object_start()?;
//! #             while let Some(key) = reader.next_key()? {
//! #                 match &*key { "size" => self.size.read_json(reader)?, _ => reader.skip()? }
//! #             }
//! #             Ok(())
//! #         }
//! #     }
//! #     #[derive(Debug)]
//! #     pub struct Failure(ErrorMeta);
//! #     impl std::fmt::Display for Failure {
//! #         fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("failed") }
//! #     }
//! #     impl std::error::Error for Failure {}
//! #     impl ServiceError for Failure {
//! #         fn from_body(meta: ErrorMeta, _: &str) -> Self { Self(meta) }
//! #         fn meta(&self) -> &ErrorMeta { &self.0 }
//! #     }
//! #     pub struct Measure;
//! #     impl Operation for Measure {
//! #         const NAME: &'static str = "Measure";
//! #         const TARGET: &'static str = "Registry.Measure";
//! #         const SENSITIVE: bool = false;
//! #         type Input = Request;
//! #         type Output = Response;
//! #         type Error = Failure;
//! #     }
//! # }
//! # use registry::{Measure, Request};
//!
//! /// The code under test: it takes any client.
//! fn size<C: Call<Measure>>(client: &C, name: &str) -> Result<i64, C::Failure> {
//!     Ok(client.call(&Request { name: name.to_owned() })?.size.unwrap_or(0))
//! }
//!
//! let replay = Replay::pages([r#"{"size":7}"#])
//!     .then(Reply::error("NoSuchThing", "no `lost`"))
//!     .then(Reply::failure("connection reset"));
//! let client = Client::with(&replay);
//!
//! assert_eq!(size(&client, "app")?, 7);
//! assert_eq!(size(&client, "lost").unwrap_err().code(), Some("NoSuchThing"));
//! assert!(matches!(size(&client, "app"), Err(CallError::Transport(_))));
//!
//! let requests = replay.requests();
//! assert_eq!(requests.len(), 3);
//! assert_eq!(requests[1].member("name"), Some("lost".into()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod async_client;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(any(feature = "async", feature = "blocking"))]
mod body;
mod client;
pub mod driver;
mod endpoint;
mod error;
mod gzip;
mod http_error;
#[cfg(feature = "async")]
mod hyper;
mod idempotency;
#[cfg(any(feature = "blocking", feature = "async"))]
mod limits;
#[cfg(any(feature = "blocking", feature = "async"))]
mod network;
#[cfg(any(feature = "blocking", feature = "async"))]
mod proxies;
mod reached;
mod replay;
pub mod retry;
#[cfg(any(feature = "blocking", feature = "async"))]
mod roots;
mod send;
mod settings;
mod sign;
mod trace;
mod wait;
mod world;

pub use async_client::AsyncClient;
pub use aws_json::{Bytes, Protocol, Reason, Unreadable, http};
#[cfg(feature = "blocking")]
pub use blocking::Ureq;
pub use client::Client;
pub use driver::TimedOut;
pub use endpoint::EndpointError;
pub use error::{CallError, TransportError};
pub use gzip::EncodingError;
pub use http_error::HttpError;
#[cfg(feature = "async")]
pub use hyper::{Hyper, Tokio};
#[cfg(any(feature = "blocking", feature = "async"))]
pub use limits::Limits;
#[cfg(any(feature = "blocking", feature = "async"))]
pub use network::{Network, NetworkError};
#[cfg(any(feature = "blocking", feature = "async"))]
pub use proxies::{Proxies, ProxyError};
pub use reached::Reached;
pub use replay::{Replay, ReplayError, Reply, Sent};
pub use retry::Retries;
#[cfg(any(feature = "blocking", feature = "async"))]
pub use roots::{Roots, RootsError};
pub use send::{AsyncHttp, Http, Within};
pub use sign::{Anonymous, AsyncSign, Sign, SignError, Signing, Unsigned};
pub use wait::{Answer, WaitError, Waited};
pub use world::{AsyncWorld, Moment, Sleep, System, World};
