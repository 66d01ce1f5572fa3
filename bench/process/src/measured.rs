//! One process from its start to its end.

use std::process::Command;
use std::time::Instant;

use bench_harness::Failure;
use nix::sys::resource::{UsageWho, getrusage};

/// What a process took, and what it printed.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Seconds by the wall.
    pub wall: f64,
    /// Seconds on the CPU, its own children included.
    pub cpu: f64,
    /// Its standard output.
    pub output: String,
    /// Its standard error.
    pub errors: String,
}

/// Runs a command to its end.
///
/// # Errors
///
/// If it cannot be started or fails; the error has what it printed as the reason.
pub fn measure(command: &mut Command) -> Result<Measured, Failure> {
    let (start, before) = (Instant::now(), children_seconds()?);
    let output = command
        .output()
        .map_err(|error| format!("cannot start {:?}: {error}", command.get_program()))?;
    let measured = Measured {
        wall: start.elapsed().as_secs_f64(),
        cpu: children_seconds()? - before,
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
        errors: String::from_utf8_lossy(&output.stderr).into_owned(),
    };
    match output.status.success() {
        true => Ok(measured),
        false => {
            let Measured { output, errors, .. } = measured;
            Err(format!("{command:?} failed:\n{errors}{output}").into())
        }
    }
}

/// CPU seconds of all processes that were started and waited for.
///
/// # Errors
///
/// If the system does not tell.
pub fn children_seconds() -> Result<f64, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let time = [usage.user_time(), usage.system_time()];
    Ok(time
        .iter()
        .map(|time| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6)
        .sum())
}

/// Runs every command once a round, in turn, after one round that does not count.
///
/// # Errors
///
/// As [`measure`].
pub fn turns(rounds: usize, commands: &mut [Command]) -> Result<Vec<Vec<Measured>>, Failure> {
    let mut runs: Vec<Vec<Measured>> = commands.iter().map(|_| Vec::new()).collect();
    for round in 0..=rounds {
        for (command, runs) in commands.iter_mut().zip(&mut runs) {
            let run = measure(command)?;
            if round > 0 {
                runs.push(run);
            }
        }
    }
    Ok(runs)
}

/// One figure of each run.
#[must_use]
pub fn seconds(runs: &[Measured], figure: impl Fn(&Measured) -> f64) -> Vec<f64> {
    runs.iter().map(figure).collect()
}
