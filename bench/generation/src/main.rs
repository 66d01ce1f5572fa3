//! Generating in this process, from text to formatted text: `bench-generation MODEL_FOLDER ROUNDS [MODELS]`.
//!
//! MODELS is a folder of other services' models, for how the time grows with their size.

mod growth;
mod ours;
mod schema;
mod typified;

use std::path::Path;

use bench_harness::{Contender, Failure, Goal, Row, Spread, Timing, alternate, pin};
use ours::Phases;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, rounds, models) = match &arguments[..] {
        [folder, rounds] => (folder, rounds, None),
        [folder, rounds, models] => (folder, rounds, Some(models)),
        _ => return Err("usage: bench-generation MODEL_FOLDER ROUNDS [MODELS]".into()),
    };
    pin(1);
    let rounds = rounds.parse()?;
    let texts = ours::texts(Path::new(folder))?;
    compare(&texts, rounds)?;
    phases(&texts, rounds)?;
    growth::copies(&texts, rounds)?;
    match models {
        Some(models) => growth::services(Path::new(models), rounds),
        None => Ok(()),
    }
}

/// Ours and typify, in turn; each gives the lines it makes.
fn compare(texts: &[(String, String)], rounds: usize) -> Result<(), Failure> {
    let schema = schema::of(texts)?;
    let contenders: Vec<Contender<'_, usize>> = vec![
        ("ours", Box::new(|| ours::lines(texts).unwrap_or_default())),
        (
            "typify",
            Box::new(|| typified::lines(&schema).unwrap_or_default()),
        ),
    ];
    let timings = alternate(rounds, contenders)?;
    let [ours, typify] = &timings[..] else {
        return Ok(());
    };
    if ours.result == 0 || typify.result == 0 {
        return Err("a generator fails".into());
    }
    row(
        "ECR, text to formatted files",
        "typify on the same shapes",
        ours,
        typify,
        Goal::AtLeast(2.0),
    );
    let a_line = |timing: &Timing<usize>| -> Vec<f64> {
        let lines = timing.result as f64;
        timing
            .seconds
            .iter()
            .map(|seconds| seconds / lines)
            .collect()
    };
    let lines = [ours, typify].map(|timing| Timing {
        seconds: a_line(timing),
        ..timing.clone()
    });
    let micros = |timing: &Timing<usize>| format!("{:.2} us a line", timing.spread(1e6).median);
    Row {
        benchmark: "generation",
        what: "the same, a line of what is made".to_owned(),
        peer: "typify on the same shapes",
        ratio: Spread::ratio(&lines[1].seconds, &lines[0].seconds),
        goal: Goal::None,
        ours: micros(&lines[0]),
        theirs: micros(&lines[1]),
    }
    .print();
    Ok(())
}

fn row(what: &str, peer: &'static str, ours: &Timing<usize>, theirs: &Timing<usize>, goal: Goal) {
    let figure = |timing: &Timing<usize>| {
        let Spread { median, min, max } = timing.spread(1e3);
        format!(
            "{median:.1} ({min:.1} to {max:.1}) ms, {} lines",
            timing.result
        )
    };
    Row {
        benchmark: "generation",
        what: what.to_owned(),
        peer,
        ratio: Spread::ratio(&theirs.seconds, &ours.seconds),
        goal,
        ours: figure(ours),
        theirs: figure(theirs),
    }
    .print();
}

/// Where the time goes: each phase beside the whole.
fn phases(texts: &[(String, String)], rounds: usize) -> Result<(), Failure> {
    let mut runs = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        runs.push(ours::phases(texts)?);
    }
    let whole: Vec<f64> = runs.iter().map(Phases::whole).collect();
    for (index, name) in Phases::NAMES.iter().enumerate() {
        let part: Vec<f64> = runs.iter().map(|run| run.0[index]).collect();
        let millis =
            |values: &[f64]| format!("{:.2} ms", Spread::of(values.iter().copied()).median * 1e3);
        Row {
            benchmark: "generation",
            what: format!("{name}, share of the whole"),
            peer: "our own whole",
            ratio: Spread::ratio(&part, &whole),
            goal: Goal::None,
            ours: millis(&part),
            theirs: millis(&whole),
        }
        .print();
    }
    Ok(())
}
