//! TLS: a service that is trusted, and such as are not.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use ecr::client::{Network, Roots};
use rcgen::CertifiedKey;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};

use crate::listing::{CLIENTS, Plan};

const MOST_CONNECTIONS: usize = 16;
const MOST_READS: usize = 64;

/// A server with a certificate of its own for this name, which answers every request with one page; its URL, and its certificate as PEM.
fn server(name: &str) -> (String, String) {
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed([name.to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .expect("a usable certificate");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let config = Arc::new(config);
    thread::spawn(move || serve(&listener, &config));
    (format!("https://localhost:{port}"), cert.pem())
}

fn serve(listener: &TcpListener, config: &Arc<ServerConfig>) {
    for stream in listener.incoming().take(MOST_CONNECTIONS) {
        let mut tcp = stream.expect("a connection");
        let mut tls = ServerConnection::new(Arc::clone(config)).expect("a session");
        let _ = converse(&mut Stream::new(&mut tls, &mut tcp));
    }
}

fn converse(stream: &mut (impl Read + Write)) -> std::io::Result<()> {
    let body = r#"{"imageIds":[{"imageTag":"secure"}]}"#;
    let mut seen = Vec::new();
    for _ in 0..MOST_READS {
        let mut bytes = [0; 4096];
        let count = stream.read(&mut bytes)?;
        seen.extend_from_slice(&bytes[..count]);
        if seen.ends_with(b"}") {
            break;
        }
    }
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )?;
    stream.flush()
}

fn trusting(pem: &str) -> Network {
    Network::new().with_roots(Roots::from_pem(pem.as_bytes()).expect("a certificate"))
}

#[test]
fn a_service_with_a_certificate_that_is_trusted() {
    for (name, run) in CLIENTS {
        let (url, pem) = server("localhost");
        let read = run(Plan {
            network: trusting(&pem),
            ..Plan::new(&url)
        });
        assert_eq!(read.seen, None, "{name}");
        assert_eq!(read.items, ["secure"], "{name}");
    }
}

#[test]
fn a_certificate_from_nobody_and_one_for_another_name() {
    for (name, run) in CLIENTS {
        let (unknown, _) = server("localhost");
        let (other, pem) = server("registry.example");
        let message = "is not secure: what answered cannot prove that it is the service";
        for (plan, why) in [
            (Plan::new(&unknown), "UnknownIssuer"),
            (
                Plan {
                    network: trusting(&pem),
                    ..Plan::new(&other)
                },
                "not valid for name",
            ),
        ] {
            let read = run(plan.with_retries(ecr::client::Retries::standard()));
            let shown = read.seen.unwrap_or_default();
            assert!(
                shown.contains("the connection to `localhost:") && shown.contains(message),
                "{name}: {shown}"
            );
            assert!(shown.contains(why), "{name}: {shown}");
            assert!(
                shown.contains("AWS_CA_BUNDLE") && !shown.contains("tried"),
                "{name}: {shown}"
            );
            assert!(read.items.is_empty(), "{name}");
        }
    }
}

#[test]
fn a_service_that_does_not_speak_tls() {
    for (name, run) in CLIENTS {
        let plain = crate::listing::server(|_| None);
        let read = run(Plan::new(&plain.url.replace("http://", "https://")));
        let shown = read.seen.unwrap_or_default();
        assert!(
            !shown.is_empty() && read.items.is_empty(),
            "{name}: {shown}"
        );
    }
}
