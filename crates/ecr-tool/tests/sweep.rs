//! The sweep as a command: its files, and who may write them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use common::{Ran, Registry, command, ecr, signal, until};

fn registry(more: &[&str]) -> Registry {
    let few = ["--repositories", "3", "--images", "25", "--page-cap", "10"];
    Registry::start(&[&few[..], more].concat())
}

/// Two files that are not there yet, in a folder that goes away.
fn names() -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let name = |name| folder.path().join(name).display().to_string();
    let (out, place) = (name("images.jsonl"), name("place"));
    (folder, out, place)
}

fn count(path: &str) -> usize {
    let text = fs::read_to_string(path).expect("the lines");
    text.lines().count()
}

#[track_caller]
fn refused(ran: &Ran, exit: i32, text: &str) {
    assert_eq!((ran.exit, ran.out.as_str()), (Some(exit), ""), "{ran:?}");
    assert!(ran.err.contains(text), "{text}: {}", ran.err);
}

#[test]
fn one_file_is_not_lines_and_place() {
    let (folder, out, _) = names();
    let same = folder.path().join("./images.jsonl").display().to_string();
    for place in [&out, &same] {
        let ran = ecr(&["sweep", "--local", "--out", &out, "--checkpoint", place]);
        refused(&ran, 252, "--out and --checkpoint name one file: ");
    }
    let ran = ecr(&["sweep", "--local", "--out", ""]);
    refused(&ran, 252, "write the name of a file");
}

#[test]
fn two_sweeps_of_one_file_do_not_mix() {
    let registry = registry(&["--fault", "latency=3s@call:4"]);
    let (_folder, out, place) = names();
    let flags = ["sweep", "--out", &out, "--checkpoint", &place];
    let flags = registry.arguments(&flags);
    let first = command(&flags).stderr(Stdio::piped()).spawn();
    let first = first.expect("it runs");
    until(|| Path::new(&out).exists());
    refused(&ecr(&flags), 255, "is being written by another sweep");
    let bare = ["sweep", "--out", &out, "--overwrite"];
    refused(
        &registry.ecr(&bare),
        255,
        "is being written by another sweep",
    );
    let first: Ran = first.wait_with_output().expect("it ends").into();
    let told = format!("{} images of 3 repositories", count(&out));
    assert!(first.ok().err.contains(&told));
}

#[test]
fn lines_are_not_overwritten_unless_asked() {
    let registry = registry(&[]);
    let (_folder, out, place) = names();
    let bare = ["sweep", "--out", &out];
    registry.ecr(&bare).ok();
    let images = count(&out);
    let kept = ["sweep", "--out", &out, "--checkpoint", &place];
    for flags in [&bare[..], &kept] {
        refused(&registry.ecr(flags), 252, "--overwrite");
        assert_eq!(count(&out), images);
        registry.ecr(&[flags, &["--overwrite"]].concat()).ok();
        assert_eq!(count(&out), images);
    }
    refused(&registry.ecr(&["sweep", "--overwrite"]), 252, "--out");
}

#[test]
fn a_complete_sweep_is_known_as_one() {
    let registry = registry(&[]);
    let (_folder, out, place) = names();
    let flags = ["sweep", "--out", &out, "--checkpoint", &place];
    registry.ecr(&flags).ok();
    let images = count(&out);
    let again = registry.ecr(&flags).ok();
    assert!(again.err.contains("complete already"), "{}", again.err);
    assert_eq!(count(&out), images);
    assert!(!Path::new(&place).exists());
}

#[test]
fn a_place_belongs_to_its_registry_and_its_output() {
    let registry = registry(&["--fault", "latency=3s@call:7"]);
    let (_folder, out, place) = names();
    let flags = ["sweep", "--out", &out, "--checkpoint", &place];
    let child = command(&registry.arguments(&flags)).spawn();
    let child = child.expect("it runs");
    let knows_a_page = |place: String| place.contains("\"part\"");
    until(|| fs::read_to_string(&place).is_ok_and(knows_a_page));
    signal("KILL", child.id());
    child.wait_with_output().expect("it ends");
    let elsewhere = self::registry(&[]).ecr(&flags);
    refused(
        &elsewhere,
        252,
        &format!("of the registry {}", registry.url),
    );
    let bare = registry.ecr(&["sweep", "--checkpoint", &place]);
    refused(&bare, 252, "the place of a sweep into a file");
    wrong_outputs(&registry, &out, &place);
    registry.ecr(&flags).ok();
    assert_eq!(count(&out), 75);
}

