//! Values in messages.

/// A value from a file, for a message: a name, an address, a number.
///
/// A value that is not plainly one may be a line that lost its end and took a secret along; it is not shown.
pub(crate) fn shown(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/' | '@');
    if value.chars().count() <= 100 && value.chars().all(is_plain) {
        format!("`{value}`")
    } else {
        "what it says".to_owned()
    }
}
