//! New tokens for old ones.

use std::time::Duration;

use aws_transport::{Bytes, http};
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Request, Response, StatusCode};
use smithy_wire::{Object, Value};

use super::super::exchange::json;
use super::super::exchange::{Asking, Judged};
use super::cache::{Cached, Renewed};
use super::{SignIn, services};
use crate::{CredentialsError, Failure, Kind, Machine};

/// Asks the service for a token in place of the one that is kept.
pub(super) async fn renew(
    machine: &dyn Machine,
    sign_in: &SignIn,
    cached: &Cached,
) -> Result<Renewed, CredentialsError> {
    let whom = format!("{}, to be renewed", sign_in.whom());
    let asking = Asking {
        machine,
        whom: &whom,
        within: Duration::from_secs(60),
        attempts: 3,
        pause: Duration::from_secs(1),
    };
    let request = request(sign_in, cached)?;
    let judge = |answer: Result<Response<Bytes>, Failure>| match answer {
        Ok(response) if response.status() == StatusCode::OK => read(&asking, &response),
        Ok(response) => services::refused(&asking, &response),
        Err(failure) => asking.failed(failure),
    };
    asking.ask(&request, judge).await
}

fn request(sign_in: &SignIn, cached: &Cached) -> Result<Request<Bytes>, CredentialsError> {
    let mut body = Object::new();
    for name in ["clientId", "clientSecret", "refreshToken"] {
        body.insert(name, cached.text(name).unwrap_or_default());
    }
    body.insert("grantType", "refresh_token");
    let body = Value::Object(body).to_json();
    let json = HeaderValue::from_static("application/json");
    let url = services::oidc(sign_in)?;
    Request::post(format!("{url}/token"))
        .header(CONTENT_TYPE, json.clone())
        .header(ACCEPT, json)
        .body(Bytes::from(body))
        .map_err(|error| services::no_url(sign_in).because(error))
}

fn read(asking: &Asking<'_>, response: &Response<Bytes>) -> Judged<Renewed> {
    let Some(value) = json::value(response.body()) else {
        return Judged::Refused(asking.error(
            Kind::Unreadable,
            "its answer is no JSON; is it the right service at this address?",
        ));
    };
    let access = json::text(&value, "accessToken");
    let lasts = value.get("expiresIn").and_then(Value::as_u64);
    let now = asking.machine.now();
    let expires = lasts.and_then(|lasts| now.checked_add(Duration::from_secs(lasts)));
    match (access, expires) {
        (Some(access), Some(expires)) => Judged::Taken(Renewed {
            access: access.to_owned(),
            expires,
            refresh: json::text(&value, "refreshToken").map(str::to_owned),
        }),
        (None, _) => Judged::Refused(json::missing(asking.whom, "accessToken")),
        (_, None) => Judged::Refused(json::missing(asking.whom, "expiresIn")),
    }
}
