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

#[cfg(feature = "aws-credential-types")]
mod adapter;
mod chain;
mod config;
mod credentials;
mod error;
mod given;
mod keeper;
mod machine;
mod metadata;
mod provider;
mod refusal;
mod selection;
mod settings;
pub mod sign;
mod signer;
mod source;

#[cfg(feature = "aws-credential-types")]
pub use adapter::{ForSdk, FromSdk};
pub use chain::Chain;
pub use config::ConfigError;
pub use credentials::Credentials;
pub use error::{CredentialsError, Kind};
#[cfg(feature = "async")]
pub use keeper::AsyncKeeper;
pub use keeper::Keeper;
#[cfg(feature = "blocking")]
pub use machine::Here;
#[cfg(feature = "async")]
pub use machine::HereAsync;
pub use machine::{Direct, Failure, Machine, Pending, Ran};
pub use metadata::Metadata;
pub use provider::{AsyncProvider, Provider};
pub use refusal::Refusal;
pub use selection::Selection;
pub use settings::Settings;
#[cfg(feature = "async")]
pub use signer::AsyncSigner;
pub use signer::Signer;
