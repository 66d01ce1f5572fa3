//! What can go wrong with a sweep, and with one part of it.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use aws_transport::{CallError, Reached};
use smithy_pagination::{ConfigError, PageError, PageErrorKind};
use smithy_wire::{ErrorMeta, ServiceError};

use crate::journal::Output;

/// A client's failure that knows the service's code.
pub trait Code {
    /// The error's code, such as `RepositoryNotFoundException`; `None` if the service did not answer.
    fn code(&self) -> Option<&str>;

    /// How far the call came.
    fn reached(&self) -> Reached;

    /// The service's number of the request, which its support asks for; `None` if there is none.
    fn request_id(&self) -> Option<&str> {
        None
    }
}

impl<E: ServiceError> Code for CallError<E> {
    fn code(&self) -> Option<&str> {
        self.meta().and_then(ErrorMeta::code)
    }

    fn reached(&self) -> Reached {
        CallError::reached(self)
    }

    fn request_id(&self) -> Option<&str> {
        self.meta().and_then(ErrorMeta::request_id)
    }
}

/// How far the call of a failed page came; a listing that goes round in a circle was answered and failed here.
pub(crate) fn reached<E: Code>(error: &PageError<E>) -> Reached {
    match error.kind() {
        PageErrorKind::Call(error) => error.reached(),
        _ => Reached::Nothing,
    }
}

/// What went wrong with a page, for people: its causes, and no token, since the journal holds the place.
pub(crate) fn told<E: Code + Error + 'static>(error: &PageError<E>) -> String {
    let cause = match error.kind() {
        PageErrorKind::Call(cause) => match cause.request_id() {
            Some(id) => format!("{} (request id {id})", chain(cause)),
            None => chain(cause),
        },
        kind => match error.source() {
            Some(cause) => format!("{kind}: {}", chain(cause)),
            None => kind.to_string(),
        },
    };
    format!("{}, page {}: {cause}", error.operation(), error.page())
}

/// A failure to write, with the file it is about.
pub(crate) fn unwritten(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// An error with all its causes.
pub(crate) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// The service's code for a failed page, if it answered with one.
pub(crate) fn code<E: Code>(error: &PageError<E>) -> Option<&str> {
    match error.kind() {
        PageErrorKind::Call(error) => error.code(),
        _ => None,
    }
}

/// Whether the repository is no longer there.
pub(crate) fn is_gone<E: Code>(error: &PageError<E>) -> bool {
    code(error) == Some("RepositoryNotFoundException")
}

/// Why a part stopped before its end; it keeps its place.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PartError<C, E> {
    /// Its place is not one of its repository.
    Config(ConfigError),
    /// A page failed.
    Listing(PageError<C>),
    /// What was to take a page did not.
    Page(E),
}

impl<C, E> fmt::Display for PartError<C, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PartError::Config(_) => "the place is not one of this repository",
            PartError::Listing(_) => "a page of the repository failed",
            PartError::Page(_) => "a page could not be put anywhere",
        })
    }
}

impl<C: Error + 'static, E: Error + 'static> Error for PartError<C, E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            PartError::Config(error) => Some(error),
            PartError::Listing(error) => Some(error),
            PartError::Page(error) => Some(error),
        }
    }
}

