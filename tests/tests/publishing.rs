//! What a published crate needs.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

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

#[test]
fn each_has_what_a_registry_page_shows() {
    for package in published() {
        let name = package["name"].as_str().unwrap();
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
