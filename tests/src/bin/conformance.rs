//! `conformance pages|tokens [--json] [--rows] [--] FILE…`; `cargo xtask conformance` builds and starts it.

use std::io::{self, Write as _};
use std::process::ExitCode;

use ecr_tests::conformance::report::{Kind, Report};

const USAGE: &str = "usage: conformance pages|tokens [--json] [--rows] [--] FILE…";

/// What to print.
#[derive(Clone, Copy, Default)]
struct Format {
    json: bool,
    rows: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            let _ = writeln!(io::stderr(), "error: {why}");
            ExitCode::from(2)
        }
    }
}

/// Whether no row failed.
fn run() -> Result<bool, String> {
    let mut arguments = std::env::args().skip(1);
    let kind = match arguments.next().as_deref() {
        Some("pages") => Kind::Pages,
        Some("tokens") => Kind::Tokens,
        _ => return Err(USAGE.into()),
    };
    let arguments: Vec<String> = arguments.collect();
    let flags = arguments
        .iter()
        .take_while(|argument| argument.starts_with("--"));
    let format = format(flags.clone())?;
    let files: Vec<&String> = arguments.iter().skip(flags.count()).collect();
    if files.is_empty() {
        return Err(USAGE.into());
    }
    let mut sound = true;
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let report = Report::of(kind, file, &text)?;
        sound &= report.failures.is_empty();
        print(&report, format).map_err(|error| error.to_string())?;
    }
    Ok(sound)
}

fn format<'a>(flags: impl Iterator<Item = &'a String>) -> Result<Format, String> {
    let mut format = Format::default();
    for flag in flags {
        match flag.as_str() {
            "--json" => format.json = true,
            "--rows" => format.rows = true,
            "--" => {}
            other => return Err(format!("unknown {other}; {USAGE}")),
        }
    }
    Ok(format)
}

fn print(report: &Report, format: Format) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if format.rows {
        for row in &report.rows {
            writeln!(out, "{row}")?;
        }
    }
    if format.json {
        writeln!(out, "{}", report.to_json())?;
    } else if !format.rows {
        writeln!(out, "{}", report.to_text())?;
    }
    Ok(())
}
