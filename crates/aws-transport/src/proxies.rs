//! Which calls go through which proxy, as the usual variables say.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;

use http::Uri;

use crate::endpoint::is_loopback;

/// The proxies for calls over TLS and over plain HTTP, and the hosts that need none.
///
/// This machine is never reached through a proxy.
///
/// # Example: a proxy for all but the own domain
///
/// ```
/// use aws_transport::Proxies;
///
/// let proxies = Proxies::from_variables(|name| match name {
///     "HTTPS_PROXY" => Some("http://proxy.example:3128".to_owned()),
///     "NO_PROXY" => Some("internal.example".to_owned()),
///     _ => None,
/// })?;
/// let through = |url: &str| proxies.proxy_of(&url.parse().unwrap()).is_some();
/// assert!(through("https://api.ecr.eu-west-1.amazonaws.com"));
/// assert!(!through("https://registry.internal.example"));
/// # Ok::<(), aws_transport::ProxyError>(())
/// ```
#[derive(Clone, Default)]
pub struct Proxies {
    pub(crate) https: Option<Uri>,
    pub(crate) http: Option<Uri>,
    direct: Vec<Direct>,
}

/// Hosts that are reached without a proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Direct {
    All,
    /// A host and everything below it.
    Domain(String),
    /// An address, or those that begin with so many of its bits.
    Net(IpAddr, u8),
}

impl Proxies {
    /// No proxy.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`; the lower case of each goes first.
    ///
    /// A proxy is written as `http://HOST:PORT`, with `USER:PASSWORD@` before the host where it asks for them.
    /// `NO_PROXY` holds hosts, domains, addresses and networks, divided by commas, or `*`.
    ///
    /// # Errors
    ///
    /// A proxy is no such URL.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ProxyError> {
        let either = |name: &'static str| {
            let text = variable(&name.to_ascii_lowercase()).or_else(|| variable(name));
            text.filter(|text| !text.trim().is_empty())
        };
        let proxy = |name| {
            either(name)
                .map(|text| parse(name, text.trim()))
                .transpose()
        };
        let direct = either("NO_PROXY").unwrap_or_default();
        Ok(Self {
            https: proxy("HTTPS_PROXY")?,
            http: proxy("HTTP_PROXY")?,
            direct: direct.split(',').filter_map(Direct::read).collect(),
        })
    }

    /// The proxy that a request to this address goes through.
    #[must_use]
    pub fn proxy_of(&self, target: &Uri) -> Option<&Uri> {
        let host = target.host()?;
        if is_loopback(host) || self.direct.iter().any(|direct| direct.covers(host)) {
            return None;
        }
        match target.scheme_str() {
            Some("https") => self.https.as_ref(),
            _ => self.http.as_ref(),
        }
    }
}

impl Direct {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if text == "*" {
            return Some(Self::All);
        }
        if let Some((address, bits)) = text.split_once('/')
            && let (Ok(address), Ok(bits)) = (bare(address).parse(), bits.parse())
        {
            return Some(Self::Net(address, bits));
        }
        if let Ok(address) = bare(text).parse() {
            return Some(Self::Net(address, 128));
        }
        let name = text.trim_start_matches('*').trim_start_matches('.');
        Some(Self::Domain(name.to_ascii_lowercase()))
    }

    fn covers(&self, host: &str) -> bool {
        match self {
            Self::All => true,
            Self::Domain(domain) => {
                let host = host.to_ascii_lowercase();
                let rest = host.strip_suffix(domain.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
            Self::Net(net, bits) => bare(host)
                .parse()
                .is_ok_and(|address| shares(*net, address, *bits)),
        }
    }
}

/// An IPv6 address without its brackets.
fn bare(host: &str) -> &str {
    let inner = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    inner.unwrap_or(host)
}

/// Whether two addresses of one family begin with the same bits.
fn shares(one: IpAddr, other: IpAddr, bits: u8) -> bool {
    let (difference, width) = match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => (u128::from(one.to_bits() ^ other.to_bits()), 32),
        (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits() ^ other.to_bits(), 128),
        _ => return false,
    };
    let ignored = width - u32::from(bits).min(width);
    difference.checked_shr(ignored).unwrap_or(0) == 0
}

