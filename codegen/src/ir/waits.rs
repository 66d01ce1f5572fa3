//! Waiters: what the answers of an operation mean to somebody who waits for a state.

use super::Path;

/// A waiter of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Waiter {
    /// The type, which is the name in the model with a suffix of ours.
    pub(crate) ty: String,
    /// The name in the model.
    pub(crate) wire: String,
    /// The least and the greatest pause between two requests, in seconds.
    pub(crate) pause: (u32, u32),
    /// In the model's order: the first that matches decides.
    pub(crate) acceptors: Vec<Acceptor>,
}

/// What one sort of answer means.
#[derive(Clone, Debug)]
pub(crate) struct Acceptor {
    pub(crate) state: State,
    pub(crate) matcher: Matcher,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Success,
    Failure,
    Retry,
}

/// Which answers are meant.
#[derive(Clone, Debug)]
pub(crate) enum Matcher {
    /// Every response, or every error.
    Any { response: bool },
    /// The error of this name: a variant where the operation documents it.
    Error {
        name: String,
        variant: Option<String>,
    },
    /// Responses whose member is this text.
    Text { path: Path, expected: String },
    /// Responses whose member is so.
    Flag { path: Path, expected: bool },
}
