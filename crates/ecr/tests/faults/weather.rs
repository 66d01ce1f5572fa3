//! Faults that pass: the connection's, and the service's own.

use std::net::TcpListener;
use std::time::Duration;

use ecr::client::{Limits, Network, Retries};

use crate::listing::{CLIENTS, PER_PAGE, Plan, all, is_not_seen, server, stops_and_goes_on};
use crate::server::{Answer, whole};

const PAGE: &str = "ListImages, page 3, after 6 items";

#[test]
fn connection_refused() {
    for (name, run) in CLIENTS {
        let port = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = port.local_addr().expect("an address");
        let url = format!("http://{address}");
        drop(port);
        let read = run(Plan::new(&url).with_retries(Retries::standard()));
        let shown = read.seen.unwrap_or_default();
        let message = format!(
            "no connection to `{address}`; is the service there, and running? (tried 3 times)"
        );
        assert!(shown.contains(&message), "{name}: {shown}");
        assert!(
            shown.to_lowercase().contains("connection refused"),
            "{name}: {shown}"
        );
        assert!(read.items.is_empty());
    }
}

#[test]
fn reset_in_the_header() {
    let fault = || Answer::Reset(b"HTTP/1.1 200 OK\r\ncontent-len".to_vec());
    let message = "the connection ended before the response's header was complete";
    stops_and_goes_on(fault, [message; 2]);
    is_not_seen(fault);
}

#[test]
fn reset_in_the_body() {
    let fault =
        || Answer::Reset(b"HTTP/1.1 200 OK\r\ncontent-length: 200\r\n\r\n{\"imageIds\":[".to_vec());
    // A reset may overtake the bytes before it.
    let message = "the connection ended";
    stops_and_goes_on(fault, [message; 2]);
    is_not_seen(fault);
}

#[test]
fn body_cut() {
    let fault =
        || Answer::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 200\r\n\r\n{\"imageIds\":[".to_vec());
    let message = "the connection ended after 13 of 200 bytes of the response's body";
    stops_and_goes_on(fault, [message; 2]);
    is_not_seen(fault);
}

#[test]
fn status_500() {
    let fault = || {
        Answer::Open(whole(
            500,
            r#"{"__type":"ServerException","message":"out of order"}"#,
        ))
    };
    stops_and_goes_on(fault, ["ServerException: out of order"; 2]);
    is_not_seen(fault);
}

fn busy() -> Answer {
    let header = "HTTP/1.1 503 X\r\nretry-after: 7\r\ncontent-length: 2\r\n\r\n{}";
    Answer::Open(header.as_bytes().to_vec())
}

#[test]
fn status_503_with_retry_after() {
    stops_and_goes_on(busy, ["HTTP status 503 without an error code"; 2]);
    for (name, run) in CLIENTS {
        let server = server(move |n| (n == 2).then(busy));
        let plan = Plan::new(&server.url).with_retries(Retries::standard());
        let clock = plan.clock.clone();
        assert_eq!(run(plan).items, all(), "{name}");
        assert_eq!(
            clock.slept(),
            Duration::from_secs(7),
            "{name} waits as long as it was asked to"
        );
    }
}

fn throttled() -> Answer {
    Answer::Open(whole(
        400,
        r#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#,
    ))
}

#[test]
fn throttling_for_a_minute() {
    stops_and_goes_on(throttled, ["ThrottlingException: Rate exceeded"; 2]);
    for retries in [Retries::standard(), Retries::adaptive()] {
        for (name, run) in CLIENTS {
            let plan = Plan::new("").with_retries(retries.with_attempts(10));
            let clock = plan.clock.clone();
            // From the third request on, until a minute has passed.
            let server = server(move |n| (n >= 2 && clock.slept() < MINUTE).then(throttled));
            let clock = plan.clock.clone();
            let read = run(Plan {
                url: server.url.clone(),
                ..plan
            });
            assert_eq!(read.seen, None, "{name}");
            assert_eq!(read.items, all(), "{name}");
            assert!(
                clock.slept() >= MINUTE && server.seen().len() < 20,
                "{name}"
            );
        }
    }
}

const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn a_service_that_never_answers() {
    for (name, run) in CLIENTS {
        let server = server(|n| (n == 2).then(|| Answer::Hang(b"HTTP/1.1 200 OK\r\n".to_vec())));
        let brief = Limits::default()
            .with_connect(Duration::from_millis(150))
            .with_response(Duration::from_millis(150));
        let network = Network::new().with_limits(brief);
        let plan = Plan {
            network,
            ..Plan::new(&server.url)
        };
        let first = run(plan.clone());
        let shown = first.seen.unwrap_or_default();
        assert!(
            shown.contains("timed out waiting for the response's header"),
            "{name}: {shown}"
        );
        assert!(shown.contains(PAGE), "{name}: {shown}");
        let second = run(plan.resumed(first.resume_token));
        assert_eq!(first.items.len(), 2 * PER_PAGE, "{name}");
        assert_eq!([first.items, second.items].concat(), all(), "{name}");
    }
}
