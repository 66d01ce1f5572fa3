//! Limits on attempts and calls, and packed bodies, through whole clients and real sockets.

#![cfg(all(feature = "blocking", feature = "async"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper fails the test that calls it"
)]

mod support;

use std::io::Write;
use std::time::Duration;

use aws_transport::{
    AsyncClient, CallError, Client, EncodingError, HttpError, Hyper, Protocol, Retries, Tokio, Ureq,
};
use flate2::Compression;
use flate2::write::GzEncoder;
use smithy_wire::Call;
use support::server::{Answer, Server};
use support::{Failure, Measure, Request, Response};

type Outcome = Result<Response, CallError<Failure>>;

/// What a client is told: attempts, the limit of an attempt, that of the call, and bytes of a body.
#[derive(Clone, Copy)]
struct Told {
    attempts: u32,
    attempt: Option<Duration>,
    call: Option<Duration>,
    body: usize,
}

const UNLIMITED: Told = Told {
    attempts: 1,
    attempt: None,
    call: None,
    body: 1_000_000,
};

type Run = fn(&str, Told) -> Outcome;

const CLIENTS: [(&str, Run); 2] = [("blocking", blocking), ("async", asynchronous)];

fn blocking(url: &str, told: Told) -> Outcome {
    let mut client = Client::new(Ureq::new(), url)
        .expect("an endpoint")
        .with_protocol(Protocol::new().with_body_limit(told.body))
        .with_retries(Retries::standard().with_attempts(told.attempts));
    if let Some(limit) = told.attempt {
        client = client.with_attempt_timeout(limit);
    }
    if let Some(limit) = told.call {
        client = client.with_call_timeout(limit);
    }
    Call::<Measure>::call(&client, &Request::new("app"))
}

fn asynchronous(url: &str, told: Told) -> Outcome {
    let mut client = AsyncClient::with(Hyper::new(), Tokio)
        .with_endpoint(url)
        .expect("an endpoint")
        .with_protocol(Protocol::new().with_body_limit(told.body))
        .with_retries(Retries::standard().with_attempts(told.attempts));
    if let Some(limit) = told.attempt {
        client = client.with_attempt_timeout(limit);
    }
    if let Some(limit) = told.call {
        client = client.with_call_timeout(limit);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(sendable(client.call::<Measure>(&Request::new("app"))))
}

/// A call may be moved to another thread.
fn sendable<F: Future + Send>(future: F) -> F {
    future
}

const BRIEF: Option<Duration> = Some(Duration::from_millis(500));

/// Whether a limit is what ended the call; the blocking client's `Http` keeps it and tells in its own words.
fn is_timeout(error: &CallError<Failure>) -> bool {
    let http = error.as_transport();
    let http = http.and_then(|error| error.downcast_ref::<HttpError>());
    matches!(error, CallError::TimedOut(_)) || http.is_some_and(HttpError::is_timeout)
}

#[test]
fn an_attempt_that_takes_too_long_is_given_up_and_tried_again() {
    for (name, run) in CLIENTS {
        let answer = Answer::Open(support::server::whole(200, r#"{"size":7}"#));
        let once = std::sync::Mutex::new(Some(answer));
        let server = Server::start(move |n| match n {
            0 => Answer::Hang(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec()),
            _ => once.lock().expect("no panic").take().expect("two attempts"),
        });
        let told = Told {
            attempts: 2,
            attempt: BRIEF,
            ..UNLIMITED
        };
        assert_eq!(run(&server.url, told).expect(name).size, Some(7));
        let headers: Vec<String> = server.seen().into_iter().map(|seen| seen.header).collect();
        assert!(
            headers[0].contains("amz-sdk-request: attempt=1; max=2"),
            "{name}"
        );
        assert!(
            headers[1].contains("amz-sdk-request: attempt=2; max=2"),
            "{name}"
        );
        assert!(
            headers[1].contains("content-type: application/x-amz-json-1.1"),
            "{name}"
        );
    }
}

#[test]
fn a_call_ends_with_its_time_whatever_the_service_does() {
    for (name, run) in CLIENTS {
        let server = Server::start(|_| Answer::Hang(Vec::new()));
        let told = Told {
            attempts: 9,
            call: BRIEF,
            ..UNLIMITED
        };
        let error = run(&server.url, told).expect_err("no time");
        assert!(is_timeout(&error), "{name}: {error:?}");
        assert_eq!(server.seen().len(), 1, "{name}");
    }
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder
        .write_all(text.as_bytes())
        .expect("a Vec takes everything");
    encoder.finish().expect("a whole member")
}

fn gzip(body: &[u8]) -> Answer {
    let length = body.len();
    let header =
        format!("HTTP/1.1 200 OK\r\nContent-Encoding: GZIP\r\ncontent-length: {length}\r\n\r\n");
    Answer::Open([header.as_bytes(), body].concat())
}

#[test]
fn a_packed_body_is_unpacked_up_to_the_limit() {
    let text = r#"{"size":7}"#;
    for (name, run) in CLIENTS {
        let server = Server::start(|_| gzip(&packed(text)));
        let told = Told {
            body: text.len(),
            ..UNLIMITED
        };
        assert_eq!(run(&server.url, told).expect(name).size, Some(7));
        let told = Told {
            body: text.len() - 1,
            ..UNLIMITED
        };
        let error = run(&server.url, told).expect_err("too long");
        assert!(
            matches!(
                error,
                CallError::Encoding(EncodingError::TooLarge { limit: 9 })
            ),
            "{name}: {error:?}"
        );
    }
}

#[test]
fn a_packed_body_cut_anywhere_or_of_garbage_is_an_error() {
    let whole = packed(r#"{"size":7}"#);
    for (name, run) in CLIENTS {
        let parts = whole.clone();
        // Two ends of the header, one of the data, one of the check sum, and no gzip at all.
        let ends = [1, 9, 15, whole.len() - 1];
        let server = Server::start(move |n| match ends.get(n) {
            Some(end) => gzip(&parts[..*end]),
            None => gzip(b"{\"size\":7}"),
        });
        for _ in 0..=ends.len() {
            let error = run(&server.url, UNLIMITED).expect_err("broken");
            assert!(
                matches!(
                    error,
                    CallError::Encoding(EncodingError::Broken { status: 200, .. })
                ),
                "{name}: {error:?}"
            );
        }
    }
}
