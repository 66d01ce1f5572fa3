//! What a user chooses about retries.

use std::error::Error;
use std::fmt;
use std::num::NonZeroU32;

/// Attempts of a call unless something else is asked for, the first one included.
const ATTEMPTS: NonZeroU32 = NonZeroU32::new(3).unwrap();

/// Which retry behaviour, and how many attempts.
///
/// A call is sent again whatever its operation does, as by the AWS SDKs: a request whose answer was lost may have been acted on, and then is twice.
/// Where that must not be, take [`none`](Self::none) and decide by the error.
///
/// # Example: more patience
///
/// ```
/// use aws_transport::Retries;
///
/// let retries = Retries::adaptive().with_attempts(10);
/// assert_eq!(retries.attempts(), 10);
/// assert_eq!(Retries::standard().attempts(), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    mode: Mode,
    attempts: NonZeroU32,
}

/// The retry behaviours, as the AWS SDKs name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// Exponential backoff with jitter, out of a quota.
    Standard,
    /// The same, and a rate limit that is learnt from throttling; for one account and one kind of call.
    Adaptive,
}

impl Retries {
    /// Standard mode: three attempts.
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            mode: Mode::Standard,
            attempts: ATTEMPTS,
        }
    }

    /// Adaptive mode: three attempts, and a rate limit after the first throttling.
    #[must_use]
    pub const fn adaptive() -> Self {
        Self {
            mode: Mode::Adaptive,
            attempts: ATTEMPTS,
        }
    }

    /// One attempt.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            mode: Mode::Standard,
            attempts: NonZeroU32::MIN,
        }
    }

    /// The same mode with so many attempts, the first one included; 0 counts as 1.
    #[must_use]
    pub const fn with_attempts(self, attempts: u32) -> Self {
        let attempts = match NonZeroU32::new(attempts) {
            Some(attempts) => attempts,
            None => NonZeroU32::MIN,
        };
        Self { attempts, ..self }
    }

    /// The mode.
    #[must_use]
    pub const fn mode(self) -> Mode {
        self.mode
    }

    /// How many times a call is tried at most, the first one included.
    #[must_use]
    pub const fn attempts(self) -> u32 {
        self.attempts.get()
    }

    /// Reads the values of `AWS_RETRY_MODE` and `AWS_MAX_ATTEMPTS`, or of the profile's `retry_mode` and `max_attempts`.
    ///
    /// `legacy` counts as `standard`.
    ///
    /// # Errors
    ///
    /// Another mode, or attempts that are no whole number from 1.
    ///
    /// # Example: a mistake in a variable
    ///
    /// ```
    /// use aws_transport::Retries;
    ///
    /// assert_eq!(Retries::read(Some("adaptive"), Some("5"))?, Retries::adaptive().with_attempts(5));
    /// let error = Retries::read(Some("patient"), None).unwrap_err();
    /// assert!(error.to_string().contains("standard or adaptive"));
    /// # Ok::<(), aws_transport::retry::RetriesError>(())
    /// ```
    pub fn read(mode: Option<&str>, attempts: Option<&str>) -> Result<Self, RetriesError> {
        let retries = match mode.map(str::to_ascii_lowercase).as_deref() {
            None | Some("standard" | "legacy") => Self::standard(),
            Some("adaptive") => Self::adaptive(),
            Some(found) => return Err(RetriesError::mode(found)),
        };
        match attempts {
            None => Ok(retries),
            Some(text) => match text.parse() {
                Ok(attempts) => Ok(Self {
                    attempts,
                    ..retries
                }),
                Err(_) => Err(RetriesError::attempts(text)),
            },
        }
    }
}

impl Default for Retries {
    fn default() -> Self {
        Self::standard()
    }
}

/// A retry mode or a number of attempts that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetriesError {
    what: &'static str,
    found: String,
    remedy: &'static str,
}

impl RetriesError {
    fn mode(found: &str) -> Self {
        Self {
            what: "retry mode",
            found: found.to_owned(),
            remedy: "write standard or adaptive",
        }
    }

    fn attempts(found: &str) -> Self {
        Self {
            what: "number of attempts",
            found: found.to_owned(),
            remedy: "write a whole number from 1",
        }
    }
}

impl fmt::Display for RetriesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            what,
            found,
            remedy,
        } = self;
        write!(f, "`{found}` is no {what}; {remedy}")
    }
}

impl Error for RetriesError {}
