//! Questions to services: asked again where that may help, and answers with their status told apart.

use std::time::Duration;

use aws_transport::{Bytes, http};
use http::{Request, Response};

use super::{failure, json};
use crate::{CredentialsError, Failure, Kind, Machine, Refusal};

/// How a service is asked.
pub(in crate::source) struct Asking<'a> {
    pub(in crate::source) machine: &'a dyn Machine,
    /// Who is asked, as errors call it.
    pub(in crate::source) whom: &'a str,
    pub(in crate::source) within: Duration,
    pub(in crate::source) attempts: u32,
    /// The wait before another attempt.
    pub(in crate::source) pause: Duration,
}

/// What to make of an answer.
pub(in crate::source) enum Judged<T> {
    Taken(T),
    /// Another attempt may fare better.
    Again(CredentialsError),
    Refused(CredentialsError),
}

impl Asking<'_> {
    /// Sends the request until an answer is taken or refused, or the attempts are used up.
    pub(in crate::source) async fn ask<T>(
        &self,
        request: &Request<Bytes>,
        judge: impl Fn(Result<Response<Bytes>, Failure>) -> Judged<T>,
    ) -> Result<T, CredentialsError> {
        let mut attempt = 1;
        loop {
            let answer = self.machine.fetch(request.clone(), self.within).await;
            match judge(answer) {
                Judged::Taken(taken) => return Ok(taken),
                Judged::Again(error) if attempt >= self.attempts => return Err(error),
                Judged::Again(_) => self.machine.sleep(self.pause).await,
                Judged::Refused(error) => return Err(error),
            }
            attempt += 1;
        }
    }

    /// An exchange that failed.
    pub(in crate::source) fn failed<T>(&self, failure: Failure) -> Judged<T> {
        let transient = failure::is_transient(&failure);
        let error = self
            .error(
                Kind::Unreachable,
                "no whole answer came; can it be reached from here?",
            )
            .because(failure);
        match transient {
            true => Judged::Again(error),
            false => Judged::Refused(error),
        }
    }

    /// An answer of the wrong status, whose body is not shown.
    pub(in crate::source) fn answered(&self, response: &Response<Bytes>) -> CredentialsError {
        let error = self.error(Kind::Refused, format!("it answered {}", response.status()));
        match code(response) {
            Some(code) => error.because(Refusal::new(code, "")),
            None => error,
        }
    }

    pub(in crate::source) fn error(
        &self,
        kind: Kind,
        message: impl Into<String>,
    ) -> CredentialsError {
        CredentialsError::new(kind, self.whom, message)
    }
}

/// The service's own name for what went wrong, if it says one that can be shown.
fn code(response: &Response<Bytes>) -> Option<String> {
    let header = response.headers().get("x-amzn-errortype");
    if let Some(code) = header.and_then(|code| code.to_str().ok()) {
        return json::plain(code);
    }
    let body = json::value(response.body())?;
    let members = ["Code", "code", "__type", "error"];
    let code = members.iter().find_map(|name| json::text(&body, name))?;
    json::plain(code)
}
