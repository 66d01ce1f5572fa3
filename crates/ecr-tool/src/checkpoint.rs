//! A checkpoint in a file: read when a listing starts, moved on after each page, gone at the end.

use std::io::{self, ErrorKind};
use std::path::Path;

use ecr_sweep::PlaceFile;
use smithy_pagination::{Checkpoint, CheckpointError};
use smithy_wire::Value;

use crate::failure::{Exit, Failure, chain};
use crate::remedy;

/// The member that says where the registry is; a program's own checkpoint has none, and is taken as it is.
const ORIGIN: &str = "origin";

/// Where the place is kept: the checkpoint's own JSON, and where its registry is.
#[derive(Debug)]
pub(crate) struct CheckpointFile {
    name: String,
    place: PlaceFile,
    origin: String,
    /// Whether it was there before, whatever is in it.
    is_old: bool,
    /// Whether there is something to go on from.
    holds: bool,
}

/// What a file says of the place.
#[derive(Debug, PartialEq)]
pub(crate) enum Kept {
    /// It was not there.
    New,
    /// It was there, with nothing in it.
    Empty,
    /// The listing stood there.
    Place(Box<Checkpoint>),
}

impl CheckpointFile {
    /// Opens the file for a listing of the registry at this origin, or makes it, and keeps others out; what is not written to goes away again.
    ///
    /// # Errors
    ///
    /// It cannot be written, or another listing moves it.
    pub(crate) fn open(name: &str, origin: String) -> Result<Self, Failure> {
        let is_old = Path::new(name).exists();
        match PlaceFile::open(Path::new(name)) {
            Ok(place) => Ok(CheckpointFile {
                name: name.to_owned(),
                place,
                origin,
                is_old,
                holds: false,
            }),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Err(Failure::new(
                Exit::Other,
                format!("another listing keeps its place in {name} at this moment"),
            )
            .note("wait for its end, or name another file")),
            Err(error) => Err(failed(name, "write", &error)),
        }
    }

    /// The place to go on from, if there is one yet.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is no checkpoint, or is one of another registry.
    pub(crate) fn read(&mut self) -> Result<Kept, Failure> {
        let bytes = self.place.read();
        let bytes = bytes.map_err(|error| failed(&self.name, "read", &error))?;
        match (bytes.is_empty(), self.is_old) {
            (true, true) => return Ok(Kept::Empty),
            (true, false) => return Ok(Kept::New),
            (false, _) => {}
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_end();
        let checkpoint = text.parse().map_err(|error| self.unreadable(&error))?;
        let form = Value::from_json(text).unwrap_or_default();
        match form.get(ORIGIN).and_then(Value::as_str) {
            Some(other) if other != self.origin => Err(self.elsewhere(other)),
            _ => {
                self.holds = true;
                Ok(Kept::Place(Box::new(checkpoint)))
            }
        }
    }

    /// Moves the place on: a reader of the file sees the old one or the new one, whatever happens meanwhile.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn write(&mut self, checkpoint: &Checkpoint) -> Result<(), Failure> {
        let mut form = Value::from_json(&checkpoint.to_string()).unwrap_or_default();
        if let Value::Object(members) = &mut form {
            members.insert(ORIGIN, self.origin.as_str());
        }
        let line = form.to_json() + "\n";
        self.place
            .replace(line.as_bytes())
            .map_err(|error| failed(&self.name, "write", &error))?;
        self.holds = true;
        Ok(())
    }

    /// Takes the file away; the listing is complete.
    ///
    /// # Errors
    ///
    /// The file cannot be deleted.
    pub(crate) fn delete(self) -> Result<(), Failure> {
        let deleted = self.place.remove();
        deleted.map_err(|error| failed(&self.name, "delete", &error))
    }

    /// The file's name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The file's name, where there is something to go on from.
    pub(crate) fn holding(&self) -> Option<String> {
        self.holds.then(|| self.name.clone())
    }

    fn unreadable(&self, error: &CheckpointError) -> Failure {
        Failure::new(Exit::Usage, format!("{}: {}", self.name, chain(error))).note(
            "name the file this listing was kept in, or delete the file to start the listing anew",
        )
    }

    fn elsewhere(&self, other: &str) -> Failure {
        let message = format!(
            "{} is a place in a listing of {other}, not of {}",
            self.name, self.origin
        );
        Failure::new(Exit::Usage, message)
            .note("name another file for another registry, or delete this one to start anew")
    }
}

fn failed(name: &str, what: &str, error: &io::Error) -> Failure {
    let message = format!("cannot {what} the checkpoint {name}: {error}");
    let failure = Failure::new(Exit::Other, message);
    match remedy::of_file(error.kind()) {
        Some(remedy) => failure.note(remedy),
        None => failure,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const PLACE: &str = r#"{"version":1,"operation":"List","filters":{},"pages":2,"items":7,"place":{"token":{"t":"x"}}}"#;

    fn open(path: &Path) -> Result<CheckpointFile, Failure> {
        let origin = "http://127.0.0.1:5000".to_owned();
        CheckpointFile::open(path.to_str().expect("a text"), origin)
    }

    #[test]
    fn a_place_is_kept_and_goes_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("place");
        let mut file = open(&path).expect("it can be made");
        assert_eq!(file.read().expect("no place is no failure"), Kept::New);
        let checkpoint: Checkpoint = PLACE.parse().expect("a checkpoint");
        file.write(&checkpoint).expect("it can be written");
        assert_eq!(
            file.read().expect("it can be read"),
            Kept::Place(Box::new(checkpoint))
        );
        file.delete().expect("it can be deleted");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
        drop(open(&path).expect("it can be made again"));
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
    }

    #[test]
    fn a_place_of_a_program_is_read_and_a_program_reads_this_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("place");
        fs::write(&path, PLACE).expect("written");
        let mut file = open(&path).expect("it is there");
        let Kept::Place(place) = file.read().expect("it is a place") else {
            panic!("one");
        };
        file.write(&place).expect("it can be written");
        let text = fs::read_to_string(&path).expect("the file");
        assert_eq!(text.parse(), Ok(*place));
    }

    #[test]
    fn a_place_elsewhere_says_where() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("place");
        let other = PLACE.replacen('{', r#"{"origin":"http://127.0.0.1:6000","#, 1);
        fs::write(&path, other).expect("written");
        let failure = open(&path).expect("it is there").read();
        let failure = failure.expect_err("another registry");
        let text = failure.to_string();
        assert_eq!(failure.exit(), Exit::Usage);
        assert!(
            text.contains("of http://127.0.0.1:6000, not of http://127.0.0.1:5000"),
            "{text}"
        );
    }

    #[test]
    fn what_is_no_checkpoint_says_what_to_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("place");
        fs::write(&path, "{\"version\": 9}").expect("written");
        let failure = open(&path).expect("it is there").read();
        let failure = failure.expect_err("version 9");
        let text = failure.to_string();
        assert_eq!(failure.exit(), Exit::Usage);
        assert!(
            text.contains("version 9") && text.contains("delete the file"),
            "{text}"
        );
    }
}
