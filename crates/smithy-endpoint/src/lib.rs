//! What generated endpoint rules stand on.
//!
//! A service's model says by rules where a call goes: region, FIPS, dual stack and a custom endpoint in, a URL out.
//! The generator turns each rule set into plain code; here are the functions which that code calls,
//! AWS's partitions as a table, and the types of what comes out.
//!
//! # Example: a partition, and the endpoint a rule would make of it
//!
//! ```
//! use smithy_endpoint::{Endpoint, partition};
//!
//! let china = partition("cn-north-1").ok_or("no partition")?;
//! let endpoint = Endpoint::new(format!("https://api.ecr.cn-north-1.{}", china.dns_suffix));
//! assert_eq!(endpoint.url(), "https://api.ecr.cn-north-1.amazonaws.com.cn");
//! assert_eq!(endpoint.signing_region(), None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it does not do
//!
//! It interprets no rule set and reads no model.
//! It needs no standard library, depends on no crate, and checks no URL beyond what the rules ask for.

#![no_std]

extern crate alloc;

mod arn;
mod auth;
mod endpoint;
mod error;
mod host;
mod partition;
mod text;
mod url;
mod value;

#[rustfmt::skip]
mod generated;

pub use arn::{Arn, parse_arn};
pub use auth::AuthScheme;
pub use endpoint::Endpoint;
pub use error::EndpointError;
pub use host::{is_valid_host_label, is_virtual_hostable_s3_bucket};
pub use partition::{Partition, Piece, partition, partitions};
pub use text::{element, split, substring, uri_encode};
pub use url::{Url, parse_url};
pub use value::Value;
