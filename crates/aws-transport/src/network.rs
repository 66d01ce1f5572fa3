//! How connections are made: limits, proxies, trust.

use std::path::Path;

use crate::limits::Limits;
use crate::proxies::{Proxies, ProxyError};
use crate::roots::{Roots, RootsError};

/// How the clients that open sockets make connections.
///
/// # Example: what the environment says, with a longer wait
///
/// ```
/// use std::time::Duration;
/// use aws_transport::{Limits, Network, Ureq};
///
/// let network = Network::from_env()?.with_limits(Limits::default().with_response(Duration::from_secs(120)));
/// let http = Ureq::with(network);
/// # let _ = http;
/// # Ok::<(), aws_transport::NetworkError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Network {
    pub(crate) limits: Limits,
    pub(crate) proxies: Proxies,
    pub(crate) roots: Roots,
    pub(crate) plain_http: bool,
    pub(crate) compressed: bool,
    #[cfg_attr(
        not(feature = "blocking"),
        allow(dead_code, reason = "only ureq logs bytes")
    )]
    pub(crate) wire_log: bool,
}

impl Network {
    /// The default limits, no proxy, and the certificates that Mozilla trusts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What the environment says: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` and `AWS_CA_BUNDLE`.
    ///
    /// # Errors
    ///
    /// A proxy is no URL, or the bundle cannot be read.
    pub fn from_env() -> Result<Self, NetworkError> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// The same of any variables; a program that reads `ca_bundle` from a profile gives it as `AWS_CA_BUNDLE`.
    ///
    /// # Errors
    ///
    /// As [`from_env`](Self::from_env).
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, NetworkError> {
        let bundle = variable("AWS_CA_BUNDLE").filter(|path| !path.is_empty());
        let roots = match bundle {
            Some(path) => Roots::from_pem_file(Path::new(&path)).map_err(NetworkError::Roots)?,
            None => Roots::default(),
        };
        Ok(Self {
            proxies: Proxies::from_variables(variable).map_err(NetworkError::Proxy)?,
            roots,
            ..Self::default()
        })
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The same through other proxies.
    #[must_use]
    pub fn with_proxies(self, proxies: Proxies) -> Self {
        Self { proxies, ..self }
    }

    /// The same trusting other certificates.
    #[must_use]
    pub fn with_roots(self, roots: Roots) -> Self {
        Self { roots, ..self }
    }

    /// Whether plain HTTP may go to other machines; without that, to this one only.
    ///
    /// Everybody on the way reads and changes what goes over plain HTTP.
    #[must_use]
    pub fn with_plain_http(self, plain_http: bool) -> Self {
        Self { plain_http, ..self }
    }

    /// Whether to ask for bodies packed with gzip; one that comes unasked is unpacked all the same.
    ///
    /// Off by default, as in the AWS SDKs: not every service's front end packs, and none needs it.
    #[must_use]
    pub fn with_compressed(self, compressed: bool) -> Self {
        Self { compressed, ..self }
    }

    /// Whether calls go on while a logger takes what `ureq` logs at level `trace`: every byte sent and received, secrets included.
    ///
    /// Off by default: calls then fail with [`HttpError::Logged`](crate::HttpError::Logged) before anything is sent.
    #[cfg(feature = "blocking")]
    #[must_use]
    pub fn with_wire_log(self, wire_log: bool) -> Self {
        Self { wire_log, ..self }
    }

    /// The limits.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }
}

/// Why the environment's network settings cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum NetworkError {
    /// A proxy variable.
    Proxy(ProxyError),
    /// `AWS_CA_BUNDLE`.
    Roots(RootsError),
}

impl std::fmt::Display for NetworkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Proxy(error) => error.fmt(f),
            Self::Roots(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NetworkError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Proxy(error) => error.source(),
            Self::Roots(error) => error.source(),
        }
    }
}
