//! One setting: a variable, or else the profile's option.

use aws_transport::Retries;

use crate::config::{Profile, Shared};
use crate::{ConfigError, Machine, Selection};

/// Where a setting may be.
pub(crate) struct Sources<'a> {
    machine: &'a dyn Machine,
    profile: Option<&'a Profile>,
}

/// A setting that is set, and where.
pub(crate) struct Given {
    pub(crate) value: String,
    name: String,
    place: String,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(machine: &'a dyn Machine, profile: Option<&'a Profile>) -> Self {
        Self { machine, profile }
    }

    pub(crate) fn find(&self, variable: &str, option: &str) -> Result<Option<Given>, ConfigError> {
        match self.variable(variable) {
            Some(given) => Ok(Some(given)),
            None => self.option(option),
        }
    }

    pub(crate) fn variable(&self, name: &str) -> Option<Given> {
        let value = variable(self.machine, name)?;
        Some(Given {
            value,
            name: name.to_owned(),
            place: "the environment".to_owned(),
        })
    }

    fn option(&self, name: &str) -> Result<Option<Given>, ConfigError> {
        let Some(profile) = self.profile else {
            return Ok(None);
        };
        Ok(profile.some(name)?.map(|found| Given {
            value: found.value.to_owned(),
            name: name.to_owned(),
            place: found.place(),
        }))
    }

    /// False unless it is set.
    pub(crate) fn switch(&self, variable: &str, option: &str) -> Result<bool, ConfigError> {
        let given = self.find(variable, option)?;
        given.map_or(Ok(false), |given| given.switch())
    }
}

impl Given {
    pub(crate) fn switch(&self) -> Result<bool, ConfigError> {
        match self.value.to_ascii_lowercase().as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.error("is neither true nor false; write one of them")),
        }
    }

    /// The value is not shown: a line that lost its end may have taken a secret along.
    pub(crate) fn error(&self, problem: &str) -> ConfigError {
        ConfigError::new(self.place.clone(), format!("`{}` {problem}", self.name))
    }
}

/// A variable that is set to something.
pub(crate) fn variable(machine: &dyn Machine, name: &str) -> Option<String> {
    machine.variable(name).filter(|value| !value.is_empty())
}

/// The profile in use. One that was chosen has to exist.
pub(crate) fn profile(
    machine: &dyn Machine,
    shared: &Shared,
    selection: &Selection,
) -> Result<String, ConfigError> {
    let chosen = selection.profile().map(str::to_owned);
    let chosen = chosen.or_else(|| variable(machine, "AWS_DEFAULT_PROFILE"));
    let Some(name) = chosen.or_else(|| variable(machine, "AWS_PROFILE")) else {
        return Ok("default".to_owned());
    };
    if shared.profile(&name).is_some() {
        return Ok(name);
    }
    Err(nowhere(shared, &name))
}

fn nowhere(shared: &Shared, name: &str) -> ConfigError {
    let [config, credentials] = shared.files().map(|file| &file.name);
    let header = match name {
        "default" => "[default]".to_owned(),
        _ => format!("[profile {name}]"),
    };
    ConfigError::new(
        format!("the profile `{name}`"),
        format!(
            "is neither in {config} nor in {credentials}; choose another, or begin it with `{header}` in {config}"
        ),
    )
}

pub(crate) fn region(
    sources: &Sources<'_>,
    selection: &Selection,
) -> Result<Option<String>, ConfigError> {
    if let Some(region) = selection.region() {
        return Ok(Some(region.to_owned()));
    }
    let given = match sources.variable("AWS_REGION") {
        Some(given) => Some(given),
        None => sources.find("AWS_DEFAULT_REGION", "region")?,
    };
    Ok(given.map(|given| given.value))
}

pub(crate) fn retries(sources: &Sources<'_>) -> Result<Retries, ConfigError> {
    let mode = sources.find("AWS_RETRY_MODE", "retry_mode")?;
    let attempts = sources.find("AWS_MAX_ATTEMPTS", "max_attempts")?;
    let mut retries = Retries::standard();
    if let Some(mode) = mode {
        retries = Retries::read(Some(&mode.value), None)
            .map_err(|_| mode.error("is no retry mode; write standard or adaptive"))?;
    }
    if let Some(attempts) = attempts {
        let read = Retries::read(None, Some(&attempts.value))
            .map_err(|_| attempts.error("is no number of attempts; write a whole number from 1"))?;
        retries = retries.with_attempts(read.attempts());
    }
    Ok(retries)
}

pub(crate) fn legacy_sts(sources: &Sources<'_>) -> Result<bool, ConfigError> {
    let given = sources.find("AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints")?;
    let Some(given) = given else {
        return Ok(false);
    };
    match given.value.as_str() {
        "regional" => Ok(false),
        "legacy" => Ok(true),
        _ => Err(given.error("is neither regional nor legacy; write one of them")),
    }
}

/// The first address there is, the closest to the service first.
pub(crate) fn endpoint_url(
    machine: &dyn Machine,
    shared: &Shared,
    profile: Option<&Profile>,
    service: &str,
) -> Result<Option<String>, ConfigError> {
    let service = service.replace(['-', ' '], "_").to_ascii_lowercase();
    let own = format!("AWS_ENDPOINT_URL_{}", service.to_ascii_uppercase());
    let named = variable(machine, &own).or_else(|| variable(machine, "AWS_ENDPOINT_URL"));
    let (None, Some(profile)) = (&named, profile) else {
        return Ok(named);
    };
    if let Some(url) = of_services(shared, profile, &service)? {
        return Ok(Some(url));
    }
    Ok(profile
        .some("endpoint_url")?
        .map(|found| found.value.to_owned()))
}

/// The address in the section that the profile's `services` names.
fn of_services(
    shared: &Shared,
    profile: &Profile,
    service: &str,
) -> Result<Option<String>, ConfigError> {
    let Some(name) = profile.get("services")? else {
        return Ok(None);
    };
    let section = shared.services(name.value).ok_or_else(|| {
        name.error("`services` names a section that is nowhere; begin it with `[services NAME]`, or take the option out")
    })?;
    let url = section.nested(service, "endpoint_url");
    Ok(url.filter(|url| !url.is_empty()).map(str::to_owned))
}
