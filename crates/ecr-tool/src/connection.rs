//! From what was said to a client: where calls go, who makes them, how patiently.
//!
//! Flags go before the environment, and that before the profile, as in the AWS CLI.

use aws_identity::{Machine, Settings};
use ecr::client::{Client, Network, Retries};
use ecr::endpoint::Params;

use crate::cli::Target;
use crate::failure::{Exit, Failure, chain};
use crate::identity::{self, Caller};

/// What calls to a registry for tests are signed for where no region is named: registries of that kind take any.
const REGION_OF_TESTS: &str = "us-east-1";

/// How a registry is asked.
#[derive(Debug)]
pub(crate) struct Connection {
    params: Params,
    network: Network,
    /// What the environment or the profile says, if anything.
    retries: Option<Retries>,
}

impl Connection {
    /// Takes the flags, the environment and the profile together.
    ///
    /// # Errors
    ///
    /// Something is missing or wrong; the failure names it and what to write.
    pub(crate) fn of(target: &Target, machine: &dyn Machine) -> Result<Self, Failure> {
        let settings = Settings::load(machine, &identity::selection(target));
        let settings = settings.map_err(|error| wrong(chain(&error)))?;
        let connection = Connection {
            params: params(target, &settings)?,
            network: network(target, &settings, machine)?,
            retries: set(settings.retries(), machine),
        };
        // An address that is none is told before anybody asks for a region to sign for.
        match Client::new(&connection.params, connection.network.clone()) {
            Ok(_) => Ok(connection),
            Err(error) => Err(wrong(chain(&error))),
        }
    }

    /// Looks for whoever makes the calls; nobody where they are not to be signed.
    ///
    /// # Errors
    ///
    /// They are to be signed, and there are no credentials or no region.
    pub(crate) fn caller(&self, target: &Target) -> Result<Option<Caller>, Failure> {
        if target.unsigned {
            return Ok(None);
        }
        let test = self.is_on_this_machine();
        let usual = test.then_some(REGION_OF_TESTS);
        let region = self.params.region.as_deref().or(usual);
        let region = region.ok_or_else(|| self.unsignable())?;
        identity::caller(target, self.network.clone(), region, test)
    }

    /// A client; no request is sent yet.
    ///
    /// # Errors
    ///
    /// The service's own rules give no endpoint for what was asked, or the endpoint is no URL.
    pub(crate) fn client(self, target: &Target, caller: Option<Caller>) -> Result<Client, Failure> {
        let retries = target.retries(self.retries, self.usual(caller.is_some()));
        let client = Client::new(&self.params, self.network);
        let client = client.map_err(|error| wrong(chain(&error)))?;
        tracing::debug!(
            target: "ecr",
            endpoint = %client.endpoint(),
            region = self.params.region,
            signed = caller.is_some(),
            attempts = retries.attempts(),
            "asking"
        );
        let client = client.with_retries(retries);
        Ok(match caller {
            Some(caller) => client.with_signer(caller),
            None => client,
        })
    }

    fn unsignable(&self) -> Failure {
        let endpoint = self.params.endpoint.as_deref().unwrap_or_default();
        let message = format!("calls to {endpoint} are signed for a region, and none is named");
        wrong(message)
            .note("name it with --region, AWS_REGION or `region` in the profile,")
            .note("or send calls without a signature: --no-sign-request")
    }

    /// A registry for tests is asked once: a fault that a test asked for is to be seen.
    fn usual(&self, signed: bool) -> Retries {
        match self.is_on_this_machine() && !signed {
            true => Retries::none(),
            false => Retries::standard(),
        }
    }

    /// Whether the endpoint is plain HTTP on this machine: a registry for tests, such as `ecr local`.
    fn is_on_this_machine(&self) -> bool {
        let url = self.params.endpoint.as_deref();
        url.is_some_and(|url| Client::local(url).is_ok())
    }
}

/// Retries that somebody chose; standard ones are those of nobody's choice too.
fn set(retries: Retries, machine: &dyn Machine) -> Option<Retries> {
    let says = |name| {
        machine
            .variable(name)
            .is_some_and(|value| !value.is_empty())
    };
    let chosen = says("AWS_RETRY_MODE") || says("AWS_MAX_ATTEMPTS");
    (chosen || retries != Retries::standard()).then_some(retries)
}

fn params(target: &Target, settings: &Settings<'_>) -> Result<Params, Failure> {
    let mut params = Params::default()
        .with_use_fips(settings.fips())
        .with_use_dual_stack(settings.dual_stack());
    params.endpoint = match &target.endpoint {
        Some(url) => Some(url.clone()),
        None => settings
            .endpoint_url("ecr")
            .map_err(|error| wrong(chain(&error)))?,
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
    settings: &Settings<'_>,
    machine: &dyn Machine,
) -> Result<Network, Failure> {
    let bundle = target.ca_bundle.clone();
    let bundle = bundle.or_else(|| Some(settings.ca_bundle()?.display().to_string()));
    let network = Network::from_variables(|name| match name {
        "AWS_CA_BUNDLE" => bundle.clone(),
        _ => machine.variable(name),
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

#[cfg(test)]
mod tests;
