//! Amazon ECR for Rust: typed operations, resumable pagination, a small blocking client.
//!
//! One module an operation, with everything of that operation in it: request, response, errors, paginator, and the
//! functions that send it. What they share is in [`types`] and [`error`].
//!
//! # Example: every image of a repository, with any client
//!
//! ```
//! use ecr::describe_images::{self, DescribeImages, DescribeImagesRequest};
//! use smithy_wire::Call;
//!
//! fn count<C: Call<DescribeImages>>(client: &C) -> Result<usize, Box<dyn std::error::Error>>
//! where
//!     C::Failure: std::error::Error + 'static,
//! {
//!     let request = DescribeImagesRequest::new("base/alpine");
//!     let mut tagged = 0;
//!     for image in describe_images::paginate(client, request).items()? {
//!         tagged += usize::from(!image?.image_tags().is_empty());
//!     }
//!     Ok(tagged)
//! }
//! ```
//!
//! # What it does not do
//!
//! Without the `blocking` feature it is types, codec and pager: bring a client that implements
//! [`Call`](smithy_wire::Call).

#[rustfmt::skip]
#[allow(deprecated, reason = "what is deprecated can still be called")]
mod generated;

pub use generated::*;

/// Nested structures and enums.
pub mod types {
    pub use ecr_types::*;
}

/// The errors that the service answers with.
pub mod error {
    pub use ecr_response::error::*;
}
