//! The host of a call: the endpoint's, behind what the operation puts before it.

use http::Uri;
use http::uri::Authority;
use smithy_wire::Operation;

/// RFC 2606 keeps this name free for ever.
const NOWHERE: &str = "invalid";

/// The longest label of a host, by RFC 1035.
const LABEL: usize = 63;

/// The endpoint with the operation's prefix, filled with members of the input.
pub(crate) fn prefixed<O: Operation>(endpoint: &Uri, input: &O::Input) -> Uri {
    match (O::host_prefix(input), endpoint.authority()) {
        (Some(prefix), Some(authority)) => with_authority(endpoint, joined(&prefix, authority)),
        _ => endpoint.clone(),
    }
}

/// A member may hold anything: what is no label must not lead the call to somebody else's host.
fn joined(prefix: &str, authority: &Authority) -> Authority {
    let labels = prefix.strip_suffix('.').unwrap_or(prefix);
    let is_host = labels.split('.').all(is_label);
    let text = format!("{prefix}{authority}");
    let joined = text.parse().ok().filter(|_| is_host);
    joined.unwrap_or(Authority::from_static(NOWHERE))
}

fn is_label(label: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=LABEL).contains(&label.len()) && label.bytes().all(letter)
}

fn with_authority(endpoint: &Uri, authority: Authority) -> Uri {
    let mut parts = endpoint.clone().into_parts();
    parts.authority = Some(authority);
    Uri::from_parts(parts).unwrap_or(Uri::from_static("https://invalid/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(prefix: &str) -> String {
        joined(prefix, &Authority::from_static("example.com:8080")).to_string()
    }

    #[test]
    fn a_prefix_stands_before_the_host() {
        assert_eq!(host("data.bucket-1."), "data.bucket-1.example.com:8080");
        assert_eq!(host("data-"), "data-example.com:8080");
    }

    #[test]
    fn what_is_no_label_leads_nowhere() {
        for prefix in [
            "evil.test/.",
            "evil.test#.",
            "a..b.",
            ".",
            "user@evil.",
            "evil:80.",
        ] {
            assert_eq!(host(prefix), "invalid", "{prefix}");
        }
        assert_eq!(host(&format!("{}.", "a".repeat(64))), "invalid");
    }
}
