//! Benchmarks of whole processes, and the environment of Python that their peers run in.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::run::{Run, output};
use crate::failure::Failure;

/// A listing over loopback, by this library, aws-sdk-ecr and boto3.
pub(crate) fn loopback(run: &Run) -> Result<Vec<Value>, Failure> {
    for package in ["bench-process", "bench-serve", "bench-walk"] {
        run.build(package)?;
    }
    let python = python(run)?;
    let boto3 = run.root.join("bench/python/walk.py");
    run.rows(
        "loopback",
        &[
            run.program("").as_os_str(),
            run.data.as_os_str(),
            python.join("python").as_os_str(),
            boto3.as_os_str(),
            run.rounds.as_ref(),
        ],
    )
}

/// One page by `ecr` and by `aws ecr`.
pub(crate) fn command_line(run: &Run) -> Result<Vec<Value>, Failure> {
    for package in ["bench-process", "bench-serve"] {
        run.build(package)?;
    }
    run.build_of("Cargo.toml", "ecr-tool")?;
    let aws = python(run)?.join("aws");
    run.rows(
        "command-line",
        &[
            run.program("").as_os_str(),
            run.data.as_os_str(),
            run.program("ecr").as_os_str(),
            aws.as_os_str(),
            run.rounds.as_ref(),
        ],
    )
}

/// A build takes minutes and its CPU seconds vary little: three rounds at most.
pub(crate) fn build(run: &Run) -> Result<Vec<Value>, Failure> {
    run.build("bench-process")?;
    let rounds = run.rounds.parse().unwrap_or(3).min(3u32).to_string();
    let (bench, target) = (run.root.join("bench"), run.target.join("cold"));
    run.rows(
        "build-cost",
        &[bench.as_os_str(), target.as_os_str(), rounds.as_ref()],
    )
}

/// The folder of programs of an environment that has boto3 and the AWS CLI; made once.
fn python(run: &Run) -> Result<PathBuf, Failure> {
    let wanted = run.root.join("bench/python/requirements.txt");
    let venv = run.target.join("venv");
    let (programs, installed) = (venv.join("bin"), venv.join("installed.txt"));
    let text = fs::read(&wanted).map_err(|error| Failure::disk("read", &wanted, &error))?;
    if fs::read(&installed).is_ok_and(|installed| installed == text) {
        return Ok(programs);
    }
    output(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&venv),
    )?;
    output(
        Command::new(programs.join("python"))
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "-r",
            ])
            .arg(&wanted),
    )?;
    fs::write(&installed, text).map_err(|error| Failure::disk("write", &installed, &error))?;
    Ok(programs)
}
