//! Where the services of IAM Identity Center are, and how they say no.

use aws_transport::{Bytes, http};
use http::{Response, StatusCode};

use super::super::exchange::Place;
use super::super::exchange::{Asking, Judged};
use super::SignIn;
use crate::{CredentialsError, Kind};

/// The service that gives keys for tokens.
pub(super) fn portal(sign_in: &SignIn) -> Result<String, CredentialsError> {
    url(sign_in, "portal.sso", sign_in.services.portal.as_ref())
}

/// The service that gives tokens.
pub(super) fn oidc(sign_in: &SignIn) -> Result<String, CredentialsError> {
    url(sign_in, "oidc", sign_in.services.oidc.as_ref())
}

/// The address of one's own, or the service's usual one, without a slash at its end.
fn url(sign_in: &SignIn, service: &str, own: Option<&String>) -> Result<String, CredentialsError> {
    if let Some(own) = own {
        return Ok(own.trim_end_matches('/').to_owned());
    }
    let place = Place {
        region: &sign_in.region,
        fips: sign_in.services.fips,
        dual_stack: sign_in.services.dual_stack,
    };
    place.url(service)
}

pub(super) fn no_url(sign_in: &SignIn) -> CredentialsError {
    let message = "the endpoint of SSO is no URL; look at AWS_ENDPOINT_URL_SSO, AWS_ENDPOINT_URL_SSO_OIDC and AWS_ENDPOINT_URL, and at `endpoint_url` in the profile";
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
