//! Amazon ECR for Rust: typed operations, resumable pagination, and clients, blocking and async.
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
//!     let digest = image.image_digest.as_deref().unwrap_or("-");
//!     println!("{digest} {:?}", image.image_tags());
//! }
//! // Where to go on from next time; `None` when the listing is whole.
//! println!("{:?}", images.resume_token()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Example: stop, store the place, go on there
//!
//! A place is a [`Checkpoint`](pagination::Checkpoint), by its full name `ecr::pagination::Checkpoint`: a line of text, exact to the item.
//! It can be had at any time, after an error too, and is refused with another request.
//!
//! ```
//! use ecr::describe_images::{DescribeImagesRequest, paginate};
//! use ecr::pagination::{Checkpoint, Outcome};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let registry = ecr_local::Registry::builder().repository("base/alpine").images(30).page_cap(10).start()?;
//! # let address = registry.url();
//! # let file = std::env::temp_dir().join(format!("place-{}", std::process::id()));
//! let client = ecr::Client::local(&address)?;
//! let request = DescribeImagesRequest::new("base/alpine");
//! let mut images = paginate(&client, request.clone()).items()?;
//! let mut first = Vec::new();
//! for image in images.by_ref().take(13) {
//!     first.push(image?.image_digest);
//! }
//! assert_eq!(images.outcome(), Outcome::Interrupted);
//! std::fs::write(&file, images.checkpoint().to_string())?;
//!
//! // Later, in another process or on another machine:
//! let place: Checkpoint = std::fs::read_to_string(&file)?.parse()?;
//! assert_eq!((place.operation(), place.items()), ("DescribeImages", 13));
//! let mut rest = Vec::new();
//! for image in paginate(&client, request).checkpoint(place.clone()).items()? {
//!     rest.push(image?.image_digest);
//! }
//! assert_eq!(first.len() + rest.len(), 30);
//! assert!(first.iter().all(|digest| !rest.contains(digest)));
//!
//! let other = paginate(&client, DescribeImagesRequest::new("base/debian")).checkpoint(place);
//! let refused = other.items().unwrap_err();
//! assert!(refused.to_string().contains("repositoryName had another value then"));
//! # std::fs::remove_file(&file)?;
//! # Ok(())
//! # }
//! ```
//!
//! # Example: a listing with any client
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
pub use smithy_wire::{Blob, Call, ErrorMeta, Operation, Report, ServiceError, Timestamp, Value};

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
