//! Where calls go: an endpoint's URL, checked once and with a remedy in every refusal.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;

use http::Uri;
use http::uri::Authority;

/// Why a text cannot be the endpoint of a client, or why a client does not send to it.
#[derive(Debug)]
#[non_exhaustive]
pub enum EndpointError {
    /// The text is no URL at all.
    Malformed {
        /// The text as it was given.
        endpoint: String,
        /// What the URL parser objects to.
        source: http::uri::InvalidUri,
    },
    /// The URL has no scheme or no host, as in `127.0.0.1:5000` or `/`.
    Incomplete {
        /// The URL as it was given.
        endpoint: String,
    },
    /// The URL's scheme is neither `http` nor `https`.
    Scheme {
        /// The scheme that was found.
        scheme: String,
    },
    /// What follows the host's colon is no port between 0 and 65535.
    Port {
        /// Host and port as they were given.
        authority: String,
    },
    /// The URL holds a user name or a password, which are never sent, and are not repeated here.
    UserInfo,
    /// An endpoint with a query: a call has none.
    Query {
        /// What stands before the `?`; what follows it may be a secret, and is not repeated here.
        endpoint: String,
    },
    /// Plain HTTP to another machine, which was not asked for.
    PlainHttp {
        /// The host that was to be reached.
        host: String,
    },
    /// A client of this machine speaks plain HTTP and the URL asks for `https`.
    Encrypted {
        /// The host that was to be reached.
        host: String,
    },
    /// A client of this machine sends nowhere else; the host is another one.
    NotLoopback {
        /// The host that was to be reached.
        host: String,
    },
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { endpoint, .. } => {
                write!(f, "`{endpoint}` is no URL; {REMEDY}")
            }
            Self::Incomplete { endpoint } => {
                write!(f, "`{endpoint}` has no scheme or no host; {REMEDY}")
            }
            Self::Scheme { scheme } => {
                write!(f, "an endpoint cannot have the scheme `{scheme}`; {REMEDY}")
            }
            Self::Port { authority } => {
                write!(f, "`{authority}` has no usable port; give a number from 0 to 65535, or leave out the colon")
            }
            Self::UserInfo => f.write_str(
                "an endpoint cannot hold a user name or password; leave out what stands before the `@`",
            ),
            Self::Query { endpoint } => {
                write!(f, "`{endpoint}?…` has a query, which a call cannot carry; leave out the `?` and what follows it")
            }
            Self::PlainHttp { host } => write!(
                f,
                "`{host}` is not on this machine, and plain HTTP would show the call to everybody on the way; \
                 write https://, or allow plain HTTP where the client is made"
            ),
            Self::Encrypted { host } => write!(
                f,
                "`{host}` is to be reached over https, and a client of this machine speaks plain HTTP; \
                 write http:// if the service is on this machine, else make a client that speaks TLS, with `new`"
            ),
            Self::NotLoopback { host } => write!(
                f,
                "this client does not sign calls and sends to this machine only, and `{host}` is not on it; \
                 use 127.0.0.1, [::1] or localhost, or another kind of client"
            ),
        }
    }
}

const REMEDY: &str = "write it like http://127.0.0.1:5000";

impl Error for EndpointError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Malformed { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Reads an endpoint: an absolute `http` or `https` URL, its path kept, without query and user.
pub(crate) fn parse(endpoint: &str) -> Result<Uri, EndpointError> {
    let uri = match endpoint.parse::<Uri>() {
        Ok(uri) => uri,
        Err(_) if endpoint.contains('@') => return Err(EndpointError::UserInfo),
        Err(source) => {
            return Err(EndpointError::Malformed {
                endpoint: endpoint.to_owned(),
                source,
            });
        }
    };
    checked_authority(&uri)?;
    match uri.query() {
        Some(_) => Err(EndpointError::Query {
            endpoint: endpoint.split('?').next().unwrap_or_default().to_owned(),
        }),
        None => Ok(uri),
    }
}

/// Refuses every URL but plain HTTP to this machine.
#[cfg_attr(
    not(any(feature = "blocking", feature = "async")),
    allow(dead_code, reason = "only clients that open sockets ask")
)]
pub(crate) fn require_loopback(uri: &Uri) -> Result<(), EndpointError> {
    let host = checked_authority(uri)?.host();
    if uri.scheme_str() != Some("http") {
        return Err(EndpointError::Encrypted {
            host: host.to_owned(),
        });
    }
    if is_loopback(host) {
        Ok(())
    } else {
        Err(EndpointError::NotLoopback {
            host: host.to_owned(),
        })
    }
}