fn parse(variable: &'static str, text: &str) -> Result<Uri, ProxyError> {
    let text = match text.contains("://") {
        true => text.to_owned(),
        false => format!("http://{text}"),
    };
    let uri: Option<Uri> = text.parse().ok();
    let usable = uri.filter(|uri| uri.scheme_str() == Some("http") && uri.host().is_some());
    usable.ok_or(ProxyError { variable })
}

/// Neither user names nor passwords of proxies are shown.
impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = |uri: &Option<Uri>| uri.as_ref().and_then(Uri::host).map(str::to_owned);
        f.debug_struct("Proxies")
            .field("https", &host(&self.https))
            .field("http", &host(&self.http))
            .field("direct", &self.direct)
            .finish()
    }
}

/// A proxy variable that cannot be used; its value, which may hold a password, is not repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyError {
    variable: &'static str,
}

impl ProxyError {
    /// The variable.
    #[must_use]
    pub fn variable(&self) -> &'static str {
        self.variable
    }
}

impl fmt::Display for ProxyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the proxy in {} cannot be used; write it like http://proxy.example:3128, or unset it",
            self.variable
        )
    }
}

impl Error for ProxyError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(no_proxy: &'static str) -> Proxies {
        Proxies::from_variables(|name| match name {
            "https_proxy" => Some("user:hunter2@proxy.example:1".to_owned()),
            "HTTPS_PROXY" => Some("http://loses.example".to_owned()),
            "HTTP_PROXY" => Some("http://plain.example:2".to_owned()),
            "NO_PROXY" => Some(no_proxy.to_owned()),
            _ => None,
        })
        .expect("usable proxies")
    }

    fn host(proxies: &Proxies, target: &str) -> Option<String> {
        let target = target.parse().expect("a URL");
        let proxy = proxies.proxy_of(&target)?;
        proxy.host().map(str::to_owned)
    }

    #[test]
    fn the_scheme_chooses_the_proxy_and_this_machine_has_none() {
        let proxies = proxies("");
        assert_eq!(
            host(&proxies, "https://a.example").as_deref(),
            Some("proxy.example")
        );
        assert_eq!(
            host(&proxies, "http://a.example").as_deref(),
            Some("plain.example")
        );
        for local in [
            "http://127.0.0.1:5000",
            "https://localhost",
            "http://[::1]:1",
        ] {
            assert_eq!(host(&proxies, local), None, "{local}");
        }
    }

    #[test]
    fn hosts_domains_addresses_and_networks_are_excepted() {
        let proxies = proxies(
            "a.example, .b.example,*.c.example,10.0.0.0/8,192.0.2.7,2001:db8::/32,[fe80::1]",
        );
        for direct in [
            "https://a.example",
            "https://x.A.example",
            "https://b.example",
            "https://x.b.example",
            "https://y.c.example",
            "https://10.255.0.1",
            "https://192.0.2.7",
            "https://[2001:db8:1::5]",
            "https://[fe80::1]",
        ] {
            assert_eq!(host(&proxies, direct), None, "{direct}");
        }
        for proxied in [
            "https://xa.example",
            "https://a.example.org",
            "https://11.0.0.1",
            "https://192.0.2.8",
            "https://[2001:db9::1]",
        ] {
            assert!(host(&proxies, proxied).is_some(), "{proxied}");
        }
        assert_eq!(host(&self::proxies("*"), "https://a.example"), None);
    }

    #[test]
    fn what_is_no_proxy_is_refused_and_no_password_is_shown() {
        for text in [
            "http://",
            "ftp://a.example",
            "http://user:hunter2@",
            "socks5://hunter2@a",
        ] {
            let error =
                Proxies::from_variables(|name| (name == "HTTPS_PROXY").then(|| text.to_owned()))
                    .expect_err(text);
            assert_eq!(error.variable(), "HTTPS_PROXY");
            assert!(!format!("{error} {error:?}").contains("hunter2"));
        }
        assert!(!format!("{:?}", proxies("")).contains("hunter2"));
    }
}
