//! `parseURL`: the parts of an endpoint's URL.

use alloc::string::String;
use core::net::{Ipv4Addr, Ipv6Addr};

/// The parts of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Url<'a> {
    /// `http` or `https`.
    pub scheme: &'static str,
    /// Host, and the port where one is given.
    pub authority: &'a str,
    /// The path as it was given; empty where there is none.
    pub path: &'a str,
    /// The path with a slash at both ends; `/` where there is none.
    pub normalized_path: String,
    /// Whether the host is an IP address.
    pub is_ip: bool,
}

/// The parts of an `http` or `https` URL; `None` where the text is none, or has a query or a fragment.
///
/// # Example: an endpoint with a path
///
/// ```
/// let url = smithy_endpoint::parse_url("http://127.0.0.1:4566/a").ok_or("no URL")?;
/// assert_eq!((url.authority, url.path, url.is_ip), ("127.0.0.1:4566", "/a", true));
/// assert_eq!(url.normalized_path, "/a/");
/// # Ok::<(), &str>(())
/// ```
pub fn parse_url(text: &str) -> Option<Url<'_>> {
    let (scheme, rest) = text.split_once("://")?;
    let schemes = ["https", "http"];
    let scheme = schemes
        .into_iter()
        .find(|known| scheme.eq_ignore_ascii_case(known))?;
    if rest.contains(|sign: char| matches!(sign, '?' | '#') || sign.is_whitespace()) {
        return None;
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host(authority)?;
    Some(Url {
        scheme,
        authority,
        path,
        normalized_path: normalized(path),
        is_ip: is_ip(host),
    })
}

/// What stands before the port; `None` where the port is none, or nothing does.
fn host(authority: &str) -> Option<&str> {
    let bare = authority
        .rsplit_once('@')
        .map_or(authority, |(_, bare)| bare);
    let in_brackets = bare.rfind(']').map_or(0, |at| at + 1);
    let (host, port) = match bare.get(in_brackets..)?.find(':') {
        Some(colon) => bare.split_at_checked(in_brackets + colon)?,
        None => (bare, ""),
    };
    let port_fits = match port.strip_prefix(':') {
        Some(digits) if !digits.is_empty() => digits.parse::<u16>().is_ok(),
        _ => true,
    };
    (!host.is_empty() && port_fits).then_some(host)
}

fn is_ip(host: &str) -> bool {
    let inside = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match inside {
        Some(inside) => inside.parse::<Ipv6Addr>().is_ok(),
        None => host.parse::<Ipv4Addr>().is_ok(),
    }
}

fn normalized(path: &str) -> String {
    let mut normalized = String::with_capacity(path.len() + 2);
    normalized.push_str(if path.is_empty() { "/" } else { path });
    if !normalized.ends_with('/') {
        normalized.push('/');
    }
    normalized
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found() {
        let cases = [
            (
                "https://example.com",
                "https",
                "example.com",
                "",
                "/",
                false,
            ),
            (
                "HTTP://e.com:80/a/b",
                "http",
                "e.com:80",
                "/a/b",
                "/a/b/",
                false,
            ),
            ("https://127.0.0.1/", "https", "127.0.0.1", "/", "/", true),
            (
                "https://[fe80::1]:8443",
                "https",
                "[fe80::1]:8443",
                "",
                "/",
                true,
            ),
            ("https://[not]", "https", "[not]", "", "/", false),
        ];
        for (text, scheme, authority, path, normalized, is_ip) in cases {
            let url = parse_url(text).expect(text);
            assert_eq!(
                (url.scheme, url.authority, url.path),
                (scheme, authority, path)
            );
            assert_eq!(
                (url.normalized_path.as_str(), url.is_ip),
                (normalized, is_ip),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_endpoint_is_none() {
        for text in [
            "",
            "example.com",
            "ftp://e.com",
            "https://",
            "https:///a",
            "https://e.com?a",
            "https://e.com/#a",
            "https://e.com:a",
            "https://e.com:65536",
            "https://e .com",
            "https://:80",
        ] {
            assert_eq!(parse_url(text), None, "{text}");
        }
    }
}
