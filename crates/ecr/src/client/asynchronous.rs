//! The client that does not block.

use std::fmt;
use std::future::Future;
use std::time::Duration;

use aws_transport::http::Uri;
use aws_transport::{
    AsyncHttp, AsyncSign, AsyncWorld, CallError, EndpointError, Hyper, Network, Retries, Tokio,
    WaitError, Waited,
};
use ecr_endpoint::Params;
use smithy_pagination::wait::{Patience, Waiter};
use smithy_pagination::{AsyncFetch, Paginate, Paginated};
use smithy_wire::Operation;

#[cfg(feature = "identity")]
use super::environment::Surroundings;
use super::{ClientError, address};
#[cfg(feature = "identity")]
use crate::identity::{AsyncSigner, Chain, HereAsync, Selection};

/// A client of Amazon ECR that does not block.
///
/// As it is made here it runs on tokio; over an [`AsyncHttp`] and an [`AsyncWorld`] of your own, on any runtime.
/// Clones share connections and retry quota.
///
/// # Example: every image of a repository
///
/// ```no_run
/// use ecr::AsyncClient;
/// use ecr::client::Network;
/// use ecr::endpoint::Params;
/// use ecr::describe_images::{DescribeImages, DescribeImagesPaginator, DescribeImagesRequest};
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let client = AsyncClient::new(&Params::default().with_region("eu-west-1"), Network::from_env()?)?;
/// let request = DescribeImagesRequest::new("base/alpine");
/// let mut images = client.paginate(DescribeImages, DescribeImagesPaginator, request).item_stream()?;
/// while let Some(image) = images.next_item().await {
///     println!("{:?}", image?.image_digest);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct AsyncClient<H = Hyper>(aws_transport::AsyncClient<H>);

impl AsyncClient {
    /// A client of a registry on this machine, which tries a call once.
    ///
    /// # Errors
    ///
    /// The text is no `http` URL of this machine; the error says why and what to write.
    pub fn local(endpoint: &str) -> Result<Self, EndpointError> {
        aws_transport::AsyncClient::local(endpoint).map(Self)
    }

    /// A client of the service where its own rules say it is, over TLS, with [standard](Retries::standard) retries.
    ///
    /// Plain HTTP goes to this machine only, unless `network` allows more.
    /// Calls are sent unsigned unless [`with_signer`](Self::with_signer) says otherwise.
    ///
    /// # Errors
    ///
    /// The rules refuse the parameters, or an endpoint of one's own is no `http` or `https` URL.
    pub fn new(params: &Params, network: Network) -> Result<Self, ClientError> {
        let client = Self::with(Hyper::with(network), Tokio).with_retries(Retries::standard());
        client
            .with_endpoint(&address(params)?)
            .map_err(ClientError::Endpoint)
    }

    /// A client as the environment and the AWS CLI's files say, as [`Client::from_env`](crate::Client::from_env).
    ///
    /// The files are read here, and again whenever credentials are looked for.
    ///
    /// # Errors
    ///
    /// No region is named, or a variable, a file or a profile cannot be understood.
    #[cfg(feature = "identity")]
    pub fn from_env() -> Result<Self, ClientError> {
        Self::from_selection(&Selection::new())
    }

    /// The same for a profile or a region that is named.
    ///
    /// # Errors
    ///
    /// As [`from_env`](Self::from_env), and there is no such profile.
    ///
    /// # Example: what `--profile` and `--region` do
    ///
    /// ```no_run
    /// use ecr::identity::Selection;
    ///
    /// let selection = Selection::new().with_profile("dev").with_region("eu-west-1");
    /// let client = ecr::AsyncClient::from_selection(&selection)?;
    /// # Ok::<(), ecr::client::ClientError>(())
    /// ```
    #[cfg(feature = "identity")]
    pub fn from_selection(selection: &Selection) -> Result<Self, ClientError> {
        let found = Surroundings::of(&HereAsync::new(Network::new()), selection)?;
        let chain = Chain::new(HereAsync::new(found.network.clone()), selection.clone());
        let client = Self::with(Hyper::with(found.network), Tokio).with_retries(found.retries);
        let client = client.with_signer(AsyncSigner::new(chain, found.scope));
        client
            .with_endpoint(&found.url)
            .map_err(ClientError::Endpoint)
    }
}

