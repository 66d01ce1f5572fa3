//! Where a response's body is read to: memory that comes back once nobody holds the body, and serves for the next one.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

/// Shorter bodies have memory of their own: theirs costs nothing to make, and none of it is kept.
const LEAST: usize = 64 * 1024;

/// Memory beyond this is given back to the system once its body is read.
const MOST: usize = 4 * 1024 * 1024;

/// What is reserved on the word of a header.
const MOST_UNSEEN: u64 = 1024 * 1024;

/// What a body of no announced length begins with.
const FIRST: usize = 8 * 1024;

/// The memory of the last long body, for the clones of a client to share.
#[derive(Clone, Default)]
pub(crate) struct Spare(Arc<Mutex<Vec<u8>>>);

impl Spare {
    /// An empty body, with room for what is announced.
    pub(crate) fn body(&self, announced: Option<u64>) -> Body {
        let announced = announced.map(|length| length.min(MOST_UNSEEN) as usize);
        // Whoever reads finds the end by one more read, which needs room too.
        let memory = match announced {
            None => self.any_memory(),
            Some(length @ ..LEAST) => vec![0; length + 1],
            Some(length) => self.memory(length + 1),
        };
        Body {
            memory,
            filled: 0,
            spare: self.clone(),
        }
    }

    /// For a body that may turn out to be of any length.
    fn any_memory(&self) -> Vec<u8> {
        let spare = self.take();
        match spare.is_empty() {
            true => vec![0; FIRST],
            false => spare,
        }
    }

    /// Much more than is needed is not held on to.
    fn memory(&self, needed: usize) -> Vec<u8> {
        let spare = self.take();
        if (needed..=4 * needed).contains(&spare.len()) {
            return spare;
        }
        drop(spare);
        // Pages of one listing differ a little in length.
        vec![0; needed.next_multiple_of(LEAST)]
    }

    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, memory: Vec<u8>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if (LEAST..=MOST).contains(&memory.len()) && memory.len() > kept.len() {
            *kept = memory;
        }
    }
}

/// A body that is being read.
pub(crate) struct Body {
    /// All of it is initialised, so that none need be before it is read to.
    memory: Vec<u8>,
    filled: usize,
    spare: Spare,
}

impl Body {
    pub(crate) fn len(&self) -> usize {
        self.filled
    }

    /// Where the next bytes go: at least one, none of them of use to anybody.
    pub(crate) fn room(&mut self) -> &mut [u8] {
        self.grow(self.filled + 1);
        self.memory.get_mut(self.filled..).unwrap_or_default()
    }

    /// So many bytes were read to the [`room`](Self::room).
    pub(crate) fn filled(&mut self, bytes: usize) {
        self.filled = (self.filled + bytes).min(self.memory.len());
    }

    /// Adds bytes that lie elsewhere.
    #[cfg(feature = "async")]
    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        self.grow(self.filled + bytes.len());
        let end = self.filled + bytes.len();
        if let Some(room) = self.memory.get_mut(self.filled..end) {
            room.copy_from_slice(bytes);
            self.filled = end;
        }
    }

    fn grow(&mut self, needed: usize) {
        if needed > self.memory.len() {
            let doubled = self.memory.len() * 2;
            self.memory.resize(needed.max(doubled), 0);
        }
    }

    /// The body is whole; its memory comes back when the last clone of it is dropped.
    pub(crate) fn whole(self) -> Bytes {
        Bytes::from_owner(self)
    }
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        self.memory.get(..self.filled).unwrap_or_default()
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        self.spare.put(std::mem::take(&mut self.memory));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(spare: &Spare, text: &[u8], announced: Option<u64>, step: usize) -> Bytes {
        let mut body = spare.body(announced);
        for part in text.chunks(step) {
            let mut part = part;
            while !part.is_empty() {
                let room = body.room();
                let read = part.len().min(room.len());
                room[..read].copy_from_slice(&part[..read]);
                body.filled(read);
                part = &part[read..];
            }
        }
        body.whole()
    }

    proptest! {
        /// Whatever is announced, however it comes, and whichever bodies are still held: each is what was read for it.
        #[test]
        fn a_body_is_what_was_read(
            bodies in prop::collection::vec((0_usize..300_000, prop::option::of(0_u64..500_000), 1_usize..200_000, any::<bool>()), 1..6),
        ) {
            let spare = Spare::default();
            let mut held = Vec::new();
            for (number, (len, announced, step, is_held)) in (1_u8..).zip(bodies) {
                let text = vec![number; len];
                let body = read(&spare, &text, announced, step);
                prop_assert_eq!(&body, &text);
                if is_held {
                    held.push((body, text));
                }
            }
            for (body, text) in held {
                prop_assert_eq!(body, text);
            }
        }
    }

    #[test]
    fn the_next_body_has_the_memory_of_the_last() {
        let spare = Spare::default();
        let first = read(&spare, &[1; 700_000], Some(700_000), 700_000);
        let place = first.as_ptr();
        drop(first);
        let second = read(&spare, &[2; 690_000], Some(690_000), 690_000);
        assert_eq!(second.as_ptr(), place);
        let third = read(&spare, &[3; 690_000], Some(690_000), 690_000);
        assert_ne!(third.as_ptr(), place);
    }

    #[test]
    fn neither_short_nor_very_long_bodies_leave_memory_behind() {
        let spare = Spare::default();
        drop(read(&spare, &[1; 60_000], Some(60_000), 60_000));
        assert_eq!(spare.take().len(), 0);
        drop(read(&spare, &vec![1; 9 << 20], Some(9 << 20), 1 << 20));
        assert_eq!(spare.take().len(), 0);
    }

    #[test]
    fn memory_far_beyond_what_is_needed_is_let_go() {
        let spare = Spare::default();
        drop(read(&spare, &vec![1; 3 << 20], Some(1 << 20), 1 << 20));
        drop(read(&spare, &[1; 100_000], Some(100_000), 100_000));
        assert!(spare.take().len() < 200_000);
    }
}
