//! The keys of a role, for a token.

use std::time::{Duration, SystemTime};

use aws_transport::{Bytes, http};
use http::header::ACCEPT;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use smithy_endpoint::uri_encode;
use smithy_wire::Value;

use super::super::exchange::json;
use super::super::exchange::{Asking, Judged};
use super::{SignIn, services};
use crate::{Credentials, CredentialsError, Failure, Kind, Machine};

const TOKEN: HeaderName = HeaderName::from_static("x-amz-sso_bearer_token");

/// Asks the portal for the role's keys.
pub(super) async fn keys(
    machine: &dyn Machine,
    sign_in: &SignIn,
    token: &HeaderValue,
) -> Result<Credentials, CredentialsError> {
    let whom = format!(
        "the role `{}` of the account {}",
        sign_in.role_name, sign_in.account_id
    );
    let asking = Asking {
        machine,
        whom: &whom,
        within: Duration::from_secs(60),
        attempts: 3,
        pause: Duration::from_secs(1),
    };
    let request = request(sign_in, token)?;
    let judge = |answer: Result<Response<Bytes>, Failure>| match answer {
        Ok(response) if response.status() == StatusCode::OK => {
            match read(&asking, sign_in, &response) {
                Ok(keys) => Judged::Taken(keys),
                Err(error) => Judged::Refused(error),
            }
        }
        Ok(response) if response.status() == StatusCode::UNAUTHORIZED => {
            let error = sign_in.expired("the portal no longer takes it");
            Judged::Refused(error.because(asking.answered(&response)))
        }
        Ok(response) => services::refused(&asking, &response),
        Err(failure) => asking.failed(failure),
    };
    asking.ask(&request, judge).await
}

fn request(sign_in: &SignIn, token: &HeaderValue) -> Result<Request<Bytes>, CredentialsError> {
    let url = format!(
        "{}/federation/credentials?role_name={}&account_id={}",
        services::portal(sign_in)?,
        uri_encode(&sign_in.role_name),
        uri_encode(&sign_in.account_id)
    );
    Request::get(url)
        .header(TOKEN, token.clone())
        .header(ACCEPT, HeaderValue::from_static("application/json"))
        .body(Bytes::new())
        .map_err(|error| services::no_url(sign_in).because(error))
}

fn read(
    asking: &Asking<'_>,
    sign_in: &SignIn,
    response: &Response<Bytes>,
) -> Result<Credentials, CredentialsError> {
    let value = json::value(response.body()).ok_or_else(|| {
        asking.error(
            Kind::Unreadable,
            "its answer is no JSON; is it the right service at this address?",
        )
    })?;
    let missing = |name| json::missing(asking.whom, name);
    let keys = value.get("roleCredentials");
    let keys = keys.ok_or_else(|| missing("roleCredentials"))?;
    let member = |name| json::text(keys, name).ok_or_else(|| missing(name));
    let expires = keys.get("expiration").and_then(Value::as_u64);
    let expires = expires
        .and_then(|millis| SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(millis)))
        .ok_or_else(|| missing("expiration"))?;
    Ok(
        Credentials::new(member("accessKeyId")?, member("secretAccessKey")?)
            .with_session_token(member("sessionToken")?)
            .with_expiry(expires)
            .with_account_id(&sign_in.account_id),
    )
}