impl<H> AsyncClient<H> {
    /// A client over your own [`AsyncHttp`] that sleeps in your own runtime.
    ///
    /// Requests are addressed to `http://localhost/` unless [`with_endpoint`](Self::with_endpoint) says otherwise, and a call is tried once.
    #[must_use]
    pub fn with(http: H, world: impl AsyncWorld + 'static) -> Self {
        Self(aws_transport::AsyncClient::with(http, world))
    }

    /// The same client with requests addressed to another URL.
    ///
    /// # Errors
    ///
    /// The text is no `http` or `https` URL without query and user name; the error says what to write.
    pub fn with_endpoint(self, endpoint: &str) -> Result<Self, EndpointError> {
        self.0.with_endpoint(endpoint).map(Self)
    }

    /// The same client with calls signed.
    #[must_use]
    pub fn with_signer(self, signer: impl AsyncSign + 'static) -> Self {
        Self(self.0.with_signer(signer))
    }

    /// The same client with failed calls tried again.
    #[must_use]
    pub fn with_retries(self, retries: Retries) -> Self {
        Self(self.0.with_retries(retries))
    }

    /// The same client with a limit on each attempt.
    #[must_use]
    pub fn with_attempt_timeout(self, limit: Duration) -> Self {
        Self(self.0.with_attempt_timeout(limit))
    }

    /// The same client with a limit on a call, all its attempts and waits included.
    #[must_use]
    pub fn with_call_timeout(self, limit: Duration) -> Self {
        Self(self.0.with_call_timeout(limit))
    }

    /// Where requests are addressed to.
    #[must_use]
    pub fn endpoint(&self) -> &Uri {
        self.0.endpoint()
    }
}

impl<H: AsyncHttp> AsyncClient<H> {
    /// Calls one operation, as in `client.send(ListImages, &request)`.
    ///
    /// # Errors
    ///
    /// [`CallError`]: the service's error, or why there is no answer of it.
    pub fn send<O: Operation>(
        &self,
        operation: O,
        request: &O::Input,
    ) -> impl Future<Output = Result<O::Output, CallError<O::Error>>> {
        let _ = operation;
        self.0.call::<O>(request)
    }

    /// Asks again and again, with growing pauses, until a resource is in the state that a waiter is about.
    ///
    /// A [`Duration`] is the longest time from the first request on; a [`Patience`] sets pauses and number of requests too.
    /// A future that is dropped ends the wait and leaves nothing behind.
    ///
    /// # Errors
    ///
    /// [`WaitError`]: it never will be, it took too long, or a call failed.
    pub fn wait<W: Waiter>(
        &self,
        waiter: W,
        request: <W::Operation as Operation>::Input,
        patience: impl Into<Patience>,
    ) -> impl Future<Output = Result<Waited<W::Operation>, WaitError<W::Operation>>> {
        self.0.wait(waiter, request, patience)
    }
}

impl<H: AsyncHttp + Clone> AsyncClient<H> {
    /// A listing of all that an operation gives; take it as a stream of pages or items.
    ///
    /// Nothing is sent before it is read.
    pub fn paginate<O, P>(
        &self,
        operation: O,
        paginator: P,
        request: O::Input,
    ) -> Paginate<P, impl AsyncFetch<P, Error = CallError<O::Error>> + use<O, P, H>>
    where
        O: Operation,
        P: Paginated<Request = O::Input, Response = O::Output>,
    {
        let _ = operation;
        let client = self.0.clone();
        Paginate::calling_async(paginator, request, move |request: O::Input| {
            let client = client.clone();
            async move { client.call::<O>(&request).await }
        })
    }
}

impl<H: fmt::Debug> fmt::Debug for AsyncClient<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
