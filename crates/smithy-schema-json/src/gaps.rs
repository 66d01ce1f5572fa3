//! What a model lacks because of its mistakes, so that no mistake is told a second time by what follows from it.

use std::collections::BTreeSet;

use crate::id::ShapeId;
use crate::span::Span;

/// Shapes, members and values that could not be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gaps {
    /// Shapes and members that are there and were not understood.
    ids: BTreeSet<Box<str>>,
    /// Where the mistakes are, in order.
    spans: Vec<Span>,
    /// A whole source could not be read: whatever is missing may stand in it.
    whole_source: bool,
}

impl Gaps {
    pub(crate) fn extend(&mut self, ids: impl IntoIterator<Item = Box<str>>) {
        self.ids.extend(ids);
    }

    pub(crate) fn add_source(&mut self) {
        self.whole_source = true;
    }

    /// Takes note of where mistakes are.
    pub(crate) fn mark(&mut self, mut spans: Vec<Span>) {
        spans.sort();
        self.spans = spans;
    }

    pub(crate) fn has(&self, id: &ShapeId) -> bool {
        self.whole_source || self.ids.contains(id.as_str())
    }

    /// Whether a mistake is inside.
    pub(crate) fn within(&self, span: Span) -> bool {
        let inside = |other: &&Span| other.source == span.source && other.end <= span.end;
        let start = self
            .spans
            .partition_point(|other| (other.source, other.start) < (span.source, span.start));
        let behind = self.spans.get(start..).unwrap_or_default().iter();
        let mut close =
            behind.take_while(|other| (other.source, other.start) <= (span.source, span.end));
        close.any(|other| inside(&other))
    }
}
