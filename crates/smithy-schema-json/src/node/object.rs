//! Objects: members in the order of the text.

use super::Node;
use crate::span::Span;

/// The members of a JSON object, in the order of the text.
///
/// Equality ignores the order.
#[derive(Clone, Debug, Default)]
pub struct Object {
    pub(crate) entries: Vec<Entry>,
}

/// A member of an [`Object`].
#[derive(Clone, Debug)]
pub struct Entry {
    pub(crate) key: Box<str>,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}

impl Object {
    /// An object without members.
    pub fn new() -> Object {
        Object::default()
    }

    /// The value of this member.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entry(name).map(Entry::value)
    }

    /// The value of this member, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Node> {
        self.entries
            .iter_mut()
            .find(|entry| &*entry.key == name)
            .map(|entry| &mut entry.value)
    }

    /// This member.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| &*entry.key == name)
    }

    /// The members, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The members, in order, their values to be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Entry> {
        self.entries.iter_mut()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Sets a member: in its place where it is there, else at the end.
    pub fn insert(&mut self, name: &str, value: Node) {
        match self.get_mut(name) {
            Some(place) => *place = value,
            None => self.entries.push(Entry {
                key: name.into(),
                key_span: Span::NONE,
                value,
            }),
        }
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Node> {
        let index = self.entries.iter().position(|entry| &*entry.key == name)?;
        Some(self.entries.remove(index).value)
    }

    /// Keeps the members for which the function says so.
    pub fn retain(&mut self, keep: impl FnMut(&Entry) -> bool) {
        self.entries.retain(keep);
    }
}

impl Entry {
    /// The member's name, its escapes resolved.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Where the name stands, quotes included.
    pub fn key_span(&self) -> Span {
        self.key_span
    }

    /// The member's value.
    pub fn value(&self) -> &Node {
        &self.value
    }

    /// The member's value, to be changed.
    pub fn value_mut(&mut self) -> &mut Node {
        &mut self.value
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Object) -> bool {
        let sorted = |object: &Object| {
            let mut order: Vec<usize> = (0..object.entries.len()).collect();
            order.sort_by_key(|&index| object.entries.get(index).map(|entry| entry.key.clone()));
            order
        };
        self.len() == other.len()
            && sorted(self)
                .into_iter()
                .zip(sorted(other))
                .all(
                    |(one, two)| match (self.entries.get(one), other.entries.get(two)) {
                        (Some(one), Some(two)) => one.key == two.key && one.value == two.value,
                        _ => false,
                    },
                )
    }
}

impl<'a> IntoIterator for &'a Object {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> FromIterator<(&'a str, Node)> for Object {
    fn from_iter<I: IntoIterator<Item = (&'a str, Node)>>(members: I) -> Object {
        let mut object = Object::new();
        for (name, value) in members {
            object.insert(name, value);
        }
        object
    }
}
