//! Amazon ECR: nested structures and enums.
//!
//! Everything here is generated from the service's model; [`ecr_request`] and [`ecr_response`] hold what operations take and give.
//!
//! - Every member may be absent, and a list that is absent differs from one that is empty.
//!   Beside the field stands an accessor of the same name that gives a slice, empty where the list is absent.
//! - Enums are open: a value of a later model is kept as `Unknown`, and written back as it came.
//! - Members that must not be shown print as `<redacted>`.
//!
//! # Example: read an image as the service describes it
//!
//! ```
//! use ecr_types::{ImageDetail, ImageStatus};
//! use smithy_wire::json;
//!
//! let text = r#"{
//!   "repositoryName": "base/alpine",
//!   "imageTags": ["3.20", "latest"],
//!   "imageSizeInBytes": 3623807,
//!   "imageStatus": "ACTIVE",
//!   "newMember": {}
//! }"#;
//! let image: ImageDetail = json::from_str(text)?;
//! assert_eq!(image.image_tags(), ["3.20", "latest"]);
//! assert_eq!(image.image_size_in_bytes, Some(3_623_807));
//! assert_eq!(image.image_status, Some(ImageStatus::Active));
//! assert_eq!(image.image_pushed_at, None);
//! # Ok::<(), json::LocatedError>(())
//! ```
//!
//! # Example: a value that the model does not have yet
//!
//! ```
//! use ecr_types::ScanStatus;
//!
//! let status = ScanStatus::from("PAUSED");
//! assert!(matches!(status, ScanStatus::Unknown(_)));
//! assert_eq!(status.as_str(), "PAUSED");
//! assert_eq!(status, ScanStatus::from("PAUSED"));
//! ```
//!
//! # What it does not do
//!
//! Nothing is checked against the model's ranges and patterns: the service does that, and may change its mind.
//! The codec is there only in the direction in which a type travels.
//! The `serde` feature gives both directions on every type, in the service's own member names.
//!
//! [`ecr_request`]: https://docs.rs/ecr-request
//! [`ecr_response`]: https://docs.rs/ecr-response

#[rustfmt::skip]
#[allow(deprecated, reason = "what is deprecated is still read and written")]
#[allow(clippy::semicolon_if_nothing_returned, reason = "a match arm that is too long for its line becomes a block")]
mod generated;

pub use generated::*;
