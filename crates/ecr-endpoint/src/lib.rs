//! Amazon ECR: where calls go, by the rules of the service's own model.
//!
//! # Example: an endpoint, and a refusal
//!
//! ```
//! use ecr_endpoint::{Params, resolve};
//!
//! let endpoint = resolve(&Params::default().with_region("cn-north-1"))?;
//! assert_eq!(endpoint.url(), "https://api.ecr.cn-north-1.amazonaws.com.cn");
//!
//! let own = Params::default().with_endpoint("http://127.0.0.1:5000");
//! assert_eq!(resolve(&own)?.url(), "http://127.0.0.1:5000");
//!
//! let refused = resolve(&own.with_use_fips(true)).unwrap_err();
//! assert!(refused.to_string().contains("FIPS and custom endpoint"));
//! # Ok::<(), smithy_endpoint::EndpointError>(())
//! ```
//!
//! # What it does not do
//!
//! It reads neither environment nor profiles, and opens no connection.
//! It passes a custom endpoint on as it is: whether it is a URL is for the client to check.

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use smithy_endpoint::{AuthScheme, Endpoint, EndpointError};
