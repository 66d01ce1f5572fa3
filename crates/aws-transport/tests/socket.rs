//! The blocking client over real sockets: what goes well.

#![cfg(feature = "blocking")]
#![allow(clippy::expect_used, reason = "a helper fails the test that calls it")]

mod support;

use std::process::Command;
use std::thread;

use aws_transport::{Bytes, CallError, Client, EndpointError, Http, HttpError, Ureq, http};
use smithy_wire::Call;
use support::server::{Answer, Server, whole};
use support::{Measure, Request, Response};

fn client(server: &Server) -> Client<Ureq> {
    Client::local(&server.url).expect("a loopback endpoint")
}

fn measure(client: &Client<Ureq>) -> Result<Response, CallError<support::Failure>> {
    Call::<Measure>::call(client, &Request::new("app"))
}

#[test]
fn a_call_goes_out_whole_and_its_output_comes_back() {
    let server = Server::json(r#"{"size":7}"#);
    assert_eq!(measure(&client(&server)).expect("an output").size, Some(7));
    let seen = server.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].body, r#"{"name":"app"}"#);
    let header = &seen[0].header;
    assert!(header.starts_with("post / http/1.1\r\n"), "{header}");
    for line in [
        "content-type: application/x-amz-json-1.1\r\n",
        "x-amz-target: registry_v1.measure\r\n",
        "content-length: 14\r\n",
        "user-agent: aws-transport/",
        "host: 127.0.0.1:",
    ] {
        assert!(header.contains(line), "{line} in {header}");
    }
    assert!(!header.contains("accept-encoding"), "{header}");
}

#[test]
fn calls_share_a_connection() {
    let server = Server::json(r#"{"size":1}"#);
    let client = client(&server);
    for _ in 0..5 {
        measure(&client).expect("an output");
    }
    measure(&client.clone()).expect("an output");
    let connections: Vec<usize> = server.seen().iter().map(|seen| seen.connection).collect();
    assert_eq!(connections, [0; 6]);
}

#[test]
fn a_service_error_leaves_the_connection_usable() {
    let server = Server::start(|n| match n {
        0 => Answer::Open(whole(400, r#"{"__type":"a.b#NoSuchThing","message":"m"}"#)),
        _ => Answer::Open(whole(200, r#"{"size":2}"#)),
    });
    let client = client(&server);
    let error = measure(&client).expect_err("an error");
    assert_eq!(error.code(), Some("NoSuchThing"));
    assert_eq!(
        (error.status(), error.request_id()),
        (Some(400), Some("id-1"))
    );
    assert_eq!(error.meta().and_then(|meta| meta.message()), Some("m"));
    assert_eq!(measure(&client).expect("an output").size, Some(2));
    assert_eq!(
        server.seen().iter().map(|seen| seen.connection).max(),
        Some(0)
    );
}

#[test]
fn a_connection_the_service_closed_is_replaced() {
    let server = Server::start(|_| Answer::Close(whole(200, r#"{"size":3}"#)));
    let client = client(&server);
    for connection in 0..3 {
        assert_eq!(measure(&client).expect("an output").size, Some(3));
        server.wait_for_close();
        assert_eq!(
            server.seen().last().map(|seen| seen.connection),
            Some(connection)
        );
    }
}

#[test]
fn chunks_and_bodies_that_end_with_the_connection_are_read_whole() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{\"si\r\n6\r\nze\":9}\r\n0\r\n\r\n";
    let closed = "HTTP/1.0 200 OK\r\n\r\n{\"size\":9}";
    for text in [chunked, closed] {
        let server = Server::start(move |_| Answer::Close(text.into()));
        assert_eq!(measure(&client(&server)).expect(text).size, Some(9));
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Server::json(r#"{"size":1}"#);
    let location = elsewhere.url.clone();
    let server = Server::start(move |_| {
        let header =
            format!("HTTP/1.1 307 X\r\nlocation: {location}/\r\ncontent-length: 0\r\n\r\n");
        Answer::Open(header.into_bytes())
    });
    let error = measure(&client(&server)).expect_err("a redirect is no output");
    assert_eq!(
        (error.status(), error.as_unreadable().is_some()),
        (Some(307), true)
    );
    assert!(elsewhere.seen().is_empty());
}

#[test]
fn clones_may_be_used_from_many_threads() {
    let server = Server::json(r#"{"size":4}"#);
    let client = client(&server);
    thread::scope(|scope| {
        for _ in 0..4 {
            let client = client.clone();
            scope.spawn(move || {
                (0..5).for_each(|_| assert_eq!(measure(&client).expect("an output").size, Some(4)));
            });
        }
    });
    assert_eq!(server.seen().len(), 20);
}

#[test]
fn localhost_is_this_machine() {
    let server = Server::json(r#"{"size":5}"#);
    let url = server.url.replace("127.0.0.1", "localhost");
    let client = Client::local(&url).expect("a loopback endpoint");
    assert_eq!(measure(&client).expect("an output").size, Some(5));
}

#[test]
fn no_other_machine_is_sent_to() {
    for url in [
        "http://192.0.2.1:80/",
        "http://registry.example/",
        "/",
        "127.0.0.1:80",
    ] {
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = url.parse().expect("a URI");
        let error = Ureq::new().send(request).expect_err(url);
        assert!(error.is_unsent(), "{error:?}");
        let HttpError::Refused(why) = error else {
            panic!("{url}: {error:?}")
        };
        assert!(!matches!(why, EndpointError::Malformed { .. }), "{why:?}");
    }
}

#[test]
fn proxy_variables_do_not_lead_calls_away() {
    let test = "a_call_goes_out_whole_and_its_output_comes_back";
    let run = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", test])
        .envs(
            ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"]
                .map(|name| (name, "http://127.0.0.1:1")),
        )
        .output()
        .expect("the program runs");
    let printed = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(
        run.status.success() && printed.contains("1 passed"),
        "{printed}"
    );
}
