//! Amazon ECR: one module per paginated operation, saying where tokens, page size and items live.
//!
//! The loop itself is in [`smithy_pagination`]; a paginator here is a unit struct that it asks.
//!
//! # Example: every image, whatever fetches the pages
//!
//! ```
//! use ecr_paginator::describe_images::DescribeImagesPaginator;
//! use ecr_request::describe_images::DescribeImagesRequest;
//! use ecr_response::describe_images::DescribeImagesResponse;
//! use ecr_types::ImageDetail;
//! use smithy_pagination::Paginate;
//!
//! // Stands for a client: two pages, the first of which names the second.
//! let fetch = |request: &DescribeImagesRequest| -> Result<DescribeImagesResponse, std::io::Error> {
//!     let page = DescribeImagesResponse::default();
//!     Ok(match request.next_token.as_deref() {
//!         None => page.with_image_details([ImageDetail::default()]).with_next_token("second"),
//!         Some(_) => page.with_image_details([ImageDetail::default(), ImageDetail::default()]),
//!     })
//! };
//! let request = DescribeImagesRequest::new("base/alpine");
//! let images = Paginate::new(DescribeImagesPaginator, request, fetch).items()?;
//! assert_eq!(images.count(), 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it does not do
//!
//! It sends nothing and loops over nothing.
//! It does not check page sizes against the ranges that the service documents.

#[rustfmt::skip]
#[allow(clippy::large_enum_variant, reason = "a box around the larger one would cost an allocation an item")]
mod generated;

pub use generated::*;
