//! Lines in a file or on standard output, and the journal beside them.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use ecr::types::ImageDetail;

use crate::error::{SweepError, unwritten};
use crate::fresh::Fresh;
use crate::journal::{Entry, Output, State};
use crate::journal_file::JournalFile;
use crate::last_line::LastLine;
use crate::part::Part;
use crate::place_file::{appended, appending, hold, regular};
use crate::sweep::Sink;

/// Images as lines of JSON, and the journal that says how far they are good.
///
/// Into a file every image comes exactly once; to another writer, such as standard output, at least once.
///
/// File and journal are locked as long as this lives: a second sweep of the same files is [refused](SweepError::Busy).
/// On Windows others cannot even read them meanwhile.
///
/// At the end the journal goes away. Beside it a line is left under its name and `.done`, that says how long the complete file is:
/// by it a sweep that was killed after its end, and is run again, knows that [there is nothing left to do](crate::Report::was_complete).
/// It may be deleted with the file.
#[derive(Debug)]
pub struct LineFile<W = File> {
    /// Goes before the file is closed, and with it the lock on it.
    fresh: Fresh,
    out: W,
    /// As the caller named it; none of a writer.
    path: Option<PathBuf>,
    output: Output,
    /// Brings to the disk what was written.
    to_disk: fn(&W) -> io::Result<()>,
    journal: Option<JournalFile>,
    state: State,
    /// The lines of a page, kept for the next one.
    lines: Vec<u8>,
}

/// Lines to any writer, with a journal or without.
pub type Lines<W> = LineFile<W>;

/// How a file of lines is opened.
///
/// # Example: a file for today's sweep, whatever was in it
///
/// ```
/// use ecr_sweep::LineFile;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let (out, journal) = (folder.path().join("images.jsonl"), folder.path().join("place"));
/// std::fs::write(&out, "yesterday\n")?;
///
/// let options = LineFile::options().journal(&journal);
/// assert!(options.open(&out).is_err(), "no journal knows these lines");
/// let file = options.overwrite(true).open(&out)?;
/// assert_eq!(std::fs::read_to_string(&out)?, "");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct LineFileOptions {
    journal: Option<PathBuf>,
    overwrite: bool,
}

impl LineFileOptions {
    /// Keeps the place in this journal, and goes on from there.
    ///
    /// Without one the sweep starts anew each time.
    #[must_use]
    pub fn journal(mut self, path: impl Into<PathBuf>) -> Self {
        self.journal = Some(path.into());
        self
    }

    /// Lets lines go that no journal goes on from: those of a complete sweep, or of anything else.
    ///
    /// Where a journal knows them, the sweep goes on all the same.
    #[must_use]
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// Opens the file, or makes it, and cuts it back to what its journal knows.
    ///
    /// One that is made goes away again where no sweep begins.
    ///
    /// # Errors
    ///
    /// [`SweepError`] if a file cannot be opened, is no regular one or is in use, the two are one file or do not belong together,
    /// or the file has lines that nobody knows and that may not be overwritten.
    pub fn open(&self, out: &Path) -> Result<LineFile, SweepError> {
        let failed = |error: io::Error| SweepError::file(out, &error);
        let path = self.journal.as_deref();
        let mut journal = path.map(JournalFile::hold).transpose()?;
        let found = there(out).map_err(failed)?;
        if let (Some(journal), Some(file)) = (&journal, &found)
            && journal.is(file).map_err(failed)?
        {
            return Err(SweepError::SameFile(out.to_owned()));
        }
        found
            .as_ref()
            .map_or(Ok(()), |file| lock(file, out))
            .map_err(failed)?;
        let read = journal.as_mut().map(JournalFile::read).transpose()?;
        let lines = Found::of(out, found.as_ref()).map_err(failed)?;
        let state = self.known(lines, journal.as_mut(), read.unwrap_or_default())?;
        let len = lines.len;
        let (file, fresh) = match found {
            Some(file) => (file, Fresh::none()),
            None => made(out).map_err(failed)?,
        };
        journal.as_mut().map_or(Ok(()), JournalFile::settle)?;
        if len > state.out {
            file.set_len(state.out).map_err(failed)?;
        }
        Ok(LineFile {
            fresh,
            out: file,
            path: Some(out.to_owned()),
            output: Output::File,
            to_disk: File::sync_data,
            journal,
            state,
            lines: Vec::new(),
        })
    }

