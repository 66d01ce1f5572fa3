//! The client for tokio, on `hyper`.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, USER_AGENT};
use http::{HeaderValue, Request, Response, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::{self, Client, ResponseFuture};
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::{ClientConfig, RootCertStore};

use crate::body::Spare;
use crate::http_error::{BODY, CONNECTION, HEADER, address};
use crate::network::Network;
use crate::roots::Roots;
use crate::world::{AsyncWorld, Moment, Sleep, system};
use crate::{AsyncHttp, HttpError, endpoint};

/// An async HTTP client: HTTP/1.1 over TLS, and over plain HTTP to this machine, within a tokio runtime.
///
/// It tries once, follows no redirect and keeps connections open between calls.
/// Clones share their connections.
///
/// # Example: a client of a service on this machine
///
/// ```
/// use aws_transport::{AsyncClient, Hyper, Retries, Tokio};
///
/// let client = AsyncClient::with(Hyper::new(), Tokio)
///     .with_endpoint("http://127.0.0.1:5000")?
///     .with_retries(Retries::standard());
/// # let _ = client;
/// # Ok::<(), aws_transport::EndpointError>(())
/// ```
#[derive(Clone)]
pub struct Hyper {
    direct: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    /// For calls over TLS, and for those over plain HTTP, that go through a proxy.
    https: Option<Proxied>,
    http: Option<Proxied>,
    network: Network,
    spare: Spare,
}

type Proxied = Client<HttpsConnector<Tunnel<HttpConnector>>, Full<Bytes>>;

impl Hyper {
    /// A client with the default [`Limits`](crate::Limits), without proxies.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Network::new())
    }

    /// A client with other limits, proxies and certificates.
    #[must_use]
    pub fn with(network: Network) -> Self {
        let tls = tls(&network.roots);
        let through = |proxy: &Option<Uri>| {
            let connector = tunnel(proxy.as_ref()?, connector(&network))?;
            Some(builder(&network).build(secure(&tls, connector)))
        };
        Self {
            direct: builder(&network).build(secure(&tls, connector(&network))),
            https: through(&network.proxies.https),
            http: through(&network.proxies.http),
            network,
            spare: Spare::default(),
        }
    }

    /// How this client makes connections.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    fn start(&self, request: Request<Bytes>) -> ResponseFuture {
        let target = request.uri();
        let is_proxied = self.network.proxies.proxy_of(target).is_some();
        let proxied = match target.scheme_str() {
            _ if !is_proxied => &None,
            Some("https") => &self.https,
            _ => &self.http,
        };
        let mut request = self.complete(request);
        match proxied {
            Some(client) => {
                *request.uri_mut() = with_port(request.uri());
                client.request(request)
            }
            None => self.direct.request(request),
        }
    }

    fn complete(&self, request: Request<Bytes>) -> Request<Full<Bytes>> {
        let mut request = request.map(Full::new);
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        if self.network.compressed {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        }
        request
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        endpoint::require_safe(request.uri(), self.network.plain_http)
            .map_err(HttpError::Refused)?;
        let limits = self.network.limits;
        let address = address(request.uri());
        let proxy = self.network.proxies.proxy_of(request.uri());
        let response = within(
            limits.connect + limits.response,
            HEADER,
            self.start(request),
        )
        .await?
        .map_err(|error| before_body(error, address, limits.header_size).through(proxy))?;
        let (parts, body) = response.into_parts();
        let body = within(limits.body, BODY, self.read(body)).await??;
        Ok(Response::from_parts(parts, body))
    }

    async fn read(&self, mut body: Incoming) -> Result<Bytes, HttpError> {
        let (limit, expected) = (self.network.limits.body_size, body.size_hint().exact());
        if expected.is_some_and(|length| length > limit) {
            return Err(HttpError::TooLarge { limit });
        }
        let mut whole = self.spare.body(expected);
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| in_body(error, whole.len() as u64, expected))?;
            let data = frame.into_data().unwrap_or_default();
            if (whole.len() + data.len()) as u64 > limit {
                return Err(HttpError::TooLarge { limit });
            }
            whole.extend(&data);
        }
        Ok(whole.whole())
    }
}

const AGENT: &str = concat!("aws-transport/", env!("CARGO_PKG_VERSION"));

impl AsyncHttp for Hyper {
    type Error = HttpError;

    fn send(
        &self,
        request: Request<Bytes>,
    ) -> impl Future<Output = Result<Response<Bytes>, HttpError>> + Send {
        self.exchange(request)
    }

    fn is_transient(&self, error: &HttpError) -> bool {
        error.is_transient()
    }
}

