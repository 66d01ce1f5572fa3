//! The credentials of a container of ECS or EKS.

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use aws_transport::{Bytes, http};
use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderValue, Request, Response, StatusCode, Uri};

use super::exchange::{Asking, Judged, json, metadata};
use crate::{Credentials, CredentialsError, Direct, Failure, Kind, Machine};

/// Asks the address that `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI` names; `None` where neither is set.
///
/// As in botocore it is asked up to three times, two seconds each, a second apart.
/// The first variable goes before the second; one that is empty counts as not set.
pub(crate) async fn load(machine: &dyn Machine) -> Result<Option<Credentials>, CredentialsError> {
    let Some(address) = address(machine)? else {
        return Ok(None);
    };
    let whom = format!(
        "the container's credentials at {}",
        address.host().unwrap_or_default()
    );
    let request = request(machine, address)?;
    let asking = Asking {
        machine,
        whom: &whom,
        within: Duration::from_secs(2),
        attempts: 3,
        pause: Duration::from_secs(1),
    };
    let judge = |answer| judge(&asking, answer);
    asking.ask(&request, judge).await.map(Some)
}

fn judge(asking: &Asking<'_>, answer: Result<Response<Bytes>, Failure>) -> Judged<Credentials> {
    let response = match answer {
        Ok(response) => response,
        Err(failure) => return asking.failed(failure),
    };
    if response.status() != StatusCode::OK {
        return Judged::Again(asking.answered(&response));
    }
    let Some(value) = json::value(response.body()) else {
        return Judged::Again(asking.error(
            Kind::Unreadable,
            "its answer is no JSON; is it the right service at this address?",
        ));
    };
    match metadata::credentials(asking.whom, &value) {
        Ok(credentials) => Judged::Taken(credentials),
        Err(error) => Judged::Refused(error),
    }
}

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

fn variable(machine: &dyn Machine, name: &str) -> Option<String> {
    machine.variable(name).filter(|value| !value.is_empty())
}

pub(super) fn address(machine: &dyn Machine) -> Result<Option<Uri>, CredentialsError> {
    if let Some(path) = variable(machine, RELATIVE) {
        if !path.starts_with('/') {
            let message = "it has to begin with a slash; take it out, or set it as ECS does";
            return Err(wrong(RELATIVE, message));
        }
        return uri(RELATIVE, &format!("http://169.254.170.2{path}")).map(Some);
    }
    let Some(url) = variable(machine, FULL) else {
        return Ok(None);
    };
    let address = uri(FULL, &url)?;
    match is_allowed(&address) {
        true => Ok(Some(address)),
        false => Err(wrong(
            FULL,
            "keys are taken over plain HTTP only from this machine and from 169.254.170.2, 169.254.170.23 and [fd00:ec2::23]; \
             use one of these, or https",
        )),
    }
}

fn uri(name: &str, text: &str) -> Result<Uri, CredentialsError> {
    let whole = |uri: &Uri| uri.scheme().is_some() && uri.host().is_some();
    let uri = text.parse().ok().filter(whole);
    uri.ok_or_else(|| {
        wrong(
            name,
            "it is no URL; write it like http://127.0.0.1:8080/keys",
        )
    })
}

/// Whom botocore takes keys from.
fn is_allowed(address: &Uri) -> bool {
    match (address.scheme_str(), address.host()) {
        (Some("https"), Some(_)) => true,
        (Some("http"), Some(host)) => is_near(host),
        _ => false,
    }
}

fn is_near(host: &str) -> bool {
    let bare = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match bare.unwrap_or(host).parse::<IpAddr>() {
        Ok(address) => address.is_loopback() || AGENTS.contains(&address.to_string().as_str()),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

/// The agents of ECS and EKS.
const AGENTS: [&str; 3] = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"];

fn request(machine: &dyn Machine, address: Uri) -> Result<Request<Bytes>, CredentialsError> {
    let mut request = Request::new(Bytes::new());
    *request.uri_mut() = address;
    request.extensions_mut().insert(Direct);
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    if let Some(token) = token(machine)? {
        headers.insert(AUTHORIZATION, token);
    }
    Ok(request)
}

/// The token of the file, which is read each time, or of the variable.
fn token(machine: &dyn Machine) -> Result<Option<HeaderValue>, CredentialsError> {
    let Some(path) = variable(machine, TOKEN_FILE) else {
        let token = variable(machine, TOKEN);
        return token
            .map(|token| header(TOKEN, token.as_bytes()))
            .transpose();
    };
    let content = machine.read(Path::new(&path)).map_err(|error| {
        let message = format!("the file {path} cannot be read");
        wrong(TOKEN_FILE, &message).because(error)
    })?;
    header(TOKEN_FILE, &content).map(Some)
}

fn header(name: &str, token: &[u8]) -> Result<HeaderValue, CredentialsError> {
    let mut header = HeaderValue::from_bytes(token).map_err(|_| {
        wrong(
            name,
            "the token cannot stand in a header; is there a line break in it?",
        )
    })?;
    header.set_sensitive(true);
    Ok(header)
}

fn wrong(name: &str, message: &str) -> CredentialsError {
    CredentialsError::new(Kind::Configuration, format!("the variable {name}"), message)
}
