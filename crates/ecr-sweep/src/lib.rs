//! Every image of every repository of an Amazon ECR registry, resumable after any kill.
//!
//! A [`Sweep`] lists the repositories, then their images, several repositories at a time.
//! What it finds goes to a [`Sink`], and after each page the place goes to a journal:
//! with a file of lines every image stands in the file exactly once at the end, whatever was killed when.
//!
//! A sweep is also a list of [`Part`]s, one a repository: small values that can be stored, sent to a worker elsewhere, run there and sent back.
//!
//! # Example: a sweep of an embedded registry
//!
//! ```
//! use ecr_sweep::{LineFile, Sweep};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = ecr_local::Registry::builder().repositories(2).images(5).start()?;
//! let client = ecr::Client::local(&server.url())?;
//! let folder = tempfile::tempdir()?;
//!
//! let (out, journal) = (folder.path().join("images.jsonl"), folder.path().join("place"));
//! let report = Sweep::new(&client).parallel(2).run(LineFile::open(&out, &journal)?)?;
//! assert!(report.is_complete());
//! assert_eq!(std::fs::read_to_string(&out)?.lines().count() as u64, report.images);
//! assert!(!journal.exists(), "nothing is left to go on from");
//! # Ok(())
//! # }
//! ```
//!
//! # What is kept where
//!
//! 1. A page's lines are written, and are on the disk.
//! 2. Then a line of the journal says: this repository stands there, and the lines file is this long.
//! 3. A killed sweep leaves lines behind what the journal knows, at most. The next one cuts the lines file back to what the journal says and goes on from its places.
//!
//! The journal grows with pages; now and then it is written anew with one line a repository, so that it stays small.
//!
//! # What this crate does not do
//!
//! It does not retry: the client does, and what still fails keeps its place for the next run.

#![forbid(unsafe_code)]

mod error;
mod file;
mod form;
mod journal;
mod pace;
mod part;
mod sweep;

pub use error::{PartError, SweepError};
pub use file::{LineFile, Lines};
pub use journal::{Entry, State};
pub use pace::{Pace, World};
pub use part::{Part, PartState};
pub use sweep::{Failed, Progress, Report, Sink, Sweep};
