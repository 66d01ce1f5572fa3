//! Time, chance and sleep, which are passed in: a test has its own and waits for nothing.

use std::pin::Pin;
use std::time::{Duration, SystemTime};

/// One reading of the clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The date and time of day, which signatures carry.
    pub wall: SystemTime,
    /// Time since any fixed moment, never running backwards, which deadlines are measured with.
    pub elapsed: Duration,
}

impl Moment {
    pub(crate) fn seconds(self) -> f64 {
        self.elapsed.as_secs_f64()
    }
}

/// Where a blocking client takes time and chance from.
pub trait World: Send + Sync {
    /// Reads the clocks.
    fn now(&self) -> Moment;

    /// A random number from 0 to 1.
    fn random(&self) -> f64;

    /// Waits.
    fn sleep(&self, time: Duration);
}

/// A wait on its way.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where an async client takes time and chance from.
pub trait AsyncWorld: Send + Sync {
    /// Reads the clocks.
    fn now(&self) -> Moment;

    /// A random number from 0 to 1.
    fn random(&self) -> f64;

    /// Begins a wait.
    fn sleep(&self, time: Duration) -> Sleep;
}

/// The machine's own clocks, and a thread that sleeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct System;

impl World for System {
    fn now(&self) -> Moment {
        system::now()
    }

    fn random(&self) -> f64 {
        system::random()
    }

    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// The one place that reads a clock.
pub(crate) mod system {
    use std::hash::{BuildHasher, RandomState};
    use std::sync::LazyLock;
    use std::time::{Instant, SystemTime};

    use super::Moment;

    #[allow(
        clippy::disallowed_methods,
        reason = "signatures and deadlines need the time; everything else is handed it"
    )]
    pub(crate) fn now() -> Moment {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        Moment {
            wall: SystemTime::now(),
            elapsed: START.elapsed(),
        }
    }

    /// Good enough to spread retries: the standard library's random keys, hashed.
    pub(crate) fn random() -> f64 {
        let bits = RandomState::new().hash_one(0) >> 11;
        bits as f64 / (1u64 << 53) as f64
    }
}
