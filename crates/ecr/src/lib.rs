//! Amazon ECR for Rust: typed operations, resumable pagination, a small blocking and async clients.
//!
//! One module an operation, with everything of that operation in it: request, response, errors, paginator, and the
//! functions that send it. What they share is in [`types`] and [`error`].
//!
//! # Example: every image of a repository
//!
//! ```no_run
//! use ecr::describe_images::{DescribeImagesRequest, paginate};
//!
//! // Region and credentials as the AWS CLI finds them; `Client::local` is for a registry on this machine.
//! let client = ecr::Client::from_env()?;
//! let request = DescribeImagesRequest::new("base/alpine");
//! let mut images = paginate(&client, request).max_items(500).items()?;
//! for image in &mut images {
//!     let image = image?;
//!     println!("{} {:?}", image.image_digest.as_deref().unwrap_or_default(), image.image_tags());
//! }
//! // Where to go on from next time; `None` when the listing is whole.
//! println!("{:?}", images.resume_token()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Example: the same with any client
//!
//! ```
//! use ecr::Call;
//! use ecr::describe_images::{self, DescribeImages, DescribeImagesRequest};
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
//! Without the features `blocking` (on by default) and `async` it is types, codec and pager: bring a client that
//! implements [`Call`] itself, or hand the pager in [`pagination`] a closure.
//! Without the feature `identity` (on by default) a client signs calls with what it is given to sign with, and without that not at all.
//! Credentials of roles come with the feature `sts`, those of a sign-in the AWS CLI has made with `sso`.

#[rustfmt::skip]
#[allow(deprecated, reason = "what is deprecated can still be called")]
mod generated;

#[cfg(any(feature = "blocking", feature = "async"))]
pub mod client;

#[cfg(feature = "async")]
pub use client::AsyncClient;
#[cfg(feature = "blocking")]
pub use client::Client;
pub use generated::*;
pub use smithy_pagination as pagination;
pub use smithy_wire::{Blob, Call, ErrorMeta, Operation, ServiceError, Timestamp, Value};

/// Where calls go: by region, FIPS, dual stack, or an endpoint of one's own.
#[cfg(any(feature = "blocking", feature = "async"))]
pub mod endpoint {
    pub use ecr_endpoint::*;
}

/// Whose calls they are: credentials, where they come from, and signatures.
#[cfg(feature = "identity")]
pub mod identity {
    pub use aws_identity::*;
}

/// Nested structures and enums.
pub mod types {
    pub use ecr_types::*;
}

/// The errors that the service answers with.
pub mod error {
    pub use ecr_response::error::*;
}

/// The programs in the README compile.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
