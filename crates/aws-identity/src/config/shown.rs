//! Values in messages.

/// A name from a file, for a message.
///
/// What is not plainly one may be a line that lost its end and took a secret along; it is not shown.
pub(crate) fn shown(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/' | '@');
    if value.chars().count() <= 100 && value.chars().all(is_plain) {
        format!("`{value}`")
    } else {
        "one whose name is not plain".to_owned()
    }
}
