//! Amazon ECR: one module per operation with its request.
//!
//! A request is made by `new`, which takes what the service requires, and completed by `with_…` setters.
//! Nothing can fail on the way, and every field is public.
//!
//! # Example: a request and what is sent for it
//!
//! ```
//! use ecr_request::describe_images::DescribeImagesRequest;
//! use ecr_types::{DescribeImagesFilter, TagStatus};
//! use smithy_wire::json;
//!
//! let filter = DescribeImagesFilter::default().with_tag_status(TagStatus::Tagged);
//! let request = DescribeImagesRequest::new("base/alpine").with_max_results(100).with_filter(filter);
//! assert_eq!(
//!     json::to_string(&request),
//!     r#"{"repositoryName":"base/alpine","maxResults":100,"filter":{"tagStatus":"TAGGED"}}"#
//! );
//! ```
//!
//! # What it does not do
//!
//! Nothing is sent from here, and nothing is checked against the model's ranges: the service does that.
//! Requests can only be written; the `serde` feature reads them too.

#[rustfmt::skip]
#[allow(deprecated, reason = "what is deprecated is still written")]
mod generated;

pub use generated::*;
