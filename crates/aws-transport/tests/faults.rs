//! The blocking client over real sockets: what goes wrong, and what the user is told.

#![cfg(feature = "blocking")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper fails the test that calls it"
)]

mod support;

use std::error::Error;
use std::net::TcpListener;
use std::time::Duration;

use aws_transport::{CallError, Client, HttpError, Limits, Protocol, Reason, Ureq};
use smithy_wire::Call;
use support::server::{Answer, Server, whole};
use support::{Failure, Measure, Request, Response};

type Outcome = Result<Response, CallError<Failure>>;

fn measure(url: &str, limits: Limits) -> Outcome {
    let client = Client::new(Ureq::with_limits(limits), url).expect("a loopback endpoint");
    Call::<Measure>::call(&client, &Request::new("app"))
}

fn outcome(answer: fn() -> Answer, limits: Limits) -> Outcome {
    measure(&Server::start(move |_| answer()).url, limits)
}

fn quick() -> Limits {
    Limits::default()
        .with_response(Duration::from_secs(10))
        .with_body(Duration::from_secs(10))
}

fn transport(outcome: Outcome) -> HttpError {
    match outcome {
        Err(CallError::Transport(error)) => {
            assert!(error.downcast_ref::<HttpError>().is_some(), "{error:?}");
            *error
                .into_inner()
                .downcast::<HttpError>()
                .expect("the client's own error")
        }
        other => panic!("no transport error: {other:?}"),
    }
}

#[test]
fn a_refused_connection_says_that_nothing_was_sent() {
    let port = TcpListener::bind("127.0.0.1:0")
        .expect("a free port")
        .local_addr()
        .expect("an address")
        .port();
    let error = transport(measure(&format!("http://127.0.0.1:{port}"), quick()));
    assert!(
        matches!(error, HttpError::Connect { .. }) && error.is_unsent(),
        "{error:?}"
    );
    assert!(
        error
            .source()
            .expect("a source")
            .to_string()
            .contains("refused"),
        "{error:?}"
    );
}

#[test]
fn a_body_cut_short_is_an_error_wherever_it_ends() {
    let bodies: [fn() -> Answer; 3] = [
        || Answer::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"size\":7}".to_vec()),
        || Answer::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n".to_vec()),
        || Answer::Close(b"HTTP/1.1 400 Bad\r\ncontent-length: 100\r\n\r\n{}".to_vec()),
    ];
    let arrived = [(10, 11), (0, 2), (2, 100)];
    for (answer, (received, expected)) in bodies.into_iter().zip(arrived) {
        let error = transport(outcome(answer, quick()));
        let HttpError::Cut {
            received: found,
            expected: Some(announced),
            ..
        } = &error
        else {
            panic!("{error:?}")
        };
        assert_eq!((*found, *announced), (received, expected));
        assert!(!error.is_unsent());
    }
}

