//! Counts of what came of the mutants.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::change::Kind;
use crate::judge::{End, Verdict};

/// Why nothing could be tried.
pub(crate) fn failure(why: String) -> ExitCode {
    let _ = writeln!(io::stderr(), "error: {why}");
    ExitCode::from(2)
}

/// A line on standard output; nobody to read it is no reason to stop.
pub(crate) fn say(line: impl fmt::Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// How many mutants came how far, a kind of change a row.
#[derive(Default)]
pub(crate) struct Tally {
    ends: BTreeMap<(Kind, End), usize>,
    times: usize,
    pub(crate) faulty: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, kind: Kind, verdict: &Verdict) {
        *self.ends.entry((kind, verdict.end)).or_default() += 1;
        self.times = self.times.max(verdict.times);
        self.faulty += usize::from(!verdict.faults.is_empty());
    }

    fn count(&self, is_meant: impl Fn(Kind, End) -> bool) -> usize {
        let meant = self
            .ends
            .iter()
            .filter(|((kind, end), _)| is_meant(*kind, *end));
        meant.map(|(_, count)| count).sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for kind in Kind::ALL {
            write!(
                f,
                "{:>7}: {:>5}",
                kind.name(),
                self.count(|of, _| of == kind)
            )?;
            for end in End::ALL {
                let count = self.count(|of, came| (of, came) == (kind, end));
                write!(f, ", {count} {}", end.name())?;
            }
            writeln!(f)?;
        }
        let accepted = self.count(|_, end| end >= End::Resolved);
        let emitted = self.count(|_, end| end == End::Emitted);
        let all = self.count(|_, _| true);
        let share = |part: usize| part * 100 / all.max(1);
        write!(
            f,
            "{all} mutants: {accepted} accepted ({} %), {emitted} emitted ({} %), {} at fault",
            share(accepted),
            share(emitted),
            self.faulty
        )?;
        write!(
            f,
            "; at most {} bytes for a byte of a model, above 1 MiB",
            self.times
        )
    }
}
