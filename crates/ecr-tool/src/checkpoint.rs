//! A checkpoint in a file: read when a listing starts, moved on after each page, gone at the end.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use smithy_pagination::{Checkpoint, CheckpointError};

use crate::failure::{Exit, Failure, chain};

/// Where the place is kept.
#[derive(Clone, Debug)]
pub(crate) struct CheckpointFile {
    path: PathBuf,
}

impl CheckpointFile {
    pub(crate) fn new(path: impl Into<PathBuf>) -> Self {
        CheckpointFile { path: path.into() }
    }

    /// The place to go on from; `None` where there is no file yet.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is no checkpoint.
    pub(crate) fn read(&self) -> Result<Option<Checkpoint>, Failure> {
        match fs::read_to_string(&self.path) {
            Ok(text) => text
                .trim_end()
                .parse()
                .map(Some)
                .map_err(|error| self.unreadable(&error)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed("read", &error)),
        }
    }

    /// Moves the place on: a reader of the file sees the old one or the new one, whatever happens meanwhile.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn write(&self, checkpoint: &Checkpoint) -> Result<(), Failure> {
        let replace = || {
            let beside = beside(&self.path);
            let mut file = File::create(&beside)?;
            writeln!(file, "{checkpoint}")?;
            file.sync_all()?;
            fs::rename(&beside, &self.path)
        };
        replace().map_err(|error| self.failed("write", &error))
    }

    /// Takes the file away; the listing is complete.
    ///
    /// # Errors
    ///
    /// The file cannot be deleted.
    pub(crate) fn delete(&self) -> Result<(), Failure> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.failed("delete", &error)),
            _ => Ok(()),
        }
    }

    /// The file's name, for remarks.
    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn unreadable(&self, error: &CheckpointError) -> Failure {
        Failure::new(Exit::Other, format!("{}: {}", self.name(), chain(error)))
            .note("delete the file to start the listing anew")
    }

    fn failed(&self, what: &str, error: &io::Error) -> Failure {
        Failure::new(
            Exit::Other,
            format!("cannot {what} the checkpoint {}: {error}", self.name()),
        )
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_kept_and_goes_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = CheckpointFile::new(folder.path().join("place"));
        assert!(file.read().expect("no file is no failure").is_none());
        let text = r#"{"version":1,"operation":"List","filters":{},"pages":2,"items":7,"place":{"token":{"t":"x"}}}"#;
        let checkpoint: Checkpoint = text.parse().expect("a checkpoint");
        file.write(&checkpoint).expect("it can be written");
        assert_eq!(file.read().expect("it can be read"), Some(checkpoint));
        file.delete().expect("it can be deleted");
        file.delete().expect("it is gone already");
        assert!(file.read().expect("no file").is_none());
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
    }

    #[test]
    fn what_is_no_checkpoint_says_what_to_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("place");
        fs::write(&path, "{\"version\": 9}").expect("written");
        let failure = CheckpointFile::new(&path).read().expect_err("version 9");
        let text = failure.to_string();
        assert!(
            text.contains("version 9") && text.contains("delete the file"),
            "{text}"
        );
    }
}
