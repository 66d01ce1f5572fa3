//! Lines as pages arrive, the file that keeps the place, the newest of all, queries, progress.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader};

use common::server::{PAGE, Plain};
use common::{IMAGES, Ran, Registry, digests, ecr, list, signal};
use serde_json::Value;

fn registry(more: &[&str]) -> Registry {
    Registry::start(&[&["--images", "65", "--page-cap", "20"], more].concat())
}

fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more].concat()
}

fn lines(ran: &Ran) -> Vec<String> {
    let digest = |line: &str| {
        let image: Value = serde_json::from_str(line).expect("an image a line");
        image["imageDigest"]
            .as_str()
            .expect("its digest")
            .to_owned()
    };
    ran.out.lines().map(digest).collect()
}

/// A file that is not there yet, in a folder that goes away.
fn place() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("place").display().to_string();
    (folder, file)
}

#[test]
fn lines_are_the_images_of_the_json() {
    let registry = registry(&[]);
    let json = registry
        .ecr(&with(&IMAGES, &["--output", "json"]))
        .ok()
        .json();
    let jsonl = registry.ecr(&with(&IMAGES, &["--output", "jsonl"])).ok();
    assert_eq!(lines(&jsonl), digests(&json));
    let first: Value =
        serde_json::from_str(jsonl.out.lines().next().expect("a line")).expect("JSON");
    assert_eq!(Some(&first), list(&json, "imageDetails").first());
    let capped = registry
        .ecr(&with(&IMAGES, &["--output", "jsonl", "--max-items", "7"]))
        .ok();
    assert_eq!(lines(&capped), digests(&json)[..7]);
    let rest = registry
        .ecr(&with(
            &IMAGES,
            &[
                "--output",
                "jsonl",
                "--starting-token",
                &capped.told_token(),
            ],
        ))
        .ok();
    assert_eq!(lines(&rest), digests(&json)[7..]);
}

#[test]
fn a_checkpoint_goes_on_where_a_failure_stopped_it_and_is_deleted_at_the_end() {
    let all = digests(&registry(&[]).ecr(&IMAGES).ok().json());
    // Each of its listings fails once, at the third page.
    let registry = registry(&["--fault", "status=503@page:3"]);
    let (_folder, file) = place();
    let flags = with(&IMAGES, &["--output", "jsonl", "--checkpoint", &file]);
    let first = registry.ecr(&flags);
    assert_eq!(first.exit, Some(254), "{first:?}");
    assert!(first.err.contains("holds the place"), "{}", first.err);
    assert!(
        fs::read_to_string(&file)
            .expect("the place")
            .contains("\"items\":40")
    );
    let capped = registry.ecr(&with(&flags, &["--max-items", "7"])).ok();
    let rest = registry.ecr(&flags).ok();
    assert_eq!([lines(&first), lines(&capped), lines(&rest)].concat(), all);
    assert!(!fs::exists(&file).expect("the folder is there"));
}

#[test]
fn killed_at_any_moment_no_line_is_lost() {
    let registry = registry(&["--fault", "latency=30ms"]);
    let all = digests(&registry.ecr(&IMAGES).ok().json());
    let (_folder, file) = place();
    let flags = registry.arguments(&with(
        &IMAGES,
        &["--output", "jsonl", "--checkpoint", &file],
    ));
    let mut seen = Vec::new();
    for wait in [10, 50, 80, 120] {
        let child = common::command(&flags)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("it runs");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        signal("KILL", child.id());
        let ran: Ran = child.wait_with_output().expect("it ends").into();
        seen.extend(lines(&ran));
    }
    seen.extend(lines(&ecr(&flags).ok()));
    // A page's lines come a second time where the kill fell between them and the place.
    let mut once: Vec<String> = Vec::new();
    for digest in seen {
        if !once.contains(&digest) {
            once.push(digest);
        }
    }
    assert_eq!(once, all);
}

