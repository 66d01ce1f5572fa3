//! Faults a registry can be told to show: what they are, and how they are spelled.

mod inject;
mod parse;

use std::fmt;
use std::time::Duration;

pub(crate) use inject::{Cycle, Ending, Injector, PageOf, Paging};
pub use parse::ParseFaultError;

/// One fault: what goes wrong, and when.
///
/// Spelled `KIND[=VALUE][@WHEN]`; parsing and [`Display`](fmt::Display) are each other's inverse.
///
/// # Example: from the command line's spelling
///
/// ```
/// use std::time::Duration;
/// use ecr_local::{Fault, FaultKind, When};
///
/// let fault: Fault = "status=503@page:3".parse()?;
/// assert_eq!(fault.kind(), &FaultKind::Status(503));
/// assert_eq!(fault.when(), When::Page(3));
///
/// let fault: Fault = "latency=20ms".parse()?;
/// assert_eq!(fault.kind(), &FaultKind::Latency(Duration::from_millis(20)));
/// assert_eq!(fault.when(), When::Always);
/// # Ok::<(), ecr_local::ParseFaultError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    kind: FaultKind,
    when: When,
}

impl Fault {
    /// What goes wrong.
    pub fn kind(&self) -> &FaultKind {
        &self.kind
    }

    /// When it does.
    pub fn when(&self) -> When {
        self.when
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind, self.when)
    }
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// `status=503`: an error answer with this HTTP status, from 400 to 599.
    Status(u16),
    /// `latency=20ms`: the answer comes this much later, at most a minute.
    Latency(Duration),
    /// `cut`: half of the body arrives, then the connection closes. `cut=100`: so many bytes of it.
    Cut(Option<usize>),
    /// `reset`: the connection is reset, with no answer at all.
    Reset,
    /// `repeat-token`: a page's next token is the one that asked for the page.
    RepeatToken,
    /// `cycle=3`: tokens go round in a circle of three.
    ///
    /// With `@page:P` the first P − 1 tokens are good ones and the P-th is the first of the circle.
    /// Where the items end before the circle does, the listing starts over with its first item.
    Cycle(u32),
    /// `empty`: a page with a token and no items. A page is never empty twice in a row, so that a listing still ends.
    Empty,
    /// `throttle`: the caller is told to slow down (`ThrottlingException`, status 400).
    Throttle,
    /// `error=KmsException`: an error answer of this class.
    Error(String),
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "status={status}"),
            Self::Latency(latency) => write!(f, "latency={}ms", latency.as_millis()),
            Self::Cut(None) => f.write_str("cut"),
            Self::Cut(Some(bytes)) => write!(f, "cut={bytes}"),
            Self::Reset => f.write_str("reset"),
            Self::RepeatToken => f.write_str("repeat-token"),
            Self::Cycle(length) => write!(f, "cycle={length}"),
            Self::Empty => f.write_str("empty"),
            Self::Throttle => f.write_str("throttle"),
            Self::Error(code) => write!(f, "error={code}"),
        }
    }
}

/// When a fault shows. Pages and calls are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// At every call.
    Always,
    /// `@page:3`: at the third page of a listing, once: a retry of that page gets through.
    ///
    /// A listing that is begun anew meets the fault again. [`FaultKind::Cycle`] begins at this page and stays.
    Page(u32),
    /// `@call:7`: at the seventh call the server receives, whatever its operation.
    Call(u64),
    /// `@every:5`: at the fifth call, the tenth, and so on.
    Every(u64),
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => Ok(()),
            Self::Page(page) => write!(f, "@page:{page}"),
            Self::Call(call) => write!(f, "@call:{call}"),
            Self::Every(every) => write!(f, "@every:{every}"),
        }
    }
}
