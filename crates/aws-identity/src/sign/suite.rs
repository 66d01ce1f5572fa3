//! The cases of AWS's test suite for Signature Version 4, as the Smithy project publishes it under Apache-2.0.
//!
//! Where this reads a case otherwise than it is written:
//!
//! - A space in a request line is no HTTP, so `get-space-unnormalized` has `%20` there.
//! - A header of several lines is no HTTP either any more: `get-header-value-multiline` has spaces where the lines ended, as RFC 9112 says to read it.
//! - Requests go to a URL with the host that the case has as a header, since that is how calls are made.
//! - A case with a context means its path as it is signed: encoded once. The two without one, `double-encode-path` and `double-url-encode`, encode it twice.
//! - `double-encode-path` has the canonical request of one time and the signed request of another, so what is signed is signed at the time it bears.
//! - The order in which a signed URL has its parameters is botocore's here; it is no part of the signature.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use aws_transport::Bytes;
use aws_transport::http::{HeaderName, HeaderValue, Request, Uri};
use serde_json::{Value, json};
use smithy_wire::Timestamp;

use super::canonical::Canonical;
use super::stamp::Stamp;
use super::{Scope, SigV4};
use crate::Credentials;

const SUITE: &str = include_str!("../../tests/sigv4-test-suite.json");