#[test]
fn a_checkpoint_of_another_repository_is_refused() {
    let registry = registry(&["--repositories", "2"]);
    let (_folder, file) = place();
    let flags = [
        "--output",
        "jsonl",
        "--checkpoint",
        &file,
        "--max-items",
        "3",
    ];
    registry.ecr(&with(&IMAGES, &flags)).ok();
    let other = registry.ecr(&with(
        &["describe-images", "--repository-name", "other/app"],
        &flags,
    ));
    assert_eq!(other.exit, Some(252));
    assert!(
        other.err.contains("repositoryName had another value then"),
        "{}",
        other.err
    );
    let operation = registry.ecr(&with(
        &["list-images", "--repository-name", "team/app"],
        &flags,
    ));
    assert!(
        operation
            .err
            .contains("is one of DescribeImages, not of ListImages"),
        "{}",
        operation.err
    );
    let elsewhere = self::registry(&["--repositories", "2"]).ecr(&with(&IMAGES, &flags));
    assert_eq!(elsewhere.exit, Some(252));
    let told = format!("a place in a listing of {}, not of http://", registry.url);
    assert!(elsewhere.err.contains(&told), "{}", elsewhere.err);
    fs::write(&file, "{").expect("the file is there");
    let cut = registry.ecr(&with(&IMAGES, &flags));
    assert_eq!(cut.exit, Some(252));
    assert!(
        cut.err
            .contains("delete the file to start the listing anew"),
        "{}",
        cut.err
    );
}

#[test]
fn the_newest_are_those_of_the_whole_listing() {
    let registry = registry(&[]);
    let all = registry.ecr(&IMAGES).ok().json();
    let mut images: Vec<&Value> = list(&all, "imageDetails").iter().collect();
    images.sort_by_key(|image| {
        std::cmp::Reverse(image["imagePushedAt"].as_str().expect("a time").to_owned())
    });
    let newest = registry.ecr(&["newest", "team/app", "-n", "5"]).ok().json();
    let found: Vec<&Value> = list(&newest, "imageDetails").iter().collect();
    assert_eq!(found, images[..5]);
    let lost = registry.ecr(&["newest", "no/such"]);
    assert_eq!((lost.exit, lost.out.as_str()), (Some(254), ""));
}

#[test]
fn a_query_is_asked_of_the_whole_result() {
    let registry = registry(&[]);
    let count = registry
        .ecr(&with(&IMAGES, &["--query", "length(imageDetails)"]))
        .ok();
    assert_eq!(count.out, "65\n");
    let token = [
        "--max-items",
        "7",
        "--query",
        "NextToken",
        "--output",
        "text",
    ];
    let token = registry.ecr(&with(&IMAGES, &token)).ok();
    let rest = registry
        .ecr(&with(&IMAGES, &["--starting-token", token.out.trim_end()]))
        .ok();
    assert_eq!(digests(&rest.json()).len(), 58);
    let wrong = registry.ecr(&with(&IMAGES, &["--query", "sum(imageDetails)"]));
    assert_eq!((wrong.exit, wrong.out.as_str()), (Some(255), ""));
}

#[test]
fn a_query_that_can_find_nothing_is_refused_before_anything_is_sent() {
    let registry = Plain::start(&[PAGE]);
    let asked = |command: &[&str], query| {
        let flags = ["--endpoint-url", &registry.url, "--query", query];
        ecr(&with(command, &flags))
    };
    for command in [&IMAGES[..], &["newest", "team/app"]] {
        for (query, told) in [
            ("imageDetails[].nosuch(@)", "there is no function `nosuch`"),
            (
                "length(imageDetails, `1`)",
                "`length` has too many arguments",
            ),
        ] {
            let ran = asked(command, query);
            assert_eq!((ran.exit, ran.out.as_str()), (Some(252), ""), "{ran:?}");
            assert!(ran.err.contains(told), "{}", ran.err);
        }
        assert_eq!(registry.seen().len(), 0);
    }
    asked(&IMAGES, "length(imageDetails)").ok();
    assert_eq!(registry.seen().len(), 1);
}

#[test]
fn a_query_of_a_part_says_that_it_is_one() {
    let registry = registry(&["--fault", "status=503@page:3"]);
    let asked = |query| registry.ecr(&with(&IMAGES, &["--query", query]));
    let part = asked("length(imageDetails)");
    assert_eq!(
        (part.exit, part.out.as_str()),
        (Some(254), "40\n"),
        "{part:?}"
    );
    assert!(part.err.contains("40 images in 2 pages"), "{}", part.err);
    part.told_token();
    let registry = self::registry(&["--fault", "status=503@page:3"]);
    let both = registry.ecr(&with(&IMAGES, &["--query", "sum(imageDetails)"]));
    assert_eq!((both.exit, both.out.as_str()), (Some(255), ""));
    for told in ["array[number]", "nothing was printed", "page 3", "503"] {
        assert!(both.err.contains(told), "{told}: {}", both.err);
    }
}