/// What is refused is left as it was, and what was not there is not made.
fn wrong_outputs(registry: &Registry, out: &str, place: &str) {
    let known = fs::read(out).expect("the lines");
    let other = format!("{out}.other");
    let longer = [&known[1..], &known[..]].concat();
    let cases = [
        (None, "is not there"),
        (Some(&known[..9]), "has 9"),
        (Some(&longer[..]), "has other lines"),
    ];
    for (bytes, told) in cases {
        if let Some(bytes) = bytes {
            fs::write(&other, bytes).expect("written");
        }
        let flags = ["sweep", "--out", &other, "--checkpoint", place];
        let ran = registry.ecr(&flags);
        refused(&ran, 252, told);
        for text in [place, "--out", "start anew"] {
            assert!(ran.err.contains(text), "{text}: {}", ran.err);
        }
        assert!(!ran.err.contains("journal"), "{}", ran.err);
        assert_eq!(fs::read(&other).ok().as_deref(), bytes, "{told}");
    }
}

#[test]
fn a_sweep_that_never_began_leaves_no_files() {
    let (folder, out, place) = names();
    let gone = ["--endpoint-url", "http://127.0.0.1:1", "--no-sign-request"];
    for files in [
        &["--out", &out][..],
        &["--out", &out, "--checkpoint", &place],
    ] {
        refused(
            &ecr(&[&["sweep"], files, &gone].concat()),
            255,
            "cannot be listed",
        );
        let left = fs::read_dir(folder.path()).expect("the folder");
        assert_eq!(left.count(), 0);
    }
    let registry = Registry::start(&["--repositories", "1", "--images", "0"]);
    registry.ecr(&["sweep", "--out", &out]).ok();
    assert_eq!(fs::read_to_string(&out).expect("an output"), "");
}

#[test]
fn a_dash_is_standard_output_and_keeps_no_place() {
    let registry = registry(&[]);
    let (folder, _, place) = names();
    let flags = registry.arguments(&["sweep", "--out", "-", "--checkpoint", &place]);
    let ran: Ran = command(&flags)
        .current_dir(folder.path())
        .output()
        .expect("it runs")
        .into();
    assert_eq!(ran.ok().out.lines().count(), 75);
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
    for command in [
        &["sweep", "--local"][..],
        &[
            "list-images",
            "--local",
            "--repository-name",
            "team/app",
            "--output",
            "jsonl",
        ],
    ] {
        let ran = ecr(&[command, &["--checkpoint", "-"]].concat());
        refused(&ran, 252, "standard output keeps no place");
    }
}

#[test]
fn a_reader_that_leaves_is_told_of_only_where_all_was_promised() {
    let registry = registry(&[]);
    let (_folder, _, place) = names();
    let ran = |flags: &[&str]| -> Ran {
        let mut command = command(&registry.arguments(flags));
        command.stdout(common::left());
        command.output().expect("it ends").into()
    };
    let bare = ran(&["sweep"]);
    assert_eq!((bare.exit, bare.err.as_str()), (Some(0), ""));
    let kept = ["sweep", "--checkpoint", &place];
    refused(&ran(&kept), 255, "standard output was closed");
    let lines = registry.ecr(&kept).ok();
    assert_eq!(lines.out.lines().count(), 75);
}

#[test]
fn a_repository_that_fails_says_why_and_what_to_do() {
    let registry = registry(&["--fault", "status=503@call:3"]);
    let (_folder, out, place) = names();
    let flags = ["sweep", "--out", &out, "--checkpoint", &place];
    let ran = registry.ecr(&flags);
    refused(&ran, 254, "DescribeImages, page ");
    assert!(ran.err.contains("(request id "), "{}", ran.err);
    assert!(ran.err.contains("503"), "{}", ran.err);
    assert!(!ran.err.contains("token"), "{}", ran.err);
    assert!(ran.err.contains("holds the place"), "{}", ran.err);
    registry.ecr(&flags).ok();
    assert_eq!(count(&out), 75);
}