macro_rules! cases {
    ($($name:ident)*) => {
        $(#[test] fn $name() { Case::of(stringify!($name)).check(); })*

        #[test]
        fn every_case_has_a_test() {
            let suite: Value = serde_json::from_str(SUITE).unwrap();
            let cases: BTreeSet<String> = suite.as_object().unwrap().keys().cloned().collect();
            let tested = [$(stringify!($name)),*].map(|name| name.replace('_', "-"));
            assert_eq!(cases, BTreeSet::from(tested));
            assert_eq!(cases.len(), 40);
        }
    };
}

cases! {
    double_encode_path
    double_url_encode
    get_header_key_duplicate
    get_header_value_multiline
    get_header_value_order
    get_header_value_trim
    get_relative_normalized
    get_relative_relative_normalized
    get_relative_relative_unnormalized
    get_relative_unnormalized
    get_slash_dot_slash_normalized
    get_slash_dot_slash_unnormalized
    get_slash_normalized
    get_slash_pointless_dot_normalized
    get_slash_pointless_dot_unnormalized
    get_slash_unnormalized
    get_slashes_normalized
    get_slashes_unnormalized
    get_space_normalized
    get_space_unnormalized
    get_unreserved
    get_utf8
    get_vanilla
    get_vanilla_empty_query_key
    get_vanilla_query
    get_vanilla_query_order_encoded
    get_vanilla_query_order_key_case
    get_vanilla_query_unreserved
    get_vanilla_utf8_query
    get_vanilla_with_session_token
    post_header_key_case
    post_header_key_sort
    post_header_value_case
    post_sts_header_after
    post_sts_header_before
    post_vanilla
    post_vanilla_empty_query_value
    post_vanilla_query
    post_x_www_form_urlencoded
    post_x_www_form_urlencoded_parameters
}

struct Case {
    files: Value,
    signer: SigV4,
    credentials: Credentials,
    at: SystemTime,
    expires: Duration,
    token_signed: bool,
}

impl Case {
    fn of(name: &str) -> Self {
        let suite: Value = serde_json::from_str(SUITE).unwrap();
        let files = suite[name.replace('_', "-")].clone();
        let context = match files["context.json"].as_str() {
            Some(context) => serde_json::from_str(context).unwrap(),
            None => without_context(name),
        };
        let text = |name: &str| context[name].as_str().unwrap().to_owned();
        let at: Timestamp = text("timestamp").parse().unwrap();
        let token_signed = context["omit_session_token"] != json!(true);
        let signer = SigV4::new(Scope::new(text("region"), text("service")))
            .with_double_encoding(files["context.json"].is_null())
            .with_normalization(context["normalize"] == json!(true))
            .with_content_hash(context["sign_body"] == json!(true))
            .with_signed_token(token_signed);
        Self {
            signer,
            credentials: credentials(&context["credentials"]),
            at: system_time(at),
            expires: Duration::from_secs(context["expiration_in_seconds"].as_u64().unwrap()),
            files,
            token_signed,
        }
    }

    fn check(&self) {
        self.check_header();
        if self.file("query-signature.txt").is_some() {
            self.check_query();
        }
    }

    fn check_header(&self) {
        let request = request(self.file("request.txt").unwrap());
        let signed = self
            .signer
            .sign_header(request, &self.credentials, self.at)
            .unwrap();
        let mut unsigned = signed.clone();
        if !self.token_signed {
            unsigned.headers_mut().remove("x-amz-security-token");
        }
        self.check_texts("header", &unsigned);
        self.check_signed_headers();
    }

    fn check_signed_headers(&self) {
        let expected = request_of_lines(self.file("header-signed-request.txt").unwrap());
        let at = time(expected.headers()["x-amz-date"].to_str().unwrap());
        let request = request(self.file("request.txt").unwrap());
        let signed = self
            .signer
            .sign_header(request, &self.credentials, at)
            .unwrap();
        assert!(expected.headers().contains_key("authorization"));
        for (name, value) in expected
            .headers()
            .iter()
            .filter(|(name, _)| *name != "host")
        {
            let mut found = signed.headers().get_all(name).iter();
            assert!(found.any(|it| it == value), "{name}");
        }
    }

    fn check_query(&self) {
        let request = request(self.file("request.txt").unwrap());
        let signed = self
            .signer
            .sign_query(request, &self.credentials, self.at, self.expires);
        let signed = signed.unwrap();
        let expected = request_of_lines(self.file("query-signed-request.txt").unwrap());
        assert_eq!(parameters(signed.uri()), parameters(expected.uri()));
        let signature = self.file("query-signature.txt").unwrap();
        assert!(
            signed
                .uri()
                .query()
                .unwrap()
                .ends_with(&format!("&X-Amz-Signature={signature}"))
        );
        self.check_texts("query", &without_signature(signed, self.token_signed));
    }

    /// The canonical request, and the string to sign where the case has one.
    fn check_texts(&self, place: &str, request: &Request<Bytes>) {
        let canonical = Canonical::of(request, self.signer.path).unwrap();
        let text = str::from_utf8(&canonical.text).unwrap();
        assert_eq!(
            text,
            self.file(&format!("{place}-canonical-request.txt"))
                .unwrap()
        );
        if let Some(expected) = self.file(&format!("{place}-string-to-sign.txt")) {
            let stamp = Stamp::of(self.at).unwrap();
            assert_eq!(
                self.signer.string_to_sign(&canonical, &stamp),
                expected.trim_end()
            );
        }
    }

    fn file(&self, name: &str) -> Option<&str> {
        self.files[name].as_str()
    }
}

/// What the suite's own users give the two cases that say nothing of it.
fn without_context(name: &str) -> Value {
    let (region, service, key, secret) = match name {
        "double_url_encode" => (
            "us-east-2",
            "lambda",
            "AKIDEXAMPLE",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        ),
        _ => (
            "us-east-1",
            "service",
            "ANOTREAL",
            "notrealrnrELgWzOk3IfjzDKtFBhDby",
        ),
    };
    json!({
        "credentials": {
            "access_key_id": key,
            "secret_access_key": secret,
        },
        "expiration_in_seconds": 3600,
        "normalize": true,
        "region": region,
        "service": service,
        "timestamp": "2021-05-11T15:40:45Z",
    })
}

/// The time of a stamp such as `20150830T123600Z`.
fn time(stamp: &str) -> SystemTime {
    let (day, time) = stamp.split_once('T').unwrap();
    let (day, time) = (day.split_at(4), time.split_at(4));
    let ((year, day), (time, seconds)) = (day, time);
    let (day, time) = (day.split_at(2), time.split_at(2));
    let text = format!("{year}-{}-{}T{}:{}:{seconds}", day.0, day.1, time.0, time.1);
    system_time(text.parse().unwrap())
}

fn system_time(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(at.seconds().try_into().unwrap())
}

fn credentials(value: &Value) -> Credentials {
    let text = |name: &str| value[name].as_str().unwrap();
    let credentials = Credentials::new(text("access_key_id"), text("secret_access_key"));
    match value["token"].as_str() {
        Some(token) => credentials.with_session_token(token),
        None => credentials,
    }
}

/// The request of a case, addressed by its URL alone.
fn request(text: &str) -> Request<Bytes> {
    let mut request = request_of_lines(text);
    request.headers_mut().remove("host");
    request
}

fn request_of_lines(text: &str) -> Request<Bytes> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (method, target) = lines.next().unwrap().split_once(' ').unwrap();
    let target = target.trim_end_matches(" HTTP/1.1").replace(' ', "%20");
    let mut request = Request::new(Bytes::copy_from_slice(
        body.trim_end_matches('\n').as_bytes(),
    ));
    *request.method_mut() = method.parse().unwrap();
    for (name, value) in unfolded(lines) {
        let name: HeaderName = name.parse().unwrap();
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        request.headers_mut().append(name, value);
    }
    let host = request.headers()["host"].to_str().unwrap();
    *request.uri_mut() = format!("https://{host}{target}").parse().unwrap();
    request
}

/// Headers by name; a line that begins with a space goes on with the one before.
fn unfolded<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(&'a str, String)> {
    let mut headers: Vec<(&str, String)> = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        if line.starts_with(' ') {
            headers.last_mut().unwrap().1 += line;
        } else {
            let (name, value) = line.split_once(':').unwrap();
            headers.push((name, value.trim().to_owned()));
        }
    }
    headers
}

fn parameters(uri: &Uri) -> BTreeSet<&str> {
    uri.query().unwrap().split('&').collect()
}

fn without_signature(mut request: Request<Bytes>, token_signed: bool) -> Request<Bytes> {
    let pairs = request.uri().query().unwrap().split('&');
    let pairs = pairs.filter(|pair| {
        let token = pair.starts_with("X-Amz-Security-Token=");
        !pair.starts_with("X-Amz-Signature=") && (token_signed || !token)
    });
    let query = pairs.collect::<Vec<_>>().join("&");
    let uri = request.uri();
    let host = uri.host().unwrap();
    *request.uri_mut() = format!("https://{host}{}?{query}", uri.path())
        .parse()
        .unwrap();
    request
}
