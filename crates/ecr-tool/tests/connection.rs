//! The way to a registry: TLS, retries, what `--debug` tells.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use std::io::Write;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use common::server::{BUSY, PAGE, read};
use common::{IMAGES, Ran, Registry, command, ecr, list};
use rcgen::CertifiedKey;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};

const MOST_CONNECTIONS: usize = 16;

/// A registry that speaks TLS with a certificate of its own, and gives these answers in turn.
struct Secure {
    url: String,
    bundle: PathBuf,
    _folder: tempfile::TempDir,
}

impl Secure {
    fn start(answers: &'static [&'static str]) -> Self {
        let CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("a key");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .expect("a usable certificate");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("its address").port();
        thread::spawn(move || serve(&listener, &Arc::new(config), answers));
        let folder = tempfile::tempdir().expect("a folder");
        let bundle = folder.path().join("ca.pem");
        std::fs::write(&bundle, cert.pem()).expect("a file");
        Secure {
            url: format!("https://localhost:{port}"),
            bundle,
            _folder: folder,
        }
    }

    fn ecr(&self, more: &[&str]) -> Ran {
        let arguments = [&IMAGES, more, &["--endpoint-url", &self.url]].concat();
        let mut command = command(&arguments);
        command.env("AWS_CA_BUNDLE", &self.bundle);
        command.output().expect("ecr runs").into()
    }
}

fn serve(listener: &TcpListener, config: &Arc<ServerConfig>, answers: &[&str]) {
    let mut answers = answers.iter();
    for stream in listener.incoming().take(MOST_CONNECTIONS) {
        let mut tcp = stream.expect("a connection");
        let mut tls = ServerConnection::new(Arc::clone(config)).expect("a session");
        let mut stream = Stream::new(&mut tls, &mut tcp);
        // A handshake that failed asked for nothing.
        if read(&mut stream).is_ok()
            && let Some(answer) = answers.next()
        {
            let _ = stream.write_all(answer.as_bytes());
        }
    }
}

#[test]
fn a_registry_over_tls_is_trusted_by_its_bundle_alone() {
    let registry = Secure::start(&[PAGE, PAGE]);
    let read = registry.ecr(&["--no-sign-request"]).ok().json();
    assert_eq!(list(&read, "imageDetails").len(), 1);
    let bundle = registry.bundle.display().to_string();
    let arguments = ["--no-sign-request", "--endpoint-url", &registry.url];
    let arguments = [&IMAGES, &arguments[..]].concat();
    ecr(&[&arguments[..], &["--ca-bundle", &bundle]].concat()).ok();
    let unknown = ecr(&arguments);
    assert_eq!(unknown.exit, Some(255), "{unknown:?}");
    assert!(
        unknown.err.contains("not secure") && unknown.err.contains("AWS_CA_BUNDLE"),
        "{}",
        unknown.err
    );
}

#[test]
fn what_is_refused_for_a_moment_is_asked_again() {
    let registry = Secure::start(&[BUSY, PAGE]);
    registry.ecr(&["--no-sign-request"]).ok();
    let registry = Secure::start(&[BUSY, PAGE]);
    let once = registry.ecr(&["--no-sign-request", "--max-attempts", "1"]);
    assert_eq!(once.exit, Some(254), "{once:?}");
    assert!(once.err.contains("HTTP status 503"), "{}", once.err);
}

#[test]
fn a_registry_for_tests_is_asked_again_where_that_is_asked_for() {
    let fault = ["--fault", "status=503@call:1"];
    assert_eq!(Registry::start(&fault).ecr(&IMAGES).exit, Some(254));
    let again = [&IMAGES[..], &["--max-attempts", "2"]].concat();
    Registry::start(&fault).ecr(&again).ok();
}

#[test]
fn debug_tells_of_requests_and_leaves_the_result_alone() {
    let registry = Registry::start(&["--images", "3"]);
    let quiet = registry.ecr(&IMAGES).ok();
    let ran = registry.ecr(&[&IMAGES[..], &["--debug"]].concat()).ok();
    assert_eq!(ran.out, quiet.out);
    assert_eq!(quiet.err, "");
    for text in [
        "request",
        "response",
        "operation=\"DescribeImages\"",
        "status=200",
        "team/app",
        &registry.url,
    ] {
        assert!(ran.err.contains(text), "{text}: {}", ran.err);
    }
}

#[test]
fn plain_http_to_another_machine_is_refused_with_the_flag_that_allows_it() {
    let far = ["--no-sign-request", "--endpoint-url", "http://192.0.2.1:9"];
    let ran = ecr(&[&IMAGES, &far[..]].concat());
    assert_eq!(ran.exit, Some(253), "{}", ran.err);
    assert!(ran.err.contains("--plain-http"), "{}", ran.err);
    assert!(ran.out.is_empty());
}
