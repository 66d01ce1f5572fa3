//! The client that blocks.

use std::fmt;

use std::time::Duration;

use aws_transport::http::Uri;
use aws_transport::{
    CallError, EndpointError, Http, Network, Retries, Sign, Ureq, WaitError, Waited, World,
};
use ecr_endpoint::Params;
use smithy_pagination::wait::{Patience, Waiter};
use smithy_wire::{Call, Operation};

#[cfg(feature = "identity")]
use super::environment::Surroundings;
use super::{ClientError, address};
#[cfg(feature = "identity")]
use crate::identity::{Chain, Here, Selection, Signer};

/// A client of Amazon ECR that waits for each answer.
///
/// [`local`](Self::local) makes a client of a registry on this machine, [`new`](Self::new) one of the service in a region or at an endpoint of one's own.
/// Any other way to move bytes fits too: implement [`Http`] on it, in ten lines, and give it to [`with`](Self::with).
/// Clones share connections and retry quota, and a client may be used from many threads.
///
/// # Example: every image of a repository, page by page
///
/// ```
/// use ecr::client::{Client, Replay};
/// use ecr::list_images::{self, ListImagesRequest};
///
/// // In a program: `Client::local("http://127.0.0.1:5000")?`.
/// let replay = Replay::pages([
///     r#"{"imageIds":[{"imageTag":"v1"},{"imageTag":"v2"}],"nextToken":"more"}"#,
///     r#"{"imageIds":[{"imageTag":"v3"}]}"#,
/// ]);
/// let client = Client::with(&replay);
///
/// let mut tags = Vec::new();
/// for image in list_images::paginate(&client, ListImagesRequest::new("app")).items()? {
///     tags.extend(image?.image_tag);
/// }
/// assert_eq!(tags, ["v1", "v2", "v3"]);
///
/// // What was asked for the second page:
/// assert_eq!(replay.requests()[1].member("nextToken"), Some("more".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Example: telling errors apart
///
/// ```
/// use ecr::client::{CallError, Client, Replay, Reply};
/// use ecr::list_images::{self, ListImagesError, ListImagesRequest};
///
/// let replay = Replay::new([Reply::error("RepositoryNotFoundException", "no repository `app`")]);
/// let client = Client::with(&replay);
///
/// match list_images::send(&client, &ListImagesRequest::new("app")) {
///     Err(CallError::Service(ListImagesError::RepositoryNotFoundException(error))) => {
///         assert_eq!(error.message.as_deref(), Some("no repository `app`"));
///     }
///     other => panic!("{other:?}"),
/// }
/// ```
#[derive(Clone)]
pub struct Client<H = Ureq>(aws_transport::Client<H>);

impl Client {
    /// A client of a registry on this machine: `http://` and 127.0.0.1, `[::1]` or `localhost`, with a port as a rule.
    ///
    /// No connection is made before the first call, and a call that fails is not tried again unless [`with_retries`](Self::with_retries) says so.
    ///
    /// # Errors
    ///
    /// The text is no such URL; the error says why and what to write.
    ///
    /// # Example: an address that is refused
    ///
    /// ```
    /// use ecr::Client;
    ///
    /// let error = Client::local("https://api.ecr.eu-west-1.amazonaws.com").unwrap_err();
    /// assert!(error.to_string().contains("make a client that speaks TLS, with `new`"));
    /// ```
    pub fn local(endpoint: &str) -> Result<Self, EndpointError> {
        aws_transport::Client::local(endpoint).map(Self)
    }

