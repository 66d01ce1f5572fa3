//! Traits: those a generator needs as typed accessors, all of them as nodes.

mod pagination;
mod protocol;
mod values;

pub use pagination::{Paginated, Pagination};
pub use protocol::{AwsService, Protocol};
pub use values::{Deprecated, ErrorSide, Length, Range, TimestampFormat, XmlNamespace};

use crate::id::ShapeId;
use crate::node::Node;
use crate::span::Span;

/// The traits of a shape or member, in the order of their ids.
///
/// The value of every trait that has a typed accessor was checked when the model was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits {
    pub(crate) entries: Vec<Trait>,
}

/// A trait: its id and its value.
#[derive(Clone, Debug)]
pub struct Trait {
    pub(crate) id: ShapeId,
    pub(crate) span: Span,
    pub(crate) value: Node,
}

impl Trait {
    /// The id of the shape that defines the trait; the shape itself may be absent from the model.
    pub fn id(&self) -> &ShapeId {
        &self.id
    }

    /// The value.
    pub fn value(&self) -> &Node {
        &self.value
    }

    /// Where the trait's key stands.
    pub fn span(&self) -> Span {
        self.span
    }
}

impl PartialEq for Trait {
    fn eq(&self, other: &Trait) -> bool {
        self.id == other.id && self.value == other.value
    }
}

impl Traits {
    /// The value of a trait, known here or not: `get("smithy.waiters#waitable")`.
    pub fn get(&self, id: &str) -> Option<&Node> {
        self.find(id).map(Trait::value)
    }

    /// Whether the trait is there.
    pub fn has(&self, id: &str) -> bool {
        self.find(id).is_some()
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> std::slice::Iter<'_, Trait> {
        self.entries.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The trait of this id.
    pub fn find(&self, id: &str) -> Option<&Trait> {
        let index = self
            .entries
            .binary_search_by(|entry| entry.id.as_str().cmp(id))
            .ok()?;
        self.entries.get(index)
    }

    /// The trait of this id, to be changed.
    pub(crate) fn find_mut(&mut self, id: &ShapeId) -> Option<&mut Trait> {
        let index = self
            .entries
            .binary_search_by(|entry| entry.id.cmp(id))
            .ok()?;
        self.entries.get_mut(index)
    }

    /// Takes a trait out.
    pub(crate) fn remove(&mut self, id: &str) {
        self.entries.retain(|entry| entry.id != id);
    }

    /// Puts these traits in the place of those of the same ids.
    pub(crate) fn override_with(&mut self, over: Traits) {
        for entry in over.entries {
            self.set(entry);
        }
    }

    /// Sets a trait; gives back the one it replaces.
    pub(crate) fn set(&mut self, entry: Trait) -> Option<Trait> {
        match self
            .entries
            .binary_search_by(|other| other.id.cmp(&entry.id))
        {
            Ok(index) => self
                .entries
                .get_mut(index)
                .map(|place| std::mem::replace(place, entry)),
            Err(index) => {
                self.entries.insert(index, entry);
                None
            }
        }
    }
}

impl<'a> IntoIterator for &'a Traits {
    type Item = &'a Trait;
    type IntoIter = std::slice::Iter<'a, Trait>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
