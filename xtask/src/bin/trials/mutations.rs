//! `trials mutations`: whatever is changed in a model, it is generated, or refused with a place; nothing else happens.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Command, value_parser};
use smithy_schema_json::Source;

use crate::case::{self, Case};
use crate::change::{Change, Kind, Places};
use crate::draws::Draws;
use crate::judge::{End, Verdict, Wish, judge};
use crate::report::{Tally, say};

/// A mutant that takes longer hangs: the largest model there is takes seconds.
const PATIENCE: Duration = Duration::from_secs(120);

/// Models of more bytes are emitted once in so many times, else only resolved: that takes most of the time.
const LARGE: (usize, usize) = (100_000, 8);

pub(crate) fn command() -> Command {
    let number = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("N")
            .value_parser(value_parser!(u64))
            .help(help)
    };
    Command::new("mutations")
        .about("Changes a byte, a key, a value or a target of a model, and looks what comes of it")
        .arg(
            Arg::new("DIR")
                .help("A folder of models, besides those that are here")
                .value_parser(ValueParser::path_buf()),
        )
        .arg(number("count", "How many mutants").default_value("10000"))
        .arg(number("seed", "What they are drawn from").default_value("1"))
        .arg(number(
            "only",
            "The one mutant of this number, and what came of it",
        ))
}

pub(crate) fn run(arguments: &ArgMatches) -> Result<ExitCode, String> {
    let number = |name: &str| arguments.get_one::<u64>(name).copied();
    let seed = number("seed").unwrap_or_default();
    let cases = cases(arguments.get_one::<PathBuf>("DIR").map(PathBuf::as_path))?;
    if let Some(only) = number("only") {
        return show(Mutant::new(&cases, seed, only)?);
    }
    let count = number("count").unwrap_or_default();
    say(format_args!("{} models, seed {seed}", cases.len()));
    let mut tally = Tally::default();
    for number in 0..count {
        let mutant = Mutant::new(&cases, seed, number)?;
        let kind = mutant.change.kind;
        let verdict = mutant.watched();
        for fault in &verdict.faults {
            say(format_args!(
                "FAULT of mutant {number} (--seed {seed} --only {number})\n{fault}\n"
            ));
        }
        tally.add(kind, &verdict);
    }
    say(&tally);
    Ok(code(tally.faulty == 0))
}

