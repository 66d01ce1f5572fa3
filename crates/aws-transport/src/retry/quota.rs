//! The budget that keeps a client from retrying against a service that is down.

use super::Trouble;

/// Tokens a client starts with and never has more of.
const CAPACITY: u32 = 500;
/// What a retry after a transient failure costs.
const TRANSIENT: u32 = 14;
/// What a retry after being throttled costs.
const THROTTLED: u32 = 5;
/// What a call that needed no retry gives back.
const UNTROUBLED: u32 = 1;

/// The retry quota of one client: every retry takes from it, every success gives back.
///
/// While a service fails, retries stop once it is empty; calls are then tried once each.
/// The figures are those of the AWS SDKs: 500 tokens, 14 for a retry after a transient failure, 5 after throttling.
///
/// # Example: how many retries in a row
///
/// ```
/// use aws_transport::retry::{Quota, Trouble};
///
/// let mut quota = Quota::default();
/// let retries = std::iter::from_fn(|| quota.acquire(Trouble::Throttled)).count();
/// assert_eq!(retries, 100);
/// ```
#[derive(Clone, Debug)]
pub struct Quota {
    available: u32,
}

/// What a retry took from the quota, to be given back if it succeeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost(u32);

impl Quota {
    /// Takes what a retry after this trouble costs; `None` if that much is not there.
    pub fn acquire(&mut self, trouble: Trouble) -> Option<Cost> {
        let cost = match trouble {
            Trouble::Throttled => THROTTLED,
            Trouble::Transient => TRANSIENT,
        };
        self.available = self.available.checked_sub(cost)?;
        Some(Cost(cost))
    }

    /// Gives back after a success: what the last retry took, or one token for a call that had none.
    pub fn release(&mut self, cost: Option<Cost>) {
        let amount = cost.map_or(UNTROUBLED, |Cost(amount)| amount);
        self.available = self.available.saturating_add(amount).min(CAPACITY);
    }

    /// The tokens left.
    #[must_use]
    pub fn available(&self) -> u32 {
        self.available
    }
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            available: CAPACITY,
        }
    }
}