#[test]
fn a_place_that_is_over_says_that_the_listing_begins_anew() {
    let registry = registry(&[]);
    let (_folder, file) = place();
    let flags = ["--output", "jsonl", "--checkpoint", &file];
    for more in [&[][..], &["--max-items", "65"]] {
        let ran = registry.ecr(&with(&IMAGES, &with(&flags, more))).ok();
        assert_eq!(lines(&ran).len(), 65);
        let told =
            format!("the listing is complete and {file} is gone: the same command begins anew\n");
        assert_eq!(ran.err, told);
        let quiet = registry
            .ecr(&with(&IMAGES, &with(&flags, &["--quiet"])))
            .ok();
        assert_eq!(quiet.err, "");
    }
}

#[test]
fn progress_is_told_where_it_was_asked_for() {
    let registry = registry(&[]);
    let asked = registry.ecr(&with(&IMAGES, &["--progress"])).ok();
    let told: Vec<&str> = asked.err.lines().collect();
    assert_eq!(
        told,
        [
            "1 page, 20 images",
            "2 pages, 40 images",
            "3 pages, 60 images",
            "4 pages, 65 images"
        ]
    );
    assert_eq!(registry.ecr(&IMAGES).ok().err, "");
}

/// Reads so many lines of what `ecr` prints, and leaves.
fn leaves(arguments: &[&str], wanted: usize) -> (Vec<String>, Ran) {
    let mut child = common::command(arguments)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    let out = child.stdout.take().expect("its standard output");
    let read = BufReader::new(out).lines().take(wanted);
    let read = read.collect::<Result<_, _>>().expect("lines");
    (read, child.wait_with_output().expect("it ends").into())
}

#[test]
fn a_reader_that_leaves_loses_nothing_that_was_promised() {
    let registry = registry(&["--fault", "latency=60ms"]);
    let all = registry.ecr(&with(&IMAGES, &["--output", "jsonl"])).ok();
    let all: Vec<&str> = all.out.lines().collect();
    let (_folder, file) = place();
    let flags = with(&IMAGES, &["--output", "jsonl", "--checkpoint", &file]);
    let flags = registry.arguments(&flags);
    let ran: Ran = common::command(&flags)
        .stdout(common::left())
        .output()
        .expect("it ends")
        .into();
    assert_eq!(ran.exit, Some(255), "{ran:?}");
    assert!(ran.err.contains("standard output was closed"), "{ran:?}");
    assert!(!fs::exists(&file).expect("the folder is there"));
    let (first, ran) = leaves(&flags, 20);
    assert_eq!(ran.exit, Some(255), "{ran:?}");
    assert!(
        ran.err.contains(&format!("{file} holds the place")),
        "{ran:?}"
    );
    let rest = ecr(&flags).ok();
    let rest: Vec<String> = rest.out.lines().map(str::to_owned).collect();
    assert_eq!([first, rest].concat(), all);
    // Without a place nothing was promised.
    let bare = registry.arguments(&with(&IMAGES, &["--output", "jsonl"]));
    let (_, ran) = leaves(&bare, 1);
    assert_eq!((ran.exit, ran.err.as_str()), (Some(0), ""));
}

#[test]
fn a_checkpoint_that_cannot_be_written_is_found_before_the_first_call() {
    let registry = registry(&["--fault", "status=500"]);
    let (folder, file) = place();
    let nowhere = folder.path().join("no/such/place").display().to_string();
    let in_the_way = folder.path().display().to_string();
    for (name, exit, text) in [
        ("", 252, "write the name of a file"),
        (&nowhere, 255, "make the folder first"),
        (&in_the_way, 255, "cannot write the checkpoint"),
    ] {
        let flags = ["--output", "jsonl", "--checkpoint", name];
        let ran = registry.ecr(&with(&IMAGES, &flags));
        assert_eq!(ran.exit, Some(exit), "{ran:?}");
        assert!(ran.err.contains(text), "{ran:?}");
    }
    // Nor is one left behind where the first page fails.
    let flags = ["--output", "jsonl", "--checkpoint", &file];
    assert_eq!(registry.ecr(&with(&IMAGES, &flags)).exit, Some(254));
    assert!(!fs::exists(&file).expect("the folder is there"));
}

