//! Clients that move the bytes of AWS calls: blocking HTTP, and replay of recorded responses.
//!
//! [`Client`] turns an operation's input into a request, hands it to an [`Http`], and reads the response; it implements [`smithy_wire::Call`] for every operation.
//! Three kinds of [`Http`] fit it:
//!
//! - [`Replay`], which answers from a recording and keeps what it was asked, for tests of your own code;
#![cfg_attr(
    feature = "blocking",
    doc = "- [`Ureq`], a blocking client for services on this machine;"
)]
#![cfg_attr(
    not(feature = "blocking"),
    doc = "- `Ureq` (feature `blocking`), a blocking client for services on this machine;"
)]
//! - your own, in ten lines, on the HTTP client your program already has.
//!
//! Nothing is signed and nothing is tried twice yet, which is why the client that opens sockets speaks to this machine only.
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

#[cfg(feature = "blocking")]
mod blocking;
mod client;
mod endpoint;
mod error;
mod replay;
mod send;

pub use aws_json::{Bytes, Protocol, Reason, Unreadable, http};
#[cfg(feature = "blocking")]
pub use blocking::{Limits, Ureq, UreqError};
pub use client::Client;
pub use endpoint::EndpointError;
pub use error::{CallError, TransportError};
pub use replay::{Replay, ReplayError, Reply, Sent};
pub use send::Http;
