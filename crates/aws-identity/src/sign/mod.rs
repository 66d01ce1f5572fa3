//! Signatures of requests by Signature Version 4, as AWS documents it, without I/O and without a clock.
//!
//! [`SigV4`] signs `http` requests, in a header or in the query of the URL.
//! Time is an argument, and so are the keys; whatever calls this knows both.
//!
//! # Example: a call, signed
//!
//! ```
//! use std::time::{Duration, SystemTime};
//!
//! use aws_identity::Credentials;
//! use aws_identity::sign::{Scope, SigV4};
//! use aws_transport::{Bytes, http};
//!
//! let signer = SigV4::new(Scope::new("eu-west-1", "ecr"));
//! let request = http::Request::post("https://api.ecr.eu-west-1.amazonaws.com/")
//!     .header("x-amz-target", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories")
//!     .body(Bytes::from_static(b"{}"))?;
//! let keys = Credentials::new("AKIDEXAMPLE", "secret");
//! let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_440_938_160);
//!
//! let signed = signer.sign_header(request, &keys, at)?;
//! let authorization = signed.headers()["authorization"].to_str()?;
//! assert!(authorization.starts_with(
//!     "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/ecr/aws4_request, \
//!      SignedHeaders=host;x-amz-date;x-amz-target, Signature="
//! ));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod canonical;
mod error;
mod hash;
mod headers;
mod keys;
mod path;
mod presign;
mod query;
mod scope;
mod sigv4;
mod stamp;
#[cfg(test)]
mod suite;

pub use error::SignatureError;
pub use scope::Scope;
pub use sigv4::SigV4;
