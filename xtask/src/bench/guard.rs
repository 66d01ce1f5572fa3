//! Instructions, counted by callgrind: they do not depend on how busy the machine is.
//!
//! Each count is divided by what serde_json takes for the same bytes, built by the same compiler, and that ratio is compared with the one checked in.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, ExitCode};

use serde_json::{Value, json};

use super::run::Run;
use crate::failure::Failure;

/// What is counted; `NAME-serde` is its measure.
const COUNTED: [&str; 4] = ["decode", "client", "signed", "generation"];

/// How much more than the ratio checked in is let pass.
const ALLOWED: f64 = 1.05;

pub(crate) fn run(run: &Run) -> Result<Vec<Value>, Failure> {
    run.build("bench-guard")?;
    let accepted = accepted(run)?;
    let mut ratios = BTreeMap::new();
    let mut rows = Vec::new();
    for what in COUNTED {
        let (ours, serde) = (
            instructions(run, what)?,
            instructions(run, &format!("{what}-serde"))?,
        );
        let ratio = ours / serde;
        rows.push(row(what, ratio, accepted.get(what).copied(), ours, serde));
        ratios.insert(what, (ratio * 1000.0).round() / 1000.0);
    }
    if run.accepts {
        let path = run.root.join("bench/guard/ratios.json");
        let text = format!("{:#}\n", json!(ratios));
        fs::write(&path, text).map_err(|error| Failure::disk("write", &path, &error))?;
    }
    Ok(rows)
}

/// Fails if a count is above what is allowed.
pub(crate) fn verdict(rows: &[Value]) -> ExitCode {
    let is_over = |row: &Value| {
        row.get("benchmark") == Some(&json!("guard")) && row.get("met") == Some(&json!(false))
    };
    if rows.iter().any(is_over) {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn row(what: &str, ratio: f64, accepted: Option<f64>, ours: f64, serde: f64) -> Value {
    let limit = accepted.map(|accepted| accepted * ALLOWED);
    json!({
        "benchmark": "guard",
        "what": what,
        "peer": "serde_json, instructions",
        "ratio": {"median": ratio, "min": ratio, "max": ratio},
        "goal": limit.map(|limit| json!({"at_most": limit})),
        "met": limit.map(|limit| ratio <= limit),
        "ours": ours.to_string(),
        "theirs": serde.to_string(),
    })
}

fn accepted(run: &Run) -> Result<BTreeMap<String, f64>, Failure> {
    let path = run.root.join("bench/guard/ratios.json");
    let text = fs::read_to_string(&path).map_err(|error| Failure::disk("read", &path, &error))?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

/// Counts the instructions inside the one function that the program measures.
fn instructions(run: &Run, what: &str) -> Result<f64, Failure> {
    // Where each function is counted; a look at it tells what grew.
    let profile = run.target.join(format!("callgrind.{what}"));
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .args(["--toggle-collect=bench_guard::counted*"])
        .arg(run.program("bench-guard"))
        .arg(what)
        .arg(&run.data)
        .arg(run.root.join("models/ecr/2015-09-21/ecr.json"))
        .output()
        .map_err(|error| {
            Failure::new(format!(
                "cannot start valgrind: {error}; `apt-get install valgrind` brings it"
            ))
        })?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    let count = collected.and_then(|(_, count)| count.trim().parse().ok());
    count
        .filter(|count| output.status.success() && *count > 0.0)
        .ok_or_else(|| Failure::new(format!("callgrind counted nothing of {what}:\n{text}")))
}
