//! What the environment says of calls.

use std::path::{Path, PathBuf};

use aws_identity::Machine;
use ecr::client::Retries;

use crate::cli::Target;
use crate::failure::{Exit, Failure};

/// What the environment says of calls; a variable that is set and empty counts as not set.
#[derive(Debug)]
pub(crate) struct Settings {
    region: Option<String>,
    endpoint: Option<String>,
    fips: bool,
    dual_stack: bool,
    retries: Option<Retries>,
    ca_bundle: Option<PathBuf>,
}

impl Settings {
    /// Reads the variables.
    ///
    /// # Errors
    ///
    /// A variable has a value that means nothing.
    pub(crate) fn load(target: &Target, machine: &dyn Machine) -> Result<Self, Failure> {
        let set = |name: &str| machine.variable(name).filter(|value| !value.is_empty());
        let either = |first, second| set(first).or_else(|| set(second));
        let ignored = is_true(set, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")?;
        let endpoint = either("AWS_ENDPOINT_URL_ECR", "AWS_ENDPOINT_URL");
        let region = target.region.clone().filter(|region| !region.is_empty());
        Ok(Settings {
            region: region.or_else(|| either("AWS_REGION", "AWS_DEFAULT_REGION")),
            endpoint: endpoint.filter(|_| !ignored),
            fips: is_true(set, "AWS_USE_FIPS_ENDPOINT")?,
            dual_stack: is_true(set, "AWS_USE_DUALSTACK_ENDPOINT")?,
            retries: retries(set("AWS_RETRY_MODE"), set("AWS_MAX_ATTEMPTS"))?,
            ca_bundle: set("AWS_CA_BUNDLE").map(PathBuf::from),
        })
    }

    pub(crate) fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    pub(crate) fn endpoint_url(&self, _service: &str) -> Result<Option<String>, Failure> {
        Ok(self.endpoint.clone())
    }

    pub(crate) fn fips(&self) -> bool {
        self.fips
    }

    pub(crate) fn dual_stack(&self) -> bool {
        self.dual_stack
    }

    /// Retry mode and attempts, where anything says so.
    pub(crate) fn retries(&self) -> Option<Retries> {
        self.retries
    }

    pub(crate) fn ca_bundle(&self) -> Option<&Path> {
        self.ca_bundle.as_deref()
    }
}

fn retries(mode: Option<String>, attempts: Option<String>) -> Result<Option<Retries>, Failure> {
    if mode.is_none() && attempts.is_none() {
        return Ok(None);
    }
    let read = Retries::read(mode.as_deref(), attempts.as_deref());
    read.map(Some).map_err(|error| {
        let message = format!("AWS_RETRY_MODE, AWS_MAX_ATTEMPTS: {error}");
        Failure::new(Exit::Configuration, message)
    })
}

fn is_true(set: impl Fn(&str) -> Option<String>, name: &str) -> Result<bool, Failure> {
    match set(name).map(|value| value.to_ascii_lowercase()).as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => {
            let message = format!("{name} is `{other}`; write true or false, or unset it");
            Err(Failure::new(Exit::Configuration, message))
        }
    }
}
