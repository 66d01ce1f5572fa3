//! What the benchmarks share: page files, timing in turns, rows of the table.

mod pages;
mod pin;
mod row;
mod spread;
mod timing;
mod walked;

pub use pages::{PageFile, Tally};
pub use pin::pin;
pub use row::{Goal, Row};
pub use spread::Spread;
pub use timing::{Contender, Timing, alternate, alternate_by_wall, cpu_seconds};
pub use walked::walked;

/// Whatever keeps a benchmark from running.
pub type Failure = Box<dyn std::error::Error>;
