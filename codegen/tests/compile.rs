//! What the generator makes of every fixture is compiled with warnings denied, and used.
//!
//! A snapshot can be approved while being wrong; the compiler cannot be talked round.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use codegen::{Plan, generate};

use support::scaffold::{self, PARTS};
use support::{cargo, fixture, folder, model, names, write};

/// A workspace of its own under the target folder: the crates of every fixture.
#[test]
fn fixtures_compile_and_work() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let cases: Vec<String> = names("", "")
        .into_iter()
        .filter(|name| name != "errors")
        .collect();
    assert!(cases.len() >= 8, "only {cases:?}");
    let written: Vec<PathBuf> = cases
        .iter()
        .flat_map(|case| write_case(&root, case))
        .collect();
    delete_others(&root.join("crates"), &written);
    write(&root.join("Cargo.toml"), &scaffold::workspace());
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).expect("the lock file is copied");
    cargo(&root, &["check", "--workspace"]);
    cargo(
        &root,
        &["test", "--workspace", "--features", &features(&cases)],
    );
}

fn features(cases: &[String]) -> String {
    let features: Vec<String> = cases.iter().map(|case| format!("{case}/serde")).collect();
    features.join(",")
}

fn write_case(root: &Path, case: &str) -> Vec<PathBuf> {
    let model = model(case, fixture(&format!("{case}/model.json")));
    let generated = generate(&model, &Plan::new(case)).unwrap_or_else(|errors| panic!("{errors}"));
    let mut files: Vec<(PathBuf, String)> = generated
        .files
        .into_iter()
        .map(|(path, text)| (root.join(path), text))
        .collect();
    let has_endpoint = files
        .iter()
        .any(|(path, _)| path.starts_with(root.join(format!("crates/{case}-endpoint"))));
    let parts = PARTS
        .iter()
        .filter(|part| has_endpoint || **part != "-endpoint");
    for part in parts {
        let krate = root.join(format!("crates/{case}{part}"));
        let tested: &[&str] = if has_endpoint && part.is_empty() {
            &["-endpoint"]
        } else {
            &[]
        };
        files.push((
            krate.join("Cargo.toml"),
            scaffold::manifest(case, part, tested),
        ));
        files.push((krate.join("src/lib.rs"), scaffold::root(case, part)));
    }
    if let Ok(usage) = fs::read_to_string(folder().join(case).join("usage.rs")) {
        files.push((root.join(format!("crates/{case}/tests/usage.rs")), usage));
    }
    files.iter().for_each(|(path, text)| write(path, text));
    files.into_iter().map(|(path, _)| path).collect()
}

fn delete_others(folder: &Path, written: &[PathBuf]) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            delete_others(&path, written);
        } else if !written.contains(&path) {
            fs::remove_file(&path).expect("the file is deleted");
        }
    }
}
