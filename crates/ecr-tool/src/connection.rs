//! From what was said to a client: where calls go, who makes them, how patiently.
//!
//! Flags go before the environment, and that before the profile, as in the AWS CLI.

use ecr::client::{Client, Network, Retries};
use ecr::endpoint::Params;

use crate::cli::Target;
use crate::failure::{Exit, Failure, chain};
use crate::settings::Settings;

/// How a registry is asked.
#[derive(Debug)]
pub(crate) struct Connection {
    params: Params,
    network: Network,
    retries: Retries,
}

impl Connection {
    /// Takes the flags, the environment and the profile together.
    ///
    /// # Errors
    ///
    /// Something is missing or wrong; the failure names it and what to write.
    pub(crate) fn of(
        target: &Target,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Failure> {
        let settings = Settings::load(target, variable)?;
        let params = params(target, &settings)?;
        let test = is_on_this_machine(&params);
        if !(target.unsigned || test) {
            return Err(no_credentials());
        }
        // A fault that a test asked for is to be seen, unless retries are asked for too.
        let usual = if test {
            Retries::none()
        } else {
            Retries::standard()
        };
        Ok(Connection {
            params,
            network: network(target, &settings, variable)?,
            retries: target.retries(settings.retries(), usual),
        })
    }

    /// A client; no request is sent yet.
    ///
    /// # Errors
    ///
    /// The service's own rules give no endpoint for what was asked, or the endpoint is no URL.
    pub(crate) fn client(self) -> Result<Client, Failure> {
        let client = Client::new(&self.params, self.network);
        let client = client.map_err(|error| wrong(chain(&error)))?;
        tracing::debug!(
            target: "ecr",
            endpoint = %client.endpoint(),
            region = self.params.region,
            attempts = self.retries.attempts(),
            "asking"
        );
        Ok(client.with_retries(self.retries))
    }
}

/// Whether the endpoint is plain HTTP on this machine: a registry for tests, such as `ecr local`.
fn is_on_this_machine(params: &Params) -> bool {
    let url = params.endpoint.as_deref();
    url.is_some_and(|url| Client::local(url).is_ok())
}

fn params(target: &Target, settings: &Settings) -> Result<Params, Failure> {
    let mut params = Params::default()
        .with_use_fips(settings.fips())
        .with_use_dual_stack(settings.dual_stack());
    params.endpoint = match &target.endpoint {
        Some(url) => Some(url.clone()),
        None => settings.endpoint_url("ecr")?,
    };
    params.region = settings.region().map(str::to_owned);
    match &params.region {
        Some(region) if !is_host_label(region) => Err(wrong(format!("`{region}` is no region"))
            .note("write one such as eu-west-1, with --region, AWS_REGION or in the profile")),
        None if params.endpoint.is_none() => Err(nowhere()),
        _ => Ok(params),
    }
}

/// What a region has to be, since it becomes a part of the host's name.
fn is_host_label(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (1..=63).contains(&text.len())
        && text.chars().all(allowed)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn network(
    target: &Target,
    settings: &Settings,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Network, Failure> {
    let bundle = target.ca_bundle.clone();
    let bundle = bundle.or_else(|| Some(settings.ca_bundle()?.display().to_string()));
    let network = Network::from_variables(|name| match name {
        "AWS_CA_BUNDLE" => bundle.clone(),
        _ => variable(name),
    });
    let network = network.map_err(|error| wrong(chain(&error)))?;
    let mut limits = network.limits();
    if let Some(time) = target.connect_timeout {
        limits = limits.with_connect(time);
    }
    if let Some(time) = target.read_timeout {
        limits = limits.with_response(time).with_body(time);
    }
    Ok(network
        .with_limits(limits)
        .with_plain_http(target.plain_http))
}

fn wrong(message: impl Into<String>) -> Failure {
    Failure::new(Exit::Configuration, message)
}

fn nowhere() -> Failure {
    wrong("no registry to ask: no region is named")
        .note("name one with --region, AWS_REGION or `region` in the profile,")
        .note("or use --local for an embedded registry with sample images,")
        .note("or --endpoint-url http://127.0.0.1:PORT for one on this machine, such as `ecr local` starts")
}

fn no_credentials() -> Failure {
    wrong("no credentials: this version does not sign calls yet")
        .note("with --no-sign-request they go out without a signature, which Amazon's own registries refuse")
}

#[cfg(test)]
mod tests;
