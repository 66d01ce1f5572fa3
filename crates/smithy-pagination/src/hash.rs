//! A hash that is the same on every machine and in every version, for what a checkpoint remembers.

use alloc::vec::Vec;

use smithy_wire::{Object, Value};

/// Odd, with its bits well mixed: the golden ratio.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Eight bytes a step; it tells accidents apart and withstands no attack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StableHash {
    state: u64,
}

impl StableHash {
    pub(crate) fn new() -> Self {
        StableHash { state: FACTOR }
    }

    /// One text; its length goes in as well, so that two texts differ from their concatenation.
    #[inline]
    pub(crate) fn text(self, text: &str) -> Self {
        let (words, rest) = text.as_bytes().as_chunks();
        let words = words.iter().map(|word| u64::from_le_bytes(*word));
        let rest = rest.iter().rev();
        let last = rest.fold(0, |word, byte| word << 8 | u64::from(*byte));
        words
            .fold(self, StableHash::number)
            .number(last)
            .number(text.len() as u64)
    }

    /// A JSON value; the order of members does not matter.
    pub(crate) fn value(self, value: &Value) -> Self {
        match value {
            Value::Null => self.number(0),
            Value::Bool(truth) => self.number(1).number(u64::from(*truth)),
            Value::Number(_) => self.number(2).text(&value.to_json()),
            Value::String(text) => self.number(3).text(text),
            Value::List(values) => {
                let hash = self.number(4).number(values.len() as u64);
                values.iter().fold(hash, StableHash::value)
            }
            Value::Object(members) => self.number(5).members(members),
        }
    }

    pub(crate) fn finish(self) -> u64 {
        self.state
    }

    fn members(self, members: &Object) -> Self {
        let mut sorted: Vec<(&str, &Value)> = members.iter().collect();
        sorted.sort_by_key(|(name, _)| *name);
        let hash = self.number(sorted.len() as u64);
        sorted
            .into_iter()
            .fold(hash, |hash, (name, value)| hash.text(name).value(value))
    }

    #[inline]
    fn number(mut self, number: u64) -> Self {
        self.state = (self.state ^ number).wrapping_mul(FACTOR);
        self.state ^= self.state >> 29;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::StableHash;
    use smithy_wire::Value;

    fn text(text: &str) -> u64 {
        StableHash::new().text(text).finish()
    }

    fn value(json: &str) -> u64 {
        let value = Value::from_json(json).unwrap();
        StableHash::new().value(&value).finish()
    }

    #[test]
    fn it_never_changes() {
        // Checkpoints are stored: other figures here are another version of the format.
        assert_eq!(text(""), 0x688c_7862_67a8_0152);
        assert_eq!(text("team/app"), 0xb2e0_3dfe_43cc_f8a7);
        assert_eq!(
            value(r#"{"a": [1, "b", null, true]}"#),
            0xb429_92fb_d0aa_5a43
        );
    }

    #[test]
    fn what_differs_differs() {
        let hashes = [
            value("null"),
            value("0"),
            value("1"),
            value("true"),
            value("\"1\""),
            value("[]"),
            value("[[]]"),
            value("{}"),
            value(r#"{"a": 1}"#),
            value(r#"{"a": 2}"#),
            value(r#"{"b": 1}"#),
            value(r#"["ab", "c"]"#),
            value(r#"["a", "bc"]"#),
            text("12345678"),
            text("123456780"),
            text("1234567"),
        ];
        for (index, hash) in hashes.iter().enumerate() {
            assert!(!hashes[..index].contains(hash), "{index}");
        }
        assert_eq!(value(r#"{"a": 1, "b": 2}"#), value(r#"{"b": 2, "a": 1}"#));
    }
}
