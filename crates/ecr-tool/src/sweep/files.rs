//! Where the lines of a sweep go and where its place is kept, and how to go on from there.

use std::fs;
use std::io::{self, ErrorKind, Stdout, Write, stdout};
use std::path::Path;

use clap::ArgMatches;
use ecr_sweep::{LineFile, Lines, State, SweepError};

use super::refusal;
use crate::failure::{Exit, Failure, chain};
use crate::remedy;

/// The name of an output that is none, as other programs have it.
const STANDARD_OUTPUT: &str = "-";

/// The files that the command line names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Files<'a> {
    pub(super) out: Option<&'a Path>,
    pub(super) place: Option<&'a Path>,
    overwrite: bool,
    /// Whether the place's file was there before, with nothing in it.
    was_empty: bool,
}

impl<'a> Files<'a> {
    pub(super) fn of(matches: &'a ArgMatches) -> Self {
        let path = |name| matches.get_one::<String>(name).map(Path::new);
        let place = path("checkpoint");
        let found = place.and_then(|place| fs::metadata(place).ok());
        Files {
            out: path("out").filter(|out| *out != Path::new(STANDARD_OUTPUT)),
            place,
            was_empty: found.is_some_and(|file| file.is_file() && file.len() == 0),
            overwrite: matches.get_flag("overwrite"),
        }
    }

    pub(super) fn open(&self, out: &Path) -> Result<LineFile, SweepError> {
        let options = LineFile::options().overwrite(self.overwrite);
        match self.place {
            Some(place) => options.journal(place).open(out),
            None => options.open(out),
        }
    }

    pub(super) fn stream(&self) -> Result<Lines<Named>, SweepError> {
        LineFile::to_writer(Named(stdout()), self.place)
    }

    /// That a place which was there says nothing of the sweep, where this is what is known of it.
    pub(super) fn blank(&self, known: &State) -> Option<String> {
        let place = self.place.filter(|_| self.was_empty)?;
        let is_new = known.parts.is_empty() && !known.is_done;
        is_new.then(|| format!("{} is empty: the sweep begins anew", place.display()))
    }

    /// What to do to have the rest as well, once the files are let go.
    pub(super) fn go_on(&self) -> String {
        match (self.place, self.out) {
            (Some(place), _) if place.exists() => format!(
                "go on with the same command; {} holds the place",
                place.display()
            ),
            (Some(_), _) => "run the same command again".to_owned(),
            (None, None) => "with --checkpoint FILE the same command would go on there".to_owned(),
            (None, Some(_)) => "no place was kept: begin anew with --overwrite; \
                with --checkpoint FILE besides it could go on the next time"
                .to_owned(),
        }
    }

    /// What a sweep that ended before its time says.
    pub(super) fn failed(&self, error: &SweepError) -> Failure {
        if let Some(refused) = refusal::told(error, self) {
            return refused;
        }
        let exit = match error {
            SweepError::Repositories { reached, .. } => (*reached).into(),
            _ => Exit::Other,
        };
        let failure = Failure::new(exit, chain(error));
        match error {
            SweepError::File { path, error, .. }
                if error.kind() == ErrorKind::InvalidInput && self.out == Some(path) =>
            {
                failure.note("without --out the lines go to standard output")
            }
            SweepError::File { error, .. } => helped(failure, error.kind()),
            SweepError::Write(error) => helped(failure, error.kind()).note(self.go_on()),
            _ => failure,
        }
    }
}

fn helped(failure: Failure, kind: ErrorKind) -> Failure {
    match remedy::of_file(kind) {
        Some(remedy) => failure.note(remedy),
        None => failure,
    }
}

/// Standard output, with its name in what goes wrong there.
#[derive(Debug)]
pub(super) struct Named(Stdout);

impl Write for Named {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}

fn named(error: io::Error) -> io::Error {
    match error.kind() {
        // Whoever writes tries again by itself.
        ErrorKind::Interrupted => error,
        kind => io::Error::new(kind, format!("standard output: {error}")),
    }
}
