//! What is wrong in a variable or a file.

use std::error::Error;
use std::fmt;

use crate::{CredentialsError, Kind};

/// A variable, a file or a profile that cannot be used: the place, what is wrong there, and what helps.
///
/// It holds no value that could be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    place: String,
    problem: String,
}

impl ConfigError {
    pub(crate) fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            problem: problem.into(),
        }
    }

    /// Where it is: a variable, or a file and its line.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.problem)
    }
}

impl Error for ConfigError {}

impl From<ConfigError> for CredentialsError {
    fn from(error: ConfigError) -> Self {
        Self::new(Kind::Configuration, error.place, error.problem)
    }
}