    /// What is known of such a file.
    fn known(
        &self,
        lines: Found<'_>,
        journal: Option<&mut JournalFile>,
        state: State,
    ) -> Result<State, SweepError> {
        let Some(journal) = journal else {
            return lines.anew(self.overwrite);
        };
        if !state.begun {
            let over = journal
                .over()
                .filter(|over| over.out == lines.len && lines.len > 0);
            return match over {
                Some(over) if !self.overwrite && lines.end_as(&over)? => Ok(over),
                _ => lines.anew(self.overwrite),
            };
        }
        journal.check(&state, Output::File)?;
        if state.is_done && self.overwrite {
            return journal.clear().map(|()| State::default());
        }
        lines.belong(&state, journal.path())?;
        Ok(state)
    }
}

/// What is there of an output before it is touched.
#[derive(Clone, Copy)]
struct Found<'f> {
    path: &'f Path,
    file: Option<&'f File>,
    /// In bytes; 0 where no file is.
    len: u64,
}

impl<'f> Found<'f> {
    fn of(path: &'f Path, file: Option<&'f File>) -> io::Result<Self> {
        let len = file.map_or(Ok(0), |file| file.metadata().map(|file| file.len()))?;
        Ok(Found { path, file, len })
    }

    /// Nothing is known of it.
    fn anew(self, overwrite: bool) -> Result<State, SweepError> {
        if self.len > 0 && !overwrite {
            return Err(SweepError::Unknown(self.path.to_owned()));
        }
        Ok(State::default())
    }

    /// The state's lines are those of this file: anything else would be cut off as if it were torn.
    fn belong(self, state: &State, journal: &Path) -> Result<(), SweepError> {
        let (path, journal) = (self.path.to_owned(), journal.to_owned());
        match self.file {
            None if state.out > 0 => Err(SweepError::Missing { path, journal }),
            _ if self.len < state.out => Err(SweepError::TooShort {
                path,
                expected: state.out,
                found: self.len,
            }),
            _ if !self.end_as(state)? => Err(SweepError::OtherLines { path, journal }),
            _ => Ok(()),
        }
    }

    fn end_as(self, state: &State) -> Result<bool, SweepError> {
        let ends = self
            .file
            .map_or(Ok(true), |file| state.last.ends(file, state.out));
        ends.map_err(|error| SweepError::file(self.path, &error))
    }
}

