//! A row of the table: one comparison.

use serde_json::json;

use crate::Spread;

/// What a ratio is meant to reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// It should be this or more.
    AtLeast(f64),
    /// It should be this or less.
    AtMost(f64),
    /// It is there for comparison.
    None,
}

/// One comparison, printed as a line of JSON for `cargo xtask bench` to lay out.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The benchmark.
    pub benchmark: &'static str,
    /// What was measured.
    pub what: String,
    /// Whom ours is compared with.
    pub peer: &'static str,
    /// The peer's figure over ours, run by run.
    pub ratio: Spread,
    /// What it is meant to reach.
    pub goal: Goal,
    /// Our figure, with its unit.
    pub ours: String,
    /// The peer's figure, with its unit.
    pub theirs: String,
}

impl Row {
    /// Prints the row.
    pub fn print(&self) {
        let (goal, is_met) = match self.goal {
            Goal::AtLeast(goal) => (json!({"at_least": goal}), Some(self.ratio.median >= goal)),
            Goal::AtMost(goal) => (json!({"at_most": goal}), Some(self.ratio.median <= goal)),
            Goal::None => (json!(null), None),
        };
        let row = json!({
            "benchmark": self.benchmark,
            "what": self.what,
            "peer": self.peer,
            "ratio": {"median": self.ratio.median, "min": self.ratio.min, "max": self.ratio.max},
            "goal": goal,
            "met": is_met,
            "ours": self.ours,
            "theirs": self.theirs,
        });
        println!("{row}");
    }
}