#[test]
fn how_far_the_call_came_is_the_exit_code() {
    let registry = registry(&[]);
    let unsigned = registry.arguments(&["sweep", "--region", "us-east-1"]);
    let nobody = [
        "sweep",
        "--endpoint-url",
        "http://192.0.2.1:9",
        "--no-sign-request",
    ];
    refused(&ecr(&nobody), 253, "plain HTTP");
    let gone = [
        "sweep",
        "--endpoint-url",
        "http://127.0.0.1:1",
        "--no-sign-request",
    ];
    refused(&ecr(&gone), 255, "cannot be listed");
    refused(
        &ecr(&[&unsigned[..], &["--registry-id", "x"]].concat()),
        254,
        "cannot be listed",
    );
    let cut = ["--fault", "cut@call:3"];
    let registry = self::registry(&cut);
    let ran = registry.ecr(&["sweep", "--max-attempts", "1"]);
    assert_eq!(ran.exit, Some(255), "{}", ran.err);
    assert!(ran.err.contains("repositories failed"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_stopped_sweep_says_where_it_stands_and_goes_on_there() {
    for (name, exit) in [("INT", 130), ("TERM", 143)] {
        let registry = registry(&["--fault", "latency=40ms"]);
        let (_folder, out, place) = names();
        let flags = ["sweep", "--out", &out, "--checkpoint", &place];
        let child = command(&registry.arguments(&flags))
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        until(|| fs::metadata(&out).is_ok_and(|out| out.len() > 0));
        signal(name, child.id());
        let ran: Ran = child.wait_with_output().expect("it ends").into();
        assert_eq!(ran.exit, Some(exit), "{ran:?}");
        let first = count(&out);
        for text in [
            format!("of 3 repositories are read; written: {first} images"),
            format!("{place} holds the place"),
        ] {
            assert!(ran.err.contains(&text), "{text}: {}", ran.err);
        }
        let rest = registry.ecr(&flags).ok();
        assert_eq!(count(&out), 75);
        let told = format!(
            "75 images of 3 repositories, {} of them by this run\n",
            75 - first
        );
        assert_eq!(rest.err, told);
        let again = registry.ecr(&flags).ok();
        assert!(
            again.err.starts_with("complete already, with 75 images"),
            "{}",
            again.err
        );
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_names_the_file_and_is_gone_on_from() {
    let registry = registry(&[]);
    let (_folder, out, place) = names();
    let flags = ["sweep", "--out", &out, "--checkpoint", &place];
    let ecr = command(&registry.arguments(&flags));
    let limited = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""])
        .arg(ecr.get_program())
        .args(ecr.get_args())
        .env_clear()
        .output();
    let full: Ran = limited.expect("a shell runs").into();
    refused(&full, 255, &format!("cannot be written: {out}: "));
    for text in ["make room there", &format!("{place} holds the place")] {
        assert!(full.err.contains(text), "{text}: {}", full.err);
    }
    registry.ecr(&flags).ok();
    let text = fs::read_to_string(&out).expect("the lines");
    let lines: std::collections::BTreeSet<&str> = text.lines().collect();
    assert_eq!((lines.len(), text.lines().count()), (75, 75));
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_takes_nothing_is_named() {
    let full = fs::File::options().write(true).open("/dev/full");
    let mut command = command(&["sweep", "--local"]);
    let ran = command.stdout(full.expect("the device")).output();
    let ran: Ran = ran.expect("it runs").into();
    refused(&ran, 255, "cannot be written: standard output: ");
    assert!(ran.err.contains("--checkpoint FILE"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_file_that_lines_go_to() {
    // Opened anew, it would be read by nobody but the sweep itself.
    let ran = ecr(&["sweep", "--local", "--out", "/dev/stdout"]);
    refused(
        &ran,
        255,
        "/dev/stdout cannot be used: it is no regular file",
    );
    assert!(ran.err.contains("without --out"), "{}", ran.err);
}

#[test]
fn an_empty_place_is_told() {
    let registry = registry(&[]);
    let (_folder, out, place) = names();
    fs::write(&place, "").expect("an empty file");
    let ran = registry.ecr(&["sweep", "--out", &out, "--checkpoint", &place]);
    let told = format!("{place} is empty: the sweep begins anew\n75 images of 3 repositories\n");
    assert_eq!(ran.ok().err, told);
}

#[test]
fn a_place_whose_token_is_not_taken_says_what_to_do() {
    let registry = registry(&["--fault", "status=503@page:2"]);
    let (folder, out, place) = names();
    let flags = ["sweep", "--out", &out, "--checkpoint", &place];
    assert_eq!(registry.ecr(&flags).exit, Some(254));
    let text = fs::read_to_string(&place).expect("the place");
    let edited = text.replace("\"nextToken\":\"", "\"nextToken\":\"x");
    assert_ne!(edited, text);
    fs::write(&place, edited).expect("the file is there");
    let ran = registry.ecr(&flags);
    assert_eq!(ran.exit, Some(254), "{ran:?}");
    let told = format!("delete {place}, and begin anew with --overwrite");
    assert!(ran.err.contains(&told), "{}", ran.err);
    fs::remove_file(&place).expect("the place");
    let sound = self::registry(&[]);
    sound.ecr(&[&flags[..], &["--overwrite"]].concat()).ok();
    assert_eq!(count(&out), 75);
    let nowhere = folder.path().join("no/such").display().to_string();
    let ran = registry.ecr(&["sweep", "--out", &nowhere]);
    refused(&ran, 255, "make the folder first");
}
