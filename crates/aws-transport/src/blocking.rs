//! The blocking client, on `ureq`.

use std::fmt;
use std::io::{ErrorKind, Read};
use std::sync::Arc;

use bytes::Bytes;
use http::Uri;
use ureq::config::AutoHeaderValue;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::body::Spare;
use crate::http_error::{BODY, CONNECTION, HEADER, address, is_unknown_name};
use crate::limits::Limits;
use crate::network::Network;
use crate::roots::Roots;
use crate::{Http, HttpError, Within, endpoint};

/// A blocking HTTP client: HTTP/1.1 over TLS, and over plain HTTP to this machine.
///
/// It tries once, follows no redirect and keeps connections open between calls.
/// Clones share their connections.
///
/// `ureq` logs every byte of both directions through the `log` crate at its level `trace`.
/// So that no secret gets into a log unasked, a call fails while a logger takes that; [`Network::with_wire_log`] allows it.
///
/// # Example: a service on this machine
///
/// ```
/// use aws_transport::Client;
///
/// let client = Client::local("http://127.0.0.1:5000")?;
/// # let _ = client;
/// # Ok::<(), aws_transport::EndpointError>(())
/// ```
#[derive(Clone)]
pub struct Ureq {
    direct: ureq::Agent,
    /// For calls over TLS, and for those over plain HTTP, that go through a proxy.
    https: Option<ureq::Agent>,
    http: Option<ureq::Agent>,
    network: Network,
    spare: Spare,
}

impl Ureq {
    /// A client with the default [`Limits`], without proxies.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Network::new())
    }

    /// A client with other limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self::with(Network::new().with_limits(limits))
    }

    /// A client with other limits, proxies and certificates.
    #[must_use]
    pub fn with(network: Network) -> Self {
        let through = |proxy: &Option<Uri>| {
            let proxy = ureq::Proxy::new(&proxy.as_ref()?.to_string()).ok()?;
            Some(agent(&network, Some(proxy)))
        };
        Self {
            direct: agent(&network, None),
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

    fn agent(&self, target: &Uri) -> &ureq::Agent {
        if self.network.proxies.proxy_of(target).is_none() {
            return &self.direct;
        }
        let proxied = match target.scheme_str() {
            Some("https") => &self.https,
            _ => &self.http,
        };
        proxied.as_ref().unwrap_or(&self.direct)
    }

    fn check(&self, target: &Uri) -> Result<(), HttpError> {
        endpoint::require_safe(target, self.network.plain_http).map_err(HttpError::Refused)?;
        if !self.network.wire_log && log::log_enabled!(target: WIRE_LOG, log::Level::Trace) {
            return Err(HttpError::Logged);
        }
        Ok(())
    }

    fn run(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let agent = self.agent(request.uri());
        let within = request.extensions().get::<Within>().copied();
        let (parts, body) = request.into_parts();
        let request = http::Request::from_parts(parts, body.as_ref());
        match within {
            None => agent.run(request),
            Some(Within(time)) => {
                let request = agent.configure_request(request);
                agent.run(request.timeout_per_call(Some(time)).build())
            }
        }
    }

    fn read(&self, body: ureq::Body) -> Result<Bytes, HttpError> {
        let (limit, expected) = (self.network.limits.body_size, body.content_length());
        if expected.is_some_and(|length| length > limit) {
            return Err(HttpError::TooLarge { limit });
        }
        let mut whole = self.spare.body(expected);
        let mut reader = body.into_with_config().limit(limit).reader();
        loop {
            match reader.read(whole.room()) {
                Ok(0) => return Ok(whole.whole()),
                Ok(read) => whole.filled(read),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(in_body(error.into(), whole.len() as u64, expected)),
            }
        }
    }
}

/// The least that is read of a socket at once, in bytes.
const INPUT: usize = 16 * 1024;

/// Beyond this much header, whatever the limit on it, a connection is lost; in bytes.
const MOST_HEADER: usize = 1024 * 1024;

/// The most that is written to a socket at once, in bytes: a TLS record.
const OUTPUT: usize = 16 * 1024;

/// Where `ureq` logs the bytes it sends and receives.
const WIRE_LOG: &str = "ureq_proto::util";

fn agent(network: &Network, proxy: Option<ureq::Proxy>) -> ureq::Agent {
    let limits = network.limits;
    let encoding = match network.compressed {
        true => AutoHeaderValue::from("gzip"),
        false => AutoHeaderValue::None,
    };
    // A limit for the whole call would make ureq resolve names on a new thread for each of them.
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(proxy)
        .tls_config(
            TlsConfig::builder()
                .root_certs(roots(&network.roots))
                .build(),
        )
        .max_response_header_size(limits.header_size)
        // A connection holds both as long as it is open; a header that is too long has to fit the first.
        .input_buffer_size(limits.header_size.min(MOST_HEADER) + INPUT)
        .output_buffer_size(OUTPUT)
        .accept(AutoHeaderValue::None)
        .accept_encoding(encoding)
        .user_agent(concat!("aws-transport/", env!("CARGO_PKG_VERSION")))
        .timeout_connect(Some(limits.connect))
        .timeout_send_request(Some(limits.response))
        .timeout_send_body(Some(limits.response))
        .timeout_recv_response(Some(limits.response))
        .timeout_recv_body(Some(limits.body));
    config.build().new_agent()
}

fn roots(roots: &Roots) -> RootCerts {
    let Some(certificates) = &roots.0 else {
        return RootCerts::WebPki;
    };
    let certificates = certificates
        .iter()
        .map(|der| Certificate::from_der(der).to_owned());
    RootCerts::Specific(Arc::new(certificates.collect()))
}

impl Http for Ureq {
    type Error = HttpError;

    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, HttpError> {
        self.check(request.uri())?;
        let address = address(request.uri());
        let proxy = self.network.proxies.proxy_of(request.uri());
        let response = self
            .run(request)
            .map_err(|error| before_body(error, address).through(proxy))?;
        let (parts, body) = response.into_parts();
        Ok(http::Response::from_parts(parts, self.read(body)?))
    }

    fn is_transient(&self, error: &HttpError) -> bool {
        error.is_transient()
    }
}

impl Default for Ureq {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Ureq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ureq")
            .field("network", &self.network)
            .finish_non_exhaustive()
    }
}

