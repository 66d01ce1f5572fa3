//! The journal on the disk: a line for each thing that happened, written anew when it grew too long.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::error::{SweepError, unwritten};
use crate::journal::{Output, State};
use crate::place_file::PlaceFile;

/// Compacted once this much was appended, and four times what a compact journal has.
const SLACK: u64 = 64 * 1024;

/// What is put behind the journal's name for the line that is left at the end.
const DONE: &str = ".done";

#[derive(Debug)]
pub(crate) struct JournalFile {
    /// As the caller named it.
    path: PathBuf,
    file: PlaceFile,
    /// How long a compact one was, and what was appended since.
    compact: u64,
    appended: u64,
    written: u64,
}

impl JournalFile {
    /// Opens the file and keeps others out; it is not looked into yet.
    pub(crate) fn hold(path: &Path) -> Result<Self, SweepError> {
        let file = PlaceFile::open(path).map_err(|error| SweepError::file(path, &error))?;
        Ok(JournalFile {
            path: path.to_owned(),
            file,
            compact: 0,
            appended: 0,
            written: 0,
        })
    }

    /// What its lines add up to, without a torn last one.
    pub(crate) fn read(&mut self) -> Result<State, SweepError> {
        let bytes = self.file.read().map_err(|error| self.failed(&error))?;
        let (state, good) = State::replay(&bytes);
        if good == 0 && !bytes.is_empty() && !is_torn_start(&bytes) {
            return Err(SweepError::NoJournal(self.path.clone()));
        }
        self.appended = good;
        Ok(state)
    }

    /// Cuts a torn last line off, once it is settled that the sweep goes on here: what is refused is left as it was.
    pub(crate) fn settle(&mut self) -> Result<(), SweepError> {
        self.file
            .cut(self.appended)
            .map_err(|error| self.failed(&error))
    }

    /// Whether lines of this state went to such an output.
    pub(crate) fn check(&self, state: &State, output: Output) -> Result<(), SweepError> {
        if !state.begun || state.output == output {
            return Ok(());
        }
        Err(SweepError::OtherOutput {
            path: self.path.clone(),
            journal: state.output,
        })
    }

    /// What the last sweep with this journal left at its end.
    pub(crate) fn over(&self) -> Option<State> {
        let (state, _) = State::replay(&fs::read(self.file.named(DONE)).ok()?);
        state.is_done.then_some(state)
    }

    /// A new sweep begins.
    pub(crate) fn forget_over(&self) -> io::Result<()> {
        match fs::remove_file(self.file.named(DONE)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.unwritten(&error)),
            _ => Ok(()),
        }
    }

    pub(crate) fn clear(&mut self) -> Result<(), SweepError> {
        self.appended = 0;
        self.file.cut(0).map_err(|error| self.failed(&error))
    }

    pub(crate) fn append(&mut self, line: &str, state: &State) -> io::Result<()> {
        self.add(line, state)
            .map_err(|error| self.unwritten(&error))
    }

    fn add(&mut self, line: &str, state: &State) -> io::Result<()> {
        self.file.append(line.as_bytes())?;
        self.appended += line.len() as u64;
        self.written += line.len() as u64;
        if self.appended > SLACK && self.appended > 4 * self.compact {
            let text = state.compact();
            self.file.replace(text.as_bytes())?;
            self.compact = text.len() as u64;
            self.appended = 0;
            self.written += self.compact;
        }
        Ok(())
    }

    /// The sweep is complete: of a file it is noted how long it is, so that a run killed after this is known to be over.
    pub(crate) fn finish(self, state: &State) -> io::Result<()> {
        let JournalFile { path, mut file, .. } = self;
        let finished = match state.output {
            Output::Stream => file.remove(),
            Output::File => match file.replace(state.over().as_bytes()) {
                Ok(()) => file.rename(DONE),
                Err(error) => Err(error),
            },
        };
        finished.map_err(|error| unwritten(&path, &error))
    }

    /// As the caller named it.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn is(&self, other: &File) -> io::Result<bool> {
        self.file.is(other)
    }

    /// How many bytes were written to it.
    pub(crate) fn written(&self) -> u64 {
        self.written
    }

    fn unwritten(&self, error: &io::Error) -> io::Error {
        unwritten(&self.path, error)
    }

    fn failed(&self, error: &io::Error) -> SweepError {
        SweepError::file(&self.path, error)
    }
}

/// The first line of a journal, cut short.
fn is_torn_start(bytes: &[u8]) -> bool {
    !bytes.contains(&b'\n') && b"{\"sweep\":1,".iter().zip(bytes).all(|(a, b)| a == b)
}
