//! The client without blocking; it needs no particular runtime.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use aws_json::Protocol;
use bytes::Bytes;
use http::{Request, Response, Uri};
use smithy_pagination::wait::{Patience, Waiter};
use smithy_wire::Operation;

use crate::driver::{Driver, Outcome, Step};
use crate::settings::Settings;
use crate::sign::{Anonymous, AsyncSign};
use crate::trace::Called;
use crate::wait::{Turn, Waiting};
use crate::world::{AsyncWorld, Sleep};
use crate::{AsyncHttp, CallError, EndpointError, Retries, WaitError, Waited};

/// Calls operations at one endpoint through any [`AsyncHttp`].
///
/// Unless told otherwise it signs nothing and tries a call once.
/// Clones share connections, retry quota and what is known of the service's clock.
/// Dropping the future of a call ends it.
#[derive(Clone)]
pub struct AsyncClient<H> {
    http: H,
    settings: Settings,
    signer: Arc<dyn AsyncSign>,
    world: Arc<dyn AsyncWorld>,
}

impl<H> AsyncClient<H> {
    /// A client whose requests are addressed to `http://localhost/`, with time and sleep from `world`.
    #[must_use]
    pub fn with(http: H, world: impl AsyncWorld + 'static) -> Self {
        Self {
            http,
            settings: Settings::default(),
            signer: Arc::new(Anonymous),
            world: Arc::new(world),
        }
    }

    /// The same client at another URL.
    ///
    /// # Errors
    ///
    /// The text is no `http` or `https` URL without query and user name; the error says what to write.
    pub fn with_endpoint(mut self, endpoint: &str) -> Result<Self, EndpointError> {
        self.settings.set_endpoint(endpoint)?;
        Ok(self)
    }

    /// The same client with another limit on bodies.
    #[must_use]
    pub fn with_protocol(mut self, protocol: Protocol) -> Self {
        self.settings.protocol = protocol;
        self
    }

    /// The same client with calls signed.
    #[must_use]
    pub fn with_signer(self, signer: impl AsyncSign + 'static) -> Self {
        Self {
            signer: Arc::new(signer),
            ..self
        }
    }

    /// The same client with failed calls tried again.
    #[must_use]
    pub fn with_retries(mut self, retries: Retries) -> Self {
        self.settings.policy.retries = retries;
        self
    }

    /// The same client with a limit on each attempt.
    #[must_use]
    pub fn with_attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.policy.attempt = Some(limit);
        self
    }

    /// The same client with a limit on a call, all its attempts and waits included.
    #[must_use]
    pub fn with_call_timeout(mut self, limit: Duration) -> Self {
        self.settings.policy.call = Some(limit);
        self
    }

    /// What moves the bytes.
    #[must_use]
    pub fn http(&self) -> &H {
        &self.http
    }

    /// Where calls go.
    #[must_use]
    pub fn endpoint(&self) -> &Uri {
        &self.settings.endpoint
    }

    /// The protocol spoken.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        self.settings.protocol
    }
}

#[cfg(feature = "async")]
impl AsyncClient<crate::Hyper> {
    /// A client of a service on this machine, over plain HTTP, within a tokio runtime.
    ///
    /// No connection is made before the first call.
    ///
    /// # Errors
    ///
    /// The text is no `http` URL of this machine; the error says what to write.
    pub fn local(endpoint: &str) -> Result<Self, EndpointError> {
        let client = Self::with(crate::Hyper::new(), crate::Tokio).with_endpoint(endpoint)?;
        crate::endpoint::require_loopback(client.endpoint())?;
        Ok(client)
    }
}

