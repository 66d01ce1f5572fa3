//! A profile, out of one file or both.

use super::ConfigError;
use super::file::FileName;
use super::ini::{Entry, Section, Value};

/// Options that no other may have in its value: it may be shown, and theirs never.
const SECRETS: [&str; 3] = [
    "aws_secret_access_key",
    "aws_session_token",
    "aws_security_token",
];

/// The options of a section, with the file they are in.
pub(crate) struct Options {
    file: FileName,
    section: Section,
}

/// A profile: where both files have an option, the credentials file counts.
pub(crate) struct Profile {
    pub(crate) name: String,
    pub(crate) config: Option<Options>,
    pub(crate) credentials: Option<Options>,
}

/// An option that is set, with the place for messages about it.
pub(crate) struct Found<'a> {
    pub(crate) value: &'a str,
    file: &'a FileName,
    line: usize,
}

impl Found<'_> {
    pub(crate) fn error(&self, problem: impl Into<String>) -> ConfigError {
        ConfigError::new(self.place(), problem)
    }

    /// The file and the line.
    pub(crate) fn place(&self) -> String {
        self.file.place(self.line)
    }
}

impl Options {
    pub(crate) fn new(file: FileName, section: Section) -> Self {
        Self { file, section }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.section.entries.contains_key(name)
    }

    /// An option, empty or not.
    pub(crate) fn get(&self, name: &str) -> Result<Option<Found<'_>>, ConfigError> {
        let Some(Entry { value, line }) = self.section.entries.get(name) else {
            return Ok(None);
        };
        let place = || self.file.place(*line);
        let Value::Text(value) = value else {
            let problem = format!(
                "`{name}` has options of its own and no value; put the value behind the `=`"
            );
            return Err(ConfigError::new(place(), problem));
        };
        if name != "credential_process" && SECRETS.iter().any(|secret| value.contains(secret)) {
            let problem = format!(
                "`{name}` has taken a key into its value, as where a line is indented or has lost its end; give the key a line of its own"
            );
            return Err(ConfigError::new(place(), problem));
        }
        Ok(Some(Found {
            value,
            file: &self.file,
            line: *line,
        }))
    }

    /// An option that is set to something.
    pub(crate) fn some(&self, name: &str) -> Result<Option<Found<'_>>, ConfigError> {
        Ok(self.get(name)?.filter(|found| !found.value.is_empty()))
    }

    /// An option of a name that has options of its own.
    pub(crate) fn nested(&self, name: &str, option: &str) -> Option<&str> {
        match &self.section.entries.get(name)?.value {
            Value::Nested(options) => options.get(option).map(String::as_str),
            Value::Text(_) => None,
        }
    }

    /// Names of the options.
    #[cfg(feature = "sso")]
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.section.entries.keys().map(String::as_str)
    }

    /// An error on the line where the section begins.
    pub(crate) fn error(&self, problem: impl Into<String>) -> ConfigError {
        ConfigError::new(self.file.place(self.section.line), problem)
    }
}

impl Profile {
    pub(crate) fn new(name: String) -> Self {
        Self {
            name,
            config: None,
            credentials: None,
        }
    }

    fn parts(&self) -> impl Iterator<Item = &Options> {
        self.credentials.iter().chain(&self.config)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts().any(|options| options.has(name))
    }

    /// An option, empty or not.
    pub(crate) fn get(&self, name: &str) -> Result<Option<Found<'_>>, ConfigError> {
        match self.parts().find(|options| options.has(name)) {
            Some(options) => options.get(name),
            None => Ok(None),
        }
    }

    /// An option that is set to something.
    pub(crate) fn some(&self, name: &str) -> Result<Option<Found<'_>>, ConfigError> {
        Ok(self.get(name)?.filter(|found| !found.value.is_empty()))
    }

    /// An error on the line where the profile begins, in the file that has it last.
    pub(crate) fn error(&self, problem: impl Into<String>) -> ConfigError {
        match self.config.as_ref().or(self.credentials.as_ref()) {
            Some(options) => options.error(problem),
            None => ConfigError::new(format!("the profile `{}`", self.name), problem),
        }
    }
}
