//! How long generating takes, phase by phase.

use std::path::Path;
use std::time::{Duration, Instant};

use codegen::Phase;

use crate::failure::Failure;
use crate::generate::{self, Order};

/// Runs of which the fastest counts: what else the machine does only ever makes one slower.
const RUNS: usize = 15;

/// What each phase took at best.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Phases {
    /// Text to model.
    pub(super) read: Duration,
    pub(super) resolve: Duration,
    pub(super) emit: Duration,
    pub(super) print: Duration,
}

impl Phases {
    pub(super) fn all(self) -> Duration {
        self.read + self.resolve + self.emit + self.print
    }

    fn least(self, other: Phases) -> Phases {
        Phases {
            read: self.read.min(other.read),
            resolve: self.resolve.min(other.resolve),
            emit: self.emit.min(other.emit),
            print: self.print.min(other.print),
        }
    }
}

/// Generates in memory, several times; the disk is read beforehand.
pub(super) fn best(order: &Order, root: &Path) -> Result<Phases, Failure> {
    let sources = generate::sources(order)?;
    let mut best: Option<Phases> = None;
    for _ in 0..RUNS {
        let mut phases = Phases::default();
        let (model, took) = timed(|| smithy_schema_json::read(&sources));
        phases.read = took;
        let model = model.map_err(|errors| Failure::new(errors.to_string()))?;
        let name = generate::name(order, &model);
        let plan = generate::plan(order, name.as_deref().unwrap_or("service"), root);
        let mut since = now();
        let generated = codegen::generate_workspace_in_phases(&model, &plan, |phase| {
            let took = since.elapsed();
            match phase {
                Phase::Resolve => phases.resolve += took,
                Phase::Emit => phases.emit += took,
                Phase::Print => phases.print += took,
            }
            since = now();
        });
        generated.map_err(|errors| Failure::new(errors.to_string()))?;
        best = Some(best.map_or(phases, |best| best.least(phases)));
    }
    Ok(best.unwrap_or_default())
}

/// What came of some work, and how long it took.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let since = now();
    let outcome = work();
    (outcome, since.elapsed())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the time taken is what is asked for"
)]
fn now() -> Instant {
    Instant::now()
}
