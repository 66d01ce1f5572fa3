//! What came of a model, as a row of the table.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use codegen::{Counts, Skipped};
use serde_json::{Value, json};

use super::super::made::{self, Tests};
use super::phases::Phases;
use crate::generate::Made;

/// What came of a model.
pub(super) struct Row {
    name: String,
    /// Types and paginators alone were made.
    pub(super) types_only: bool,
    /// The shapes in the file.
    shapes: usize,
    counts: Option<Counts>,
    /// What is not there: how often, by reason.
    skipped: BTreeMap<String, usize>,
    pub(super) phases: Phases,
    pub(super) check: Option<Duration>,
    pub(super) doc: Option<Duration>,
    pub(super) has_examples: bool,
    passed: usize,
    /// What went wrong, each with all that is known of it.
    pub(super) failures: Vec<String>,
}

impl Row {
    pub(super) fn new(model: &Path) -> Row {
        Row {
            name: made::name(model),
            types_only: false,
            shapes: 0,
            counts: None,
            skipped: BTreeMap::new(),
            phases: Phases::default(),
            check: None,
            doc: None,
            has_examples: false,
            passed: 0,
            failures: Vec::new(),
        }
    }

    pub(super) fn made(&mut self, made: &Made) {
        self.shapes = made.shapes;
        self.counts = Some(made.counts);
        self.has_examples = made.has_examples;
        for skipped in &made.skipped {
            *self.skipped.entry(reason(skipped)).or_default() += 1;
        }
    }

    pub(super) fn examples(&mut self, tests: Tests) {
        self.passed = tests.passed;
        let failed = tests.failed.into_iter();
        self.failures
            .extend(failed.map(|name| format!("the example {name} failed")));
    }

    /// Milliseconds a thousand shapes.
    #[expect(clippy::cast_precision_loss, reason = "no model has so many shapes")]
    fn rate(&self) -> f64 {
        milliseconds(self.phases.all()) * 1000.0 / self.shapes.max(1) as f64
    }

    #[expect(clippy::print_stdout, reason = "the command's result")]
    pub(super) fn tell(&self, as_json: bool) {
        if as_json {
            println!("{}", self.json());
            return;
        }
        println!("{}: {}", self.name, self.verdict());
        for failure in &self.failures {
            println!("{failure}");
        }
    }

    fn verdict(&self) -> &'static str {
        match self.failures.is_empty() {
            true => "good",
            false => "FAILED",
        }
    }

    fn json(&self) -> Value {
        let phases = self.phases;
        json!({
            "model": self.name, "types_only": self.types_only, "shapes": self.shapes,
            "operations": self.counts.map(|counts| counts.operations),
            "lines": self.counts.map(|counts| counts.lines),
            "skipped": self.skipped, "examples": self.passed,
            "milliseconds": {
                "read": milliseconds(phases.read), "resolve": milliseconds(phases.resolve),
                "emit": milliseconds(phases.emit), "print": milliseconds(phases.print),
                "a thousand shapes": self.rate(),
            },
            "check_seconds": self.check.map(|took| took.as_secs_f64()),
            "doc_seconds": self.doc.map(|took| took.as_secs_f64()),
            "failures": self.failures,
        })
    }

    fn line(&self) -> String {
        let count = |of: fn(&Counts) -> usize| self.counts.as_ref().map_or(0, of);
        let seconds = |took: Option<Duration>| {
            took.map_or("-".to_owned(), |took| format!("{:.1}", took.as_secs_f64()))
        };
        let cells = [
            match self.types_only {
                true => format!("{} (types only)", self.name),
                false => self.name.clone(),
            },
            count(|counts| counts.operations).to_string(),
            count(|counts| counts.paginated).to_string(),
            self.shapes.to_string(),
            self.skipped.values().sum::<usize>().to_string(),
            self.passed.to_string(),
            count(|counts| counts.lines).to_string(),
            format!("{:.0}", milliseconds(self.phases.all())),
            format!("{:.0}", self.rate()),
            seconds(self.check),
            seconds(self.doc),
            self.verdict().to_owned(),
        ];
        format!("| {} |", cells.join(" | "))
    }
}

fn milliseconds(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

/// The reason without the names in it, which differ from shape to shape.
fn reason(skipped: &Skipped) -> String {
    let text = skipped.reason.to_string();
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(at, part)| if at % 2 == 1 { "…" } else { part });
    parts.collect()
}

/// The rows, and why what is not there is not.
#[expect(clippy::print_stdout, reason = "the command's result")]
pub(super) fn table(rows: &[Row]) {
    println!();
    println!(
        "| model | operations | paginated | shapes | skipped | examples | lines | ms to generate | ms a thousand shapes | s to check | s to document | |"
    );
    println!("| --- |{}", " --- |".repeat(11));
    rows.iter().for_each(|row| println!("{}", row.line()));
    println!();
    println!("| skipped | times | in |");
    println!("| --- | --- | --- |");
    for (reason, (times, models)) in reasons(rows) {
        println!("| {reason} | {times} | {} |", models.join(", "));
    }
}

fn reasons(rows: &[Row]) -> BTreeMap<&str, (usize, Vec<&str>)> {
    let mut reasons: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for row in rows {
        for (reason, times) in &row.skipped {
            let entry = reasons.entry(reason).or_default();
            entry.0 += times;
            entry.1.push(&row.name);
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use codegen::Reason;

    use super::*;

    #[test]
    fn reasons_are_counted_whatever_they_name() {
        let mut row = Row::new(Path::new("models/some.json"));
        for reason_ in [
            Reason::Stream("a#B$c".to_owned()),
            Reason::Stream("a#D$e".to_owned()),
            Reason::AnotherService,
        ] {
            let skipped = Skipped {
                shape: "a#B".to_owned(),
                reason: reason_,
            };
            *row.skipped.entry(reason(&skipped)).or_default() += 1;
        }
        let rows = [row];
        let found = reasons(&rows);
        assert_eq!(found["… is a stream"], (2, vec!["some"]));
        assert_eq!(found["another service"].0, 1);
    }
}
