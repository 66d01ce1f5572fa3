//! Standard output and standard error: results on the one, everything else on the other.

#[cfg(unix)]
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, IsTerminal, Write};

use crate::failure::{Exit, Failure};
use crate::remedy;
use crate::table::Look;

/// Where nothing of what was read is to be had.
pub(crate) const AGAIN: &str = "run the same command again";

/// Where a command writes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    /// Whether remarks are left out; errors never are.
    quiet: bool,
}

impl Console {
    pub(crate) fn new(quiet: bool) -> Self {
        Console { quiet }
    }

    /// Writes a result to standard output, whole.
    ///
    /// A reader that has closed the pipe has read what it wanted: no failure.
    pub(crate) fn result(self, text: &str) -> Result<(), Failure> {
        let written = self.lines(text).map(drop);
        written.map_err(|failure| failure.note(AGAIN))
    }

    /// Writes lines to standard output, out of this program's hands when it returns.
    ///
    /// `false` where the reader has closed the pipe: it has read what it wanted.
    pub(crate) fn lines(self, text: &str) -> Result<bool, Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(unwritable(&error)),
        }
    }

    /// Writes a line for a person to standard error, unless told to be quiet.
    pub(crate) fn remark(self, line: &str) {
        if !self.quiet {
            complain(line);
        }
    }
}

/// The reader of standard output has left although all was promised to it.
pub(crate) fn left() -> Failure {
    Failure::new(
        Exit::Other,
        "standard output was closed before everything was written to it",
    )
}

/// Standard output takes nothing any more; what it took may end in the middle of a line.
pub(crate) fn unwritable(error: &io::Error) -> Failure {
    let message = format!("cannot write to standard output: {error}");
    let failure = Failure::new(Exit::Other, message);
    match remedy::of_file(error.kind()) {
        Some(remedy) => failure.note(format!("{remedy}; the last line there may be half a line")),
        None => failure,
    }
}

/// What to say where nobody gets what is written to standard output, though a place moves behind it.
pub(crate) const NOWHERE: &str =
    "standard output is closed or thrown away: the place moves on behind what nobody gets";

/// Whether nobody gets what is written to standard output, as far as can be known.
///
/// A program finds no closed standard output: the null device is open in its place.
pub(crate) fn goes_nowhere() -> bool {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        use std::os::unix::fs::MetadataExt;
        let place = |metadata: Metadata| (metadata.dev(), metadata.ino());
        let out = io::stdout().as_fd().try_clone_to_owned().map(File::from);
        let out = out.and_then(|out| out.metadata()).map(place).ok();
        let null = fs::metadata("/dev/null").map(place).ok();
        out.is_some() && out == null
    }
    #[cfg(not(unix))]
    false
}

/// Writes a line to standard error; where that is closed there is nobody to tell.
pub(crate) fn complain(line: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Whether standard output is a terminal.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// What standard output can show, by the environment's account.
pub(crate) fn look() -> Look {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let terminal = is_terminal();
    let dumb = variable("TERM").is_some_and(|term| term == "dumb");
    Look {
        colours: terminal && !dumb && variable("NO_COLOR").is_none(),
        unicode: terminal && speaks_unicode(["LC_ALL", "LC_CTYPE", "LANG"].map(variable)),
        width: if terminal { width() } else { None },
    }
}

/// The first variable that is set decides, as for any program.
fn speaks_unicode(locales: [Option<String>; 3]) -> bool {
    let locale = locales.into_iter().flatten().next().unwrap_or_default();
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

fn width() -> Option<u16> {
    comfy_table::Table::new().width()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locales(values: [&str; 3]) -> [Option<String>; 3] {
        values.map(|value| (!value.is_empty()).then(|| value.to_owned()))
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        assert!(speaks_unicode(locales(["", "", "de_DE.UTF-8"])));
        assert!(speaks_unicode(locales(["C.utf8", "", ""])));
        assert!(!speaks_unicode(locales(["C", "", "de_DE.UTF-8"])));
        assert!(!speaks_unicode(locales(["", "", ""])));
    }
}
