//! The AWS CLI's two files.

mod error;
mod file;
mod ini;
mod profile;
pub(crate) mod python;
mod shared;
mod shown;

pub use error::ConfigError;
pub(crate) use profile::{Found, Options, Profile};
pub(crate) use shared::Shared;
pub(crate) use shown::shown;
