//! Timing in turns: what disturbs one contender disturbs all.

use std::time::Instant;

use nix::time::{ClockId, clock_gettime};

use crate::{Failure, Spread};

/// A name, and one run of what it stands for.
pub type Contender<'a, T> = (&'static str, Box<dyn FnMut() -> T + 'a>);

/// What a contender's runs took.
#[derive(Clone, Debug)]
pub struct Timing<T> {
    /// The contender.
    pub name: &'static str,
    /// What every run of it gave.
    pub result: T,
    /// Seconds, a run each, in the order of the rounds: of this thread on the CPU, or by the wall.
    pub seconds: Vec<f64>,
}

impl<T> Timing<T> {
    /// The spread of the runs, each multiplied by `scale`.
    #[must_use]
    pub fn spread(&self, scale: f64) -> Spread {
        Spread::of(self.seconds.iter().map(|seconds| seconds * scale))
    }
}

/// Runs every contender once a round, in turn, after one round that does not count.
///
/// # Errors
///
/// If a contender gives another result than in the first round, or the clock cannot be read.
pub fn alternate<T: PartialEq>(
    rounds: usize,
    contenders: Vec<Contender<'_, T>>,
) -> Result<Vec<Timing<T>>, Failure> {
    alternate_by(cpu_seconds, rounds, contenders)
}

/// [`alternate`] by the wall: for what works on several threads.
///
/// # Errors
///
/// As there.
pub fn alternate_by_wall<T: PartialEq>(
    rounds: usize,
    contenders: Vec<Contender<'_, T>>,
) -> Result<Vec<Timing<T>>, Failure> {
    let start = Instant::now();
    alternate_by(|| Ok(start.elapsed().as_secs_f64()), rounds, contenders)
}

fn alternate_by<T: PartialEq>(
    clock: impl Fn() -> Result<f64, Failure>,
    rounds: usize,
    mut contenders: Vec<Contender<'_, T>>,
) -> Result<Vec<Timing<T>>, Failure> {
    let mut timings: Vec<Timing<T>> = contenders
        .iter_mut()
        .map(|(name, run)| Timing {
            name,
            result: run(),
            seconds: Vec::with_capacity(rounds),
        })
        .collect();
    for _ in 0..rounds {
        for ((name, run), timing) in contenders.iter_mut().zip(&mut timings) {
            let start = clock()?;
            let result = run();
            timing.seconds.push(clock()? - start);
            if result != timing.result {
                return Err(format!("{name} gives another result than before").into());
            }
        }
    }
    Ok(timings)
}

/// CPU seconds of this thread: on a shared machine, waiting for the CPU must not count.
///
/// # Errors
///
/// If the clock cannot be read.
pub fn cpu_seconds() -> Result<f64, Failure> {
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID)?;
    Ok(time.tv_sec() as f64 + time.tv_nsec() as f64 / 1e9)
}