    /// A client of the service where its own rules say it is, over TLS, with [standard](Retries::standard) retries.
    ///
    /// Plain HTTP goes to this machine only, unless `network` allows more.
    /// Calls are sent unsigned unless [`with_signer`](Self::with_signer) says otherwise.
    ///
    /// # Errors
    ///
    /// The rules refuse the parameters, or an endpoint of one's own is no `http` or `https` URL.
    ///
    /// # Example: a region, and proxies and certificates from the environment
    ///
    /// ```
    /// use ecr::client::{Client, Network};
    /// use ecr::endpoint::Params;
    ///
    /// let params = Params::default().with_region("eu-west-1").with_use_dual_stack(true);
    /// let client = Client::new(&params, Network::from_env()?)?;
    /// assert_eq!(client.endpoint(), "https://ecr.eu-west-1.api.aws/");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(params: &Params, network: Network) -> Result<Self, ClientError> {
        let http = Ureq::with(network);
        let client = aws_transport::Client::new(http, &address(params)?);
        let client = client.map_err(ClientError::Endpoint)?;
        Ok(Self(client.with_retries(Retries::standard())))
    }

    /// A client as the environment and the AWS CLI's files say: region, endpoint, retries, proxies, certificates, and whose calls they are.
    ///
    /// Credentials are looked for with the first call, in the AWS CLI's order, and kept until shortly before they expire.
    /// An endpoint of this machine asks for region and credentials as any other; [`local`](Client::local) asks for neither.
    ///
    /// # Errors
    ///
    /// No region is named, or a variable, a file or a profile cannot be understood.
    ///
    /// # Example: the repositories that `aws ecr describe-repositories` shows
    ///
    /// ```no_run
    /// use ecr::describe_repositories::{DescribeRepositoriesRequest, paginate};
    ///
    /// let client = ecr::Client::from_env()?;
    /// for repository in paginate(&client, DescribeRepositoriesRequest::new()).items()? {
    ///     println!("{:?}", repository?.repository_name);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// let client = ecr::Client::from_selection(&selection)?;
    /// # Ok::<(), ecr::client::ClientError>(())
    /// ```
    #[cfg(feature = "identity")]
    pub fn from_selection(selection: &Selection) -> Result<Self, ClientError> {
        let found = Surroundings::of(&Here::new(Network::new()), selection)?;
        let chain = Chain::new(Here::new(found.network.clone()), selection.clone());
        let client = aws_transport::Client::new(Ureq::with(found.network), &found.url);
        let client = client.map_err(ClientError::Endpoint)?;
        let client = client.with_retries(found.retries);
        Ok(Self(client.with_signer(Signer::new(chain, found.scope))))
    }
}

impl<H> Client<H> {
    /// A client over your own [`Http`], or over a [`Replay`](super::Replay).
    ///
    /// Requests are addressed to `http://localhost/` unless [`with_endpoint`](Self::with_endpoint) says otherwise, and a call is tried once.
    #[must_use]
    pub fn with(http: H) -> Self {
        Self(aws_transport::Client::with(http))
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
    pub fn with_signer(self, signer: impl Sign + 'static) -> Self {
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

    /// The same client with time, chance and sleep from elsewhere, as a test has them.
    #[must_use]
    pub fn with_world(self, world: impl World + 'static) -> Self {
        Self(self.0.with_world(world))
    }

    /// Where requests are addressed to.
    #[must_use]
    pub fn endpoint(&self) -> &Uri {
        self.0.endpoint()
    }

    /// What moves the bytes.
    #[must_use]
    pub fn http(&self) -> &H {
        self.0.http()
    }
}

impl<H: Http> Client<H> {
    /// Asks again and again, with growing pauses, until a resource is in the state that a waiter is about.
    ///
    /// A [`Duration`] is the longest time from the first request on; a [`Patience`] sets pauses and number of requests too.
    ///
    /// # Errors
    ///
    /// [`WaitError`]: it never will be, it took too long, or a call failed.
    ///
    /// # Example: until the findings of a scan are there
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use ecr::client::{Client, Replay};
    /// use ecr::describe_image_scan_findings::{DescribeImageScanFindingsRequest, ImageScanCompleteWaiter};
    /// use ecr::types::ImageIdentifier;
    ///
    /// // In a program: `Client::from_env()?`.
    /// let replay = Replay::pages([r#"{"imageScanStatus":{"status":"COMPLETE"}}"#]);
    /// let client = Client::with(&replay);
    /// let image = ImageIdentifier::default().with_image_tag("v1");
    /// let request = DescribeImageScanFindingsRequest::new("base/alpine", image);
    /// let waited = client.wait(ImageScanCompleteWaiter, request, Duration::from_secs(600))?;
    /// assert_eq!(waited.acceptor(), "`imageScanStatus.status` is `COMPLETE`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn wait<W: Waiter>(
        &self,
        waiter: W,
        request: <W::Operation as Operation>::Input,
        patience: impl Into<Patience>,
    ) -> Result<Waited<W::Operation>, WaitError<W::Operation>> {
        self.0.wait(waiter, request, patience)
    }
}

impl<O: Operation, H: Http> Call<O> for Client<H> {
    type Failure = CallError<O::Error>;

    fn call(&self, input: &O::Input) -> Result<O::Output, Self::Failure> {
        Call::<O>::call(&self.0, input)
    }
}

impl<H: fmt::Debug> fmt::Debug for Client<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", self.endpoint())
            .field("http", self.http())
            .finish()
    }
}
