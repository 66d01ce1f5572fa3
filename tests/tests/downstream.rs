//! A program on the facade alone: short, complete, and without a proc macro in its tree.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

use ecr_local::{Builder, Registry, Server};
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/downstream");
const REPOSITORY: &str = "team/app";

#[test]
fn the_readme_has_this_program_in_under_twenty_lines() {
    let source = std::fs::read_to_string(Path::new(FOLDER).join("src/main.rs")).unwrap();
    let lines = source.lines().count();
    assert!(lines < 20, "{lines} lines");
    let readme = include_str!("../../README.md");
    let first = readme.split("```rust,no_run\n").nth(1).unwrap();
    assert_eq!(first.split("```").next().unwrap(), source);
}

#[test]
fn lists_every_image() {
    let server = builder().start().unwrap();
    let output = run(&server, &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    assert_whole(printed.strip_suffix("next: None\n").unwrap());
    assert_eq!(server.requests().len(), 5, "five pages of ten");
}

#[test]
fn what_it_prints_on_a_failure_continues_the_listing() {
    let fault = "status=503@page:3".parse().unwrap();
    let server = builder().fault(fault).start().unwrap();
    let first = run(&server, &[]);
    assert!(!first.status.success());
    let failure = text(&first.stderr);
    let (told, token) = failure.split_once("the starting token ").unwrap();
    assert_eq!(
        told,
        "Error: DescribeImages, page 3, after 20 items: the call failed; "
    );
    let (token, causes) = token.split_once(" continues the listing\n").unwrap();
    assert!(
        causes.contains("  caused by: ") && causes.contains("503"),
        "{causes}"
    );

    let second = run(&server, &[token]);
    assert!(second.status.success(), "{}", text(&second.stderr));
    let printed = text(&first.stdout) + &text(&second.stdout);
    assert_whole(printed.strip_suffix("next: None\n").unwrap());
}

#[test]
fn what_is_missing_is_told_for_people() {
    let output = program().output().unwrap();
    assert!(!output.status.success());
    let told = text(&output.stderr);
    assert!(told.starts_with("Error: no region"), "{told}");
    assert!(
        told.contains("AWS_REGION") && !told.contains("NoRegion"),
        "{told}"
    );
}

fn builder() -> Builder {
    Registry::builder()
        .repository(REPOSITORY)
        .images(45)
        .page_cap(10)
}

fn run(server: &Server, token: &[&str]) -> Output {
    let settings = [
        ("AWS_ENDPOINT_URL", server.url()),
        ("AWS_REGION", "us-east-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "AKID".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "secret".to_owned()),
        ("AWS_MAX_ATTEMPTS", "1".to_owned()),
    ];
    program().envs(settings).args(token).output().unwrap()
}

/// The program with nothing around it.
fn program() -> Command {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("downstream");
    let mut build = cargo("build");
    build
        .args(["--quiet", "--locked", "--target-dir"])
        .arg(&target);
    let built = build.output().unwrap();
    assert!(built.status.success(), "{}", text(&built.stderr));
    let name = format!("debug/downstream{}", std::env::consts::EXE_SUFFIX);
    let mut program = Command::new(target.join(name));
    program.env_clear().env("HOME", "/nonexistent");
    program.env("AWS_EC2_METADATA_DISABLED", "true");
    program
}

/// One line for each of the 45 images.
fn assert_whole(printed: &str) {
    let digests = printed.lines().map(|line| line.split(' ').next().unwrap());
    let different: BTreeSet<&str> = digests.collect();
    assert_eq!(printed.lines().count(), 45);
    assert_eq!(different.len(), 45, "nothing doubled");
    assert!(different.iter().all(|one| one.starts_with("sha256:")));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn compiles_no_proc_macro() {
    for features in [&[][..], &["--features", "serde"]] {
        let tree = tree(features);
        assert!(tree.contains("ecr-types"), "the tree was read: {tree:?}");
        assert_eq!(
            tree.contains("serde_core"),
            !features.is_empty(),
            "{tree:?}"
        );
    }
}

/// The names of the packages the program is built from, none of which may be a proc macro.
fn tree(features: &[&str]) -> BTreeSet<String> {
    let output = cargo("metadata")
        .args([
            "--locked",
            "--format-version",
            "1",
            "--filter-platform",
            &host(),
        ])
        .args(features)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = by_id(&metadata["packages"]);
    let nodes = by_id(&metadata["resolve"]["nodes"]);

    let mut names = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![metadata["resolve"]["root"].as_str().unwrap()];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let package = packages[id];
        let name = package["name"].as_str().unwrap();
        for target in package["targets"].as_array().unwrap() {
            let kinds = target["kind"].as_array().unwrap();
            assert!(
                !kinds.contains(&"proc-macro".into()),
                "{name} is a proc macro"
            );
        }
        names.insert(name.to_owned());
        let dependencies = nodes[id]["deps"].as_array().unwrap().iter();
        open.extend(
            dependencies
                .filter(|edge| is_built(edge))
                .filter_map(|edge| edge["pkg"].as_str()),
        );
    }
    names
}

/// Dependencies for tests are not part of what a user builds.
fn is_built(edge: &Value) -> bool {
    let kinds = edge["dep_kinds"].as_array().unwrap();
    kinds.iter().any(|kind| kind["kind"] != "dev")
}

fn by_id(list: &Value) -> BTreeMap<&str, &Value> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| (one["id"].as_str().unwrap(), one)).collect()
}

fn cargo(command: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(FOLDER).arg(command);
    cargo
}

/// The platform this runs on, as cargo names it.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.unwrap().to_owned()
}
