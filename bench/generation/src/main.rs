//! Generating in this process, from text to formatted text: `bench-generation MODEL_FOLDER ROUNDS [MODELS]`.
//!
//! MODELS is a folder of other services' models, for how the time grows with their size.

mod growth;
mod ours;
mod schema;
mod typified;

use std::path::Path;

use bench_harness::{
    Contender, Failure, Goal, Row, Spread, Timing, alternate, alternate_by_wall, pin,
};
use ours::Phases;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, rounds, models) = match &arguments[..] {
        [folder, rounds] => (folder, rounds, None),
        [folder, rounds, models] => (folder, rounds, Some(models)),
        _ => return Err("usage: bench-generation MODEL_FOLDER ROUNDS [MODELS]".into()),
    };
    let rounds = rounds.parse()?;
    let texts = ours::texts(Path::new(folder))?;
    by_wall(&texts, rounds)?;
    // On one processor it works on one thread.
    pin(1);
    on_one_processor(&texts, rounds)?;
    phases(&texts, rounds)?;
    growth::copies(&texts, rounds)?;
    match models {
        Some(models) => growth::services(Path::new(models), rounds),
        None => Ok(()),
    }
}

/// By the wall on all processors, of which typify uses one.
fn by_wall(texts: &[(String, String)], rounds: usize) -> Result<(), Failure> {
    let schema = schema::of(texts)?;
    let timings = alternate_by_wall(rounds, contenders(texts, &schema))?;
    let [ours, typify] = both(&timings)?;
    let processors = std::thread::available_parallelism()?;
    let what = format!("ECR, text to formatted files, by the wall on {processors} processors");
    row(&what, ours, typify, Goal::AtLeast(2.0));
    Ok(())
}

/// Ours and typify; each gives the lines it makes.
fn contenders<'a>(texts: &'a [(String, String)], schema: &'a str) -> Vec<Contender<'a, usize>> {
    vec![
        ("ours", Box::new(|| ours::lines(texts).unwrap_or_default())),
        (
            "typify",
            Box::new(|| typified::lines(schema).unwrap_or_default()),
        ),
    ]
}

fn both(timings: &[Timing<usize>]) -> Result<[&Timing<usize>; 2], Failure> {
    match timings {
        [ours, typify] if ours.result > 0 && typify.result > 0 => Ok([ours, typify]),
        _ => Err("a generator fails".into()),
    }
}

fn on_one_processor(texts: &[(String, String)], rounds: usize) -> Result<(), Failure> {
    let schema = schema::of(texts)?;
    let timings = alternate(rounds, contenders(texts, &schema))?;
    let [ours, typify] = both(&timings)?;
    row("the same, CPU time on one", ours, typify, Goal::None);
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
        what: "the same, CPU time of a line of what is made".to_owned(),
        peer: "typify on the same shapes",
        ratio: Spread::ratio(&lines[1].seconds, &lines[0].seconds),
        goal: Goal::None,
        ours: micros(&lines[0]),
        theirs: micros(&lines[1]),
    }
    .print();
    Ok(())
}

fn row(what: &str, ours: &Timing<usize>, theirs: &Timing<usize>, goal: Goal) {
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
        peer: "typify on the same shapes",
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