#[test]
fn chunks_cut_short_are_an_error() {
    let cuts: [fn() -> Answer; 3] = [
        || {
            Answer::Close(
                b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\na\r\n{\"size\":7}\r\n"
                    .to_vec(),
            )
        },
        || {
            Answer::Close(
                b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{\"size\":7}".to_vec(),
            )
        },
        || {
            Answer::Close(
                b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{\"size\":7}".to_vec(),
            )
        },
    ];
    for answer in cuts {
        let error = transport(outcome(answer, quick()));
        assert!(
            matches!(error, HttpError::Cut { .. } | HttpError::NotHttp { .. }),
            "{error:?}"
        );
    }
}

#[test]
fn a_body_without_length_that_is_cut_is_no_json() {
    let outcome = outcome(
        || Answer::Close(b"HTTP/1.0 200 OK\r\n\r\n{\"size\":7".to_vec()),
        quick(),
    );
    let Err(CallError::Unreadable(error)) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(
        (error.status(), error.first_bytes()),
        (200, Some("{\"size\":7"))
    );
}

#[test]
fn a_reset_before_the_header_and_one_in_the_body_are_errors() {
    let error = transport(outcome(|| Answer::Reset(Vec::new()), quick()));
    assert!(matches!(error, HttpError::Lost { .. }), "{error:?}");
    let error = transport(outcome(
        || Answer::Reset(b"HTTP/1.1 200 OK\r\ncontent-len".to_vec()),
        quick(),
    ));
    assert!(matches!(error, HttpError::Lost { .. }), "{error:?}");
    let body =
        || Answer::Reset(b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"size\":7}".to_vec());
    let error = transport(outcome(body, quick()));
    // A reset may overtake the bytes before it.
    assert!(
        matches!(error, HttpError::Cut { .. } | HttpError::Lost { .. }),
        "{error:?}"
    );
}

#[test]
fn a_connection_closed_without_a_word_is_an_error() {
    let error = transport(outcome(|| Answer::Close(Vec::new()), quick()));
    assert!(matches!(error, HttpError::Lost { .. }), "{error:?}");
    assert!(!error.is_unsent(), "the request had arrived");
}

#[test]
fn what_does_not_speak_http_is_an_error() {
    let error = transport(outcome(
        || Answer::Close(b"SSH-2.0-OpenSSH_9.9\r\n\r\n".to_vec()),
        quick(),
    ));
    assert!(matches!(error, HttpError::NotHttp { .. }), "{error:?}");
    let error = transport(outcome(|| Answer::Close(vec![0xff; 3000]), quick()));
    assert!(
        matches!(error, HttpError::NotHttp { .. } | HttpError::Lost { .. }),
        "{error:?}"
    );
}

#[test]
fn garbage_as_a_body_is_unreadable_with_its_status_and_beginning() {
    let outcome = outcome(
        || Answer::Open(whole(502, "<html>Bad Gateway</html>")),
        quick(),
    );
    let Err(error) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(
        (error.status(), error.request_id(), error.code()),
        (Some(502), Some("id-1"), None)
    );
    let unreadable = error.as_unreadable().expect("unreadable");
    assert_eq!(unreadable.first_bytes(), Some("<html>Bad Gateway</html>"));
    assert_eq!(unreadable.operation(), "Measure");
}

#[test]
fn an_announced_gigabyte_is_refused_before_it_is_read() {
    let answer =
        || Answer::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n{".to_vec());
    let error = transport(outcome(answer, quick()));
    assert!(
        matches!(error, HttpError::TooLarge { limit: 33_554_432 }),
        "{error:?}"
    );
}

#[test]
fn a_body_without_end_is_read_to_the_limit_and_no_further() {
    let flood = || {
        let header = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
        Answer::Flood(
            header,
            [&b"10000\r\n"[..], &[b' '; 65536], b"\r\n"].concat(),
            4096,
        )
    };
    let error = transport(outcome(flood, quick().with_body_size(1_000_000)));
    assert!(
        matches!(error, HttpError::TooLarge { limit: 1_000_000 }),
        "{error:?}"
    );
}

#[test]
fn a_body_of_exactly_the_limit_is_read() {
    let limits = quick().with_body_size(10);
    let outcome = outcome(|| Answer::Open(whole(200, r#"{"size":7}"#)), limits);
    assert_eq!(outcome.expect("ten bytes").size, Some(7));
}

#[test]
fn the_protocols_limit_holds_for_any_transport() {
    let server = Server::json(r#"{"size":7}"#);
    let protocol = Protocol::new().with_body_limit(9);
    let client = Client::new(Ureq::new(), &server.url)
        .expect("loopback")
        .with_protocol(protocol);
    let error = Call::<Measure>::call(&client, &Request::new("app")).expect_err("too long");
    assert_eq!(
        *error.as_unreadable().expect("unreadable").reason(),
        Reason::TooLarge { limit: 9 }
    );
}

#[test]
fn a_header_without_end_is_read_to_a_limit() {
    let flood = || {
        Answer::Flood(
            b"HTTP/1.1 200 OK\r\n".to_vec(),
            [b"x: ", &[b'y'; 1021][..], b"\r\n"].concat(),
            65536,
        )
    };
    let error = transport(outcome(flood, quick()));
    assert!(
        matches!(error, HttpError::HeaderTooLarge { .. }),
        "{error:?}"
    );
}

#[test]
fn a_service_that_never_answers_and_one_that_never_ends_time_out() {
    let brief = Limits::default()
        .with_response(Duration::from_millis(500))
        .with_body(Duration::from_millis(500));
    let error = transport(outcome(|| Answer::Hang(Vec::new()), brief));
    assert!(error.is_timeout() && !error.is_unsent(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "timed out waiting for the response's header"
    );
    let error = transport(outcome(
        || Answer::Hang(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec()),
        brief,
    ));
    assert_eq!(
        error.to_string(),
        "timed out waiting for the response's body"
    );
}
