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
//! 2. Then a line of the journal says: this repository stands there, and the lines file is this long and [ends like this](LastLine).
//! 3. A killed sweep leaves lines behind what the journal knows, at most. The next one cuts the lines file back to what the journal says and goes on from its places.
//!
//! The journal grows with pages; now and then it is written anew with one line a repository, so that it stays small.
//!
//! 4. At the end the journal becomes a single line under its name and `.done`: the file is complete, and this long.
//!    A sweep that is killed after that and run again finds the line, and [knows](Report::was_complete) that nothing is left to do.
//!
//! # What a journal is bound to
//!
//! To its output, which it knows by the last line that it tells of: another file would be cut back as if its end were torn.
//! To its [account](Sweep::registry_id), and the [origin](Sweep::origin) that a caller names: another one is refused.
//! Both files are locked while they are written, so that two sweeps do not mix.
//!
//! # What this crate does not do
//!
//! It does not retry: the client does, and what still fails keeps its place for the next run.

#![forbid(unsafe_code)]

mod error;
mod file;
mod form;
mod fresh;
mod journal;
mod journal_file;
mod last_line;
mod pace;
mod part;
mod place_file;
mod sweep;

pub use aws_transport::Reached;
pub use error::{Code, PartError, SweepError};
pub use file::{LineFile, LineFileOptions, Lines};
pub use journal::{Entry, Output, State};
pub use last_line::LastLine;
pub use pace::{Pace, World};
pub use part::{Part, PartState};
pub use place_file::PlaceFile;
pub use sweep::{Failed, Progress, Report, Sink, Sweep};
