//! Who may depend on whom, as ARCHITECTURE.md tables it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Each crate's normal dependencies on crates of this workspace.
const TABLE: [(&str, &[&str]); 15] = [
    ("smithy-wire", &[]),
    ("smithy-schema-json", &["smithy-wire"]),
    ("codegen", &["smithy-schema-json"]),
    ("smithy-pagination", &["smithy-wire"]),
    ("ecr-types", &["smithy-wire"]),
    ("ecr-request", &["ecr-types", "smithy-wire"]),
    ("ecr-response", &["ecr-types", "smithy-wire"]),
    (
        "ecr-paginator",
        &[
            "ecr-request",
            "ecr-response",
            "ecr-types",
            "smithy-pagination",
        ],
    ),
    ("ecr-schema", &["smithy-wire"]),
    ("aws-json", &["smithy-wire"]),
    ("aws-transport", &["aws-json", "smithy-wire"]),
    (
        "ecr",
        &[
            "aws-transport",
            "ecr-paginator",
            "ecr-request",
            "ecr-response",
            "ecr-types",
            "smithy-pagination",
            "smithy-wire",
        ],
    ),
    ("ecr-local", &["ecr-schema", "smithy-wire"]),
    (
        "ecr-tool",
        &[
            "ecr",
            "ecr-local",
            "ecr-schema",
            "smithy-pagination",
            "smithy-wire",
        ],
    ),
    ("xtask", &["codegen", "smithy-schema-json"]),
];

const GENERATED: [&str; 6] = [
    "ecr-types",
    "ecr-request",
    "ecr-response",
    "ecr-paginator",
    "ecr-schema",
    "ecr",
];

#[test]
fn the_crates_know_whom_the_table_says() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages.keys().map(String::as_str).collect();
    for (name, expected) in TABLE {
        let known = dependencies(&packages[name]);
        let known: BTreeSet<&str> = known.intersection(&ours).copied().collect();
        assert_eq!(
            known,
            BTreeSet::from_iter(expected.iter().copied()),
            "{name}"
        );
    }
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

/// What a package's users build with it: neither tests nor build scripts.
fn dependencies(package: &Value) -> BTreeSet<&str> {
    let all = package["dependencies"].as_array().unwrap().iter();
    let normal = all.filter(|dependency| dependency["kind"].is_null());
    normal
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect()
}
