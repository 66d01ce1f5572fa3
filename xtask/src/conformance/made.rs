//! A workspace that `generate` made, in cargo's hands.

use std::path::{Path, PathBuf};
use std::process::{self, Output};

use crate::failure::Failure;

/// Where the workspaces are made, and what is built of them.
///
/// One folder of builds for all, so that the runtime crates are compiled once.
pub(super) struct Workshop<'a> {
    root: &'a Path,
    target: PathBuf,
}

impl Workshop<'_> {
    pub(super) fn new(root: &Path) -> Workshop<'_> {
        let target = std::env::var_os("CARGO_TARGET_DIR");
        Workshop {
            root,
            target: target.map_or_else(|| root.join("target"), PathBuf::from),
        }
    }

    /// The folder for what is made of a model.
    pub(super) fn folder(&self, kind: &str, model: &Path) -> PathBuf {
        self.target.join("made").join(kind).join(name(model))
    }

    /// Runs cargo in a workspace, every warning an error.
    ///
    /// The crates are built with what the workspace here is locked to.
    pub(super) fn cargo(&self, out: &Path, arguments: &[&str]) -> Result<Output, Failure> {
        let lock = (self.root.join("Cargo.lock"), out.join("Cargo.lock"));
        std::fs::copy(&lock.0, &lock.1).map_err(|error| Failure::disk("copy", &lock.0, &error))?;
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        process::Command::new(cargo)
            .args(arguments)
            .current_dir(out)
            .env("CARGO_TARGET_DIR", self.target.join("made-target"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("RUSTFLAGS", "-Dwarnings")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
            .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))
    }
}

/// The name of a model: that of its file, or of its folder where all are called `model.json`.
pub(super) fn name(model: &Path) -> String {
    let stem = model.file_stem().unwrap_or_default();
    let folder = model.parent().and_then(Path::file_name);
    let name = folder.filter(|_| stem == "model").unwrap_or(stem);
    name.to_string_lossy().into_owned()
}

/// What came of the tests that were run: how many passed, and the names of those that failed.
#[derive(Default)]
pub(super) struct Tests {
    pub(super) passed: usize,
    pub(super) failed: Vec<String>,
}

impl Tests {
    /// How a test binary has to be called for [`Tests::of`].
    pub(super) const FORMAT: [&str; 3] = ["--", "--format=pretty", "--color=never"];

    /// Reads what test binaries printed.
    pub(super) fn of(text: &str) -> Tests {
        let mut tests = Tests::default();
        let lines = text.lines().filter_map(|line| line.strip_prefix("test "));
        for (name, outcome) in lines.filter_map(|line| line.rsplit_once(" ... ")) {
            match outcome {
                "ok" => tests.passed += 1,
                _ => tests.failed.push(name.to_owned()),
            }
        }
        tests
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_fails_is_named() {
        let tests = Tests::of(
            "running 2 tests\ntest request_a ... ok\ntest response_b ... FAILED\n\ntest result: FAILED. 1 passed",
        );
        assert_eq!(
            (tests.passed, tests.failed),
            (1, vec!["response_b".to_owned()])
        );
    }
}
