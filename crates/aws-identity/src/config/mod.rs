//! The AWS CLI's two files.

mod error;

pub use error::ConfigError;
