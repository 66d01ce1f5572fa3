//! Signatures of requests nobody has thought of.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::thread;
use std::time::{Duration, SystemTime};

use aws_identity::Credentials;
use aws_identity::sign::{Scope, SigV4, SignatureError};
use aws_transport::Bytes;
use aws_transport::http::{HeaderName, HeaderValue, Method, Request, Uri};
use proptest::prelude::*;

/// What is signed, as plain values.
#[derive(Clone, Debug)]
struct Plain {
    method: String,
    uri: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
    secret: String,
    token: Option<String>,
    scope: [String; 2],
    at: u64,
}

impl Plain {
    fn request(&self) -> Option<Request<Bytes>> {
        let mut request = Request::new(Bytes::copy_from_slice(&self.body));
        *request.method_mut() = Method::from_bytes(self.method.as_bytes()).ok()?;
        *request.uri_mut() = self.uri.parse().ok()?;
        for (name, value) in &self.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            let value = HeaderValue::from_bytes(value).ok()?;
            request.headers_mut().append(name, value);
        }
        Some(request)
    }

    fn signer(&self) -> SigV4 {
        let [region, service] = self.scope.clone();
        SigV4::new(Scope::new(region, service))
    }

    fn keys(&self) -> Credentials {
        let keys = Credentials::new("AKIDEXAMPLE", self.secret.clone());
        match self.token.clone() {
            Some(token) => keys.with_session_token(token),
            None => keys,
        }
    }

    fn at(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.at)
    }

    fn in_header(&self) -> Result<Request<Bytes>, SignatureError> {
        self.signer()
            .sign_header(self.request().unwrap(), &self.keys(), self.at())
    }

    fn in_query(&self) -> Result<Request<Bytes>, SignatureError> {
        let hour = Duration::from_secs(3600);
        self.signer()
            .sign_query(self.request().unwrap(), &self.keys(), self.at(), hour)
    }

    /// The two signatures alone.
    fn signatures(&self) -> [String; 2] {
        let header = self.in_header().unwrap().headers()["authorization"].clone();
        let query = self.in_query().unwrap().uri().query().unwrap().to_owned();
        [header.to_str().unwrap(), &query].map(|text| text.rsplit('=').next().unwrap().to_owned())
    }
}

/// A request such as programs make.
fn plain() -> impl Strategy<Value = Plain> {
    let uri = "https://[a-z]{1,9}\\.example(:[1-9][0-9]{0,3})?(/[a-zA-Z0-9%._~()-]{0,6}){1,4}(\\?[a-z0-9=&%+]{0,12})?";
    let header = (
        "x-[a-z]{1,6}",
        "[!-~]{1,3}( [!-~]{1,3}){0,2}".prop_map(String::into_bytes),
    );
    let headers = prop::collection::vec(header, 0..4);
    let body = prop::collection::vec(any::<u8>(), 0..40);
    let token = prop::option::of("[a-zA-Z0-9/+=]{1,40}");
    let method = prop::sample::select(vec!["GET", "POST", "PUT", "PROPFIND"]);
    let scope = ["[a-z]{2}-[a-z]{4}-[1-9]", "[a-z]{3,8}"];
    let rest = (any::<String>(), token, scope, 0..4_000_000_000_u64);
    (method, uri, headers, body, rest).prop_map(|(method, uri, headers, body, rest)| {
        let (secret, token, scope, at) = rest;
        let method = method.to_owned();
        Plain {
            method,
            uri,
            headers,
            body,
            secret,
            token,
            scope,
            at,
        }
    })
}

/// Anything that can be said at all.
fn wild() -> impl Strategy<Value = Plain> {
    let bytes = || prop::collection::vec(any::<u8>(), 0..60);
    let uri = prop_oneof![
        any::<String>(),
        "(https://[^/]{0,9})?[ -~]{0,40}",
        "[/?&=%.+]{0,30}"
    ];
    let headers = prop::collection::vec((any::<String>(), bytes()), 0..2);
    let named = prop::collection::vec(("[a-zA-Z-]{1,22}", bytes()), 0..4);
    let rest = (
        any::<String>(),
        prop::option::of(any::<String>()),
        any::<[String; 2]>(),
        any::<u32>(),
    );
    ("\\PC{0,8}|[A-Z]{1,6}", uri, (headers, named), bytes(), rest).prop_map(|parts| {
        let (method, uri, (headers, named), body, (secret, token, scope, at)) = parts;
        let headers = headers.into_iter().chain(named).collect();
        Plain {
            method,
            uri,
            headers,
            body,
            secret,
            token,
            scope,
            at: u64::from(at),
        }
    })
}

