//! Whole programs that list from a service on this machine: `loopback PROGRAMS DATA PYTHON BOTO3 ROUNDS`.

use std::path::Path;
use std::process::Command;

use bench_harness::{Failure, Goal, Row, Spread};
use bench_process::{Measured, Server, measure, seconds, turns};

/// Pages, images a page.
const LISTING: (u32, u32) = (200, 1000);

/// boto3 takes seconds where the others take tenths.
const MOST_ROUNDS: usize = 9;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [programs, data, python, boto3, rounds] = &arguments[..] else {
        return Err("usage: loopback PROGRAMS DATA PYTHON BOTO3 ROUNDS".into());
    };
    let rounds = rounds.parse::<usize>()?.min(MOST_ROUNDS);
    let (programs, python) = (Path::new(programs), Path::new(python));
    compare(programs, data, python, boto3, rounds)?;
    grow(programs, data)
}

/// The same listing with every client in turn.
fn compare(
    programs: &Path,
    data: &str,
    python: &Path,
    boto3: &str,
    rounds: usize,
) -> Result<(), Failure> {
    let (pages, page_size) = LISTING;
    let server = Server::start(programs, data, pages, page_size)?;
    let walk = |program: &str, mode| {
        let mut command = server.client(&programs.join(program));
        command.arg(mode);
        command
    };
    let mut boto = server.client(python);
    boto.arg(boto3);
    let mut commands = [walk("walk-ours", "pages"), walk("walk-sdk", "pages"), boto];
    let runs = turns(rounds, &mut commands)?;
    let [ours, sdk, boto] = &runs[..] else {
        return Ok(());
    };
    let listed = Listed::of(ours)?;
    for (peer, runs, goal) in [("aws-sdk-ecr pages", sdk, 2.5), ("boto3", boto, 45.0)] {
        let theirs = Listed::of(runs)?;
        if theirs.what != listed.what {
            return Err(format!("{peer} lists {}, ours {}", theirs.what, listed.what).into());
        }
        speed(peer, goal, ours, runs);
    }
    memory(&listed, &Listed::of(sdk)?);
    Ok(())
}

fn speed(peer: &'static str, goal: f64, ours: &[Measured], theirs: &[Measured]) {
    let images = f64::from(LISTING.0 * LISTING.1);
    let rate = |walls: &[f64]| {
        let rate = Spread::of(walls.iter().map(|wall| images / wall)).median;
        format!("{rate:.0} images/s")
    };
    let cpu = |seconds: &[f64]| format!("{:.3} CPU s", Spread::of(seconds.iter().copied()).median);
    let wall = |runs| seconds(runs, |run| run.wall);
    let busy = |runs| seconds(runs, |run| run.cpu);
    row(
        "200 pages of 1000",
        peer,
        (&wall(theirs), &wall(ours)),
        Goal::AtLeast(goal),
        rate,
    );
    row(
        "the same, CPU time",
        peer,
        (&busy(theirs), &busy(ours)),
        Goal::None,
        cpu,
    );
}

fn row(
    what: &str,
    peer: &'static str,
    (theirs, ours): (&[f64], &[f64]),
    goal: Goal,
    figure: impl Fn(&[f64]) -> String,
) {
    Row {
        benchmark: "loopback",
        what: what.to_owned(),
        peer,
        ratio: Spread::ratio(theirs, ours),
        goal,
        ours: figure(ours),
        theirs: figure(theirs),
    }
    .print();
}

fn memory(ours: &Listed, sdk: &Listed) {
    let figure = |peaks: &[f64]| {
        format!(
            "{:.1} MiB",
            Spread::of(peaks.iter().copied()).median / 1024.0
        )
    };
    let peaks = (&sdk.peaks[..], &ours.peaks[..]);
    row(
        "peak memory of that",
        "aws-sdk-ecr pages",
        peaks,
        Goal::AtLeast(2.0),
        figure,
    );
}

/// Ours over twenty pages, and over a thousand times as many.
fn grow(programs: &Path, data: &str) -> Result<(), Failure> {
    let peaks = |pages, runs| -> Result<Vec<f64>, Failure> {
        let server = Server::start(programs, data, pages, LISTING.1)?;
        let mut command: Command = server.client(&programs.join("walk-ours"));
        command.arg("items");
        let runs: Vec<Measured> = (0..runs)
            .map(|_| measure(&mut command))
            .collect::<Result<_, _>>()?;
        Ok(Listed::of(&runs)?.peaks)
    };
    let (short, long) = (Spread::of(peaks(20, 5)?).median, peaks(20_000, 1)?);
    Row {
        benchmark: "loopback",
        what: "peak memory of 20,000 pages, of 20 pages = 1".to_owned(),
        peer: "our own 20 pages",
        ratio: Spread::of(long.iter().map(|peak| peak / short)),
        goal: Goal::AtMost(1.05),
        ours: format!("{:.1} MiB", Spread::of(long).median / 1024.0),
        theirs: format!("{:.1} MiB", short / 1024.0),
    }
    .print();
    Ok(())
}

/// What the runs of one program printed: `IMAGES SIZE PEAK`.
struct Listed {
    /// Images and their size, the same in every run.
    what: String,
    /// Kibibytes.
    peaks: Vec<f64>,
}

impl Listed {
    fn of(runs: &[Measured]) -> Result<Self, Failure> {
        let mut listed = Self {
            what: String::new(),
            peaks: Vec::new(),
        };
        for run in runs {
            let (what, peak) = run.output.trim().rsplit_once(' ').ok_or("nothing listed")?;
            what.clone_into(&mut listed.what);
            listed.peaks.push(peak.parse()?);
        }
        Ok(listed)
    }
}
