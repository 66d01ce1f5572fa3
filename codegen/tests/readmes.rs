//! The program in the README of every facade compiles: of listings by items, by pages, of calls alone, in one crate and in several.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test"
)]

mod support;

use std::fs;
use std::path::Path;

use codegen::{Plan, generate_workspace};

use support::{cargo, fixture, model, names, write};

#[test]
fn programs_in_readmes_compile() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readmes");
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let plan = |name: &str| Plan::new(name).with_runtime(runtime.display().to_string());
    let cases = names("", "").into_iter().filter(|name| name != "errors");
    let mut programs = String::new();
    for case in cases {
        programs += &made(&root, &case, &plan(&case).with_single_crate());
    }
    programs += &made(&root, "pagination", &plan("several"));
    for way in [
        "paginate(&client, request)",
        "send(&client, &request)",
        "use several::",
    ] {
        assert!(programs.contains(way), "no README shows {way}");
    }
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).expect("the lock file is copied");
    cargo(&root, &["test", "--workspace", "--doc"]);
}

/// Writes what is made of a fixture; gives the README.
fn made(root: &Path, case: &str, plan: &Plan) -> String {
    let model = model(case, fixture(&format!("{case}/model.json")));
    let generated = generate_workspace(&model, plan).unwrap_or_else(|errors| panic!("{errors}"));
    for (path, text) in &generated.files {
        write(&root.join(path), text);
    }
    let readme = format!("crates/{}/README.md", plan.name());
    let readme = generated.files.get(&readme);
    readme
        .unwrap_or_else(|| panic!("{case} has no README"))
        .clone()
}