type Edit = fn(&mut Plain);

/// One signed part changed, its name first.
const CHANGES: [(&str, Edit); 12] = [
    ("method", |it| it.method.push('X')),
    ("host", |it| it.uri = it.uri.replacen("//", "//x", 1)),
    ("path", |it| it.uri = edited(&it.uri, "x", "")),
    ("query", |it| it.uri = edited(&it.uri, "", "zz=1")),
    ("header", |it| {
        it.headers.push(("x-new1".into(), vec![b'1']));
    }),
    ("body", |it| it.body.push(0)),
    ("secret", |it| it.secret.push('x')),
    ("token", |it| {
        it.token = it.token.as_ref().map_or(Some("x".into()), |_| None);
    }),
    ("region", |it| it.scope[0].push('1')),
    ("service", |it| it.scope[1].push('x')),
    ("time", |it| it.at += 1),
    ("day", |it| it.at += 86_400),
];

const CHANGES_OF_HEADERS: [(&str, Edit); 2] = [
    ("a header's value", |it| it.headers[0].1.push(b'x')),
    ("a header's name", |it| it.headers[0].0.push('1')),
];

/// A URL with more in its path or its query.
fn edited(uri: &str, path: &str, query: &str) -> String {
    let (before, after) = uri.split_once('?').unwrap_or((uri, ""));
    format!("{before}{path}?{query}&{after}")
}

