//! The last line of an output, by which a journal knows the file that it was kept for.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// How long an output's last line is, in bytes with its end, and a hash of it; nothing of an output without lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LastLine {
    bytes: u64,
    hash: u64,
}

impl LastLine {
    /// The last one of these whole lines; `None` if there are none.
    pub fn of(lines: &[u8]) -> Option<Self> {
        let line = lines.split_inclusive(|byte| *byte == b'\n').next_back()?;
        Some(LastLine {
            bytes: line.len() as u64,
            hash: line.iter().fold(BASIS, step),
        })
    }

    /// Whether it stands in the file where the output is so long; nothing stands everywhere.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub(crate) fn ends(self, mut file: &File, out: u64) -> io::Result<bool> {
        if self == LastLine::default() {
            return Ok(true);
        }
        let Some(start) = out.checked_sub(self.bytes) else {
            return Ok(false);
        };
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = BufReader::new(file).take(self.bytes).bytes();
        let empty = LastLine {
            bytes: 0,
            hash: BASIS,
        };
        let there = bytes.try_fold(empty, |line, byte| {
            let (bytes, hash) = (line.bytes + 1, step(line.hash, &byte?));
            Ok::<_, io::Error>(LastLine { bytes, hash })
        })?;
        Ok(self == there)
    }

    /// `540-9e3779b97f4a7c15`.
    pub(crate) fn text(self) -> String {
        format!("{}-{:016x}", self.bytes, self.hash)
    }

    pub(crate) fn read(text: &str) -> Option<Self> {
        let (bytes, hash) = text.split_once('-')?;
        Some(LastLine {
            bytes: bytes.parse().ok()?,
            hash: u64::from_str_radix(hash, 16).ok()?,
        })
    }
}

/// FNV-1a: it is stored, and has to be the same everywhere.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: &u8) -> u64 {
    (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test fails by panicking"
    )]

    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    #[test]
    fn it_never_changes() {
        // Journals are stored: other texts here are another version of the format.
        let text = |lines: &[u8]| LastLine::of(lines).unwrap().text();
        assert_eq!(text(b"a"), "1-af63dc4c8601ec8c");
        assert_eq!(text(b"before\na"), "1-af63dc4c8601ec8c");
    }

    proptest! {
        #[test]
        fn it_is_known_where_it_stands_and_nowhere_else(
            lines in "([a-z{}]{0,9}\n){1,5}", torn in "[a-z{}\n]{0,9}", at in any::<prop::sample::Index>(),
        ) {
            let last = LastLine::of(lines.as_bytes()).unwrap();
            prop_assert_eq!(LastLine::read(&last.text()), Some(last));
            let (out, whole) = (lines.len() as u64, format!("{lines}{torn}"));
            prop_assert!(last.ends(&file(whole.as_bytes()), out).unwrap());
            prop_assert!(!last.ends(&file(whole.as_bytes()), last.bytes - 1).unwrap());
            // One other byte in the line, or a file that is too short.
            let mut other = lines.clone().into_bytes();
            let begin = other.len() - usize::try_from(last.bytes).unwrap();
            let place = begin + at.index(other.len() - begin);
            other[place] ^= 1;
            prop_assert!(!last.ends(&file(&other), out).unwrap());
            prop_assert!(!last.ends(&file(&other[..place]), out).unwrap());
        }
    }
}
