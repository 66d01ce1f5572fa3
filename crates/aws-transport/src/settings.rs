//! What the blocking and the async client have in common: where calls go and how they are driven.

use std::error::Error;

use aws_json::Protocol;
use bytes::Bytes;
use http::{Request, Response, Uri};
use smithy_wire::Operation;

use crate::driver::{Driver, Outcome, Policy, Shared, Step, Stopped};
use crate::idempotency;
use crate::trace::Called;
use crate::world::Moment;
use crate::{CallError, EndpointError, Retries, endpoint, gzip};

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) endpoint: Uri,
    pub(crate) protocol: Protocol,
    pub(crate) policy: Policy,
    shared: Shared,
}

impl Settings {
    pub(crate) fn set_endpoint(&mut self, text: &str) -> Result<(), EndpointError> {
        self.endpoint = endpoint::parse(text)?;
        Ok(())
    }

    /// The request of a call, idempotency tokens that the caller left out filled in by chance.
    pub(crate) fn request<O: Operation>(
        &self,
        input: &O::Input,
        random: impl Fn() -> f64,
    ) -> Request<Bytes> {
        let filled = O::with_idempotency_tokens(input, &mut || idempotency::token(&random));
        self.protocol
            .request::<O>(&self.endpoint, filled.as_ref().unwrap_or(input))
    }

    pub(crate) fn driver<E>(&self, request: Request<Bytes>) -> Driver<E> {
        Driver::new(request, self.policy, self.shared.clone())
    }

    /// Tells the driver how sending went.
    pub(crate) fn heard<E: Error + 'static>(
        &self,
        called: Called,
        driver: &mut Driver<E>,
        result: Result<Response<Bytes>, E>,
        is_transient: impl Fn(&E) -> bool,
        now: Moment,
        random: f64,
    ) -> Step<E> {
        let response = match result {
            Ok(response) => gzip::unpack(response, self.protocol.body_limit()),
            Err(error) => {
                called.failed(driver.attempts(), &error);
                let again = is_transient(&error);
                return driver.failed(Stopped::Transport(error), again, now, random);
            }
        };
        match response {
            Ok(response) => {
                called.received(driver.attempts(), &response);
                driver.answered(response, now, random)
            }
            Err(error) => {
                called.failed(driver.attempts(), &error);
                driver.failed(Stopped::Encoding(error), false, now, random)
            }
        }
    }

    pub(crate) fn output<O: Operation, E: Error + Send + Sync + 'static>(
        &self,
        outcome: Outcome<E>,
        attempts: u32,
    ) -> Result<O::Output, CallError<O::Error>> {
        match outcome {
            Ok(response) => Ok(self.protocol.response::<O>(response)?),
            Err(stopped) => Err(CallError::stopped(stopped, attempts)),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            endpoint: Uri::from_static("http://localhost/"),
            protocol: Protocol::new(),
            policy: Policy::new(Retries::none()),
            shared: Shared::default(),
        }
    }
}
