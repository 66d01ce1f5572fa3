//! The model as a whole.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::gaps::Gaps;
use crate::id::ShapeId;
use crate::node::Object;
use crate::prelude::prelude;
use crate::problem::locate;
use crate::shape::Shape;
use crate::span::{Location, Source, Span};
use crate::traits::Pagination;

/// A model: every shape of the sources, complete and consistent.
///
/// Mixins are flattened, every `apply` is done, every target exists; [`read_partly`](crate::read_partly) alone gives
/// one in which that is so only where no mistake is.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub(crate) shapes: BTreeMap<ShapeId, Shape>,
    pub(crate) metadata: Object,
    pub(crate) sources: Vec<Source>,
    pub(crate) warnings: Vec<Error>,
    pub(crate) gaps: Gaps,
}

impl Model {
    /// The shapes of the sources, in the order of their ids; those of the prelude are not among them.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.values()
    }

    /// A shape of the sources or of the prelude.
    pub fn get(&self, id: &ShapeId) -> Option<&Shape> {
        self.shape(id.as_str())
    }

    /// The same, by the text of its id.
    pub fn shape(&self, id: &str) -> Option<&Shape> {
        self.shapes.get(id).or_else(|| prelude().get(id))
    }

    /// The services, in the order of their ids.
    pub fn services(&self) -> impl Iterator<Item = &Shape> {
        self.shapes().filter(|shape| shape.as_service().is_some())
    }

    /// The service, where there is exactly one.
    pub fn service(&self) -> Option<&Shape> {
        let mut services = self.services();
        services.next().filter(|_| services.next().is_none())
    }

    /// The metadata of all sources.
    pub fn metadata(&self) -> &Object {
        &self.metadata
    }

    /// How an operation is paged, where it is: its overlay, else its trait, else the service's trait, part by part.
    ///
    /// The service's trait alone makes no operation a paginated one.
    pub fn pagination(&self, service: Option<&Shape>, operation: &Shape) -> Option<Pagination> {
        let own = operation.traits().paginated();
        let overlay = operation.traits().paginated_overlay();
        if own.is_none() && overlay.is_none() {
            return None;
        }
        let shared = service.and_then(|service| service.traits().paginated());
        overlay
            .unwrap_or_default()
            .or(own.unwrap_or_default())
            .or(shared.unwrap_or_default())
            .complete()
    }

    /// The place of a span, for a message.
    pub fn locate(&self, span: Span) -> Location {
        locate(span, &self.sources)
    }

    /// Whether the shape or member stands in the sources and was not understood: that it is missing is no mistake.
    pub fn is_unread(&self, id: &ShapeId) -> bool {
        self.gaps.has(id)
    }

    /// Whether a mistake was found inside a span.
    pub fn is_faulty(&self, span: Span) -> bool {
        self.gaps.within(span)
    }

    /// What was read and means nothing, such as a misspelt property: it is no error, and may well be a mistake.
    pub fn warnings(&self) -> &[Error] {
        &self.warnings
    }
}
