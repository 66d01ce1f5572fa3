//! An error for people.

use alloc::boxed::Box;
use core::error::Error;
use core::fmt;

/// Any error, as `main` is to print it: what happened, then each cause on a line of its own.
///
/// A `main` that returns an error prints its `Debug` form, which is made for programmers; this one's is for people.
/// It is no [`Error`] itself: everything that is one turns into it with `?`.
///
/// # Example: a program that fails with a message
///
/// ```
/// use smithy_wire::{Report, Timestamp};
///
/// fn main() -> Result<(), Report> {
///     let time: Timestamp = "2026-01-01T00:00:00Z".parse()?;
/// #   let _ = time;
///     Ok(())
/// }
/// ```
pub struct Report(Box<dyn Error + Send + Sync>);

impl Report {
    /// The error.
    pub fn error(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }
}

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for Report {
    fn from(error: E) -> Self {
        Report(error.into())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, "\n  caused by: {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

/// Says what `Display` says: this is what `main` prints.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[derive(Debug)]
    struct Outer(core::num::ParseIntError);

    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("no size was given")
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    fn fails() -> Result<(), Report> {
        "x".parse::<u8>().map(drop).map_err(Outer)?;
        Ok(())
    }

    #[test]
    fn causes_are_told_for_people() {
        let report = fails().unwrap_err();
        let told = "no size was given\n  caused by: invalid digit found in string";
        assert_eq!(format!("{report:?}"), told);
        assert!(report.error().is::<Outer>());
        let report = Report::from("usage: list REPOSITORY");
        assert_eq!(format!("{report:?}"), "usage: list REPOSITORY");
    }
}
