//! The figures of a file, and how they are printed.

use std::collections::BTreeMap;

use smithy_wire::{Number, Value, json};

use super::pages::Outcome;
use super::rows::{Row, object};
use super::verdict::Verdict;
use super::{chains, pages, tokens};

/// Which rows a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Listings.
    Pages,
    /// Tokens.
    Tokens,
}

/// The figures of one file; every row is in exactly one of the four.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The file's name as it was given.
    pub file: String,
    /// How many rows were equal.
    pub passed: u64,
    /// How many rows deviated, by number.
    pub deviated: BTreeMap<String, u64>,
    /// How many rows were skipped, by the tag that excuses it.
    pub skipped: BTreeMap<String, u64>,
    /// The identifiers of the rows that failed.
    pub failures: Vec<String>,
    /// How many rows ran on the generated code as well.
    pub typed: u64,
    /// How many chains of resumed listings ran from their first row to their last, on tokens made here.
    pub chains: u64,
    /// How many did not, because a row of theirs is refused, skipped or ends by a cycle.
    pub chains_left: u64,
    /// One line a row and runner, as JSON.
    pub rows: Vec<String>,
    /// Why rows failed, for a reader.
    pub reasons: Vec<String>,
}

impl Report {
    /// Runs every row of a file's text.
    ///
    /// # Errors
    ///
    /// The line and what is wrong with it, if one is no JSON.
    pub fn of(kind: Kind, file: &str, text: &str) -> Result<Report, String> {
        let mut report = Report {
            file: file.to_owned(),
            ..Report::default()
        };
        let mut rows = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let row = Row::parse(line).map_err(|error| format!("{file}:{number}: {error}"))?;
            let outcome = judge(kind, &row);
            rows.push((row, outcome));
        }
        report.run_chains(&mut rows);
        for (row, outcome) in &rows {
            report.add(row, outcome);
        }
        Ok(report)
    }

    /// A chain that fails makes the row fail where it shows.
    fn run_chains(&mut self, rows: &mut [(Row, Outcome)]) {
        let chains = chains::run(rows);
        (self.chains, self.chains_left) = (chains.run, chains.left);
        for fault in chains.faults {
            let failed = Verdict::Failed(fault.why);
            match rows.get_mut(fault.row).map(|(_, outcome)| outcome) {
                Some(outcome) if fault.typed => outcome.typed = Some(failed),
                Some(outcome) => outcome.dynamic = failed,
                None => {}
            }
        }
    }

    fn add(&mut self, row: &Row, outcome: &Outcome) {
        let runners = [
            ("dynamic", Some(&outcome.dynamic)),
            ("typed", outcome.typed.as_ref()),
        ];
        for (runner, verdict) in runners {
            let Some(verdict) = verdict else { continue };
            self.rows.push(line(row, runner, verdict));
            if let Verdict::Failed(why) = verdict {
                self.reasons.push(format!("{} ({runner}): {why}", row.id()));
            }
        }
        self.typed += u64::from(outcome.typed.is_some());
        let verdict = outcome.verdict();
        let why = verdict.why().to_owned();
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Deviated(_) => *self.deviated.entry(why).or_default() += 1,
            Verdict::Skipped(_) => *self.skipped.entry(why).or_default() += 1,
            Verdict::Failed(_) => self.failures.push(row.id().to_owned()),
        }
    }

    /// The figures as one JSON object.
    pub fn to_json(&self) -> String {
        let failures = self.failures.iter().map(|id| Value::from(id.as_str()));
        let members = [
            ("file", Value::from(self.file.as_str())),
            ("passed", number(self.passed)),
            ("deviated", counts(&self.deviated)),
            ("skipped", counts(&self.skipped)),
            ("failed", number(self.failures.len() as u64)),
            ("failures", Value::List(failures.collect())),
            ("typed", number(self.typed)),
        ];
        json::to_string(&Value::Object(object(members)))
    }

    /// The figures for a reader, a line each.
    pub fn to_text(&self) -> String {
        let mut lines = vec![format!(
            "{}: {} passed, {} typed",
            self.file, self.passed, self.typed
        )];
        let named = |(why, count): (&String, &u64)| format!("{why} {count}");
        for (name, counts) in [("deviated", &self.deviated), ("skipped", &self.skipped)] {
            let counts: Vec<String> = counts.iter().map(named).collect();
            if !counts.is_empty() {
                lines.push(format!("  {name}: {}", counts.join(", ")));
            }
        }
        if self.chains + self.chains_left > 0 {
            let (run, left) = (self.chains, self.chains_left);
            lines.push(format!("  chains: {run} end to end, {left} not"));
        }
        lines.push(format!("  failed: {}", self.failures.len()));
        lines.extend(self.reasons.iter().map(|why| format!("    {why}")));
        lines.join("\n")
    }
}

fn judge(kind: Kind, row: &Row) -> Outcome {
    match kind {
        Kind::Pages => pages::judge(row),
        Kind::Tokens => Outcome {
            dynamic: tokens::judge(row),
            typed: None,
        },
    }
}

fn line(row: &Row, runner: &str, verdict: &Verdict) -> String {
    let members = [
        ("id", row.id()),
        ("runner", runner),
        ("verdict", verdict.name()),
        ("why", verdict.why()),
    ];
    json::to_string(&Value::Object(object(
        members.map(|(name, text)| (name, Value::from(text))),
    )))
}

fn counts(counts: &BTreeMap<String, u64>) -> Value {
    let members = counts
        .iter()
        .map(|(why, count)| (why.as_str(), number(*count)));
    Value::Object(object(members))
}

fn number(count: u64) -> Value {
    Value::Number(Number::from(count))
}