fn code(good: bool) -> ExitCode {
    match good {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// A model, and where what can be changed stands in each of its sources.
type Prepared = Arc<(Case, Vec<Places>)>;

fn cases(folder: Option<&Path>) -> Result<Vec<Prepared>, String> {
    let mut cases = case::own()?;
    if let Some(folder) = folder {
        cases.extend(case::others(folder)?);
    }
    let prepared = |case: Case| {
        let places = case.sources.iter().map(Places::of).collect();
        Arc::new((case, places))
    };
    Ok(cases.into_iter().map(prepared).collect())
}

/// The large models or the small ones, so that few of one sort are changed as often as many of the other.
fn half(cases: &[Prepared], wants_large: bool) -> Vec<&Prepared> {
    let is_large = |case: &&Prepared| (case.0.len() >= LARGE.0) == wants_large;
    let half: Vec<_> = cases.iter().filter(is_large).collect();
    match half.is_empty() {
        true => cases.iter().collect(),
        false => half,
    }
}

/// One model with one change.
struct Mutant {
    of: Prepared,
    /// Which of the sources is changed.
    changed: usize,
    change: Change,
    number: u64,
    wish: Wish,
}

impl Mutant {
    /// The same for the same models, seed and number.
    fn new(cases: &[Prepared], seed: u64, number: u64) -> Result<Mutant, String> {
        let mut draws = Draws::new(seed, number);
        let cases = half(cases, draws.below(2) == 0);
        let of = draws.pick(&cases).ok_or("there is no model")?;
        let (case, places) = &***of;
        let changed = draws.below(case.sources.len());
        let kind = draws.pick(&Kind::ALL).copied().unwrap_or(Kind::Byte);
        let text = case.sources.get(changed).map_or("", |source| &source.text);
        let none = Places::default();
        let change = places
            .get(changed)
            .unwrap_or(&none)
            .draw(kind, text, &mut draws);
        let (large, times) = LARGE;
        let wish = Wish {
            types_only: case.types_only,
            emit: case.len() < large || draws.below(times) == 0,
        };
        Ok(Mutant {
            of: Arc::clone(of),
            changed,
            change,
            number,
            wish,
        })
    }

    fn sources(&self) -> Vec<Source> {
        let mut sources = self.of.0.sources.clone();
        if let Some(source) = sources.get_mut(self.changed) {
            source.text = self.change.apply(&source.text);
        }
        sources
    }

    fn describe(&self) -> String {
        let source = self.of.0.sources.get(self.changed);
        let (name, text) = source.map_or(("", ""), |source| (&source.name, &source.text));
        format!("{name}: {}", self.change.describe(text))
    }

    /// Judged on a thread of its own, whose name is told if the stack overflows; a panic and a hang are faults.
    fn watched(self) -> Verdict {
        let (sender, receiver) = sync_channel(1);
        let (number, description) = (self.number, self.describe());
        let judged = move || {
            let sources = self.sources();
            let verdict = catch_unwind(AssertUnwindSafe(|| judge(&sources, self.wish)));
            let _ = sender.send(verdict.unwrap_or_else(|panic| at_fault(&panicked(&*panic))));
        };
        let thread = thread::Builder::new()
            .name(format!("mutant {number}"))
            .spawn(judged);
        let verdict = match receiver.recv_timeout(PATIENCE) {
            Ok(verdict) => verdict,
            Err(RecvTimeoutError::Timeout) => return at_fault(&format!("hangs\n{description}")),
            Err(RecvTimeoutError::Disconnected) => at_fault("its thread is gone"),
        };
        if let Ok(thread) = thread {
            let _ = thread.join();
        }
        let about = |fault: &String| format!("{description}\n{fault}");
        let faults = verdict.faults.iter().map(about).collect();
        Verdict { faults, ..verdict }
    }
}

fn at_fault(fault: &str) -> Verdict {
    Verdict {
        end: End::Unread,
        times: 0,
        faults: vec![fault.to_owned()],
        refusal: String::new(),
    }
}

fn panicked(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    format!("panics: {}", text.unwrap_or("no text"))
}

fn show(mutant: Mutant) -> Result<ExitCode, String> {
    say(format_args!("{}: {}", mutant.of.0.name, mutant.describe()));
    let verdict = mutant.watched();
    say(format_args!(
        "{}, {} bytes for a byte",
        verdict.end.name(),
        verdict.times
    ));
    say(&verdict.refusal);
    verdict
        .faults
        .iter()
        .for_each(|fault| say(format_args!("FAULT {fault}")));
    Ok(code(verdict.faults.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_mutants_and_none_is_at_fault() {
        let cases = cases(None).unwrap();
        assert!(cases.len() > 10);
        for number in 0..60 {
            let mutant = || Mutant::new(&cases, 7, number).unwrap();
            let (one, again) = (mutant(), mutant());
            assert_eq!(one.sources(), again.sources());
            let verdict = Mutant {
                wish: Wish {
                    emit: false,
                    ..one.wish
                },
                ..one
            }
            .watched();
            let faults = verdict
                .faults
                .iter()
                .filter(|fault| !fault.contains(" bytes for "));
            assert_eq!(faults.count(), 0, "{:?}", verdict.faults);
        }
    }

    #[test]
    fn a_panic_is_a_fault() {
        let panic = catch_unwind(|| panic!("at {}", 7)).unwrap_err();
        assert_eq!(panicked(&*panic), "panics: at 7");
    }
}
