//! Builds the programs of `bench/`, makes their data, runs them, and reads their rows.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::ArgMatches;
use serde_json::Value;

use crate::failure::Failure;

/// Where things are in one run of `bench`, and how long it is to be.
pub(crate) struct Run {
    /// The repository.
    pub(crate) root: PathBuf,
    /// The folder that cargo builds into.
    pub(crate) target: PathBuf,
    /// The response bodies.
    pub(crate) data: PathBuf,
    /// How often each contender runs.
    pub(crate) rounds: String,
    /// Models of other services.
    models: Option<PathBuf>,
    /// Whether what the guard counts becomes what it compares with.
    pub(crate) accepts: bool,
}

impl Run {
    pub(crate) fn new(root: &Path, arguments: &ArgMatches) -> Result<Self, Failure> {
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let target = root.join(target).join("bench");
        let run = Self {
            root: root.to_path_buf(),
            data: target.join("data"),
            target,
            rounds: arguments
                .get_one::<u32>("rounds")
                .map_or_else(String::new, u32::to_string),
            models: arguments.get_one("models").cloned(),
            accepts: arguments.get_flag("accept"),
        };
        run.write_pages()?;
        Ok(run)
    }

    /// Builds a package of `bench/` in release.
    pub(crate) fn build(&self, package: &str) -> Result<(), Failure> {
        self.build_of("bench/Cargo.toml", package)
    }

    /// Builds a package of any workspace here in release.
    pub(crate) fn build_of(&self, manifest: &str, package: &str) -> Result<(), Failure> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(["build", "--quiet", "--release", "--locked"])
            .args(["--package", package, "--manifest-path"])
            .arg(self.root.join(manifest))
            .env("CARGO_TARGET_DIR", &self.target);
        output(&mut command).map(drop)
    }

    /// A program that was built.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }

    /// Runs a program with these arguments and reads its rows.
    pub(crate) fn rows<A: AsRef<OsStr>>(
        &self,
        program: &str,
        arguments: &[A],
    ) -> Result<Vec<Value>, Failure> {
        let text = output(Command::new(self.program(program)).args(arguments))?;
        let rows = text.lines().map(serde_json::from_str);
        rows.collect::<Result<_, _>>()
            .map_err(|error| Failure::new(format!("{program} printed what is no row: {error}")))
    }

    /// The same seeded pages every time; written once.
    fn write_pages(&self) -> Result<(), Failure> {
        if self.data.join("pages-1000.jsonl").exists() {
            return Ok(());
        }
        let mut command = Command::new("python3");
        command
            .arg(self.root.join("bench/python/gen_pages.py"))
            .arg(&self.data);
        output(&mut command).map(drop)
    }
}

pub(crate) fn decode(run: &Run) -> Result<Vec<Value>, Failure> {
    run.build("bench-decode")?;
    let mut rows = run.rows("decode", &[run.data.as_os_str(), run.rounds.as_ref()])?;
    rows.extend(run.rows("allocations", &[&run.data])?);
    Ok(rows)
}

pub(crate) fn client(run: &Run) -> Result<Vec<Value>, Failure> {
    run.build("bench-decode")?;
    run.rows("client", &[run.data.as_os_str(), run.rounds.as_ref()])
}

pub(crate) fn look_ahead(run: &Run) -> Result<Vec<Value>, Failure> {
    run.build("bench-pages")?;
    run.rows("bench-pages", &[&run.rounds])
}

pub(crate) fn generation(run: &Run) -> Result<Vec<Value>, Failure> {
    run.build("bench-generation")?;
    let model = run.root.join("models/ecr/2015-09-21");
    let mut arguments = vec![model.as_os_str(), run.rounds.as_ref()];
    arguments.extend(run.models.as_deref().map(Path::as_os_str));
    run.rows("bench-generation", &arguments)
}

/// Runs a command whose standard error people see, and gives what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("cannot start {name}: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(format!("{name} failed: {}", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
