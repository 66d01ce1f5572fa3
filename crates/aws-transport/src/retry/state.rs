//! What the calls of one client share: quota, rate limit, and how far the clocks are apart.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::{Cost, Limiter, Mode, Quota, Retries, Trouble};
use crate::world::Moment;

/// Shared by the clones of a client and the calls under way.
#[derive(Debug, Default)]
pub(crate) struct RetryState(Mutex<Shared>);

#[derive(Debug, Default)]
struct Shared {
    quota: Quota,
    limiter: Option<Limiter>,
    skew: Skew,
}

/// How far the service's clock is from ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Skew {
    #[default]
    None,
    Ahead(Duration),
    Behind(Duration),
}

impl Skew {
    pub(crate) fn between(ours: SystemTime, theirs: SystemTime) -> Self {
        match theirs.duration_since(ours) {
            Ok(ahead) => Self::Ahead(ahead),
            Err(error) => Self::Behind(error.duration()),
        }
    }

    pub(crate) fn apply(self, ours: SystemTime) -> SystemTime {
        let corrected = match self {
            Self::None => Some(ours),
            Self::Ahead(by) => ours.checked_add(by),
            Self::Behind(by) => ours.checked_sub(by),
        };
        corrected.unwrap_or(ours)
    }
}

impl RetryState {
    /// Lets a call through, or says how long to wait first.
    pub(crate) fn admit(&self, retries: Retries, now: Moment) -> Result<(), Duration> {
        match retries.mode() {
            Mode::Standard => Ok(()),
            Mode::Adaptive => self.shared().limiter(now).acquire(now.seconds()),
        }
    }

    /// Learns from an answer, or from the lack of one.
    pub(crate) fn observe(&self, retries: Retries, trouble: Option<Trouble>, now: Moment) {
        if retries.mode() == Mode::Adaptive {
            let throttled = trouble == Some(Trouble::Throttled);
            self.shared().limiter(now).observe(throttled, now.seconds());
        }
    }

    pub(crate) fn pay(&self, trouble: Trouble) -> Option<Cost> {
        self.shared().quota.acquire(trouble)
    }

    pub(crate) fn give_back(&self, cost: Option<Cost>) {
        self.shared().quota.release(cost);
    }

    pub(crate) fn skew(&self) -> Skew {
        self.shared().skew
    }

    pub(crate) fn set_skew(&self, skew: Skew) {
        self.shared().skew = skew;
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    fn limiter(&mut self, now: Moment) -> &mut Limiter {
        self.limiter
            .get_or_insert_with(|| Limiter::new(now.seconds()))
    }
}
