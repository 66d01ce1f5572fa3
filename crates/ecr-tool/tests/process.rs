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
use std::time::Duration;

use common::{IMAGES, Ran, Registry, digests, signal};

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

#[test]
fn an_interrupted_listing_can_be_gone_on_with() {
    let slow = [
        "--images",
        "200",
        "--page-cap",
        "1",
        "--fault",
        "latency=50ms",
    ];
    let registry = Registry::start(&slow);
    let child = spawn(&registry, &IMAGES);
    thread::sleep(Duration::from_secs(2));
    signal("INT", child.id());
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    assert_eq!(ran.exit, Some(130), "{ran:?}");
    let delivered = ran.json();
    let token = delivered["NextToken"].as_str().expect("a token");
    assert_eq!(ran.told_token(), token);
    let quick = Registry::start(&["--images", "200", "--page-cap", "1"]);
    let rest = quick
        .ecr(&[&IMAGES[..], &["--starting-token", token]].concat())
        .ok()
        .json();
    let whole = quick.ecr(&IMAGES).ok().json();
    let delivered = digests(&delivered);
    assert!(!delivered.is_empty() && delivered.len() < 200);
    assert_eq!([delivered, digests(&rest)].concat(), digests(&whole));
}

#[test]
fn an_interrupted_first_request_does_not_wait_for_its_answer() {
    let registry = Registry::start(&["--fault", "latency=30s"]);
    let child = spawn(&registry, &IMAGES);
    thread::sleep(Duration::from_secs(1));
    signal("INT", child.id());
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    assert_eq!(ran.exit, Some(130), "{ran:?}");
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("nothing was delivered"), "{}", ran.err);
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
