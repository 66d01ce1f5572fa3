//! The greatest few of a whole listing, in the memory of those few.

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::cmp::{Ordering, Reverse};
use core::fmt;

/// The `k` items with the greatest keys of all that are pushed, in memory for `k` items.
///
/// Services list in an order of their own, so that the newest image may be on any page: every page has to be seen, but not kept.
/// The order is that of the keys, the greatest first.
/// Of equal keys the item that was pushed first comes first; items without a key come last.
///
/// # Example
///
/// ```
/// use smithy_pagination::Top;
///
/// let mut newest = Top::new(2);
/// for (tag, pushed_at) in [("v1", Some(10)), ("v3", Some(30)), ("lost", None), ("v2", Some(20))] {
///     newest.push(pushed_at, tag);
/// }
/// assert_eq!(newest.into_vec(), ["v3", "v2"]);
/// ```
#[derive(Clone)]
pub struct Top<K, T> {
    wanted: usize,
    pushed: u64,
    /// The least on top.
    heap: BinaryHeap<Reverse<Entry<K, T>>>,
}

#[derive(Clone)]
struct Entry<K, T> {
    key: Option<K>,
    number: Reverse<u64>,
    item: T,
}

impl<K: Ord, T> Top<K, T> {
    /// Keeps the greatest `k`.
    pub fn new(k: usize) -> Self {
        Top {
            wanted: k,
            pushed: 0,
            heap: BinaryHeap::new(),
        }
    }

    /// Takes an item and keeps it as long as it is among the greatest.
    pub fn push(&mut self, key: Option<K>, item: T) {
        let number = Reverse(self.pushed);
        self.pushed += 1;
        let entry = Entry { key, number, item };
        if self.heap.len() < self.wanted {
            self.heap.push(Reverse(entry));
        } else if let Some(mut least) = self.heap.peek_mut()
            && least.0 < entry
        {
            *least = Reverse(entry);
        }
    }

    /// How many items were pushed.
    pub fn seen(&self) -> u64 {
        self.pushed
    }

    /// The items kept, the greatest first.
    pub fn into_vec(self) -> Vec<T> {
        // Ascending in the reverse order, so the greatest first.
        let sorted = self.heap.into_sorted_vec().into_iter();
        sorted.map(|Reverse(entry)| entry.item).collect()
    }
}

impl<K: Ord, T> Ord for Entry<K, T> {
    fn cmp(&self, other: &Self) -> Ordering {
        let of = |entry: &Self| entry.number;
        self.key
            .cmp(&other.key)
            .then_with(|| of(self).cmp(&of(other)))
    }
}

impl<K: Ord, T> PartialOrd for Entry<K, T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: Ord, T> PartialEq for Entry<K, T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<K: Ord, T> Eq for Entry<K, T> {}

impl<K, T> fmt::Debug for Top<K, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Top")
            .field("wanted", &self.wanted)
            .field("seen", &self.pushed)
            .finish_non_exhaustive()
    }
}
