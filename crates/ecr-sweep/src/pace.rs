//! No more requests a second than agreed.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Time, as a sweep needs it; tests pass their own.
pub trait World: Sync {
    /// The time since some fixed moment.
    fn now(&self) -> Duration;
    /// Waits.
    fn sleep(&self, time: Duration);
}

/// The system's clock.
#[derive(Debug)]
pub(crate) struct System {
    start: Instant,
}

impl System {
    #[expect(
        clippy::disallowed_methods,
        reason = "requests are spread over real time"
    )]
    pub(crate) fn new() -> Self {
        System {
            start: Instant::now(),
        }
    }
}

impl World for System {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// So many requests a second, evenly.
#[derive(Debug, Default)]
pub struct Pace {
    /// Between two requests; none for as fast as it goes.
    gap: Option<Duration>,
    next: Mutex<Duration>,
}

impl Pace {
    /// At most so many requests a second; none for as fast as it goes.
    pub fn new(per_second: Option<f64>) -> Self {
        let gap = per_second.filter(|rate| *rate > 0.0);
        Pace {
            gap: gap.and_then(|rate| Duration::try_from_secs_f64(1.0 / rate).ok()),
            next: Mutex::default(),
        }
    }

    /// Waits for its turn.
    pub fn turn(&self, world: &dyn World) {
        let Some(gap) = self.gap else { return };
        let now = world.now();
        let turn = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = now.max(*next);
            *next = turn + gap;
            turn
        };
        if turn > now {
            world.sleep(turn - now);
        }
    }
}
