//! Who calls: AWS credentials, found in the AWS CLI's order and kept fresh, and the signatures made with them.
//!
//! # Example: keys that are at hand
//!
//! ```
//! use aws_identity::Credentials;
//!
//! let credentials = Credentials::new("AKIDEXAMPLE", "secret").with_session_token("session");
//! assert_eq!(credentials.access_key_id(), "AKIDEXAMPLE");
//! assert!(!format!("{credentials:?}").contains("secret"));
//! ```

mod credentials;
mod error;
mod machine;
mod provider;
pub mod sign;
#[allow(dead_code, reason = "sources are being filled in")]
mod source;

pub use credentials::Credentials;
pub use error::{CredentialsError, Kind};
#[cfg(feature = "blocking")]
pub use machine::Here;
#[cfg(feature = "async")]
pub use machine::HereAsync;
pub use machine::{Failure, Machine, Pending, Ran};
pub use provider::{AsyncProvider, Provider};
