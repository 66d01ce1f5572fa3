//! The path of members and elements that leads to a place in a text.

use alloc::string::String;

/// The path of the value at `offset`.
pub(super) fn to_offset(_text: &str, _offset: usize) -> String {
    String::new()
}
