//! Amazon ECR: one module per operation with its response and its errors, and [`error`] with the error structures.
//!
//! Responses are lenient: what is absent or null is `None`, what the model does not have is passed over.
//!
//! # Example: read a page
//!
//! ```
//! use ecr_response::describe_images::DescribeImagesResponse;
//! use smithy_wire::json;
//!
//! let body = r#"{"imageDetails": [{"imageTags": ["v1"]}], "nextToken": "more"}"#;
//! let page: DescribeImagesResponse = json::from_str(body)?;
//! assert_eq!(page.image_details().len(), 1);
//! assert_eq!(page.next_token.as_deref(), Some("more"));
//! # Ok::<(), json::LocatedError>(())
//! ```
//!
//! # Example: tell errors apart
//!
//! ```
//! use ecr_response::describe_images::DescribeImagesError;
//! use smithy_wire::{ErrorMeta, ServiceError};
//!
//! let meta = ErrorMeta::new(400).with_code("RepositoryNotFoundException");
//! let error = DescribeImagesError::from_body(meta, r#"{"message": "no repository of that name"}"#);
//! assert!(matches!(error, DescribeImagesError::RepositoryNotFoundException(_)));
//! assert_eq!(error.to_string(), "RepositoryNotFoundException: no repository of that name");
//!
//! let unknown = DescribeImagesError::from_body(ErrorMeta::new(503).with_code("SlowDown"), "");
//! assert!(matches!(&unknown, DescribeImagesError::Unhandled(meta) if meta.status() == 503));
//! ```
//!
//! # What it does not do
//!
//! It knows nothing of HTTP: codes, request ids and statuses come from whoever received the answer.
//! The `serde` feature stores an error structure's members, not its [`ErrorMeta`](smithy_wire::ErrorMeta).

#[rustfmt::skip]
#[allow(deprecated, reason = "what is deprecated is still read")]
#[allow(clippy::semicolon_if_nothing_returned, reason = "a match arm that is too long for its line becomes a block")]
mod generated;

pub use generated::*;