impl Default for Hyper {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hyper")
            .field("network", &self.network)
            .finish_non_exhaustive()
    }
}

/// Time and sleep of a tokio runtime.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tokio;

impl AsyncWorld for Tokio {
    fn now(&self) -> Moment {
        system::now()
    }

    fn random(&self) -> f64 {
        system::random()
    }

    fn sleep(&self, time: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(time))
    }
}

fn builder(network: &Network) -> legacy::Builder {
    let mut builder = Client::builder(TokioExecutor::new());
    builder
        .pool_timer(TokioTimer::new())
        // A header that does not fit the buffer is refused.
        .http1_max_buf_size(network.limits.header_size.max(LEAST_BUFFER));
    builder
}

/// The least that hyper works with, in bytes.
const LEAST_BUFFER: usize = 8192;

fn connector(network: &Network) -> HttpConnector {
    let mut connector = HttpConnector::new();
    connector.enforce_http(false);
    connector.set_nodelay(true);
    connector.set_connect_timeout(Some(network.limits.connect));
    connector
}

fn tunnel(proxy: &Uri, connector: HttpConnector) -> Option<Tunnel<HttpConnector>> {
    let matcher = Matcher::builder().all(proxy.to_string()).build();
    // What is asked for does not matter: it is one proxy for all.
    let intercept = matcher.intercept(&Uri::from_static("https://example.com"))?;
    let tunnel = Tunnel::new(intercept.uri().clone(), connector);
    Some(match intercept.basic_auth() {
        Some(auth) => tunnel.with_auth(auth.clone()),
        None => tunnel,
    })
}

fn secure<C>(tls: &ClientConfig, connector: C) -> HttpsConnector<C> {
    hyper_rustls::HttpsConnectorBuilder::new()
        .with_tls_config(tls.clone())
        .https_or_http()
        .enable_http1()
        .wrap_connector(connector)
}

fn tls(roots: &Roots) -> ClientConfig {
    let mut store = RootCertStore::empty();
    match &roots.0 {
        None => store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(certificates) => {
            store.add_parsable_certificates(certificates.iter().cloned());
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(rustls::ALL_VERSIONS);
    match config {
        Ok(config) => config.with_root_certificates(store).with_no_client_auth(),
        // Ring supports every version there is.
        Err(_) => ClientConfig::builder()
            .with_root_certificates(store)
            .with_no_client_auth(),
    }
}

/// The same address with its port written out: a tunnel takes 443 for whatever has none.
fn with_port(uri: &Uri) -> Uri {
    let mut parts = uri.clone().into_parts();
    if let (Some("http"), None, Some(host)) = (uri.scheme_str(), uri.port(), uri.host()) {
        parts.authority = format!("{host}:80").parse().ok().or(parts.authority);
    }
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}

async fn within<T>(
    limit: Duration,
    waiting_for: &'static str,
    future: impl Future<Output = T>,
) -> Result<T, HttpError> {
    let timeout = tokio::time::timeout(limit, future).await;
    timeout.map_err(|_| HttpError::Timeout { waiting_for })
}

/// What went wrong before a complete header was there.
fn before_body(error: legacy::Error, address: String, header_size: usize) -> HttpError {
    if error.is_connect() {
        return connecting(error, address);
    }
    let hyper: Option<&hyper::Error> = find(&error);
    // hyper has a question for this, but answers it to servers only.
    if hyper.is_some_and(|error| error.is_parse() && error.to_string().contains("too large")) {
        return HttpError::HeaderTooLarge { limit: header_size };
    }
    if hyper.is_some_and(hyper::Error::is_parse) {
        let source = error.into();
        return HttpError::NotHttp { source };
    }
    HttpError::Lost {
        source: error.into(),
    }
}

fn connecting(error: legacy::Error, address: String) -> HttpError {
    let io: Option<&std::io::Error> = find(&error);
    if io.is_some_and(|error| error.kind() == std::io::ErrorKind::TimedOut) {
        return HttpError::Timeout {
            waiting_for: CONNECTION,
        };
    }
    let is_tls = find::<rustls::Error>(&error).is_some();
    let source = error.into();
    if is_tls {
        return HttpError::Untrusted { address, source };
    }
    HttpError::Connect { address, source }
}

/// What went wrong inside the body, `received` bytes into it.
fn in_body(error: hyper::Error, received: u64, expected: Option<u64>) -> HttpError {
    HttpError::Cut {
        received,
        expected,
        source: error.into(),
    }
}

/// The first error of this type in the chain; one inside an I/O error is no source of that, but its content.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let content = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        next = match content {
            Some(content) => Some(content),
            None => error.source(),
        };
    }
    None
}
