//! How the metadata service of an instance is asked.

use std::time::Duration;

use crate::ConfigError;
use crate::given::{Given, Sources};

/// How the metadata service of an instance is asked, as environment and profile say.
///
/// # Example: asked more patiently
///
/// ```no_run
/// use aws_identity::{Here, Selection, Settings};
///
/// let here = Here::new(Default::default());
/// // AWS_METADATA_SERVICE_TIMEOUT=5
/// assert_eq!(Settings::load(&here, &Selection::new())?.metadata().timeout().as_secs(), 5);
/// # Ok::<(), aws_identity::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    disabled: bool,
    endpoint: Option<String>,
    ipv6: bool,
    timeout: Duration,
    attempts: u32,
}

impl Metadata {
    pub(crate) fn read(sources: &Sources<'_>) -> Result<Self, ConfigError> {
        let endpoint = sources.find(
            "AWS_EC2_METADATA_SERVICE_ENDPOINT",
            "ec2_metadata_service_endpoint",
        )?;
        let timeout = sources.find("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout")?;
        let attempts = sources.find(
            "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
            "metadata_service_num_attempts",
        )?;
        let disabled = sources.variable("AWS_EC2_METADATA_DISABLED");
        Ok(Self {
            disabled: disabled.map_or(Ok(false), |given| given.switch())?,
            endpoint: endpoint.map(|given| given.value),
            ipv6: ipv6(sources)?,
            timeout: Duration::from_secs(number(timeout)?.into()),
            attempts: number(attempts)?,
        })
    }

    /// `AWS_EC2_METADATA_DISABLED`: it is not asked at all.
    #[must_use]
    pub fn disabled(&self) -> bool {
        self.disabled
    }

    /// An address of one's own.
    #[must_use]
    pub fn endpoint(&self) -> Option<&str> {
        self.endpoint.as_deref()
    }

    /// Whether it is asked over IPv6: `ec2_metadata_service_endpoint_mode`, or the older `imds_use_ipv6`.
    #[must_use]
    pub fn ipv6(&self) -> bool {
        self.ipv6
    }

    /// How long one question may take; a second unless it is set.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    /// How many times it is asked at most; once unless it is set.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

fn ipv6(sources: &Sources<'_>) -> Result<bool, ConfigError> {
    let mode = sources.find(
        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
        "ec2_metadata_service_endpoint_mode",
    )?;
    let Some(mode) = mode else {
        return sources.switch("AWS_IMDS_USE_IPV6", "imds_use_ipv6");
    };
    match mode.value.to_ascii_lowercase().as_str() {
        "ipv4" => Ok(false),
        "ipv6" => Ok(true),
        _ => Err(mode.error("is no kind of address; write IPv4 or IPv6")),
    }
}

fn number(given: Option<Given>) -> Result<u32, ConfigError> {
    let Some(given) = given else {
        return Ok(1);
    };
    let number = given.value.parse();
    number.map_err(|_| given.error("is no whole number; write one, as 3"))
}
