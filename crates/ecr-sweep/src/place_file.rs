//! A file that keeps a place: one process writes it at a time, and whoever reads it sees it whole.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file that keeps a place: a checkpoint, or the journal of a sweep.
///
/// It is locked as long as this value lives, so that two programs never move the same place:
/// the second one is refused when it opens the file.
/// It is replaced by another file of its name, so that a reader sees the old place or the new one, whatever is killed when.
/// A file that holds nothing goes away when this value is dropped.
///
/// # Example: a place that is kept, and known to be kept by somebody else
///
/// ```
/// use ecr_sweep::PlaceFile;
///
/// # fn main() -> std::io::Result<()> {
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("place");
///
/// let mut place = PlaceFile::open(&path)?;
/// place.replace(b"page 7")?;
/// assert_eq!(std::fs::read(&path)?, b"page 7");
/// let second = PlaceFile::open(&path).unwrap_err();
/// assert_eq!(second.kind(), std::io::ErrorKind::WouldBlock);
///
/// drop(place);
/// assert_eq!(PlaceFile::open(&path)?.read()?, b"page 7");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct PlaceFile {
    /// With links followed, so that a link stays one.
    path: PathBuf,
    file: File,
    is_empty: bool,
}

/// Another process may take the file's place so often while it is opened; then something else is wrong.
const TRIES: u32 = 100;

impl PlaceFile {
    /// Opens the file, which is made if it is not there, and keeps others out.
    ///
    /// That it can be written and replaced is found out here.
    ///
    /// # Errors
    ///
    /// [`WouldBlock`](ErrorKind::WouldBlock) if another process holds it, else as the system gives them.
    pub fn open(path: &Path) -> io::Result<Self> {
        for _ in 0..TRIES {
            let file = appended(path)?;
            regular(&file, "it is no regular file, which alone can keep a place")?;
            if hold(&file, path)? {
                return PlaceFile::of(file, fs::canonicalize(path)?);
            }
        }
        Err(ErrorKind::WouldBlock.into())
    }

    fn of(file: File, path: PathBuf) -> io::Result<Self> {
        let place = PlaceFile {
            is_empty: file.metadata()?.len() == 0,
            path,
            file,
        };
        let beside = beside(&place.path);
        drop(cleared(&beside)?);
        fs::remove_file(beside)?;
        Ok(place)
    }

    /// What it holds; nothing if it was just made.
    ///
    /// # Errors
    ///
    /// As the system gives them.
    pub fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Adds to its end.
    ///
    /// # Errors
    ///
    /// As the system gives them; some of it may be there.
    pub fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.is_empty = false;
        self.file.write_all(bytes)
    }

    /// Cuts it to this length, in bytes.
    ///
    /// # Errors
    ///
    /// As the system gives them.
    pub fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.is_empty = length == 0;
        Ok(())
    }

    /// Puts these bytes in the place of what it holds, on the disk when this returns.
    ///
    /// # Errors
    ///
    /// As the system gives them; it then holds what it held before.
    pub fn replace(&mut self, bytes: &[u8]) -> io::Result<()> {
        let beside = beside(&self.path);
        let file = filled(&beside, bytes).and_then(|file| {
            fs::rename(&beside, &self.path)?;
            Ok(file)
        });
        if file.is_err() {
            let _ = fs::remove_file(&beside);
        }
        self.file = file?;
        self.is_empty = false;
        Ok(())
    }

    /// Takes it away: the way is at its end.
    ///
    /// # Errors
    ///
    /// As the system gives them.
    pub fn remove(mut self) -> io::Result<()> {
        self.is_empty = false;
        fs::remove_file(&self.path)
    }

    /// Gives it another name in the same folder, this text behind the one it has, in the place of what had that.
    pub(crate) fn rename(mut self, end: &str) -> io::Result<()> {
        self.is_empty = false;
        fs::rename(&self.path, self.named(end))
    }

    /// Its path with this text behind it.
    pub(crate) fn named(&self, end: &str) -> PathBuf {
        with_end(&self.path, end)
    }

    /// Whether this is the same file, under whatever name.
    pub(crate) fn is(&self, other: &File) -> io::Result<bool> {
        Ok(handle(&self.file)? == handle(other)?)
    }
}

impl Drop for PlaceFile {
    fn drop(&mut self) {
        if self.is_empty {
            // Nobody misses an empty file that is left.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Locks a file that was opened at this path, and says whether it is still the one there:
/// whoever held it before may have replaced or deleted it meanwhile.
pub(crate) fn hold(file: &File, path: &Path) -> io::Result<bool> {
    lock(file)?;
    Ok(is_at(file, path))
}

/// Keeps every other process from it, as long as the file is open.
fn lock(file: &File) -> io::Result<()> {
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => ErrorKind::WouldBlock.into(),
        TryLockError::Error(error) => error,
    })
}

/// A device or a pipe holds nothing that could be read, cut or replaced.
pub(crate) fn regular(file: &File, told: &'static str) -> io::Result<()> {
    match file.metadata()?.is_file() {
        true => Ok(()),
        false => Err(io::Error::new(ErrorKind::InvalidInput, told)),
    }
}

pub(crate) fn appended(path: &Path) -> io::Result<File> {
    appending().create(true).open(path)
}

/// How a file is opened that is read, cut and added to.
pub(crate) fn appending() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).append(true);
    options
}

fn handle(file: &File) -> io::Result<same_file::Handle> {
    same_file::Handle::from_file(file.try_clone()?)
}

fn is_at(file: &File, path: &Path) -> bool {
    let there = same_file::Handle::from_path(path);
    there.is_ok_and(|there| handle(file).is_ok_and(|here| here == there))
}

/// The file that is to take another's place; what a kill left there is old.
fn cleared(beside: &Path) -> io::Result<File> {
    let file = appended(beside)?;
    lock(&file)?;
    file.set_len(0)?;
    Ok(file)
}

/// The same with these bytes in it, on the disk.
fn filled(beside: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = cleared(beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(file)
}

/// One name is enough, since only the holder of the lock writes there, and it is no name that people give.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    path.with_file_name(name)
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path.file_name().unwrap_or_default());
    name.push(end);
    path.with_file_name(name)
}