/// What went wrong before a complete header was there.
fn before_body(error: ureq::Error, address: String) -> HttpError {
    let source = |error: ureq::Error| error.into();
    match error {
        ureq::Error::Timeout(limit) => timeout(limit),
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) | ureq::Error::TlsRequired => {
            HttpError::Untrusted {
                address,
                source: source(error),
            }
        }
        ureq::Error::Io(error) if is_tls(&error) => HttpError::Untrusted {
            address,
            source: error.into(),
        },
        ureq::Error::Io(error) if is_connect(error.kind()) || is_unknown_name(&error) => {
            HttpError::Connect {
                address,
                source: error.into(),
            }
        }
        ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::ConnectProxyFailed(_) => HttpError::Connect {
            address,
            source: source(error),
        },
        ureq::Error::Io(error) => HttpError::Lost {
            source: error.into(),
        },
        ureq::Error::LargeResponseHeader(_, limit) => HttpError::HeaderTooLarge { limit },
        ureq::Error::Protocol(_) => HttpError::NotHttp {
            source: source(error),
        },
        other => HttpError::Other {
            source: source(other),
        },
    }
}

/// The kinds that only an attempt to connect reports.
fn is_connect(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ConnectionRefused
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::AddrNotAvailable
    )
}

fn is_tls(error: &std::io::Error) -> bool {
    matches!(error.get_ref(), Some(inner) if inner.is::<rustls::Error>())
}

/// What went wrong inside the body, `received` bytes into it.
fn in_body(error: ureq::Error, received: u64, expected: Option<u64>) -> HttpError {
    match error {
        ureq::Error::Timeout(limit) => timeout(limit),
        ureq::Error::BodyExceedsLimit(limit) => HttpError::TooLarge { limit },
        ureq::Error::Protocol(_) => HttpError::NotHttp {
            source: error.into(),
        },
        ureq::Error::Io(error) => HttpError::Cut {
            received,
            expected,
            source: error.into(),
        },
        other => HttpError::Cut {
            received,
            expected,
            source: other.into(),
        },
    }
}

fn timeout(limit: ureq::Timeout) -> HttpError {
    let waiting_for = match limit {
        ureq::Timeout::Resolve | ureq::Timeout::Connect => CONNECTION,
        ureq::Timeout::SendRequest | ureq::Timeout::SendBody => "the service to take the request",
        ureq::Timeout::RecvBody => BODY,
        ureq::Timeout::Global | ureq::Timeout::PerCall => "the whole response",
        _ => HEADER,
    };
    HttpError::Timeout { waiting_for }
}
