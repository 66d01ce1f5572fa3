//! Replay: what users test their own code with.

mod support;

use aws_transport::{Bytes, CallError, Client, Replay, ReplayError, Reply, http};
use smithy_wire::Call;
use support::{Measure, Request};

#[test]
fn replies_come_in_order_and_requests_are_kept() {
    let replay = Replay::pages([r#"{"size":1}"#, r#"{"size":2}"#]);
    let client = Client::new(&replay, "http://127.0.0.1/registry").expect("an endpoint");
    for (name, size) in [("a", 1), ("b", 2)] {
        assert_eq!(
            Call::<Measure>::call(&client, &Request::new(name))
                .expect("a page")
                .size,
            Some(size)
        );
    }
    let requests = replay.requests();
    let names: Vec<_> = requests.iter().map(|sent| sent.member("name")).collect();
    assert_eq!(names, [Some("a".into()), Some("b".into())]);
    assert_eq!(requests[0].operation(), "Measure");
    assert_eq!(requests[0].request().uri(), "http://127.0.0.1/registry/");
    assert_eq!(replay.remaining(), 0);
}

#[test]
fn asking_for_more_than_was_recorded_is_an_error_that_says_which_request() {
    let replay = Replay::pages([r#"{"size":1}"#]);
    let client = Client::with(&replay);
    Call::<Measure>::call(&client, &Request::new("a")).expect("the recorded page");
    let error = Call::<Measure>::call(&client, &Request::new("b")).expect_err("nothing is left");
    let why = error
        .as_transport()
        .and_then(|error| error.downcast_ref::<ReplayError>());
    assert_eq!(
        why,
        Some(&ReplayError::Exhausted {
            operation: "Measure".to_owned(),
            request: 2
        })
    );
    assert!(
        error.to_string().contains("request 2 (`Measure`)"),
        "{error}"
    );
    assert_eq!(replay.requests().len(), 2);
}

#[test]
fn errors_statuses_and_failures_can_be_recorded() {
    let replay = Replay::new([Reply::error("NoSuchThing", "a \"quoted\" message")])
        .then(Reply::with_status(http::StatusCode::BAD_GATEWAY, "<html>"))
        .then(
            http::Response::builder()
                .header("x-amz-request-id", "id-9")
                .status(503)
                .body("{}")
                .expect("a response"),
        )
        .then(Reply::failure("connection reset"))
        .then(r#"{"size":"#);
    let client = Client::with(&replay);
    let mut errors =
        (0..5).map(|_| Call::<Measure>::call(&client, &Request::new("a")).expect_err("an error"));
    let mut next = || errors.next().expect("five errors");

    let service = next();
    assert_eq!(
        (service.code(), service.status()),
        (Some("NoSuchThing"), Some(400))
    );
    assert_eq!(
        service.meta().and_then(|meta| meta.message()),
        Some("a \"quoted\" message")
    );
    let proxy = next();
    assert_eq!(
        (proxy.as_unreadable().is_some(), proxy.status()),
        (true, Some(502))
    );
    let busy = next();
    assert_eq!(
        (busy.code(), busy.status(), busy.request_id()),
        (None, Some(503), Some("id-9"))
    );
    let reset = next();
    assert!(matches!(reset, CallError::Transport(_)), "{reset:?}");
    assert_eq!(
        (reset.to_string().as_str(), reset.status()),
        ("connection reset", None)
    );
    assert!(matches!(next(), CallError::Unreadable(_)));
}

#[test]
fn debug_shows_no_bodies() {
    let replay = Replay::pages([r#"{"hunter2":1}"#]).then(Reply::json("hunter2"));
    let client = Client::with(&replay);
    Call::<Measure>::call(&client, &Request::new("hunter2")).expect("the recorded page");
    let shown = format!(
        "{replay:?} {client:?} {:?} {:?}",
        replay.requests(),
        Reply::json("hunter2")
    );
    assert!(
        shown.contains("Measure") && shown.contains("18 bytes"),
        "{shown}"
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_request_that_is_no_call_is_kept_too() {
    let replay = Replay::default();
    let request = http::Request::new(Bytes::from_static(b"no json"));
    let error = aws_transport::Http::send(&replay, request).expect_err("nothing is recorded");
    assert_eq!(
        error,
        ReplayError::Exhausted {
            operation: String::new(),
            request: 1
        }
    );
    let sent = &replay.requests()[0];
    assert_eq!((sent.operation(), sent.member("name")), ("", None));
    assert!(sent.json().is_err());
}
