//! What those who watch see of a call: events without secrets, and no log of raw bytes.

#![cfg(all(feature = "blocking", feature = "tracing"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper fails the test that calls it"
)]

mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};

use aws_transport::{
    Bytes, Client, HttpError, Network, Replay, Reply, Retries, Sign, SignError, Unsigned, Ureq,
    http,
};
use smithy_wire::{Call, Operation};
use support::server::Server;
use support::{Clock, Measure, Request};
use tracing_subscriber::fmt::MakeWriter;

const SECRET: &str = "hunter2";

/// The same operation, which the model calls sensitive.
struct Secret;

impl Operation for Secret {
    const NAME: &'static str = "Secret";
    const TARGET: &'static str = "Registry_V1.Secret";
    const SENSITIVE: bool = true;
    type Input = Request;
    type Output = support::Response;
    type Error = support::Failure;
}

struct Signer;

impl Sign for Signer {
    fn sign(&self, unsigned: Unsigned) -> Result<http::Request<Bytes>, SignError> {
        assert!(!format!("{unsigned:?}").contains(SECRET));
        let mut request = unsigned.request;
        for name in [
            "authorization",
            "x-amz-security-token",
            "cookie",
            "x-unheard-of",
        ] {
            request
                .headers_mut()
                .insert(name, SECRET.parse().expect("a value"));
        }
        Ok(request)
    }
}

#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Printed {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn printed(work: impl FnOnce()) -> String {
    let printed = Printed::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(printed.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, work);
    let bytes = printed.0.lock().expect("no panic").clone();
    String::from_utf8(bytes).expect("text")
}

fn client(replies: Vec<Reply>) -> Client<Replay> {
    Client::with(Replay::new(replies))
        .with_signer(Signer)
        .with_retries(Retries::standard())
        .with_world(Clock::default())
}

#[test]
fn each_attempt_is_told_with_its_bodies_and_without_credentials() {
    let mut busy = http::Response::new(r#"{"__type":"SlowDown"}"#);
    *busy.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
    let set_cookie = SECRET.parse().expect("a value");
    busy.headers_mut().insert("set-cookie", set_cookie);
    let client = client(vec![
        busy.into(),
        Reply::failure("connection reset"),
        Reply::json(r#"{"size":7}"#),
    ]);
    let shown = printed(|| {
        Call::<Measure>::call(&client, &Request::new("app")).expect("an output");
    });
    for part in [
        "request",
        "response",
        "no response",
        "waiting before the next attempt",
        "attempt=1; max=3",
        "attempt=3; max=3",
        r#"{"name":"app"}"#,
        r#"{"size":7}"#,
        "SlowDown",
        "status=503",
        "connection reset",
        "wait=1s",
        "Measure",
        "[redacted]",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(!format!("{client:?}").contains(SECRET));
}

#[test]
fn bodies_of_sensitive_operations_are_told_by_their_length_alone() {
    let body = format!(r#"{{"size":"{SECRET}"}}"#);
    let client = client(vec![Reply::json(body)]);
    let shown = printed(|| {
        Call::<Secret>::call(&client, &Request::new(SECRET)).expect_err("no number");
    });
    assert!(shown.contains("[18 bytes, redacted]"), "{shown}");
    assert!(!shown.contains(SECRET), "{shown}");
}

#[test]
fn a_body_is_shown_by_its_beginning_without_control_characters() {
    let body = format!("\u{1b}[2J{}", "x".repeat(10_000));
    let client = client(vec![Reply::with_status(http::StatusCode::NOT_FOUND, body)]);
    let shown = printed(|| {
        Call::<Measure>::call(&client, &Request::new("app")).expect_err("no JSON");
    });
    assert!(
        shown.contains("[5908 bytes more]") && !shown.contains('\u{1b}'),
        "{shown}"
    );
}

/// A logger that takes everything, as a program has that looks for a fault.
struct Everything(Mutex<String>);

impl log::Log for Everything {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        *self.0.lock().expect("no panic") += &format!("{}\n", record.args());
    }

    fn flush(&self) {}
}

static LOG: Everything = Everything(Mutex::new(String::new()));

#[test]
fn no_call_goes_out_while_a_logger_takes_every_byte_unless_that_is_allowed() {
    let server = Server::json(r#"{"size":7}"#);
    let call = |network| {
        let client = Client::new(Ureq::with(network), &server.url).expect("an endpoint");
        Call::<Measure>::call(&client.with_signer(Signer), &Request::new("app"))
    };
    log::set_logger(&LOG).expect("the only logger");
    log::set_max_level(log::LevelFilter::Debug);
    call(Network::new()).expect("an output");

    log::set_max_level(log::LevelFilter::Trace);
    let error = call(Network::new()).expect_err("a refusal");
    let error = error.as_transport().and_then(|error| error.downcast_ref());
    assert!(matches!(error, Some(HttpError::Logged)), "{error:?}");
    assert!(format!("{}", HttpError::Logged).contains("silence that target"));
    assert_eq!(server.seen().len(), 1);
    assert!(!LOG.0.lock().expect("no panic").contains(SECRET));

    call(Network::new().with_wire_log(true)).expect("an output");
    // This is what the refusal is for.
    assert!(LOG.0.lock().expect("no panic").contains(SECRET));
}
