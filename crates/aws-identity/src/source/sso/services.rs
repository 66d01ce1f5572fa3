//! Where the services of IAM Identity Center are, and how they say no.

use aws_transport::{Bytes, http};
use http::{Response, StatusCode};

use super::super::ask::{Asking, Judged};
use super::super::endpoint::Place;
use super::SignIn;
use crate::{CredentialsError, Kind, Machine};

/// The service that gives keys for tokens.
pub(super) fn portal(machine: &dyn Machine, sign_in: &SignIn) -> Result<String, CredentialsError> {
    url(machine, sign_in, "portal.sso", "AWS_ENDPOINT_URL_SSO")
}

/// The service that gives tokens.
pub(super) fn oidc(machine: &dyn Machine, sign_in: &SignIn) -> Result<String, CredentialsError> {
    url(machine, sign_in, "oidc", "AWS_ENDPOINT_URL_SSO_OIDC")
}

/// The address that the environment names, or the service's usual one, without a slash at its end.
fn url(
    machine: &dyn Machine,
    sign_in: &SignIn,
    service: &str,
    name: &str,
) -> Result<String, CredentialsError> {
    let variable = |name| machine.variable(name).filter(|value| !value.is_empty());
    let is_on = |name| variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let own = variable(name).or_else(|| variable("AWS_ENDPOINT_URL"));
    if let Some(own) = own.filter(|_| !is_on("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) {
        return Ok(own.trim_end_matches('/').to_owned());
    }
    let place = Place {
        region: &sign_in.region,
        fips: is_on("AWS_USE_FIPS_ENDPOINT"),
        dual_stack: is_on("AWS_USE_DUALSTACK_ENDPOINT"),
    };
    place.url(service)
}

pub(super) fn no_url(sign_in: &SignIn) -> CredentialsError {
    let message = "the endpoint of SSO is no URL; look at AWS_ENDPOINT_URL_SSO, AWS_ENDPOINT_URL_SSO_OIDC and AWS_ENDPOINT_URL";
    CredentialsError::new(Kind::Configuration, sign_in.whom(), message)
}

/// A no, which may be one for now only.
pub(super) fn refused<T>(asking: &Asking<'_>, response: &Response<Bytes>) -> Judged<T> {
    let status = response.status();
    let error = asking.answered(response);
    match status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        true => Judged::Again(error),
        false => Judged::Refused(error),
    }
}