#[test]
fn two_listings_do_not_move_one_place() {
    let registry = registry(&["--fault", "latency=300ms"]);
    let (_folder, file) = place();
    let flags = registry.arguments(&with(
        &IMAGES,
        &["--output", "jsonl", "--checkpoint", &file],
    ));
    let first = common::command(&flags)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    common::until(|| fs::exists(&file).expect("the folder is there"));
    let second = ecr(&flags);
    assert_eq!((second.exit, second.out.as_str()), (Some(255), ""));
    assert!(
        second.err.contains("another listing keeps its place"),
        "{}",
        second.err
    );
    let first: Ran = first.wait_with_output().expect("it ends").into();
    assert_eq!(lines(&first.ok()).len(), 65);
}

#[test]
fn a_token_that_a_query_leaves_out_is_told() {
    let registry = registry(&[]);
    let query = |query| {
        let flags = ["--max-items", "7", "--query", query];
        registry.ecr(&with(&IMAGES, &flags)).ok()
    };
    let dropped = query("length(imageDetails)");
    assert_eq!(dropped.out, "7\n");
    let rest = registry.ecr(&with(&IMAGES, &["--starting-token", &dropped.told_token()]));
    assert_eq!(digests(&rest.ok().json()).len(), 58);
    assert_eq!(query("NextToken").err, "");
}

#[test]
fn a_token_that_is_passed_on_is_told() {
    let registry = registry(&[]);
    let passed = registry.ecr(&with(&IMAGES, &["--starting-token", "x"]));
    assert_eq!(passed.exit, Some(254));
    for told in [
        "it is sent as the service's own",
        "copy it whole: NextToken",
    ] {
        assert!(passed.err.contains(told), "{told}: {}", passed.err);
    }
    let capped = registry.ecr(&with(&IMAGES, &["--max-items", "7"])).ok();
    let flags = [
        "--starting-token",
        &capped.json()["NextToken"].clone().to_string(),
    ];
    let token = flags[1].trim_matches('"').to_owned();
    let known = registry.ecr(&with(&IMAGES, &["--starting-token", &token]));
    assert_eq!(known.ok().err, "");
}

#[test]
fn the_newest_of_a_part_are_no_answer() {
    let registry = registry(&["--fault", "status=503@page:3"]);
    let ran = registry.ecr(&["newest", "team/app"]);
    assert_eq!((ran.exit, ran.out.as_str()), (Some(254), ""));
    assert!(ran.err.contains("nothing is kept"), "{}", ran.err);
    for count in ["-1", "0", "many"] {
        let ran = registry.ecr(&["newest", "team/app", "-n", count]);
        assert_eq!(ran.exit, Some(252), "{ran:?}");
        assert!(ran.err.contains("from 1 to 4294967295"), "{}", ran.err);
        assert!(!ran.err.contains("tip:"), "{}", ran.err);
    }
}

#[test]
fn a_place_whose_token_is_not_taken_says_what_to_do() {
    let registry = registry(&[]);
    let (_folder, file) = place();
    let flags = ["--output", "jsonl", "--checkpoint", &file];
    let flags = with(&IMAGES, &flags);
    registry.ecr(&with(&flags, &["--max-items", "20"])).ok();
    let text = fs::read_to_string(&file).expect("the place");
    let edited = text.replacen("\"nextToken\":\"", "\"nextToken\":\"x", 1);
    assert_ne!(edited, text);
    fs::write(&file, &edited).expect("the file is there");
    let ran = registry.ecr(&flags);
    assert_eq!((ran.exit, ran.out.as_str()), (Some(254), ""), "{ran:?}");
    let told = format!("delete {file}, and the listing begins anew");
    assert!(ran.err.contains(&told), "{}", ran.err);
    assert_eq!(fs::read_to_string(&file).expect("the place"), edited);
}
