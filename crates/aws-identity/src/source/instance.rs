//! The credentials of an instance, from its metadata service, IMDSv2.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, SystemTime};

use aws_transport::{Bytes, http};
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri};

use super::exchange::{Asking, Judged, is_absent, json, metadata};
use crate::{Credentials, CredentialsError, Direct, Failure, Kind, Machine};

/// How the metadata service is asked; profile and variables have been looked at.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// An address of one's own.
    pub(crate) endpoint: Option<String>,
    /// Whether to take the IPv6 address.
    pub(crate) ipv6: bool,
    /// How long one question may take; a second by default.
    pub(crate) within: Duration,
    /// How often it is asked; once by default.
    pub(crate) attempts: u32,
}

/// Asks the metadata service; `None` where it does not answer, or the instance has no role.
///
/// The older IMDSv1 is not spoken, and no proxy is asked.
///
/// Where the service has only keys that are about to expire, or have expired, it is in trouble itself, and AWS lets such keys live on.
/// They are then given 17 to 25 minutes, so that they are used on and a keeper asks again after 2 to 10:
/// botocore's figures, but for its asking again with every call from the fifteenth minute on.
/// How many differs from instance to instance, so that not all of them come back at once.
pub(crate) async fn load(
    machine: &dyn Machine,
    settings: &Settings,
) -> Result<Option<Credentials>, CredentialsError> {
    let service = Service {
        base: base(settings)?,
        asking: Asking {
            machine,
            whom: "the instance's metadata service",
            within: settings.within,
            attempts: settings.attempts,
            pause: Duration::ZERO,
        },
    };
    let Some(token) = service.token().await? else {
        return Ok(None);
    };
    let Some(role) = service.role(&token).await? else {
        return Ok(None);
    };
    let credentials = service.keys(&token, &role).await?;
    Ok(Some(extended(credentials, machine.now())))
}

struct Service<'a> {
    base: String,
    asking: Asking<'a>,
}

const TOKEN: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token");
const LIFETIME: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token-ttl-seconds");
const ROLES: &str = "latest/meta-data/iam/security-credentials/";

