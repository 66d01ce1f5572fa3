//! Proxies and gzip over real sockets, by both clients.

#![cfg(all(feature = "blocking", feature = "async"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper fails the test that calls it"
)]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;

use aws_transport::{AsyncHttp, Bytes, Http, HttpError, Hyper, Network, Proxies, Ureq, http};
use support::server::{Answer, Server};

type Sent = Result<http::Response<Bytes>, HttpError>;

type Client = fn(Network, &str) -> Sent;

const CLIENTS: [(&str, Client); 2] = [("blocking", blocking), ("async", asynchronous)];

fn blocking(network: Network, url: &str) -> Sent {
    Ureq::with(network).send(post(url))
}

fn asynchronous(network: Network, url: &str) -> Sent {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async { Hyper::with(network).send(post(url)).await })
}

fn post(url: &str) -> http::Request<Bytes> {
    let request = http::Request::post(url).header("content-type", "text/plain");
    request.body(Bytes::from_static(b"{}")).expect("a request")
}

/// A proxy that refuses everything; its URL, and the header of the first request it got.
fn proxy() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!(
        "http://user:hunter2@{}",
        listener.local_addr().expect("an address")
    );
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a connection");
        let mut header = String::new();
        let mut reader = BufReader::new(&stream);
        for _ in 0..64 {
            if header.ends_with("\r\n\r\n") || reader.read_line(&mut header).unwrap_or(0) == 0 {
                break;
            }
        }
        let _ = (&stream).write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
        let _ = sender.send(header);
    });
    (url, receiver)
}

#[test]
fn a_call_to_another_machine_goes_through_the_proxy_with_its_password() {
    for (name, send) in CLIENTS {
        let (url, seen) = proxy();
        let proxies = Proxies::from_variables(|name| (name == "HTTPS_PROXY").then(|| url.clone()));
        let network = Network::new().with_proxies(proxies.expect("a proxy"));
        let error = send(network, "https://registry.example/").expect_err("refused");
        assert!(
            matches!(error, HttpError::Proxy { .. }),
            "{name}: {error:?}"
        );
        let host = url.rsplit('@').next().unwrap_or_default();
        let told = format!("the proxy `{}` made no", host.trim_end_matches('/'));
        assert!(error.to_string().contains(&told), "{name}: {error}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{name}");
        let header = seen.recv().expect("a request").to_lowercase();
        assert!(
            header.starts_with("connect registry.example:443 http/1.1\r\n"),
            "{name}: {header}"
        );
        assert!(
            header.contains("proxy-authorization: basic dxnlcjpodw50zxiy"),
            "{name}: {header}"
        );
    }
}

#[test]
fn a_name_that_stands_for_nothing_is_no_connection_that_was_lost() {
    for (name, send) in CLIENTS {
        let error = send(Network::new(), "https://registry.invalid/").expect_err("nowhere");
        assert!(
            matches!(error, HttpError::Connect { .. }),
            "{name}: {error:?}"
        );
        assert!(error.is_unsent(), "{name}");
    }
}

#[test]
fn a_body_packed_with_gzip_is_left_to_the_client_and_asked_for_on_demand() {
    for (name, send) in CLIENTS {
        let server = Server::start(|_| {
            let header =
                b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc"
                    .to_vec();
            Answer::Open(header)
        });
        for compressed in [false, true] {
            let network = Network::new().with_compressed(compressed);
            let response = send(network, &server.url).expect("a response");
            assert_eq!(response.body(), "abc", "{name}");
            assert_eq!(response.headers()["content-encoding"], "gzip", "{name}");
        }
        let asked: Vec<bool> = server
            .seen()
            .iter()
            .map(|seen| seen.header.contains("accept-encoding: gzip"))
            .collect();
        assert_eq!(asked, [false, true], "{name}");
    }
}

#[test]
fn plain_http_to_another_machine_is_refused_unless_asked_for() {
    for (name, send) in CLIENTS {
        let error = send(Network::new(), "http://registry.example/").expect_err("refused");
        let HttpError::Refused(why) = &error else {
            panic!("{name}: {error:?}")
        };
        assert!(
            why.to_string().contains("plain HTTP would show the call"),
            "{name}: {why}"
        );
        assert!(error.is_unsent() && !error.is_transient(), "{name}");

        let (url, seen) = proxy();
        let proxies = Proxies::from_variables(|name| (name == "HTTP_PROXY").then(|| url.clone()));
        let network = Network::new()
            .with_plain_http(true)
            .with_proxies(proxies.expect("a proxy"));
        let error = send(network, "http://registry.example/").expect_err("the proxy refuses");
        assert!(
            matches!(error, HttpError::Proxy { .. }),
            "{name}: {error:?}"
        );
        assert!(
            seen.recv()
                .expect("a request")
                .contains("registry.example:80"),
            "{name}"
        );
    }
}
