//! How far a listing has come, and how it ended.

/// What has been delivered so far; reading it costs nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Progress {
    /// Pages delivered.
    pub pages: u64,
    /// Items delivered: a pager of pages counts those of the first result key, as `MaxItems` does; an item iterator counts each item it gave out.
    pub items: u64,
}

/// How a listing stands, so that a short one is never taken for a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The service said that there is nothing more, and all of it was delivered.
    Complete,
    /// The item cap was reached before the end of the listing; the resume token continues it.
    Capped,
    /// Not at the end: an error stopped it, or the caller has not read on. The resume token continues it.
    Interrupted,
}