impl<H: AsyncHttp> AsyncClient<H> {
    /// Sends `input` and reads the answer.
    ///
    /// The operation cannot be told from its input alone: it is named, as in `call::<DescribeImages>(&request)`.
    ///
    /// # Errors
    ///
    /// [`CallError`], as the blocking client.
    pub fn call<O: Operation>(
        &self,
        input: &O::Input,
    ) -> impl Future<Output = Result<O::Output, CallError<O::Error>>> {
        let called = Called {
            operation: O::NAME,
            sensitive: O::SENSITIVE,
        };
        let request = self.settings.request::<O>(input, || self.world.random());
        async move {
            let mut driver = self.settings.driver(request);
            let outcome = self.drive(called, &mut driver).await;
            self.settings.output::<O, _>(outcome, driver.attempts())
        }
    }

    /// Asks again and again, with growing pauses, until the resource is in the state that the waiter is about.
    ///
    /// A [`Duration`] is the longest time from the first request on; a [`Patience`] sets pauses and number of requests too.
    /// A single call is tried again as the client is told to; while one is on its way the wait does not end, so give the client a time limit.
    ///
    /// Nothing but requests that ask is ever sent: a future that is dropped ends the wait and leaves nothing behind.
    ///
    /// # Errors
    ///
    /// [`WaitError`]: it never will be, it took too long, or a call failed.
    pub async fn wait<W: Waiter>(
        &self,
        waiter: W,
        request: <W::Operation as Operation>::Input,
        patience: impl Into<Patience>,
    ) -> Result<Waited<W::Operation>, WaitError<W::Operation>> {
        let _ = waiter;
        let world = &*self.world;
        let mut waiting = Waiting::<W>::new(request, patience.into(), world.now().elapsed);
        loop {
            let result = self.call::<W::Operation>(waiting.input()).await;
            match waiting.heard(result, world.now().elapsed, world.random()) {
                Turn::Pause(time) => world.sleep(time).await,
                Turn::Over(outcome) => return outcome,
            }
        }
    }

    async fn drive(&self, called: Called, driver: &mut Driver<H::Error>) -> Outcome<H::Error> {
        let world = &*self.world;
        let mut step = driver.begin(world.now());
        loop {
            step = match step {
                Step::Sign(unsigned) => match self.signer.sign(unsigned).await {
                    Ok(request) => driver.signed(request, world.now()),
                    Err(error) => driver.unsigned(error),
                },
                Step::Send(request, within) => {
                    called.sends(driver.attempts(), &request);
                    match self.send(request, within).await {
                        None => driver.timed_out(world.now(), world.random()),
                        Some(result) => self.heard(called, driver, result),
                    }
                }
                Step::Sleep(time) => {
                    called.waits(driver.attempts(), time);
                    world.sleep(time).await;
                    driver.slept(world.now())
                }
                Step::Done(outcome) => return outcome,
            }
        }
    }

    fn heard(
        &self,
        called: Called,
        driver: &mut Driver<H::Error>,
        result: Result<Response<Bytes>, H::Error>,
    ) -> Step<H::Error> {
        let is_transient = |error: &H::Error| self.http.is_transient(error);
        let (now, random) = (self.world.now(), self.world.random());
        self.settings
            .heard(called, driver, result, is_transient, now, random)
    }

    /// `None` if the time ran out; the exchange was dropped then.
    async fn send(
        &self,
        request: Request<Bytes>,
        within: Option<Duration>,
    ) -> Option<Result<Response<Bytes>, H::Error>> {
        let sending = self.http.send(request);
        match within {
            None => Some(sending.await),
            Some(time) => first_of(sending, self.world.sleep(time)).await,
        }
    }
}

/// What the future gives, unless the sleep ends before it.
async fn first_of<T>(future: impl Future<Output = T>, mut sleep: Sleep) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => sleep.as_mut().poll(cx).map(|()| None),
    })
    .await
}

impl<H: fmt::Debug> fmt::Debug for AsyncClient<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncClient")
            .field("http", &self.http)
            .field("endpoint", self.endpoint())
            .field("policy", &self.settings.policy)
            .finish_non_exhaustive()
    }
}
