//! One call of the token service, by AWS's query protocol.

use std::time::{Duration, SystemTime};

use aws_transport::{Bytes, http};
use http::header::{ACCEPT, CONTENT_TYPE, DATE};
use http::{HeaderValue, Request, Response, StatusCode};
use smithy_endpoint::uri_encode;

use super::super::exchange::{Asking, Judged};
use super::Service;
use super::answer::{self, Answer};
use super::service::Address;
use crate::sign::{Scope, SigV4};
use crate::{Credentials, CredentialsError, Failure, Kind, Machine, Refusal};

pub(super) struct Call<'a> {
    pub(super) machine: &'a dyn Machine,
    pub(super) service: &'a Service,
    pub(super) whom: String,
    /// What is sent and must not be shown.
    pub(super) secrets: Vec<&'a str>,
    /// The keys to sign with.
    pub(super) keys: Option<&'a Credentials>,
}

/// Parameters, encoded.
pub(super) struct Form(String);

impl Form {
    pub(super) fn new(action: &str) -> Self {
        Self(format!("Action={action}&Version=2011-06-15"))
    }

    pub(super) fn add(&mut self, name: &str, value: &str) {
        self.0.push_str(&format!("&{name}={}", uri_encode(value)));
    }
}

/// What came of it.
enum Came {
    Keys(Credentials),
    /// Our clock is off: this is the service's.
    Skewed(SystemTime),
}

impl Call<'_> {
    pub(super) async fn send(&self, form: &Form) -> Result<Credentials, CredentialsError> {
        let now = self.machine.now();
        match self.exchange(form, now, self.keys.is_some()).await? {
            Came::Keys(keys) => Ok(keys),
            Came::Skewed(theirs) => match self.exchange(form, theirs, false).await? {
                Came::Keys(keys) => Ok(keys),
                // It is not looked for a second time.
                Came::Skewed(_) => Err(self.wrong("this machine's clock is off")),
            },
        }
    }

    async fn exchange(
        &self,
        form: &Form,
        at: SystemTime,
        may_be_skewed: bool,
    ) -> Result<Came, CredentialsError> {
        let request = self.request(form, at)?;
        let asking = Asking {
            machine: self.machine,
            whom: &self.whom,
            within: Duration::from_secs(60),
            attempts: 3,
            pause: Duration::from_secs(1),
        };
        let judge = |answer: Result<Response<Bytes>, Failure>| match answer {
            Ok(response) if response.status() == StatusCode::OK => self.keys(&response),
            Ok(response) => match theirs(&response, at).filter(|_| may_be_skewed) {
                Some(theirs) => Judged::Taken(Came::Skewed(theirs)),
                None => self.refused(&asking, &response),
            },
            Err(failure) => asking.failed(failure),
        };
        asking.ask(&request, judge).await
    }

    fn request(&self, form: &Form, at: SystemTime) -> Result<Request<Bytes>, CredentialsError> {
        let Address { url, region } = self.service.address()?;
        let json = "application/x-www-form-urlencoded; charset=utf-8";
        let request = Request::post(url)
            .header(CONTENT_TYPE, HeaderValue::from_static(json))
            .header(ACCEPT, HeaderValue::from_static("*/*"))
            .body(Bytes::from(form.0.clone()))
            .map_err(|error| self.wrong("the endpoint of STS is no URL").because(error))?;
        let Some(keys) = self.keys else {
            return Ok(request);
        };
        let signed = SigV4::new(Scope::new(region, "sts")).sign_header(request, keys, at);
        signed.map_err(|error| self.wrong("the call cannot be signed").because(error))
    }

    fn keys(&self, response: &Response<Bytes>) -> Judged<Came> {
        let unreadable = |message: String| {
            let error = CredentialsError::new(Kind::Unreadable, &self.whom, message);
            Judged::Refused(error)
        };
        match answer::read(response.body()) {
            Some(Answer::Keys(Ok(keys))) => Judged::Taken(Came::Keys(keys)),
            Some(Answer::Keys(Err(member))) => unreadable(format!(
                "the answer of STS has no {member} that can be read"
            )),
            _ => unreadable("the answer of STS is not what it should be".to_owned()),
        }
    }

    fn refused(&self, asking: &Asking<'_>, response: &Response<Bytes>) -> Judged<Came> {
        let status = response.status();
        let Some(Answer::Error { code, message }) = answer::read(response.body()) else {
            let error = asking.answered(response);
            return match is_passing(status) {
                true => Judged::Again(error),
                false => Judged::Refused(error),
            };
        };
        let again = is_passing(status) || PASSING.contains(&code.as_str());
        let refusal = Refusal::new(code, self.without_secrets(message));
        let error = asking.error(Kind::Refused, format!("STS answered {status}"));
        match again {
            true => Judged::Again(error.because(refusal)),
            false => Judged::Refused(error.because(refusal)),
        }
    }

    fn without_secrets(&self, message: String) -> String {
        let secrets = self.secrets.iter().filter(|secret| !secret.is_empty());
        secrets.fold(message, |message, secret| message.replace(secret, "…"))
    }

    fn wrong(&self, message: &str) -> CredentialsError {
        CredentialsError::new(Kind::Configuration, &self.whom, message)
    }
}

fn is_passing(status: StatusCode) -> bool {
    status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS
}

/// Refusals of this service that another attempt may not meet.
const PASSING: [&str; 5] = [
    "IDPCommunicationError",
    "RequestLimitExceeded",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
];

/// The service's clock, if ours is so far off that it refuses signatures for it.
fn theirs(response: &Response<Bytes>, at: SystemTime) -> Option<SystemTime> {
    const FAR: Duration = Duration::from_secs(4 * 60);
    if !response.status().is_client_error() {
        return None;
    }
    let date = response.headers().get(DATE)?.to_str().ok()?;
    let theirs = httpdate::parse_http_date(date).ok()?;
    let apart = theirs.duration_since(at);
    let apart = apart.unwrap_or_else(|error| error.duration());
    (apart >= FAR).then_some(theirs)
}
