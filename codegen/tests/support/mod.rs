//! Fixtures, read.

#![allow(dead_code, unreachable_pub, reason = "each test uses what it needs")]

pub mod scaffold;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use smithy_schema_json::{Model, Source, read};

/// The folder of the fixtures.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The text of a fixture's file.
pub fn fixture(path: &str) -> String {
    let path = folder().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A model of one source, which messages call `model.json`.
pub fn model(name: &str, text: String) -> Model {
    read(&[Source::new("model.json", text)]).unwrap_or_else(|errors| panic!("{name}: {errors}"))
}

/// The names in a folder of fixtures that end with this, without the end, in order; all where `extension` is empty.
pub fn names(path: &str, extension: &str) -> Vec<String> {
    let entries = fs::read_dir(folder().join(path)).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("the folder can be read").file_name());
    let names = names.filter_map(|name| {
        let name = Path::new(&name).to_owned();
        let wanted = name
            .extension()
            .map_or("", |end| end.to_str().unwrap_or_default())
            == extension;
        wanted.then(|| {
            name.file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
        })?
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Only what differs is written, so that the next run compiles only that.
pub fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("files have a folder")).expect("the folder is made");
    fs::write(path, text).expect("the file is written");
}

/// Runs cargo in a workspace of generated crates, with warnings denied and no network.
pub fn cargo(root: &Path, arguments: &[&str]) {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(arguments)
        .args(["--quiet", "--offline"])
        .current_dir(root)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures-target"),
        )
        .env("RUSTFLAGS", "-Dwarnings")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .expect("cargo starts");
    let text = format!(
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "cargo {arguments:?}\n{text}");
}
