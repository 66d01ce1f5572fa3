//! What the AWS CLI takes for a service client from the environment and the files.

use std::fmt;
use std::path::{Path, PathBuf};

use aws_transport::Retries;

use crate::config::{Profile, Shared};
use crate::given::{self, Sources};
use crate::{ConfigError, Machine, Metadata, Selection};

/// What the environment and the profile say about calls: region, endpoint, retries, trust.
///
/// A variable goes before the profile's option, and what is set but empty counts as not set.
///
/// | | variable | option of the profile |
/// | --- | --- | --- |
/// | [`profile`](Self::profile) | `AWS_DEFAULT_PROFILE`, then `AWS_PROFILE` | |
/// | [`region`](Self::region) | `AWS_REGION`, then `AWS_DEFAULT_REGION` | `region` |
/// | [`endpoint_url`](Self::endpoint_url) | `AWS_ENDPOINT_URL_ECR`, then `AWS_ENDPOINT_URL` | `endpoint_url` below `ecr` in the section that `services` names, then `endpoint_url` |
/// | none of these addresses | `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` | `ignore_configured_endpoint_urls` |
/// | [`fips`](Self::fips) | `AWS_USE_FIPS_ENDPOINT` | `use_fips_endpoint` |
/// | [`dual_stack`](Self::dual_stack) | `AWS_USE_DUALSTACK_ENDPOINT` | `use_dualstack_endpoint` |
/// | [`retries`](Self::retries) | `AWS_RETRY_MODE`, `AWS_MAX_ATTEMPTS` | `retry_mode`, `max_attempts` |
/// | [`ca_bundle`](Self::ca_bundle) | `AWS_CA_BUNDLE` | `ca_bundle` |
/// | [`legacy_sts`](Self::legacy_sts) | `AWS_STS_REGIONAL_ENDPOINTS` | `sts_regional_endpoints` |
/// | [`metadata`](Self::metadata) | `AWS_EC2_METADATA_…`, `AWS_METADATA_SERVICE_…` | `ec2_metadata_…`, `metadata_service_…` |
///
/// # What differs from the AWS CLI
///
/// - `AWS_REGION` is read, as by version 2 of the AWS CLI and every other SDK; version 1 and boto3 know `AWS_DEFAULT_REGION` alone.
/// - An empty variable is as good as none; boto3 takes an empty `AWS_PROFILE` for a profile without a name, and fails.
/// - A switch is `true` or `false`, in capitals or not, and anything else is an error; boto3 takes `1` and `yes` for false.
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
pub struct Settings<'a> {
    machine: &'a dyn Machine,
    shared: Shared,
    profile: String,
    region: Option<String>,
    retries: Retries,
    ca_bundle: Option<PathBuf>,
    ignore_endpoint_urls: bool,
    fips: bool,
    dual_stack: bool,
    legacy_sts: bool,
    metadata: Metadata,
}

impl<'a> Settings<'a> {
    /// Reads the variables and both files.
    ///
    /// # Errors
    ///
    /// A file or value that cannot be understood, needed or not, or a profile that was asked for and is nowhere.
    pub fn load(machine: &'a dyn Machine, selection: &Selection) -> Result<Self, ConfigError> {
        let shared = Shared::load(machine)?;
        let profile = given::profile(machine, &shared, selection)?;
        let sources = Sources::new(machine, shared.profile(&profile));
        let region = given::region(&sources, selection)?;
        let retries = given::retries(&sources)?;
        let ca_bundle = sources.find("AWS_CA_BUNDLE", "ca_bundle")?;
        let switch = |variable, option| sources.switch(variable, option);
        Ok(Self {
            machine,
            region,
            retries,
            ca_bundle: ca_bundle.map(|given| PathBuf::from(given.value)),
            ignore_endpoint_urls: switch(
                "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                "ignore_configured_endpoint_urls",
            )?,
            fips: switch("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")?,
            dual_stack: switch("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")?,
            legacy_sts: given::legacy_sts(&sources)?,
            metadata: Metadata::read(&sources)?,
            profile,
            shared,
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

    /// An address of one's own for a service, by its name in the AWS CLI, as `ecr` or `sso-oidc`.
    ///
    /// # Errors
    ///
    /// The profile names a `services` section that does not exist.
    pub fn endpoint_url(&self, service: &str) -> Result<Option<String>, ConfigError> {
        if self.ignore_endpoint_urls {
            return Ok(None);
        }
        given::endpoint_url(self.machine, &self.shared, self.chosen(), service)
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

    /// Whether roles are asked for at the one address for all regions, where the region is old enough.
    #[must_use]
    pub fn legacy_sts(&self) -> bool {
        self.legacy_sts
    }

    /// How the metadata service of an instance is asked.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The profile in use; without one that was chosen, `default` may be nowhere.
    pub(crate) fn chosen(&self) -> Option<&Profile> {
        self.shared.profile(&self.profile)
    }
}

impl fmt::Debug for Settings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("profile", &self.profile)
            .field("region", &self.region)
            .field("retries", &self.retries)
            .field("ca_bundle", &self.ca_bundle)
            .field("fips", &self.fips)
            .field("dual_stack", &self.dual_stack)
            .finish_non_exhaustive()
    }
}
