//! The client: a call as a request, signed and sent as often as it takes, and its response read.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_json::Protocol;
use bytes::Bytes;
use http::{Response, Uri};
use smithy_pagination::wait::{Patience, Waiter};
use smithy_wire::{Call, Operation};

use crate::driver::{Driver, Outcome, Step};
use crate::settings::Settings;
use crate::sign::{Anonymous, Sign};
use crate::trace::Called;
use crate::wait::{Turn, Waiting};
use crate::world::{System, World};
use crate::{CallError, EndpointError, Http, Retries, WaitError, Waited, Within};

/// Calls operations at one endpoint through any [`Http`].
///
/// It implements [`Call`] for every operation, so a generated `send` or `paginate` takes it.
/// Unless told otherwise it signs nothing and tries a call once.
/// Clones share connections, retry quota and what is known of the service's clock.
///
/// # Example: retries and a time limit
///
/// ```
/// use std::time::Duration;
/// use aws_transport::{Client, Replay, Retries};
///
/// let client = Client::new(Replay::pages(["{}"]), "https://api.ecr.eu-west-1.amazonaws.com")?
///     .with_retries(Retries::standard().with_attempts(5))
///     .with_call_timeout(Duration::from_secs(30));
/// # let _ = client;
/// # Ok::<(), aws_transport::EndpointError>(())
/// ```
#[derive(Clone)]
pub struct Client<H> {
    http: H,
    settings: Settings,
    signer: Arc<dyn Sign>,
    world: Arc<dyn World>,
}

impl<H> Client<H> {
    /// A client of the service at this URL, speaking awsJson1_1.
    ///
    /// # Errors
    ///
    /// The text is no `http` or `https` URL without query and user name; the error says what to write.
    pub fn new(http: H, endpoint: &str) -> Result<Self, EndpointError> {
        Self::with(http).with_endpoint(endpoint)
    }

    /// A client whose requests are addressed to `http://localhost/`, for an [`Http`] that reads no address, such as [`Replay`](crate::Replay).
    #[must_use]
    pub fn with(http: H) -> Self {
        Self {
            http,
            settings: Settings::default(),
            signer: Arc::new(Anonymous),
            world: Arc::new(System),
        }
    }

    /// The same client at another URL.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
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
    pub fn with_signer(self, signer: impl Sign + 'static) -> Self {
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
    ///
    /// The [`Http`] keeps it; of ours, [`Ureq`](crate::Ureq) does.
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

    /// The same client with time, chance and sleep from elsewhere, as a test has them.
    #[must_use]
    pub fn with_world(self, world: impl World + 'static) -> Self {
        Self {
            world: Arc::new(world),
            ..self
        }
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

    /// How often calls are tried.
    #[must_use]
    pub fn retries(&self) -> Retries {
        self.settings.policy.retries
    }
}

#[cfg(feature = "blocking")]
impl Client<crate::Ureq> {
    /// A client of a service on this machine, over plain HTTP with the default [`Limits`](crate::Limits).
    ///
    /// No connection is made before the first call.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), and where the host is not this machine.
    ///
    /// # Example: a mistake is told before any call
    ///
    /// ```
    /// use aws_transport::{Client, EndpointError};
    ///
    /// assert!(Client::local("http://127.0.0.1:5000").is_ok());
    /// let error = Client::local("http://registry.example").unwrap_err();
    /// assert!(matches!(error, EndpointError::NotLoopback { .. }));
    /// ```
    pub fn local(endpoint: &str) -> Result<Self, EndpointError> {
        let client = Self::new(crate::Ureq::new(), endpoint)?;
        crate::endpoint::require_loopback(client.endpoint())?;
        Ok(client)
    }
}

impl<O: Operation, H: Http> Call<O> for Client<H> {
    type Failure = CallError<O::Error>;

    fn call(&self, input: &O::Input) -> Result<O::Output, Self::Failure> {
        let called = Called {
            operation: O::NAME,
            sensitive: O::SENSITIVE,
        };
        let mut driver = self
            .settings
            .driver(self.settings.request::<O>(input, || self.world.random()));
        let outcome = self.drive(called, &mut driver);
        self.settings.output::<O, _>(outcome, driver.attempts())
    }
}

impl<H: Http> Client<H> {
    /// Asks again and again, with growing pauses, until the resource is in the state that the waiter is about.
    ///
    /// A [`Duration`] is the longest time from the first request on; a [`Patience`] sets pauses and number of requests too.
    /// A single call is tried again as the client is told to; while one is on its way the wait does not end, so give the client a time limit.
    ///
    /// # Errors
    ///
    /// [`WaitError`]: it never will be, it took too long, or a call failed.
    pub fn wait<W: Waiter>(
        &self,
        waiter: W,
        request: <W::Operation as Operation>::Input,
        patience: impl Into<Patience>,
    ) -> Result<Waited<W::Operation>, WaitError<W::Operation>> {
        let _ = waiter;
        let world = &*self.world;
        let mut waiting = Waiting::<W>::new(request, patience.into(), world.now().elapsed);
        loop {
            let result = Call::<W::Operation>::call(self, waiting.input());
            match waiting.heard(result, world.now().elapsed, world.random()) {
                Turn::Pause(time) => world.sleep(time),
                Turn::Over(outcome) => return outcome,
            }
        }
    }

    fn drive(&self, called: Called, driver: &mut Driver<H::Error>) -> Outcome<H::Error> {
        let world = &*self.world;
        let mut step = driver.begin(world.now());
        loop {
            step = match step {
                Step::Sign(unsigned) => match self.signer.sign(unsigned) {
                    Ok(request) => driver.signed(request, world.now()),
                    Err(error) => driver.unsigned(error),
                },
                Step::Send(mut request, within) => {
                    if let Some(within) = within {
                        request.extensions_mut().insert(Within(within));
                    }
                    called.sends(driver.attempts(), &request);
                    let result = self.http.send(request);
                    self.heard(called, driver, result)
                }
                Step::Sleep(time) => {
                    called.waits(driver.attempts(), time);
                    world.sleep(time);
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
}

impl<H: fmt::Debug> fmt::Debug for Client<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("http", &self.http)
            .field("endpoint", self.endpoint())
            .field("policy", &self.settings.policy)
            .finish_non_exhaustive()
    }
}
