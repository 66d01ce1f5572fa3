//! Signals and pipes: what a shell sees.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![cfg(unix)]

mod common;

use std::io::Read;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{IMAGES, Ran, Registry, digests, ecr, signal};
use ecr_local::Server;

fn spawn(registry: &Registry, arguments: &[&str]) -> Child {
    common::command(&registry.arguments(arguments))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("ecr runs")
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let registry = Registry::start(&["--images", "2000"]);
    for output in ["json", "table"] {
        let mut child = spawn(&registry, &[&IMAGES[..], &["--output", output]].concat());
        let mut out = child.stdout.take().expect("its standard output");
        out.read_exact(&mut [0; 64]).expect("the beginning");
        drop(out);
        let ran = Ran::from(child.wait_with_output().expect("it ends"));
        assert_eq!(ran.exit, Some(0), "{output}: {ran:?}");
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
}

#[test]
fn closed_standard_error_is_no_error_either() {
    let registry = Registry::start(&[]);
    let mut child = spawn(&registry, &[&IMAGES[..], &["--output", "table"]].concat());
    drop(child.stderr.take());
    assert_eq!(
        child.wait_with_output().expect("it ends").status.code(),
        Some(0)
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("the device");
    let mut command = common::command(&[&IMAGES[..], &["--local"]].concat());
    let ran = Ran::from(command.stdout(full).output().expect("ecr runs"));
    assert_eq!(ran.exit, Some(255));
    assert!(
        ran.err.contains("cannot write to standard output"),
        "{}",
        ran.err
    );
}

/// A registry of this process, so that the test sees what it was asked.
fn watched(fault: &str) -> Server {
    ecr_local::Registry::builder()
        .repository("team/app")
        .images(100)
        .page_cap(1)
        .fault(fault.parse().expect("a fault"))
        .start()
        .expect("a registry")
}

/// Interrupts `ecr` once the registry has received this many requests.
fn interrupted(server: &Server, requests: usize) -> Ran {
    let url = server.url();
    let child = common::command(&[&IMAGES[..], &["--endpoint-url", &url]].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("ecr runs");
    let deadline = 60_000 / 5;
    for _ in 0..deadline {
        if server.requests().len() >= requests {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    signal("INT", child.id());
    Ran::from(child.wait_with_output().expect("it ends"))
}

#[test]
fn an_interrupted_listing_can_be_gone_on_with() {
    let server = watched("latency=10ms");
    let ran = interrupted(&server, 20);
    assert_eq!(ran.exit, Some(130), "{ran:?}");
    let delivered = ran.json();
    let token = delivered["NextToken"].as_str().expect("a token");
    assert_eq!(ran.told_token(), token);
    let url = server.url();
    let on = |more: &[&str]| ecr(&[&IMAGES[..], &["--endpoint-url", &url], more].concat()).ok();
    let rest = on(&["--starting-token", token]).json();
    let delivered = digests(&delivered);
    assert!(delivered.len() >= 19 && delivered.len() < 100);
    assert_eq!(
        [delivered, digests(&rest)].concat(),
        digests(&on(&[]).json())
    );
}

#[allow(
    clippy::disallowed_methods,
    reason = "how long it took is what is tested"
)]
#[test]
fn an_interrupted_first_request_does_not_wait_for_its_answer() {
    let server = watched("latency=30s");
    let begun = Instant::now();
    let ran = interrupted(&server, 1);
    assert_eq!(ran.exit, Some(130), "{ran:?}");
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("nothing was delivered"), "{}", ran.err);
    assert!(begun.elapsed() < Duration::from_secs(25));
}

#[test]
fn a_server_ends_when_it_is_told_to() {
    for (name, exit) in [("INT", 130), ("TERM", 0)] {
        let registry = Registry::start(&[]);
        registry.ecr(&["describe-repositories"]).ok();
        signal(name, registry.id());
        assert_eq!(registry.exit(), Some(exit), "{name}");
    }
}
