//! `cargo xtask conformance loader DIR`: models that Smithy's reference implementation has judged.
//!
//! A folder with a `manifest.json` is judged against it.
//! In one without, every `model.json` is an AST that the reference wrote: what is assembled from it must be the same.

mod assembled;
mod judge;
mod manifest;
mod reasons;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;
use smithy_schema_json::Source;

use crate::failure::Failure;
use judge::Verdict;
use manifest::{Case, Expect};

/// Files that are a part of a model, and the file with the rest.
const PARTS: [(&str, &str); 3] = [
    ("loader/valid/", "loader/valid/__shared.json"),
    ("loader/nested/merges-", "loader/merges-1.json"),
    ("loader/other-top-level.json", "loader/merges-1.json"),
];

pub(super) fn command() -> Command {
    Command::new("loader")
        .about("Models that Smithy's reference implementation has judged, or written")
        .arg(
            Arg::new("DIR")
                .help("A folder with a manifest.json, or of model.json files")
                .required(true)
                .value_parser(ValueParser::path_buf()),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("One JSON object for the folder"),
        )
}

pub(super) fn run(arguments: &ArgMatches) -> Result<ExitCode, Failure> {
    let Some(folder) = arguments.get_one::<std::path::PathBuf>("DIR") else {
        return Ok(ExitCode::from(2));
    };
    if !folder.join("manifest.json").exists() {
        return assembled::run(folder);
    }
    let mut report = Report::default();
    for case in manifest::cases(folder)? {
        let verdict = judge::judge(&case, &sources(folder, &case)?);
        report.add(&case, verdict);
    }
    report.look_for_idle_reasons();
    if arguments.get_flag("json") {
        report.print_json(folder);
    } else {
        report.print();
    }
    Ok(exit(report.failures.is_empty()))
}

fn exit(good: bool) -> ExitCode {
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn sources(folder: &Path, case: &Case) -> Result<Vec<Source>, Failure> {
    let rest = PARTS
        .iter()
        .find(|(start, rest)| case.file.starts_with(start) && case.file != *rest);
    let files = [Some(case.file.as_str()), rest.map(|(_, rest)| *rest)];
    let read = |file: &str| source(&folder.join(file), file);
    files.into_iter().flatten().map(read).collect()
}

fn source(path: &Path, name: &str) -> Result<Source, Failure> {
    let text =
        std::fs::read_to_string(path).map_err(|error| Failure::disk("read", path, &error))?;
    Ok(Source::new(name, text))
}

/// What came of all cases.
#[derive(Default)]
struct Report {
    /// By what is expected: how many there are, and how many came out so.
    counts: BTreeMap<Expect, (usize, usize)>,
    /// Taken, with the reasons.
    taken: Vec<(String, Vec<(String, &'static str)>)>,
    failures: Vec<(String, String)>,
}

impl Report {
    fn add(&mut self, case: &Case, verdict: Verdict) {
        let (total, good) = self.counts.entry(case.expect).or_default();
        *total += 1;
        match verdict {
            Verdict::Passed => *good += 1,
            Verdict::Taken(reasons) => self.taken.push((case.file.clone(), reasons)),
            Verdict::Failed(why) => self.failures.push((case.file.clone(), why)),
        }
    }

    /// A reason that excuses no case is a failure: the reader has become stricter, or the reason was never true.
    fn look_for_idle_reasons(&mut self) {
        let reasons = self.taken.iter().flat_map(|(_, reasons)| reasons);
        let used = reasons.map(|(name, _)| name.as_str()).collect();
        for name in reasons::unused(&used) {
            let why = "no case needs it: take it out of reasons.rs".to_owned();
            self.failures.push((format!("the reason for {name}"), why));
        }
    }

    #[expect(clippy::print_stdout, reason = "the command's result")]
    fn print(&self) {
        for (file, reasons) in &self.taken {
            println!("taken   {file}");
            for (validator, reason) in reasons {
                println!("        {validator}: {reason}");
            }
        }
        for (file, why) in &self.failures {
            println!("FAILED  {file}: {why}");
        }
        for (name, expect) in Expect::ALL {
            let (total, good) = self.counts.get(&expect).copied().unwrap_or_default();
            println!("{name:18} {good:3} of {total:3}");
        }
        println!(
            "{} taken for a reason, {} failed",
            self.taken.len(),
            self.failures.len()
        );
    }

    #[expect(clippy::print_stdout, reason = "the command's result")]
    fn print_json(&self, folder: &Path) {
        let passed: usize = self.counts.values().map(|(_, good)| good).sum();
        let mut skipped: BTreeMap<String, usize> = BTreeMap::new();
        for (validator, _) in self.taken.iter().filter_map(|(_, reasons)| reasons.first()) {
            *skipped.entry(validator.clone()).or_default() += 1;
        }
        let failures: Vec<&str> = self
            .failures
            .iter()
            .map(|(file, _)| file.as_str())
            .collect();
        let object = json!({
            "file": folder.display().to_string(), "passed": passed, "deviated": {},
            "skipped": skipped, "failed": failures.len(), "failures": failures, "typed": 0,
        });
        println!("{object}");
    }
}

#[cfg(test)]
mod tests {
    use super::judge::{Verdict, judge};
    use super::manifest::{self, Expect};
    use smithy_schema_json::Source;

    const TEXT: &str =
        r#"{"smithy": "2.0", "shapes": {"a#B": {"type": "list", "member": {"target": "a#C"}}}}"#;

    fn verdict(case: &str, text: &str) -> Verdict {
        let folder = tempfile::tempdir().unwrap();
        let manifest = format!(r#"{{"cases": [{case}]}}"#);
        std::fs::write(folder.path().join("manifest.json"), manifest).unwrap();
        let case = manifest::cases(folder.path()).unwrap().remove(0);
        judge(&case, &[Source::new("case.json", text)])
    }

    fn case(expect: &str, shape: &str, event: &str) -> String {
        format!(
            r#"{{"file": "case.json", "expect": "{expect}", "events": [
                {{"severity": "ERROR", "shape": "{shape}", "event": "{event}", "message": ""}}]}}"#
        )
    }

    #[test]
    fn a_refusal_counts_only_at_the_shape_that_the_reference_names() {
        let at = |shape| verdict(&case("reject-target", shape, "Target"), TEXT);
        assert!(matches!(at("a#B$member"), Verdict::Passed));
        assert!(matches!(at("a#Other"), Verdict::Failed(_)));
    }

    #[test]
    fn what_is_read_though_it_should_not_be_needs_a_reason() {
        let text = r#"{"smithy": "2.0", "shapes": {}}"#;
        let of = |event| verdict(&case("reject-validation", "a#B", event), text);
        assert!(matches!(of("HttpUriConflict"), Verdict::Taken(_)));
        assert!(matches!(of("SomethingNew"), Verdict::Failed(_)));
        let loader = verdict(&case("reject-loader", "a#B", "Model"), text);
        assert!(matches!(loader, Verdict::Failed(_)));
    }

    #[test]
    fn a_model_that_is_refused_is_neither_valid_nor_no_model() {
        assert!(matches!(
            verdict(&case("valid", "", ""), TEXT),
            Verdict::Failed(_)
        ));
        assert!(matches!(
            verdict(&case("not-a-model", "", ""), TEXT),
            Verdict::Failed(_)
        ));
        assert!(matches!(
            verdict(&case("not-a-model", "", ""), "[]"),
            Verdict::Passed
        ));
    }

    #[test]
    fn every_verdict_has_a_name() {
        assert!(Expect::ALL.is_sorted_by(|one, two| one.1 < two.1));
    }
}
