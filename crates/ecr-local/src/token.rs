//! Page tokens: opaque, and good for one listing of one registry.
//!
//! A token is the base64 of a tag and a sealed position.
//! The tag is a hash over the listing and the position under the registry's key, so any change to either is noticed;
//! it also starts the key stream the position is hidden under.
//! The first byte can begin no JSON text, so a client that looks for a token of its own inside base64 finds none.
//! This keeps tokens honest in tests; it is no cryptography to rely on.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const VERSION: u8 = 0xec;
const TAG_LENGTH: usize = 16;
/// Longer than any token given out: keys are bounded by the lengths of names and tags.
const LONGEST: usize = 8192;

/// What a listing is of: the operation and everything in its input but page size and token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Binding([u8; 32]);

impl Binding {
    /// `input` must spell equal inputs equally.
    pub(crate) fn of(operation: &str, input: &str) -> Self {
        Self(hash(&[operation.as_bytes(), input.as_bytes()]))
    }
}

/// The place in a listing that a token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// The number of the page the token fetches, counted from 1.
    pub(crate) page: u32,
    /// The key of the last item delivered; empty before the first.
    pub(crate) after: String,
    /// Whether the page before was left empty by a fault.
    pub(crate) emptied: bool,
    /// Where the circle of tokens begins, if a fault makes one.
    pub(crate) circle: Option<String>,
}

impl Cursor {
    /// The place before the first item.
    pub(crate) fn start() -> Self {
        Self {
            page: 1,
            after: String::new(),
            emptied: false,
            circle: None,
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        json!([self.page, self.after, self.emptied, self.circle])
            .to_string()
            .into_bytes()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let Value::Array(parts) = serde_json::from_slice(bytes).ok()? else {
            return None;
        };
        let [page, after, emptied, circle] = parts.as_slice() else {
            return None;
        };
        Some(Self {
            page: page.as_u64()?.try_into().ok()?,
            after: after.as_str()?.to_owned(),
            emptied: emptied.as_bool()?,
            circle: circle.as_str().map(str::to_owned),
        })
    }
}

/// Makes and reads the tokens of one registry.
#[derive(Clone, Debug)]
pub(crate) struct Sealer {
    key: [u8; 32],
}

impl Sealer {
    /// Registries of equal seed and account read each other's tokens, so a listing outlives a restart.
    pub(crate) fn new(seed: u64, account: &str) -> Self {
        Self {
            key: hash(&[b"tokens", &seed.to_le_bytes(), account.as_bytes()]),
        }
    }

    pub(crate) fn seal(&self, listing: Binding, cursor: &Cursor) -> String {
        let mut position = cursor.to_bytes();
        let tag = self.tag(listing, &position);
        self.mask(&tag, &mut position);
        // Standard base64 has no underscore, and botocore's old tokens are told by three of them.
        STANDARD.encode([&[VERSION], tag.as_slice(), position.as_slice()].concat())
    }

    /// The place, unless the token is not one of this listing.
    pub(crate) fn open(&self, listing: Binding, token: &str) -> Option<Cursor> {
        if token.len() > LONGEST {
            return None;
        }
        let bytes = STANDARD.decode(token).ok()?;
        let (version, rest) = bytes.split_first()?;
        let (tag, position) = rest.split_at_checked(TAG_LENGTH)?;
        let mut position = position.to_vec();
        self.mask(tag, &mut position);
        let genuine = *version == VERSION && self.tag(listing, &position) == tag;
        if genuine {
            Cursor::from_bytes(&position)
        } else {
            None
        }
    }

    fn tag(&self, listing: Binding, position: &[u8]) -> Vec<u8> {
        let mut tag = hash(&[b"tag", &self.key, &listing.0, position]).to_vec();
        tag.truncate(TAG_LENGTH);
        tag
    }

    fn mask(&self, tag: &[u8], bytes: &mut [u8]) {
        for (block, chunk) in bytes.chunks_mut(32).enumerate() {
            let stream = hash(&[b"mask", &self.key, tag, &(block as u64).to_le_bytes()]);
            chunk
                .iter_mut()
                .zip(stream)
                .for_each(|(byte, mask)| *byte ^= mask);
        }
    }
}

/// SHA-256 over parts that cannot run into one another.
fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn listing() -> Binding {
        Binding::of("ListImages", "{}")
    }

    proptest! {
        #[test]
        fn a_token_opens_in_its_own_listing_alone(page: u32, after: String, emptied: bool, circle: Option<String>) {
            let sealer = Sealer::new(1, "123456789012");
            let cursor = Cursor { page, after, emptied, circle };
            let token = sealer.seal(listing(), &cursor);
            prop_assert_eq!(sealer.open(listing(), &token), Some(cursor));
            prop_assert_eq!(sealer.open(Binding::of("DescribeImages", "{}"), &token), None);
            prop_assert_eq!(sealer.open(Binding::of("ListImages", "{\"a\":1}"), &token), None);
            prop_assert_eq!(Sealer::new(2, "123456789012").open(listing(), &token), None);
            prop_assert_eq!(Sealer::new(1, "210987654321").open(listing(), &token), None);
        }

        #[test]
        fn a_token_shows_nothing_and_is_no_json(after in "[a-z]{8,80}") {
            let token = Sealer::new(1, "a").seal(listing(), &Cursor { after: after.clone(), ..Cursor::start() });
            prop_assert!(!token.contains('_'));
            let bytes = STANDARD.decode(&token).unwrap();
            prop_assert!(serde_json::from_slice::<Value>(&bytes).is_err());
            prop_assert!(!bytes.windows(after.len()).any(|window| window == after.as_bytes()));
        }

        #[test]
        fn a_changed_token_does_not_open(at in 0..40_usize, flip in 1..=255_u8) {
            let sealer = Sealer::new(1, "a");
            let mut bytes = STANDARD.decode(sealer.seal(listing(), &Cursor::start())).unwrap();
            let index = at % bytes.len();
            bytes[index] ^= flip;
            prop_assert_eq!(sealer.open(listing(), &STANDARD.encode(bytes)), None);
        }

        #[test]
        fn any_text_is_refused_without_a_panic(token: String) {
            prop_assert_eq!(Sealer::new(1, "a").open(listing(), &token), None);
        }
    }

    #[test]
    fn short_and_long_texts_are_refused() {
        let sealer = Sealer::new(1, "a");
        let long = STANDARD.encode(vec![VERSION; LONGEST]);
        for token in ["", "7A==", "eyJuZXh0VG9rZW4iOiBudWxsfQ==", long.as_str()] {
            assert_eq!(sealer.open(listing(), token), None, "{token}");
        }
    }
}
