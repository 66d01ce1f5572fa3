//! Base64 as CPython reads it without validation.

use alloc::vec::Vec;

use ::base64::Engine as _;
use ::base64::alphabet::STANDARD;
use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Reads clean text: no padding, spare bits ignored.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// The bytes, or `None` where the text ends inside a group of four.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let (clean, padded) = clean(text);
    if !padded && clean.len() % 4 != 0 {
        return None;
    }
    ENGINE.decode(clean).ok()
}

/// The characters that count, and whether padding ended the text.
///
/// Characters outside the alphabet are skipped.
/// A `=` counts only behind the second or third character of a group, where two or one of them end the text;
/// a character of the alphabet between them lets the count start afresh.
fn clean(text: &str) -> (Vec<u8>, bool) {
    let mut clean = Vec::with_capacity(text.len());
    let mut pads = 0;
    for byte in text.bytes() {
        let place = clean.len() % 4;
        if byte == b'=' && place >= 2 {
            pads += 1;
            if place + pads >= 4 {
                return (clean, true);
            }
        } else if byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/' {
            pads = 0;
            clean.push(byte);
        }
    }
    (clean, false)
}
