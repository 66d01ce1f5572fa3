//! Bytes.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Deref;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Bytes, which stand in JSON as a text in base64 (the standard alphabet, padded).
///
/// # Example: bytes in JSON
///
/// ```
/// use smithy_wire::{Blob, json};
///
/// let blob = Blob::from(b"layer".to_vec());
/// assert_eq!(json::to_string(&blob), r#""bGF5ZXI=""#);
/// assert_eq!(json::from_str::<Blob>(r#""bGF5ZXI=""#)?, blob);
/// # Ok::<(), json::LocatedError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob(Vec<u8>);

impl Blob {
    /// Takes bytes.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, owned.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// The bytes in base64.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(&self.0)
    }

    /// Reads base64; `None` if the text is something else.
    pub fn from_base64(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok().map(Self)
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Blob {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

impl From<Blob> for Vec<u8> {
    fn from(blob: Blob) -> Self {
        blob.0
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Deref for Blob {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
