//! The headers of a request as they are signed.

use std::borrow::Cow;

use aws_transport::http::header::HOST;
use aws_transport::http::{HeaderMap, HeaderName, Uri};

use super::SignatureError;

/// What proxies, tracing and HTTP clients change on the way, or add.
const UNSIGNED: [&str; 15] = [
    "authorization",
    "baggage",
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// Headers by name, with the values of each in one line.
pub(super) struct Signed<'a>(Vec<(&'a str, Cow<'a, [u8]>)>);

impl<'a> Signed<'a> {
    pub(super) fn of(headers: &'a HeaderMap, uri: &Uri) -> Result<Self, SignatureError> {
        let names = headers.keys().map(HeaderName::as_str);
        let names = names.filter(|name| !UNSIGNED.contains(name));
        let mut signed: Vec<(&str, Cow<'_, [u8]>)> =
            names.map(|name| (name, line(headers, name))).collect();
        if !headers.contains_key(HOST) {
            signed.push(("host", host(uri)?.into_bytes().into()));
        }
        signed.sort();
        Ok(Self(signed))
    }

    /// The names, as signatures list them.
    pub(super) fn names(&self) -> String {
        let names: Vec<&str> = self.0.iter().map(|(name, _)| *name).collect();
        names.join(";")
    }

    pub(super) fn write(&self, text: &mut Vec<u8>) {
        for (name, value) in &self.0 {
            text.extend_from_slice(name.as_bytes());
            text.push(b':');
            text.extend_from_slice(value);
            text.push(b'\n');
        }
    }
}

/// The values of a header, with no more space in them than it takes.
fn line<'a>(headers: &'a HeaderMap, name: &str) -> Cow<'a, [u8]> {
    let mut values = headers
        .get_all(name)
        .iter()
        .map(|value| trimmed(value.as_bytes()));
    let first = values.next().unwrap_or_default();
    values.fold(first, |line, value| [line, value].join(&b',').into())
}

fn trimmed(value: &[u8]) -> Cow<'_, [u8]> {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t');
    let ends = [value.first(), value.last()];
    let has_no_more = !ends.into_iter().flatten().any(is_space)
        && !value.contains(&b'\t')
        && !value.windows(2).any(|pair| pair == b"  ");
    if has_no_more {
        return value.into();
    }
    let words = value.split(is_space).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(&b' ').into()
}

/// The host as HTTP clients send it: without the port that its scheme has anyway.
fn host(uri: &Uri) -> Result<String, SignatureError> {
    let host = uri.host().ok_or(SignatureError::NoHost)?;
    let usual = match uri.scheme_str() {
        Some("http") => Some(80),
        Some("https") => Some(443),
        _ => None,
    };
    Ok(match uri.port_u16() {
        Some(port) if Some(port) != usual => format!("{host}:{port}"),
        _ => host.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_has_the_port_it_needs() {
        for (uri, expected) in [
            ("https://a.example/", "a.example"),
            ("https://a.example:443/", "a.example"),
            ("http://a.example:443/", "a.example:443"),
            ("http://a.example:80/", "a.example"),
            ("https://user@a.example:8443/", "a.example:8443"),
            ("http://[::1]:5000/", "[::1]:5000"),
        ] {
            assert_eq!(host(&uri.parse().unwrap()).unwrap(), expected, "{uri}");
        }
        assert_eq!(host(&"/".parse().unwrap()), Err(SignatureError::NoHost));
    }

    #[test]
    fn spaces_and_tabs_are_one_space_within_and_none_around() {
        for (value, expected) in [
            (&b" \t a \t b  c\t"[..], &b"a b c"[..]),
            (b"   ", b""),
            (b"", b""),
            (b"a b", b"a b"),
            (b"a\tb", b"a b"),
            (b"a  b", b"a b"),
            (b"a ", b"a"),
            (b"\xff  \xc2\xa0", b"\xff \xc2\xa0"),
        ] {
            assert_eq!(&*trimmed(value), expected);
        }
    }
}
