//! What sources of credentials need of the machine they run on.

#[cfg(feature = "blocking")]
mod blocking;
#[cfg(any(feature = "blocking", feature = "async"))]
mod network;
#[cfg(any(feature = "blocking", feature = "async"))]
mod system;
#[cfg(feature = "async")]
mod tokio;

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use aws_transport::{Bytes, http};

#[cfg(feature = "blocking")]
pub use blocking::Here;
#[cfg(feature = "async")]
pub use tokio::HereAsync;

/// Something on its way.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Why an exchange failed, or a program could not be started.
pub type Failure = Box<dyn Error + Send + Sync>;

/// What a program that has ended left behind.
///
/// `Debug` is left out: its output is credentials.
pub struct Ran {
    /// Whether it ended with zero.
    pub success: bool,
    /// What it wrote on its standard output.
    pub output: Vec<u8>,
    /// What it wrote on its standard error.
    pub complaint: Vec<u8>,
}

/// In the extensions of a request that must not go through a proxy: it is meant for this machine, or for the one it runs on.
///
/// A proxy elsewhere would be told of the keys of whatever machine it runs on itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direct;

/// The machine that sources of credentials look at: variables, files, clock, network, programs.
///
/// Sources are written once and do no I/O of their own; a test gives them a machine made of maps.
/// A machine that blocks returns futures that are ready.
pub trait Machine: Send + Sync {
    /// An environment variable, if it is set and is text.
    fn variable(&self, name: &str) -> Option<String>;

    /// The user's own folder.
    fn home(&self) -> Option<PathBuf>;

    /// The time of day.
    fn now(&self) -> SystemTime;

    /// A whole file.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being read; [`io::ErrorKind::NotFound`] where there is none.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Puts a whole file in place of another at one go, readable by the user alone.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being written; the old file is whole then.
    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()>;

    /// Sends a request and gives the whole answer, whatever its status, or gives up after `within`.
    ///
    /// A request with [`Direct`] in its extensions goes through no proxy.
    fn fetch(
        &self,
        request: http::Request<Bytes>,
        within: Duration,
    ) -> Pending<'_, Result<http::Response<Bytes>, Failure>>;

    /// Runs a program with these arguments, the first of which is its name, and waits for its end.
    fn run<'a>(&'a self, arguments: &'a [String]) -> Pending<'a, io::Result<Ran>>;

    /// Waits.
    fn sleep(&self, time: Duration) -> Pending<'_, ()>;
}