/// The same with each part changed alone.
fn changed(plain: &Plain) -> Vec<(&'static str, Plain)> {
    let of_headers: &[_] = if plain.headers.is_empty() {
        &[]
    } else {
        &CHANGES_OF_HEADERS
    };
    let changes = CHANGES.iter().chain(of_headers);
    changes
        .map(|(part, edit)| {
            let mut other = plain.clone();
            edit(&mut other);
            (*part, other)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn nothing_makes_it_panic(plain in wild()) {
        let Some(request) = plain.request() else { return Ok(()) };
        let (keys, at) = (plain.keys(), plain.at());
        for signer in [plain.signer(), plain.signer().with_double_encoding(false).with_normalization(false).with_content_hash(true).with_signed_token(false)] {
            let _ = signer.sign_header(request.clone(), &keys, at);
            let _ = signer.sign_query(request.clone(), &keys, at, Duration::from_secs(u64::from(plain.body.len() as u32)));
        }
    }

    #[test]
    fn the_signature_is_another_with_every_signed_part(plain in plain()) {
        prop_assume!(plain.request().is_some());
        let before = plain.signatures();
        for (part, other) in changed(&plain) {
            let after = other.signatures();
            prop_assert!(before[0] != after[0], "{} in the header", part);
            prop_assert!(before[1] != after[1], "{} in the query", part);
        }
    }

    #[test]
    fn a_request_signed_twice_is_the_same(plain in plain()) {
        prop_assume!(plain.request().is_some());
        let (signer, keys, at) = (plain.signer(), plain.keys(), plain.at());
        let once = plain.in_header().unwrap();
        let other = Credentials::new("OTHER", "other").with_session_token("other");
        let twice = signer.sign_header(once.clone(), &other, at).unwrap();
        let twice = signer.sign_header(twice, &keys, at).unwrap();
        prop_assert_eq!(once.headers(), twice.headers());
        let once = plain.in_query().unwrap();
        let twice = signer.sign_query(once.clone(), &other, at, Duration::from_secs(1)).unwrap();
        let twice = signer.sign_query(twice, &keys, at, Duration::from_secs(3600)).unwrap();
        prop_assert_eq!(once.uri(), twice.uri());
    }

    #[test]
    fn what_is_changed_on_the_way_is_not_signed(plain in plain(), value in "[a-z]{0,8}") {
        prop_assume!(plain.request().is_some());
        let mut other = plain.clone();
        for name in ["user-agent", "connection", "x-amzn-trace-id", "traceparent", "authorization"] {
            other.headers.push((name.to_owned(), value.clone().into_bytes()));
        }
        prop_assert_eq!(plain.signatures(), other.signatures());
    }

    #[test]
    fn the_request_goes_as_it_came_but_for_the_signature(plain in plain()) {
        prop_assume!(plain.request().is_some());
        let request = plain.request().unwrap();
        let mut signed = plain.in_header().unwrap();
        for name in ["authorization", "x-amz-date", "x-amz-security-token"] {
            signed.headers_mut().remove(name);
        }
        prop_assert_eq!(signed.headers(), request.headers());
        prop_assert_eq!(signed.uri(), request.uri());
        prop_assert_eq!(signed.method(), request.method());
        prop_assert_eq!(signed.body(), request.body());
        let signed = plain.in_query().unwrap();
        prop_assert_eq!(signed.uri().path(), request.uri().path());
        prop_assert_eq!(signed.headers(), request.headers());
    }
}

fn get(uri: &str) -> Request<Bytes> {
    let mut request = Request::new(Bytes::new());
    *request.uri_mut() = uri.parse::<Uri>().unwrap();
    request
}

fn signer() -> SigV4 {
    SigV4::new(Scope::new("eu-west-1", "ecr"))
}

/// A time, some seconds after 1970.
fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn one_signer_serves_many_threads_over_midnight() {
    let signer = signer();
    let sign = |seconds: u64, secret: &str| {
        let keys = Credentials::new("AKIDEXAMPLE", secret);
        let signed = signer.sign_header(get("https://a.example/"), &keys, at(seconds));
        signed.unwrap().headers()["authorization"].clone()
    };
    let cases: Vec<(u64, String)> = (0..200)
        .map(|n| (86_390 + n / 10, format!("secret{}", n % 5)))
        .collect();
    let alone: Vec<_> = cases
        .iter()
        .map(|(seconds, secret)| sign(*seconds, secret))
        .collect();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for ((seconds, secret), expected) in cases.iter().zip(&alone) {
                    assert_eq!(sign(*seconds, secret), expected);
                }
            });
        }
    });
}

#[test]
fn errors_say_what_helps() {
    let keys = Credentials::new("AKIDEXAMPLE", "secret");
    let header = |uri: &str, keys: &Credentials| signer().sign_header(get(uri), keys, at(0));
    assert_eq!(header("/", &keys).unwrap_err(), SignatureError::NoHost);
    let broken = Credentials::new("AKID\n", "secret");
    assert_eq!(
        header("https://a.example/", &broken).unwrap_err(),
        SignatureError::Text
    );
    let query = |uri: &str, seconds| {
        let expires = Duration::from_secs(seconds);
        signer().sign_query(get(uri), &keys, at(0), expires)
    };
    let week = 7 * 86_400;
    assert!(query("https://a.example/", week).is_ok());
    for seconds in [0, week + 1] {
        let error = query("https://a.example/", seconds).unwrap_err();
        assert_eq!(error, SignatureError::Expiry(Duration::from_secs(seconds)));
        assert!(error.to_string().ends_with("give one second to seven days"));
    }
    let long = format!("https://a.example/{}", "a".repeat(65_400));
    assert_eq!(query(&long, 1).err(), Some(SignatureError::Url));
    assert_eq!(query("a.example:443", 1).err(), Some(SignatureError::Url));
}

#[test]
fn nothing_that_prints_a_signed_request_shows_a_secret() {
    let keys = Credentials::new("AKIDEXAMPLE", "marked-secret").with_session_token("marked-token");
    let signer = signer();
    let signed = signer
        .sign_header(get("https://a.example/"), &keys, at(0))
        .unwrap();
    let printed = format!("{signed:?} {signer:?} {keys:?}");
    assert!(!printed.contains("marked"), "{printed}");
    assert!(!printed.contains("Signature="), "{printed}");
}