/// Refuses plain HTTP to other machines, unless it was asked for.
#[cfg_attr(
    not(any(feature = "blocking", feature = "async")),
    allow(dead_code, reason = "only clients that open sockets ask")
)]
pub(crate) fn require_safe(uri: &Uri, plain_http: bool) -> Result<(), EndpointError> {
    let host = checked_authority(uri)?.host();
    if plain_http || uri.scheme_str() == Some("https") || is_loopback(host) {
        return Ok(());
    }
    Err(EndpointError::PlainHttp {
        host: host.to_owned(),
    })
}

fn checked_authority(uri: &Uri) -> Result<&Authority, EndpointError> {
    if uri
        .authority()
        .is_some_and(|authority| authority.as_str().contains('@'))
    {
        return Err(EndpointError::UserInfo);
    }
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(EndpointError::Incomplete {
            endpoint: uri.to_string(),
        });
    };
    if !matches!(scheme, "http" | "https") {
        return Err(EndpointError::Scheme {
            scheme: scheme.to_owned(),
        });
    }
    // A port that is empty or too large reads as none, and a client would then use the default one.
    let says_port = authority.as_str().len() > authority.host().len();
    if says_port && authority.port_u16().is_none() {
        return Err(EndpointError::Port {
            authority: authority.to_string(),
        });
    }
    Ok(authority)
}

/// 127.0.0.0/8, ::1, or the name `localhost`, which RFC 6761 (section 6.3) keeps for this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(host);
    match bare.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_accepted_in_every_spelling() {
        for text in [
            "http://127.0.0.1",
            "http://127.0.0.1:5000",
            "http://127.255.255.254:1/prefix/",
            "http://[::1]:5000/",
            "http://localhost:5000",
            "HTTP://LocalHost",
        ] {
            let uri = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            require_loopback(&uri).unwrap_or_else(|error| panic!("{text}: {error}"));
        }
    }

    #[test]
    fn every_other_host_is_refused_with_its_name_and_a_remedy() {
        for (host, text) in [
            ("example.com", "http://example.com"),
            ("128.0.0.1", "http://128.0.0.1:80"),
            ("0.0.0.0", "http://0.0.0.0:5000"),
            ("169.254.169.254", "http://169.254.169.254/latest"),
            ("[::]", "http://[::]:5000"),
            ("[::ffff:10.0.0.1]", "http://[::ffff:10.0.0.1]:5000"),
            ("localhost.example.com", "http://localhost.example.com"),
            ("127.0.0.1.example.com", "http://127.0.0.1.example.com"),
        ] {
            let uri = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let error = require_loopback(&uri).expect_err(text);
            assert!(
                matches!(&error, EndpointError::NotLoopback { host: found } if found == host),
                "{error:?}"
            );
            let shown = error.to_string();
            assert!(
                shown.contains(host) && shown.contains("127.0.0.1"),
                "{shown}"
            );
        }
    }

    #[test]
    fn https_is_an_endpoint_but_not_for_plain_http() {
        let uri = parse("https://127.0.0.1:5000").expect("an endpoint");
        let error = require_loopback(&uri).expect_err("plain HTTP only");
        assert!(
            matches!(error, EndpointError::Encrypted { .. }),
            "{error:?}"
        );
        assert!(error.to_string().contains("http://"));
    }

    #[test]
    fn what_is_no_endpoint_says_so_and_how_to_write_one() {
        type Test = fn(&EndpointError) -> bool;
        let cases: [(&str, Test); 13] = [
            ("", |e| matches!(e, EndpointError::Malformed { .. })),
            ("http://", |e| matches!(e, EndpointError::Malformed { .. })),
            ("http://a b", |e| {
                matches!(e, EndpointError::Malformed { .. })
            }),
            ("http://[::1", |e| {
                matches!(e, EndpointError::Malformed { .. })
            }),
            ("127.0.0.1:5000", |e| {
                matches!(e, EndpointError::Incomplete { .. })
            }),
            ("localhost", |e| {
                matches!(e, EndpointError::Incomplete { .. })
            }),
            ("/", |e| matches!(e, EndpointError::Incomplete { .. })),
            ("ftp://127.0.0.1", |e| {
                matches!(e, EndpointError::Scheme { .. })
            }),
            ("http://127.0.0.1:", |e| {
                matches!(e, EndpointError::Port { .. })
            }),
            ("http://127.0.0.1:65536", |e| {
                matches!(e, EndpointError::Port { .. })
            }),
            ("http://127.0.0.1:http", |e| {
                matches!(
                    e,
                    EndpointError::Malformed { .. } | EndpointError::Port { .. }
                )
            }),
            ("http://name:secret@127.0.0.1", |e| {
                matches!(e, EndpointError::UserInfo)
            }),
            ("http://127.0.0.1/?a=b", |e| {
                matches!(e, EndpointError::Query { .. })
            }),
        ];
        for (text, expected) in cases {
            let error = parse(text).expect_err(text);
            assert!(expected(&error), "{text}: {error:?}");
            assert!(!format!("{error} {error:?}").contains("secret"), "{text}");
        }
    }
}
