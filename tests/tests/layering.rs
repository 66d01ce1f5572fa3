//! Who may depend on whom, as ARCHITECTURE.md tables it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

const GENERATED: [&str; 7] = [
    "ecr-types",
    "ecr-request",
    "ecr-response",
    "ecr-paginator",
    "ecr-schema",
    "ecr-endpoint",
    "ecr",
];

#[test]
fn the_crates_know_whom_the_table_says() {
    let packages = packages();
    let mut ours: BTreeSet<&str> = packages.keys().map(String::as_str).collect();
    let table = table(&ours);
    assert!(ours.remove("ecr-tests"), "the tests may know everyone");
    let rows: BTreeSet<&str> = table.keys().copied().collect();
    assert_eq!(rows, ours, "a row for each crate");
    for (name, expected) in table {
        let known = dependencies(&packages[name]);
        let known: BTreeSet<&str> = known.intersection(&ours).copied().collect();
        assert_eq!(known, expected, "{name}");
    }
}

/// The table of ARCHITECTURE.md: each crate, and which of ours it knows.
fn table<'a>(ours: &BTreeSet<&'a str>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let text = include_str!("../../ARCHITECTURE.md");
    let section = text.split("\n## The crates").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let lines = section.lines().filter(|line| line.starts_with("| `"));
    lines
        .flat_map(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            let known = crates(cells[2], ours);
            let names = crates(cells[1], ours).into_iter();
            names.map(move |name| (name, known.clone()))
        })
        .collect()
}

/// The crates of ours that a cell names; `ecr-` may be left out.
fn crates<'a>(cell: &str, ours: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let words = cell.split(|c: char| !c.is_alphanumeric() && c != '-');
    words
        .filter_map(|word| {
            let long = format!("ecr-{word}");
            ours.get(word).or_else(|| ours.get(long.as_str())).copied()
        })
        .collect()
}

#[test]
fn a_user_of_generated_code_builds_no_generator_and_no_derive() {
    let packages = packages();
    for name in GENERATED {
        let known = dependencies(&packages[name]);
        for banned in ["syn", "quote", "proc-macro2", "serde_derive", "serde_json"] {
            assert!(!known.contains(banned), "{name} depends on {banned}");
        }
    }
}

#[test]
fn the_pager_stands_on_three_crates_at_most() {
    let packages = packages();
    let known = dependencies(&packages["smithy-pagination"]);
    assert!(known.len() <= 3, "{known:?}");
}

#[test]
fn no_crate_changes_serde_json_or_serde_for_everyone() {
    for (name, package) in packages() {
        let own = package["features"].to_string();
        for banned in ["/preserve_order", "/arbitrary_precision", "serde/derive"] {
            assert!(!own.contains(banned), "{name} has a feature with {banned}");
        }
        for dependency in package["dependencies"].as_array().unwrap() {
            let features = dependency["features"].as_array().unwrap();
            for banned in ["preserve_order", "arbitrary_precision", "derive"] {
                let serde = dependency["name"].as_str().unwrap().starts_with("serde");
                let enabled = serde && features.contains(&banned.into());
                assert!(!enabled, "{name} enables {banned}");
            }
        }
    }
}

/// The workspace's packages by name.
fn packages() -> BTreeMap<String, Value> {
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .map(|package| {
            (
                package["name"].as_str().unwrap().to_owned(),
                package.clone(),
            )
        })
        .collect()
}

/// What a package's users build for it: all but what its tests need.
fn dependencies(package: &Value) -> BTreeSet<&str> {
    let all = package["dependencies"].as_array().unwrap().iter();
    let built = all.filter(|dependency| dependency["kind"] != "dev");
    built
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect()
}
