//! Signals and pipes: what a shell sees.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![cfg(unix)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{IMAGES, Ran, Registry, digests, ecr, signal, until};
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

/// `ecr` run by a shell after these words of it.
fn after(words: &str, arguments: &[&str]) -> Ran {
    let ecr = common::command(arguments);
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{words} exec \"$0\" \"$@\"")]);
    command.arg(ecr.get_program()).args(ecr.get_args());
    command.env_clear().env("HOME", "/nonexistent");
    command.output().expect("a shell runs").into()
}

/// A folder that goes away, and the name of a file there.
fn place() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("place").display().to_string();
    (folder, file)
}

fn names(folder: &tempfile::TempDir) -> Vec<String> {
    let files = fs::read_dir(folder.path()).expect("the folder");
    let name = |file: std::io::Result<fs::DirEntry>| file.expect("a file").file_name();
    let names = files.map(|file| name(file).display().to_string());
    names.collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_how_to_go_on() {
    let registry = Registry::start(&["--images", "45", "--page-cap", "10"]);
    let (folder, file) = place();
    let kept = ["--output", "jsonl", "--checkpoint", &file];
    let kept = registry.arguments(&[&IMAGES[..], &kept].concat());
    let first = ecr(&[&kept[..], &["--max-items", "10"]].concat()).ok();
    let held = fs::read(&file).expect("the place");
    let plain = |output| registry.arguments(&[&IMAGES[..], &["--output", output]].concat());
    let newest = registry.arguments(&["newest", "team/app"]);
    for (arguments, remedy) in [
        (plain("json"), "run the same command again"),
        (plain("jsonl"), "run the same command again"),
        (newest, "run the same command again"),
        (kept.clone(), "holds the place"),
    ] {
        let ran = after("exec > /dev/full;", &arguments);
        assert_eq!(ran.exit, Some(255), "{ran:?}");
        for text in ["cannot write to standard output", "make room", remedy] {
            assert!(ran.err.contains(text), "{text}: {}", ran.err);
        }
    }
    assert_eq!(fs::read(&file).expect("the place"), held);
    assert_eq!(names(&folder), ["place"]);
    let rest = ecr(&kept).ok();
    let lines = first.out.lines().count() + rest.out.lines().count();
    assert_eq!(lines, 45);
}

#[test]
fn a_place_that_cannot_be_written_leaves_nothing_beside_it() {
    let registry = Registry::start(&["--images", "45", "--page-cap", "10"]);
    let (folder, file) = place();
    let kept = ["--output", "jsonl", "--checkpoint", &file];
    let kept = registry.arguments(&[&IMAGES[..], &kept].concat());
    // No file may grow, and the program is told so instead of being killed.
    let full = "trap '' XFSZ; ulimit -f 0;";
    let ran = after(full, &kept);
    assert_eq!(ran.exit, Some(255), "{ran:?}");
    for text in ["cannot write the checkpoint", "make room there"] {
        assert!(ran.err.contains(text), "{text}: {}", ran.err);
    }
    assert!(names(&folder).is_empty(), "{:?}", names(&folder));
}

#[test]
fn a_place_that_moves_behind_what_nobody_gets_is_told() {
    let registry = Registry::start(&["--images", "45", "--page-cap", "10"]);
    let (_folder, file) = place();
    let kept = ["--output", "jsonl", "--checkpoint", &file];
    let kept = registry.arguments(&[&IMAGES[..], &kept].concat());
    let sweep = registry.arguments(&["sweep", "--checkpoint", &file]);
    // A closed one looks like the null device: a program is given that in its place.
    for nowhere in ["exec >&-;", "exec > /dev/null;", "exec <> /dev/null >&0;"] {
        for arguments in [&kept, &sweep] {
            let ran = after(nowhere, arguments);
            assert_eq!(ran.exit, Some(0), "{ran:?}");
            assert!(ran.err.contains("closed or thrown away"), "{}", ran.err);
            assert!(!Path::new(&file).exists());
        }
    }
    assert!(!after("", &kept).err.contains("thrown away"));
}

#[test]
fn an_empty_place_is_told() {
    let registry = Registry::start(&["--images", "45"]);
    let (_folder, file) = place();
    let flags = ["--output", "jsonl", "--checkpoint", &file];
    let flags = [&IMAGES[..], &flags].concat();
    let begun = registry.ecr(&flags).ok().err;
    fs::write(&file, "").expect("an empty file");
    let ran = registry.ecr(&flags).ok();
    let told = format!("{file} is empty: the listing begins anew\n{begun}");
    assert_eq!((ran.out.lines().count(), ran.err), (45, told));
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

/// Sends `ecr` this signal once the registry has received so many requests.
fn stopped(server: &Server, signal: &str, requests: usize, arguments: &[&str]) -> Ran {
    let url = server.url();
    let child = common::command(&[arguments, &["--endpoint-url", &url]].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("ecr runs");
    until(|| server.requests().len() >= requests);
    self::signal(signal, child.id());
    Ran::from(child.wait_with_output().expect("it ends"))
}

const SIGNALS: [(&str, i32); 2] = [("INT", 130), ("TERM", 143)];

#[test]
fn a_stopped_listing_can_be_gone_on_with() {
    for (signal, exit) in SIGNALS {
        let server = watched("latency=30s@call:20");
        let ran = stopped(&server, signal, 20, &IMAGES);
        assert_eq!(ran.exit, Some(exit), "{ran:?}");
        let delivered = ran.json();
        let token = delivered["NextToken"].as_str().expect("a token");
        assert_eq!(ran.told_token(), token);
        let url = server.url();
        let on = |more: &[&str]| ecr(&[&IMAGES[..], &["--endpoint-url", &url], more].concat()).ok();
        let rest = on(&["--starting-token", token]).json();
        let delivered = digests(&delivered);
        assert_eq!(delivered.len(), 19);
        assert_eq!(
            [delivered, digests(&rest)].concat(),
            digests(&on(&[]).json())
        );
    }
}

#[test]
fn a_stopped_listing_prints_what_it_has_in_every_form() {
    for (signal, exit) in SIGNALS {
        for output in ["table", "text", "jsonl"] {
            let server = watched("latency=30s@call:20");
            let flags = [&IMAGES[..], &["--output", output]].concat();
            let ran = stopped(&server, signal, 20, &flags);
            assert_eq!(ran.exit, Some(exit), "{output}: {ran:?}");
            assert!(ran.out.lines().count() >= 19, "{output}: {ran:?}");
            let token = ran.told_token();
            assert_eq!(
                output == "text",
                ran.out.contains(&format!("NEXTTOKEN\t{token}"))
            );
        }
    }
}

#[test]
fn the_newest_of_a_stopped_listing_are_no_answer() {
    for (signal, exit) in SIGNALS {
        let server = watched("latency=30s@call:20");
        let ran = stopped(&server, signal, 20, &["newest", "team/app"]);
        assert_eq!((ran.exit, ran.out.as_str()), (Some(exit), ""), "{ran:?}");
        assert!(ran.err.contains("nothing was printed"), "{}", ran.err);
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "how long it took is what is tested"
)]
#[test]
fn a_stopped_first_request_does_not_wait_for_its_answer() {
    let begun = Instant::now();
    let (folder, place) = place();
    let out = folder.path().join("out").display().to_string();
    let sweep = ["sweep", "--out", &out, "--checkpoint", &place];
    let page = [&IMAGES[..], &["--no-paginate"]].concat();
    for ((signal, exit), (arguments, text)) in [
        (SIGNALS[0], (&IMAGES[..], "nothing was delivered")),
        (SIGNALS[1], (&IMAGES[..], "nothing was delivered")),
        (SIGNALS[0], (&page, "nothing was delivered")),
        (SIGNALS[1], (&["newest", "team/app"], "nothing was printed")),
        (SIGNALS[0], (&sweep, "nothing was written")),
    ] {
        let server = watched("latency=30s");
        let ran = stopped(&server, signal, 1, arguments);
        assert_eq!(ran.exit, Some(exit), "{ran:?}");
        assert_eq!(ran.out, "");
        assert!(ran.err.contains(text), "{}", ran.err);
    }
    assert!(!Path::new(&place).exists(), "nothing is to be gone on from");
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

#[test]
fn a_reader_that_stands_still_is_waited_for() {
    let registry = ecr_local::Registry::builder().repository("team/app");
    let server = registry.images(2_000).page_cap(100).start();
    let server = server.expect("a registry");
    let url = server.url();
    let flags = ["--output", "jsonl", "--endpoint-url", &url];
    let child = common::command(&[&IMAGES[..], &flags].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("ecr runs");
    until(|| server.requests().len() >= 3);
    thread::sleep(Duration::from_millis(500));
    let asked = server.requests().len();
    assert!(asked < 8, "{asked} of 20 pages are kept for nobody");
    let ran = Ran::from(child.wait_with_output().expect("it ends"));
    assert_eq!((ran.exit, ran.out.lines().count()), (Some(0), 2_000));
}

#[test]
fn who_waits_for_a_reader_says_so_and_ends_when_asked_again() {
    // A page larger than a pipe holds, so that whoever has read its beginning is waited for.
    let registry = Registry::start(&["--images", "1000"]);
    let flags = ["--output", "jsonl", "--page-size", "1000"];
    let mut child = spawn(&registry, &[&IMAGES[..], &flags].concat());
    let mut out = child.stdout.take().expect("its standard output");
    out.read_exact(&mut [0]).expect("the beginning");
    signal("INT", child.id());
    let err = child.stderr.take().expect("its standard error");
    let mut told = String::new();
    BufReader::new(err).read_line(&mut told).expect("a line");
    assert!(told.contains("asked once more it ends at once"), "{told}");
    signal("INT", child.id());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}
