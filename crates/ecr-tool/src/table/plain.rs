//! Text from a service, made safe to show.

/// The text with everything that could steer a terminal or deceive the eye written out: `\u{1b}`.
///
/// These are control characters, the marks that turn the writing direction, and characters without width.
///
/// Escaping only at the point of output keeps the values themselves as the service sent them.
pub(crate) fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe
}

fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_escape_sequence_is_written_out() {
        assert_eq!(plain("v1\u{1b}[31m\u{7}"), "v1\\u{1b}[31m\\u{7}");
        assert_eq!(plain("a\u{202e}b\u{9b}c\nd"), "a\\u{202e}b\\u{9b}c\\u{a}d");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_is_left(text in any::<String>()) {
            prop_assert!(!plain(&text).chars().any(steers));
        }

        #[test]
        fn what_cannot_steer_stays(text in "[ -~äß漢🚀]*") {
            prop_assert_eq!(plain(&text), text);
        }
    }
}
