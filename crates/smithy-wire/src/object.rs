//! The members of a JSON object.

use alloc::string::String;
use alloc::vec::{self, Vec};
use core::{fmt, iter, mem, slice};

use crate::Value;

/// Up to this many members are searched one by one, which is faster than any index.
const FEW: usize = 16;

/// The members of a JSON object, in the order in which their names first came.
///
/// Looking up is logarithmic in the number of members, and reading is never quadratic in it.
///
/// # Example: the last of two members of one name wins
///
/// ```
/// use smithy_wire::{Value, json};
///
/// let value: Value = json::from_str(r#"{"b": 1, "a": 2, "b": 3}"#)?;
/// assert_eq!(json::to_string(&value), r#"{"b":3,"a":2}"#);
/// # Ok::<(), json::LocatedError>(())
/// ```
#[derive(Clone, Default)]
pub struct Object {
    members: Vec<(String, Value)>,
    /// The members' places in the order of their names; empty while the members are few.
    sorted: Vec<usize>,
}

impl Object {
    /// No members.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The members in order.
    pub fn iter(&self) -> Members<'_> {
        self.members.iter().map(|(name, value)| (name, value))
    }

    /// The members in order, their values to be changed.
    pub fn iter_mut(
        &mut self,
    ) -> impl DoubleEndedIterator<Item = (&str, &mut Value)> + ExactSizeIterator {
        self.members
            .iter_mut()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there is a member of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_ok()
    }

    /// The value of the member of this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let place = self.find(name).ok()?;
        self.members.get(place).map(|(_, value)| value)
    }

    /// The value of the member of this name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let place = self.find(name).ok()?;
        self.members.get_mut(place).map(|(_, value)| value)
    }

    /// The value of the member of this name, to be changed; a missing one is added as `null`.
    #[expect(
        clippy::indexing_slicing,
        reason = "the place was just found, or is the one just pushed to"
    )]
    pub fn entry(&mut self, name: impl Into<String>) -> &mut Value {
        let name = name.into();
        let place = self
            .find(&name)
            .unwrap_or_else(|rank| self.push(rank, name, Value::Null));
        &mut self.members[place].1
    }

    /// Sets a member: in the place of the one of the same name, whose value is returned, or at the end.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        let name = name.into();
        let value = value.into();
        match self.find(&name) {
            Ok(place) => self
                .members
                .get_mut(place)
                .map(|(_, old)| mem::replace(old, value)),
            Err(rank) => {
                self.push(rank, name, value);
                None
            }
        }
    }

    /// Takes a member out; the others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let place = self.find(name).ok()?;
        let (_, value) = self.members.remove(place);
        self.sort();
        Some(value)
    }

    /// The member's place, or where its place would stand in `sorted`.
    fn find(&self, name: &str) -> Result<usize, usize> {
        if self.sorted.is_empty() {
            return self
                .members
                .iter()
                .position(|(other, _)| other == name)
                .ok_or(0);
        }
        let rank = self
            .sorted
            .binary_search_by(|&place| self.name_at(place).cmp(name))?;
        self.sorted.get(rank).copied().ok_or(rank)
    }

    fn name_at(&self, place: usize) -> &str {
        self.members.get(place).map_or("", |(name, _)| name)
    }

    /// Adds a member that [`find`](Self::find) did not find, and gives its place.
    fn push(&mut self, rank: usize, name: String, value: Value) -> usize {
        let place = self.members.len();
        self.members.push((name, value));
        if self.sorted.is_empty() {
            self.sort();
        } else {
            self.sorted.insert(rank, place);
        }
        place
    }

    fn sort(&mut self) {
        let mut sorted = mem::take(&mut self.sorted);
        sorted.clear();
        if self.members.len() > FEW {
            self.sort_into(&mut sorted);
        }
        self.sorted = sorted;
    }

    fn sort_into(&self, sorted: &mut Vec<usize>) {
        sorted.extend(0..self.members.len());
        sorted.sort_by(|&a, &b| self.name_at(a).cmp(self.name_at(b)));
    }

    /// Moves the last value of each name to the first member of that name, and removes the others.
    fn unite(&mut self) {
        if self.members.len() <= FEW && !self.has_doubles_among_few() {
            return;
        }
        let mut sorted = Vec::new();
        self.sort_into(&mut sorted);
        // Members of one name stand together, in their own order.
        let mut doubles: Vec<(usize, usize)> = Vec::new();
        for same in sorted.chunk_by(|&a, &b| self.name_at(a) == self.name_at(b)) {
            if let [first, others @ ..] = same {
                doubles.extend(others.iter().map(|other| (*other, *first)));
            }
        }
        for (other, first) in &doubles {
            self.move_value(*other, *first);
        }
        doubles.sort_unstable();
        let mut place = 0..;
        self.members.retain(|_| {
            let place = place.next().unwrap_or_default();
            doubles
                .binary_search_by_key(&place, |(other, _)| *other)
                .is_err()
        });
        self.sort();
    }

    fn has_doubles_among_few(&self) -> bool {
        let mut rest = self.members.as_slice();
        while let [(name, _), others @ ..] = rest {
            if others.iter().any(|(other, _)| other == name) {
                return true;
            }
            rest = others;
        }
        false
    }

    fn move_value(&mut self, from: usize, to: usize) {
        let value = self
            .members
            .get_mut(from)
            .map(|(_, value)| mem::take(value));
        if let (Some(value), Some((_, target))) = (value, self.members.get_mut(to)) {
            *target = value;
        }
    }
}

/// The members of an [`Object`] in order.
pub type Members<'a> =
    iter::Map<slice::Iter<'a, (String, Value)>, fn(&'a (String, Value)) -> (&'a str, &'a Value)>;

impl<'a> IntoIterator for &'a Object {
    type Item = (&'a str, &'a Value);
    type IntoIter = Members<'a>;

    fn into_iter(self) -> Members<'a> {
        self.iter()
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

/// The last of several members of one name wins, at the first one's place.
impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(members: I) -> Self {
        let members = members
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        let mut object = Self {
            members,
            sorted: Vec::new(),
        };
        object.unite();
        object
    }
}

/// Sets each member as [`insert`](Object::insert) does.
impl<N: Into<String>, V: Into<Value>> Extend<(N, V)> for Object {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

/// The order of members does not matter.
impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Eq for Object {}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}
