//! Mistakes while they are collected: spans instead of places.

use crate::error::{Error, ErrorKind, Errors};
use crate::place::places;
use crate::span::{Location, Source, Span};

/// A mistake whose place is still a span.
pub(crate) struct Problem {
    kind: ErrorKind,
    span: Span,
    message: String,
    expected: String,
    found: String,
    remedy: String,
    first: Option<Span>,
}

impl Problem {
    pub(crate) fn new(kind: ErrorKind, span: Span, message: impl Into<String>) -> Problem {
        let empty = String::new;
        let message = message.into();
        Problem {
            kind,
            span,
            message,
            expected: empty(),
            found: empty(),
            remedy: empty(),
            first: None,
        }
    }

    pub(crate) fn expected(mut self, text: impl Into<String>) -> Problem {
        self.expected = text.into();
        self
    }

    pub(crate) fn found(mut self, text: impl Into<String>) -> Problem {
        self.found = text.into();
        self
    }

    pub(crate) fn remedy(mut self, text: impl Into<String>) -> Problem {
        self.remedy = text.into();
        self
    }

    pub(crate) fn of_kind(self, kind: ErrorKind) -> Problem {
        Problem { kind, ..self }
    }

    /// Where the other one stands, of two that contradict each other.
    pub(crate) fn first_at(mut self, span: Span) -> Problem {
        self.first = Some(span);
        self
    }

    fn place(self, location: Location, first: Option<Location>) -> Error {
        let mut found = self.found;
        if let Some(first) = first {
            found.push_str(&format!("; the other one is at {first}"));
        }
        Error {
            kind: self.kind,
            location,
            message: self.message,
            expected: self.expected,
            found,
            remedy: self.remedy,
        }
    }
}

/// What was found wrong so far.
#[derive(Default)]
pub(crate) struct Problems {
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

impl Problems {
    pub(crate) fn push(&mut self, problem: Problem) {
        self.errors.push(problem);
    }

    pub(crate) fn append(&mut self, other: Problems) {
        self.errors.extend(other.errors);
        self.warnings.extend(other.warnings);
    }

    pub(crate) fn warn(&mut self, problem: Problem) {
        self.warnings.push(problem);
    }

    /// Where the errors are.
    pub(crate) fn spans(&self) -> Vec<Span> {
        self.errors.iter().map(|problem| problem.span).collect()
    }

    /// Whether an error is inside a span.
    pub(crate) fn within(&self, span: Span) -> bool {
        let inside = |other: Span| {
            other.source == span.source && other.start >= span.start && other.end <= span.end
        };
        self.errors.iter().any(|problem| inside(problem.span))
    }

    /// The warnings, and the errors where there are any; both in the order of the text.
    pub(crate) fn finish(self, sources: &[Source]) -> (Vec<Error>, Option<Errors>) {
        let errors = (!self.errors.is_empty()).then(|| Errors(placed(self.errors, sources)));
        (placed(self.warnings, sources), errors)
    }
}

fn placed(mut problems: Vec<Problem>, sources: &[Source]) -> Vec<Error> {
    problems.sort_by(|one, two| {
        one.span
            .cmp(&two.span)
            .then_with(|| one.message.cmp(&two.message))
    });
    let spans = problems
        .iter()
        .flat_map(|problem| [Some(problem.span), problem.first].into_iter().flatten());
    let locations = Locations::new(spans.collect(), sources);
    let place = |problem: Problem| {
        let (location, first) = (
            locations.get(problem.span),
            problem.first.map(|span| locations.get(span)),
        );
        problem.place(location, first)
    };
    problems.into_iter().map(place).collect()
}

/// The place of one span.
pub(crate) fn locate(span: Span, sources: &[Source]) -> Location {
    Locations::new(vec![span], sources).get(span)
}

/// The places of many spans, found in one walk over each source.
struct Locations {
    spans: Vec<Span>,
    locations: Vec<Location>,
}

impl Locations {
    fn new(mut spans: Vec<Span>, sources: &[Source]) -> Locations {
        spans.sort();
        spans.dedup();
        let mut locations = Vec::with_capacity(spans.len());
        for group in spans.chunk_by(|one, two| one.source == two.source) {
            let offsets: Vec<usize> = group.iter().map(Span::start).collect();
            let source = group
                .first()
                .and_then(|span| sources.get(span.source as usize));
            match source {
                Some(source) => locations.extend(places(&source.name, &source.text, &offsets)),
                None => locations.extend(offsets.iter().map(|_| nowhere())),
            }
        }
        Locations { spans, locations }
    }

    fn get(&self, span: Span) -> Location {
        let index = self.spans.binary_search(&span).ok();
        index
            .and_then(|index| self.locations.get(index))
            .cloned()
            .unwrap_or_else(nowhere)
    }
}

fn nowhere() -> Location {
    Location {
        file: String::new(),
        line: 0,
        column: 0,
        path: "$".to_owned(),
    }
}
