//! What a published crate needs, and the order in which the crates go out.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The crates of this workspace that are published.
fn published() -> Vec<Value> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .filter(|package| package["publish"].is_null())
        .cloned()
        .collect()
}

fn name(package: &Value) -> &str {
    package["name"].as_str().unwrap()
}

/// The step in which each crate goes out, as `docs/publishing.md` tables it.
fn steps() -> BTreeMap<String, usize> {
    let text = include_str!("../../docs/publishing.md");
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let step = cells.get(1)?.parse::<usize>().ok()?;
        Some((
            step,
            cells[2]
                .split(',')
                .map(|cell| cell.trim().trim_matches('`').to_owned())
                .collect::<Vec<_>>(),
        ))
    });
    rows.flat_map(|(step, names)| names.into_iter().map(move |name| (name, step)))
        .collect()
}

#[test]
fn each_goes_out_behind_what_it_depends_on() {
    let (packages, steps) = (published(), steps());
    let names: Vec<&str> = packages.iter().map(name).collect();
    assert_eq!(
        steps.len(),
        names.len(),
        "a row for each of {names:?}, and for no other: {steps:?}"
    );
    for package in &packages {
        for dependency in package["dependencies"].as_array().unwrap() {
            let other = name(dependency);
            // A path without version is for this workspace alone and does not go out.
            let goes_out = names.contains(&other) && dependency["req"] != "*";
            if goes_out && other != name(package) {
                assert!(
                    steps[other] < steps[name(package)],
                    "{} needs {other} first",
                    name(package)
                );
            }
        }
    }
}

#[test]
fn each_has_what_a_registry_page_shows() {
    for package in published() {
        let name = name(&package);
        for member in [
            "description",
            "license",
            "readme",
            "documentation",
            "rust_version",
        ] {
            assert!(package[member].is_string(), "{name} has no {member}");
        }
        let count = |member: &str| package[member].as_array().map_or(0, Vec::len);
        assert!(
            (1..=5).contains(&count("keywords")),
            "{name}: one to five keywords"
        );
        assert!(
            (1..=5).contains(&count("categories")),
            "{name}: one to five categories"
        );
        assert!(
            package["metadata"]["docs"]["rs"]["all-features"] == true,
            "{name}: all features on docs.rs"
        );
        let folder = Path::new(package["manifest_path"].as_str().unwrap())
            .parent()
            .unwrap();
        assert!(
            folder.join(package["readme"].as_str().unwrap()).exists(),
            "{name}: its readme is there"
        );
        assert!(
            folder.join("LICENSE").exists(),
            "{name}: the licence's text goes with it"
        );
    }
}