impl Service<'_> {
    /// A token for the other questions; `None` where nobody gives any.
    async fn token(&self) -> Result<Option<HeaderValue>, CredentialsError> {
        let hours = (LIFETIME, HeaderValue::from_static("21600"));
        let request = self.request(Method::PUT, "latest/api/token", hours)?;
        let judge = |answer: Result<Response<Bytes>, Failure>| match answer {
            Ok(response) if response.status() == StatusCode::OK => self.read_token(&response),
            // Something else has this address, or it is switched off.
            Ok(response) if response.status().is_client_error() => Judged::Taken(None),
            Ok(response) => Judged::Again(self.asking.answered(&response)),
            Err(failure) if is_absent(&failure) => Judged::Again(absent(failure)),
            Err(failure) => self.asking.failed(failure),
        };
        match self.asking.ask(&request, judge).await {
            Err(error) if error.kind() == Kind::NotFound => Ok(None),
            other => other,
        }
    }

    fn read_token(&self, response: &Response<Bytes>) -> Judged<Option<HeaderValue>> {
        match HeaderValue::from_bytes(response.body()) {
            Ok(mut token) if !token.is_empty() => {
                token.set_sensitive(true);
                Judged::Taken(Some(token))
            }
            _ => Judged::Refused(self.unreadable("its token cannot stand in a header")),
        }
    }

    /// The name of the instance's role, if it has one.
    async fn role(&self, token: &HeaderValue) -> Result<Option<String>, CredentialsError> {
        let request = self.request(Method::GET, ROLES, (TOKEN, token.clone()))?;
        let judge = |answer: Result<Response<Bytes>, Failure>| match answer {
            Ok(response) if response.status() == StatusCode::NOT_FOUND => Judged::Taken(None),
            Ok(response) if response.status() == StatusCode::OK => self.read_role(&response),
            Ok(response) => Judged::Again(self.asking.answered(&response)),
            Err(failure) => self.asking.failed(failure),
        };
        self.asking.ask(&request, judge).await
    }

    fn read_role(&self, response: &Response<Bytes>) -> Judged<Option<String>> {
        let text = std::str::from_utf8(response.body()).unwrap_or("?");
        match text.lines().next().map(str::trim) {
            None | Some("") => Judged::Taken(None),
            Some(role) if is_role(role) => Judged::Taken(Some(role.to_owned())),
            Some(_) => Judged::Again(self.unreadable("it names a role that cannot be one")),
        }
    }

    async fn keys(&self, token: &HeaderValue, role: &str) -> Result<Credentials, CredentialsError> {
        let path = format!("{ROLES}{role}");
        let request = self.request(Method::GET, &path, (TOKEN, token.clone()))?;
        let judge = |answer: Result<Response<Bytes>, Failure>| match answer {
            Ok(response) if response.status() == StatusCode::OK => self.read_keys(&response),
            Ok(response) => Judged::Again(self.asking.answered(&response)),
            Err(failure) => self.asking.failed(failure),
        };
        self.asking.ask(&request, judge).await
    }

    fn read_keys(&self, response: &Response<Bytes>) -> Judged<Credentials> {
        let Some(value) = json::value(response.body()) else {
            return Judged::Again(
                self.unreadable("its answer is no JSON; is it the right service at this address?"),
            );
        };
        let code = json::text(&value, "Code").filter(|code| *code != "Success");
        if let Some(code) = code {
            let code = json::plain(code).unwrap_or_default();
            let message = format!(
                "it has no keys for the instance's role ({code}); may EC2 assume that role?"
            );
            return Judged::Refused(self.asking.error(Kind::Refused, message));
        }
        match metadata::credentials(self.asking.whom, &value) {
            Ok(credentials) => Judged::Taken(credentials),
            Err(error) => Judged::Refused(error),
        }
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        (name, value): (HeaderName, HeaderValue),
    ) -> Result<Request<Bytes>, CredentialsError> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .body(Bytes::new())
            .map_err(|error| wrong().because(error))?;
        request.headers_mut().insert(name, value);
        request.extensions_mut().insert(Direct);
        Ok(request)
    }

    fn unreadable(&self, message: &str) -> CredentialsError {
        self.asking.error(Kind::Unreadable, message)
    }
}

/// The address of the service, with a slash at its end.
fn base(settings: &Settings) -> Result<String, CredentialsError> {
    let usual = match settings.ipv6 {
        true => "http://[fd00:ec2::254]/",
        false => "http://169.254.169.254/",
    };
    let Some(own) = &settings.endpoint else {
        return Ok(usual.to_owned());
    };
    let is_whole = |uri: &Uri| {
        let scheme = matches!(uri.scheme_str(), Some("http" | "https"));
        scheme && uri.host().is_some() && uri.query().is_none()
    };
    match own.parse::<Uri>() {
        Ok(uri) if is_whole(&uri) => Ok(format!("{}/", own.trim_end_matches('/'))),
        _ => Err(wrong()),
    }
}

fn wrong() -> CredentialsError {
    CredentialsError::new(
        Kind::Configuration,
        "the endpoint of the instance's metadata service",
        "it is no URL; write it like http://169.254.169.254, or take AWS_EC2_METADATA_SERVICE_ENDPOINT \
         and ec2_metadata_service_endpoint out",
    )
}

fn absent(failure: Failure) -> CredentialsError {
    let whom = "the instance's metadata service";
    CredentialsError::new(Kind::NotFound, whom, "it does not answer").because(failure)
}

/// The characters that IAM allows in a role's name.
fn is_role(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte))
}

/// What keys have left at least when a keeper leaves them alone.
const ALONE: Duration = Duration::from_secs(15 * 60);
/// What is added at least, and the span of what more is added, in seconds.
const MORE: Duration = Duration::from_secs(2 * 60);
const SPREAD: u64 = 8 * 60;

fn extended(credentials: Credentials, now: SystemTime) -> Credentials {
    let mut hasher = DefaultHasher::new();
    credentials.session_token().hash(&mut hasher);
    let spread = Duration::from_secs(hasher.finish() % (SPREAD + 1));
    let until = now.checked_add(ALONE + MORE + spread).unwrap_or(now);
    match credentials.expires() {
        Some(expires) if expires <= until => credentials.with_expiry(until),
        _ => credentials,
    }
}
