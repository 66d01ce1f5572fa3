//! Why the command did not do what was asked, and the exit code that says so.

use std::error::Error;
use std::fmt;
use std::process::ExitCode;

use ecr::client::Reached;

use crate::table::plain;

/// Exit codes, those of the AWS CLI's second version; where a signal ended it, those that shells tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All done.
    Success = 0,
    /// Ctrl-C.
    Interrupted = 130,
    /// Told to end, by another program.
    Terminated = 143,
    /// The command line is wrong; nothing was sent.
    Usage = 252,
    /// Configuration or credentials are missing or wrong; nothing was sent.
    Configuration = 253,
    /// The service answered with an error.
    Service = 254,
    /// Anything else.
    Other = 255,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

impl From<Reached> for Exit {
    fn from(reached: Reached) -> Self {
        match reached {
            Reached::Service => Exit::Service,
            Reached::Nobody => Exit::Configuration,
            _ => Exit::Other,
        }
    }
}

/// One failure: what happened, what to do about it, and the exit code.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
    notes: Vec<String>,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Failure {
            exit,
            message: message.into(),
            notes: Vec::new(),
        }
    }

    /// Adds a line: a place, a remedy, how to go on.
    #[must_use]
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// What happened.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }
}

/// One line for the message, one for each note; texts of the service cannot steer the terminal.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", plain_lines(&self.message))?;
        self.notes
            .iter()
            .try_for_each(|note| write!(f, "\n{}", plain_lines(note)))
    }
}

fn plain_lines(text: &str) -> String {
    text.split('\n').map(plain).collect::<Vec<_>>().join("\n")
}

/// An error and all its causes, each once: `cannot connect: connection refused`.
pub(crate) fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_the_service_cannot_steer_the_terminal() {
        let failure = Failure::new(Exit::Service, "bad\u{1b}[2J").note("first\nsecond\r");
        let shown = failure.to_string();
        assert_eq!(shown, "error: bad\\u{1b}[2J\nfirst\nsecond\\u{d}");
    }

    #[test]
    fn codes_are_those_of_the_aws_cli() {
        let codes = [
            (Exit::Success, 0),
            (Exit::Interrupted, 130),
            (Exit::Terminated, 143),
            (Exit::Usage, 252),
            (Exit::Configuration, 253),
            (Exit::Service, 254),
            (Exit::Other, 255),
        ];
        for (exit, code) in codes {
            assert_eq!(ExitCode::from(exit), ExitCode::from(code));
        }
    }
}