/// Why a sweep could not be started or had to stop; its journal holds the place.
#[derive(Debug)]
#[non_exhaustive]
pub enum SweepError {
    /// The repositories could not be listed.
    #[non_exhaustive]
    Repositories {
        /// The failure with its causes.
        why: String,
        /// How far the call came.
        reached: Reached,
    },
    /// The output or the journal could not be written; a [`LineFile`](crate::LineFile) says which, by its path.
    Write(io::Error),
    /// A file could not be opened or read.
    #[non_exhaustive]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file is no journal of a sweep.
    NoJournal(PathBuf),
    /// Lines and journal are to go to one file, under whatever names.
    SameFile(PathBuf),
    /// Another sweep writes this file.
    Busy(PathBuf),
    /// The output is shorter than its journal says, so that lines of it were lost.
    #[non_exhaustive]
    TooShort {
        /// The output.
        path: PathBuf,
        /// How many bytes the journal knows.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// The output is not there, though its journal knows lines in it.
    #[non_exhaustive]
    Missing {
        /// The output.
        path: PathBuf,
        /// The journal.
        journal: PathBuf,
    },
    /// The output does not have the line that its journal ends with: it is another file.
    #[non_exhaustive]
    OtherLines {
        /// The output.
        path: PathBuf,
        /// The journal.
        journal: PathBuf,
    },
    /// The output has lines already, and there is no journal that knows them.
    Unknown(PathBuf),
    /// The journal is one of another kind of output, so that lines would be missing in this one.
    #[non_exhaustive]
    OtherOutput {
        /// The journal.
        path: PathBuf,
        /// What its lines went to.
        journal: Output,
    },
    /// The journal is one of another registry.
    #[non_exhaustive]
    OtherRegistry {
        /// The journal's account; none for the caller's own.
        journal: Option<String>,
        /// The account asked for.
        asked: Option<String>,
    },
    /// The journal is one of a registry elsewhere.
    #[non_exhaustive]
    OtherOrigin {
        /// Where the journal's registry was asked; none if that was not said.
        journal: Option<String>,
        /// Where this one is.
        asked: Option<String>,
    },
}

impl SweepError {
    pub(crate) fn file(path: &Path, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::WouldBlock {
            return SweepError::Busy(path.to_owned());
        }
        SweepError::File {
            path: path.to_owned(),
            error: io::Error::new(error.kind(), error.to_string()),
        }
    }
}

impl fmt::Display for SweepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SweepError::Repositories { why, .. } => {
                write!(f, "the repositories cannot be listed: {why}")
            }
            SweepError::Write(_) => f.write_str("what was found cannot be written"),
            SweepError::File { path, .. } => write!(f, "{} cannot be used", path.display()),
            SweepError::NoJournal(path)
            | SweepError::SameFile(path)
            | SweepError::Busy(path)
            | SweepError::Unknown(path) => write!(f, "{} {}", path.display(), self.problem()),
            SweepError::TooShort {
                path,
                expected,
                found,
            } => write!(
                f,
                "{} has {found} bytes and its journal knows of {expected}; {TOGETHER}",
                path.display()
            ),
            SweepError::Missing { path, journal } => write!(
                f,
                "{} is not there, and {} is the journal of lines in it; {TOGETHER}",
                path.display(),
                journal.display()
            ),
            SweepError::OtherLines { path, journal } => write!(
                f,
                "{} has other lines than {} is the journal of; {TOGETHER}",
                path.display(),
                journal.display()
            ),
            SweepError::OtherOutput { path, journal } => write!(
                f,
                "{} is the journal of a sweep {}, or name another journal",
                path.display(),
                match journal {
                    Output::File => "into a file: name that file again",
                    Output::Stream => "that went to no file: go on without one",
                }
            ),
            SweepError::OtherRegistry { journal, asked } => {
                other(f, journal, asked, "the caller's own")
            }
            SweepError::OtherOrigin { journal, asked } => {
                other(f, journal, asked, "at no known place")
            }
        }
    }
}

/// Of an output and a journal that are not of one sweep.
const TOGETHER: &str =
    "name the file that the journal was kept for, or delete the journal to start anew";

impl SweepError {
    /// What is wrong with a file, and what to do.
    fn problem(&self) -> &'static str {
        match self {
            SweepError::NoJournal(_) => "is no journal of a sweep; name another file",
            SweepError::SameFile(_) => {
                "cannot hold both the lines and their journal; name two files"
            }
            SweepError::Busy(_) => {
                "is being written by another sweep; wait for its end, or name another file"
            }
            _ => {
                "has lines already and there is no journal that knows them; \
                 name another file, or have it overwritten"
            }
        }
    }
}

fn other(
    f: &mut fmt::Formatter<'_>,
    journal: &Option<String>,
    asked: &Option<String>,
    none: &str,
) -> fmt::Result {
    let named = |of: &Option<String>| of.clone().unwrap_or_else(|| none.to_owned());
    let (journal, asked) = (named(journal), named(asked));
    write!(
        f,
        "the journal is one of the registry {journal}, not of {asked}; name another file"
    )
}

impl Error for SweepError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            SweepError::Write(error) | SweepError::File { error, .. } => Some(error),
            _ => None,
        }
    }
}
