//! Why a command could not do its work, in words for the terminal.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

/// A message that names the thing, the place and the remedy; the process ends with code 1.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// A failure with this text, printed as it stands.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A file or folder could not be read or written.
    pub(crate) fn disk(action: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("cannot {action} {}: {error}", path.display()))
    }

    #[expect(
        clippy::print_stderr,
        reason = "a command's errors go to standard error"
    )]
    pub(crate) fn report(self) -> ExitCode {
        eprintln!("error: {self}");
        ExitCode::FAILURE
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