/// The file of lines, if there is one.
fn there(out: &Path) -> io::Result<Option<File>> {
    match appending().open(out) {
        Ok(file) => regular(&file, LINES).map(|()| Some(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps other sweeps from the file; one that was taken away meanwhile would take lines that nobody finds.
fn lock(file: &File, out: &Path) -> io::Result<()> {
    match hold(file, out)? {
        true => Ok(()),
        false => Err(ErrorKind::WouldBlock.into()),
    }
}

const LINES: &str = "it is no regular file, which alone can be gone on with";

/// The file of lines where none was; somebody may have been faster.
fn made(out: &Path) -> io::Result<(File, Fresh)> {
    let file = appended(out)?;
    lock(&file, out)?;
    match file.metadata()?.len() {
        0 => Ok((file, Fresh::made(out.to_owned()))),
        _ => Err(ErrorKind::WouldBlock.into()),
    }
}

impl LineFile<File> {
    /// Lines in this file, with this journal; goes on where the journal says, after cutting the file back to there.
    ///
    /// A file that no journal knows has to be new or empty, since nobody knows how far it is good.
    /// A journal knows its file by the last line that it tells of, wherever the two were moved to.
    /// [`options`](LineFile::options) open it otherwise.
    ///
    /// # Errors
    ///
    /// [`SweepError`] if a file cannot be opened or is in use, or the two do not belong together.
    pub fn open(out: &Path, journal: &Path) -> Result<Self, SweepError> {
        LineFile::options().journal(journal).open(out)
    }

    /// Other ways to open a file of lines: without a journal, or over what is in it.
    pub fn options() -> LineFileOptions {
        LineFileOptions::default()
    }
}

impl<W: Write> LineFile<W> {
    /// Lines to any writer, such as standard output; with a journal it goes on where an earlier one stopped, and repeats a page at most for each repository.
    ///
    /// The place moves when the writer has taken a page's lines and was flushed.
    /// What becomes of them then, in a pipe whose reader leaves say, is not known here.
    ///
    /// # Errors
    ///
    /// [`SweepError`] if the journal cannot be opened or is in use, or is one of a sweep into a file.
    pub fn to_writer(out: W, journal: Option<&Path>) -> Result<Self, SweepError> {
        let mut journal = journal.map(JournalFile::hold).transpose()?;
        let state = match &mut journal {
            None => State::default(),
            Some(journal) => {
                let state = journal.read()?;
                journal.check(&state, Output::Stream)?;
                journal.settle()?;
                state
            }
        };
        Ok(LineFile {
            fresh: Fresh::none(),
            out,
            path: None,
            output: Output::Stream,
            to_disk: |_| Ok(()),
            journal,
            state,
            lines: Vec::new(),
        })
    }

    /// How many bytes went to the journal.
    pub fn journal_bytes(&self) -> u64 {
        self.journal.as_ref().map_or(0, JournalFile::written)
    }

    /// The lines of a page are out, and on the disk where a journal is to tell of them.
    fn write_lines(&mut self) -> io::Result<()> {
        self.out.write_all(&self.lines)?;
        self.out.flush()?;
        match self.journal {
            Some(_) => (self.to_disk)(&self.out),
            None => Ok(()),
        }
    }

    /// How long the output is behind the page, and what it ends with.
    fn behind_lines(&self) -> (u64, LastLine) {
        match self.output {
            Output::File => (
                self.state.out + self.lines.len() as u64,
                LastLine::of(&self.lines).unwrap_or(self.state.last),
            ),
            Output::Stream => (0, LastLine::default()),
        }
    }

    fn write_entry(&mut self, entry: Entry) -> io::Result<()> {
        let line = entry.line();
        // What is not in order does not come from this program.
        let added = self.state.add(entry);
        debug_assert!(added.is_some(), "{line}");
        match &mut self.journal {
            None => Ok(()),
            Some(journal) => journal.append(&line, &self.state),
        }
    }
}

impl<W: Write + Send> Sink for LineFile<W> {
    fn state(&self) -> State {
        self.state.clone()
    }

    fn start(&mut self, registry_id: Option<&str>, origin: Option<&str>) -> io::Result<()> {
        self.fresh.keep();
        if let Some(journal) = &self.journal {
            journal.forget_over()?;
        }
        self.write_entry(Entry::Start {
            registry_id: registry_id.map(str::to_owned),
            origin: origin.map(str::to_owned),
            output: self.output,
            out: 0,
            images: 0,
            last: LastLine::default(),
        })
    }

    fn repository(&mut self, name: &str) -> io::Result<()> {
        self.write_entry(Entry::Repository(name.to_owned()))
    }

    fn page(&mut self, number: u64, images: &[ImageDetail], behind: &Part) -> io::Result<()> {
        self.lines.clear();
        for image in images {
            serde_json::to_writer(&mut self.lines, image)?;
            self.lines.push(b'\n');
        }
        self.write_lines().map_err(|error| match &self.path {
            Some(path) => unwritten(path, &error),
            None => error,
        })?;
        let (out, last) = self.behind_lines();
        let entry = Entry::Moved {
            part: number,
            state: behind.state.clone(),
            out,
            images: self.state.images + images.len() as u64,
            last,
        };
        self.write_entry(entry)
    }

    fn finish(&mut self, is_complete: bool) -> io::Result<()> {
        if is_complete {
            self.fresh.keep();
        }
        match self.journal.take() {
            Some(journal) if is_complete => journal.finish(&self.state),
            journal => {
                self.journal = journal;
                Ok(())
            }
        }
    }

    fn journal_bytes(&self) -> u64 {
        LineFile::journal_bytes(self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_file_that_was_taken_away_before_it_was_locked_takes_no_lines() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("images.jsonl");
        for again in [false, true] {
            let file = appended(&out).unwrap();
            std::fs::remove_file(&out).unwrap();
            if again {
                std::fs::write(&out, "").unwrap();
            }
            assert_eq!(lock(&file, &out).unwrap_err().kind(), ErrorKind::WouldBlock);
        }
        lock(&appended(&out).unwrap(), &out).unwrap();
    }
}
