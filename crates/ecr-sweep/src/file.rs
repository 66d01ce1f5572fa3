//! Lines in a file or on standard output, and the journal beside them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use ecr::types::ImageDetail;

use crate::error::SweepError;
use crate::journal::{Entry, State};
use crate::part::Part;
use crate::sweep::Sink;

/// Compacted once this much was appended, and four times what a compact journal has.
const SLACK: u64 = 64 * 1024;

/// Images as lines of JSON, and the journal that says how far they are good.
///
/// Into a file every image comes exactly once; to another writer, such as standard output, at least once.
#[derive(Debug)]
pub struct LineFile<W = File> {
    out: W,
    /// The file can be cut back and asked for its length.
    is_file: bool,
    journal: Option<Journal>,
    state: State,
    /// The lines of a page, kept for the next one.
    lines: Vec<u8>,
}

/// Lines to any writer, with a journal or without.
pub type Lines<W> = LineFile<W>;

#[derive(Debug)]
struct Journal {
    path: PathBuf,
    file: File,
    /// How long a compact one was, and what was appended since.
    compact: u64,
    appended: u64,
    written: u64,
}

impl LineFile<File> {
    /// Lines in this file, with this journal; goes on where the journal says, after cutting the file back to there.
    ///
    /// Without a journal the file has to be new or empty, since nobody knows how far it is good.
    ///
    /// # Errors
    ///
    /// [`SweepError`] if a file cannot be opened, or the two do not belong together.
    pub fn open(out: &Path, journal: &Path) -> Result<Self, SweepError> {
        let (journal, state) = Journal::open(journal)?;
        let mut file = OpenOptions::new()
            .create(true)
            .read(true)
            .append(true)
            .open(out)
            .map_err(|error| SweepError::file(out, &error))?;
        let len = file
            .seek(SeekFrom::End(0))
            .map_err(|error| SweepError::file(out, &error))?;
        if len < state.out {
            return Err(SweepError::TooShort {
                path: out.to_owned(),
                expected: state.out,
                found: len,
            });
        }
        if len > 0 && !state.begun {
            return Err(SweepError::Unknown(out.to_owned()));
        }
        file.set_len(state.out)
            .map_err(|error| SweepError::file(out, &error))?;
        Ok(LineFile {
            out: file,
            is_file: true,
            journal: Some(journal),
            state,
            lines: Vec::new(),
        })
    }
}

impl<W: Write> LineFile<W> {
    /// Lines to any writer, such as standard output; with a journal it goes on where an earlier one stopped, and repeats a page at most for each repository.
    ///
    /// # Errors
    ///
    /// [`SweepError`] if the journal cannot be opened.
    pub fn to_writer(out: W, journal: Option<&Path>) -> Result<Self, SweepError> {
        let opened = journal.map(Journal::open).transpose()?;
        let (journal, state) = opened.map_or((None, State::default()), |(journal, state)| {
            (Some(journal), state)
        });
        Ok(LineFile {
            out,
            is_file: false,
            journal,
            state,
            lines: Vec::new(),
        })
    }

    /// How many bytes went to the journal.
    pub fn journal_bytes(&self) -> u64 {
        self.journal.as_ref().map_or(0, |journal| journal.written)
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

impl<W: Write + Send + Durable> Sink for LineFile<W> {
    fn state(&self) -> &State {
        &self.state
    }

    fn start(&mut self, registry_id: Option<&str>) -> io::Result<()> {
        let registry_id = registry_id.map(str::to_owned);
        self.write_entry(Entry::Start {
            registry_id,
            out: 0,
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
        self.out.write_all(&self.lines)?;
        self.out.flush()?;
        if self.journal.is_some() && self.is_file {
            self.out.to_disk()?;
        }
        let out = self.state.out + self.lines.len() as u64;
        let state = behind.state.clone();
        self.write_entry(Entry::Moved {
            part: number,
            state,
            out,
        })
    }

    fn finish(&mut self, is_complete: bool) -> io::Result<()> {
        match &self.journal {
            Some(journal) if is_complete => fs::remove_file(&journal.path),
            _ => Ok(()),
        }
    }

    fn journal_bytes(&self) -> u64 {
        LineFile::journal_bytes(self)
    }
}

/// A writer whose lines can be brought to the disk.
pub trait Durable {
    /// What was written survives a loss of power when this returns, where the writer can promise that.
    ///
    /// # Errors
    ///
    /// As the system gives them.
    fn to_disk(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Durable for File {
    fn to_disk(&mut self) -> io::Result<()> {
        self.sync_data()
    }
}

impl Durable for io::Stdout {}
impl Durable for Vec<u8> {}

impl Journal {
    fn open(path: &Path) -> Result<(Journal, State), SweepError> {
        let failed = |error: &io::Error| SweepError::file(path, error);
        let mut options = OpenOptions::new();
        let mut file = options
            .create(true)
            .read(true)
            .append(true)
            .open(path)
            .map_err(|error| failed(&error))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)
            .map_err(|error| failed(&error))?;
        let (state, good) = State::replay(&bytes);
        if good == 0 && !bytes.is_empty() && !is_torn_start(&bytes) {
            return Err(SweepError::NoJournal(path.to_owned()));
        }
        // What is behind the last whole line was torn by a kill.
        file.set_len(good).map_err(|error| failed(&error))?;
        let journal = Journal {
            path: path.to_owned(),
            file,
            compact: 0,
            appended: good,
            written: 0,
        };
        Ok((journal, state))
    }

    fn append(&mut self, line: &str, state: &State) -> io::Result<()> {
        self.file.write_all(line.as_bytes())?;
        self.appended += line.len() as u64;
        self.written += line.len() as u64;
        if self.appended > SLACK && self.appended > 4 * self.compact {
            self.rewrite(state)?;
        }
        Ok(())
    }

    /// The new one is whole on the disk before it takes the old one's place.
    fn rewrite(&mut self, state: &State) -> io::Result<()> {
        let text = state.compact();
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(".new");
        let beside = self.path.with_file_name(name);
        let mut file = match OpenOptions::new()
            .create(true)
            .truncate(true)
            .write(true)
            .open(&beside)
        {
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(error),
            opened => opened?,
        };
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)?;
        self.file = OpenOptions::new().append(true).open(&self.path)?;
        self.compact = text.len() as u64;
        self.appended = 0;
        self.written += self.compact;
        Ok(())
    }
}

/// The first line of a journal, cut short.
fn is_torn_start(bytes: &[u8]) -> bool {
    !bytes.contains(&b'\n') && b"{\"sweep\":1,".iter().zip(bytes).all(|(a, b)| a == b)
}
