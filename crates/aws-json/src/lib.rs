//! The awsJson protocols over the `http` crate's types: requests out, responses and typed errors in.
//!
//! Two pure functions carry a call: [`request`] makes an [`http::Request`] of an operation's input, [`response`] makes the operation's output or its error of an [`http::Response`].
//! They speak the version that the operation is of; [`Protocol`] has the same two with another limit on bodies.
//!
//! - A service error is recognised by `__type` in the body, the `x-amzn-errortype` header, `code` in the body, or the `x-amzn-query-error` header, with or without a name space before and an address after it.
//! - A response that cannot be understood is [`Unreadable`]: status, request id, the first bytes of the body, and where reading it stopped.
//! - Where an operation is [sensitive](smithy_wire::Operation::SENSITIVE), no part of a body is kept or shown.
//!
//! The crate opens no socket, signs nothing, retries nothing and follows no redirect.
//!
//! # Example: a call without a client
//!
//! ```
//! use aws_json::{ResponseError, http};
//! # mod registry {
//! #     use smithy_wire::json::{ObjectWriter, ReadError, ReadJson, Reader, WriteJson, Writer};
//! #     use smithy_wire::{ErrorMeta, Operation, ServiceError};
//! #     pub struct Input { pub name: String }
//! #     impl WriteJson for Input {
//! #         fn write_json(&self, writer: &mut Writer) {
//! #             let mut object = writer.object();
//! #             object.member("name", &self.name);
//! #             object.end();
//! #         }
//! #     }
//! #     #[derive(Default)]
//! #     pub struct Output { pub size: Option<i64> }
//! #     impl ReadJson for Output {
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
//! #         type Input = Input;
//! #         type Output = Output;
//! #         type Error = Failure;
//! #     }
//! # }
//! # use registry::{Input, Measure};
//! use smithy_wire::ServiceError;
//!
//! let endpoint = http::Uri::from_static("http://127.0.0.1:5000");
//! let request = aws_json::request::<Measure>(&endpoint, &Input { name: "app".to_owned() });
//! assert_eq!(request.headers()["x-amz-target"], "Registry.Measure");
//! assert_eq!(request.body(), r#"{"name":"app"}"#);
//!
//! let answer = http::Response::new(r#"{"size":7}"#.into());
//! let output = aws_json::response::<Measure>(answer)?;
//! assert_eq!(output.size, Some(7));
//!
//! let refusal = http::Response::builder().status(400).body(r#"{"__type":"a.b#NoSuchThing"}"#.into())?;
//! let Err(ResponseError::Service(error)) = aws_json::response::<Measure>(refusal) else { unreachable!() };
//! assert_eq!(error.meta().code(), Some("NoSuchThing"));
//!
//! let cut = http::Response::new(r#"{"size":"#.into());
//! let Err(ResponseError::Unreadable(error)) = aws_json::response::<Measure>(cut) else { unreachable!() };
//! assert_eq!(error.first_bytes(), Some(r#"{"size":"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod failure;
mod host;
mod protocol;
mod unreadable;

pub use bytes::Bytes;
pub use error::ResponseError;
pub use failure::error_code;
pub use http;
pub use protocol::{BODY_LIMIT, Protocol, request, response};
pub use unreadable::{Concealed, Reason, Unreadable};
