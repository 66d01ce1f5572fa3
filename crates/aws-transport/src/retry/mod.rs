//! Retries as AWS documents them: which failures, how often, after how long, and out of which budget.

mod adaptive;
mod backoff;
mod classify;
mod config;
mod quota;
mod state;

pub use adaptive::{Cubic, Limiter, RateClock, TokenBucket};
pub use backoff::{Backoff, RetryAfter};
pub(crate) use classify::Verdict;
pub use classify::{Trouble, is_throttling_code, is_transient_code};
pub use config::{Mode, Retries, RetriesError};
pub use quota::{Cost, Quota};
pub(crate) use state::{RetryState, Skew};
