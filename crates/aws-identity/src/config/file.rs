//! One of the two files: where it is, and what is in it.

use std::fmt;
use std::io::ErrorKind;
use std::sync::Arc;

use super::ini::{self, Section};
use super::{ConfigError, python};
use crate::Machine;

/// A file that was looked at.
pub(crate) struct File {
    pub(crate) name: FileName,
    pub(crate) sections: Vec<Section>,
    /// Why nothing was read, if nothing was.
    pub(crate) absent: Option<ErrorKind>,
}

/// How messages name a file.
#[derive(Clone, Debug)]
pub(crate) struct FileName(Arc<str>);

impl FileName {
    /// One of its lines.
    pub(crate) fn place(&self, line: usize) -> String {
        format!("{self}, line {line}")
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads the file that a variable names, or the one in the folder `.aws`.
///
/// As for the AWS CLI, a file that cannot be read is one that is not there; it is named where nothing is found.
pub(crate) fn load(machine: &dyn Machine, name: &str, usual: &str) -> Result<File, ConfigError> {
    let named = machine.variable(name).filter(|path| !path.is_empty());
    let text = named.as_deref().unwrap_or(usual);
    let path = python::path(text, |name| machine.variable(name), machine.home());
    let file = FileName(path.display().to_string().into());
    match machine.read(&path) {
        Ok(bytes) => read(file, &bytes),
        Err(error) => Ok(File {
            name: file,
            sections: Vec::new(),
            absent: Some(error.kind()),
        }),
    }
}

fn read(name: FileName, bytes: &[u8]) -> Result<File, ConfigError> {
    match ini::read(bytes) {
        Ok(sections) => Ok(File {
            name,
            sections,
            absent: None,
        }),
        Err(fault) => Err(ConfigError::new(name.place(fault.line), fault.problem)),
    }
}
