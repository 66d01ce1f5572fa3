//! Faults that do not pass: answers that another attempt would meet again.

use ecr::client::Retries;

use crate::MEMORY;
use crate::listing::{CLIENTS, PER_PAGE, Plan, all, server, stops_and_goes_on};
use crate::server::{Answer, whole};

/// With retries allowed, the fault is met once.
fn is_met_once(fault: impl Fn() -> Answer + Copy + Send + Sync + 'static, seen: &str) {
    stops_and_goes_on(fault, [seen; 2]);
    for (name, run) in CLIENTS {
        let server = server(move |n| (n == 2).then(fault));
        let plan = Plan::new(&server.url).with_retries(Retries::standard());
        let clock = plan.clock.clone();
        let read = run(plan);
        assert_eq!(read.items, all()[..2 * PER_PAGE], "{name}");
        assert!(read.seen.is_some() && clock.slept().is_zero(), "{name}");
        assert_eq!(server.seen().len(), 3, "{name}");
    }
}

#[test]
fn token_refused_in_mid_listing() {
    let fault = || {
        let body = r#"{"__type":"InvalidParameterException","message":"Invalid token"}"#;
        Answer::Open(whole(400, body))
    };
    is_met_once(fault, "InvalidParameterException: Invalid token");
}

#[test]
fn redirect() {
    let fault = || {
        let header = "HTTP/1.1 307 X\r\nlocation: http://192.0.2.1/\r\ncontent-length: 0\r\n\r\n";
        Answer::Open(header.as_bytes().to_vec())
    };
    is_met_once(
        fault,
        "the response to ListImages cannot be understood: status 307, an empty body",
    );
}

#[test]
fn body_of_a_gigabyte() {
    let chunk = || [&b"10000\r\n"[..], &[b' '; 65536], b"\r\n"].concat();
    let unannounced = move || {
        let header = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
        Answer::Flood(header, chunk(), 16 * 1024)
    };
    let announced = || {
        let header = b"HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n".to_vec();
        Answer::Flood(header, vec![b' '; 65536], 16 * 1024)
    };
    let message = "the response's body is longer than the limit of 33554432 bytes";
    is_met_once(unannounced, message);
    is_met_once(announced, message);
    let peak = MEMORY.peak_usage_as_mb();
    assert!(peak < 200.0, "{peak} MB");
}

#[test]
fn a_header_that_never_ends() {
    let fault = || {
        let line = [b"x: ", &[b'y'; 1021][..], b"\r\n"].concat();
        Answer::Flood(b"HTTP/1.1 200 OK\r\n".to_vec(), line, 1024 * 1024)
    };
    is_met_once(
        fault,
        "the response's header is longer than the limit of 65536 bytes",
    );
}

#[test]
fn gzip_that_unpacks_to_a_gigabyte() {
    let fault = || {
        let body = bomb();
        let length = body.len();
        let header = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n"
        );
        Answer::Open([header.into_bytes(), body].concat())
    };
    is_met_once(
        fault,
        "longer than the limit of 33554432 bytes once unpacked",
    );
    let peak = MEMORY.peak_usage_as_mb();
    assert!(peak < 200.0, "{peak} MB");
}

/// A gigabyte of nothing, packed: one deflated mebibyte a thousand times over, each a member of its own.
fn bomb() -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder
        .write_all(&[b' '; 1024 * 1024])
        .expect("a Vec takes everything");
    encoder.finish().expect("a whole member").repeat(1024)
}
