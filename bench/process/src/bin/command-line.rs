//! One page by the command line, from start to end: `command-line PROGRAMS DATA ECR AWS ROUNDS`.

use std::path::Path;
use std::process::Command;

use bench_harness::{Failure, Goal, Row, Spread};
use bench_process::{Server, seconds, turns};

const PAGE_SIZE: u32 = 100;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [programs, data, ecr, aws, rounds] = &arguments[..] else {
        return Err("usage: command-line PROGRAMS DATA ECR AWS ROUNDS".into());
    };
    let server = Server::start(Path::new(programs), data, 1, PAGE_SIZE)?;
    let mut ours = server.client(Path::new(ecr));
    let mut theirs = server.client(Path::new(aws));
    theirs.arg("ecr");
    for command in [&mut ours, &mut theirs] {
        describe(command);
    }
    let runs = turns(rounds.parse()?, &mut [ours, theirs])?;
    let [ours, theirs] = &runs[..] else {
        return Ok(());
    };
    let digests = |output: &str| output.matches("\"imageDigest\"").count();
    for run in ours.iter().chain(theirs) {
        if digests(&run.output) != PAGE_SIZE as usize {
            return Err(format!("not {PAGE_SIZE} images:\n{}", run.output).into());
        }
    }
    let (ours, theirs) = (
        seconds(ours, |run| run.wall),
        seconds(theirs, |run| run.wall),
    );
    let figure = |walls: &[f64]| {
        format!(
            "{:.1} ms",
            Spread::of(walls.iter().copied()).median * 1000.0
        )
    };
    Row {
        benchmark: "command-line",
        what: "describe-images, one page of 100".to_owned(),
        peer: "aws ecr describe-images",
        ratio: Spread::ratio(&theirs, &ours),
        goal: Goal::AtLeast(60.0),
        ours: figure(&ours),
        theirs: figure(&theirs),
    }
    .print();
    Ok(())
}

fn describe(command: &mut Command) {
    command.args([
        "describe-images",
        "--repository-name",
        "platform/checkout-service",
    ]);
    command.args(["--output", "json"]);
}
