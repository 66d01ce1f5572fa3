//! `substring`, `uriEncode`, `split`, and elements of lists.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

/// The characters from `start` to before `end`; with `reverse` both are counted from the text's end.
///
/// `None` where the text is too short or has characters beyond ASCII, or the range is empty.
///
/// # Example: the end of a bucket's name
///
/// ```
/// use smithy_endpoint::substring;
///
/// assert_eq!(substring("books--x-s3", 0, 6, true), Some("--x-s3"));
/// assert_eq!(substring("s3", 0, 6, true), None);
/// ```
pub fn substring(text: &str, start: usize, end: usize, reverse: bool) -> Option<&str> {
    if start >= end || !text.is_ascii() {
        return None;
    }
    if reverse {
        let from_end = |offset: usize| text.len().checked_sub(offset);
        return text.get(from_end(end)?..from_end(start)?);
    }
    text.get(start..end)
}

/// The text with every byte but letters, digits, `-`, `.`, `_` and `~` as `%` and two hexadecimal digits.
pub fn uri_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // A `String` takes everything.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The parts between delimiters: all of them where `limit` is 0, else that many at most, the last keeping the rest.
pub fn split<'a>(text: &'a str, delimiter: &str, limit: usize) -> Vec<&'a str> {
    match limit {
        _ if delimiter.is_empty() => Vec::from([text]),
        0 => text.split(delimiter).collect(),
        limit => text.splitn(limit, delimiter).collect(),
    }
}

/// The element at an index; a negative one counts from the end, -1 being the last.
pub fn element<T: AsRef<str>>(list: &[T], index: isize) -> Option<&str> {
    let place = match usize::try_from(index) {
        Ok(place) => place,
        Err(_) => list.len().checked_sub(index.unsigned_abs())?,
    };
    list.get(place).map(AsRef::as_ref)
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn substrings_have_the_length_asked_for(text in "[ -~]{0,20}", start in 0..25_usize, end in 0..25_usize, reverse: bool) {
            let found = substring(&text, start, end, reverse);
            prop_assert_eq!(found.is_some(), start < end && end <= text.len());
            if let Some(found) = found {
                let turned = |text: &str| match reverse {
                    true => text.chars().rev().collect::<String>(),
                    false => text.into(),
                };
                let (text, found) = (turned(&text), turned(found));
                prop_assert_eq!(text.get(start..end), Some(found.as_str()));
            }
        }

        #[test]
        fn parts_joined_are_the_text(text in "[a,]{0,12}", limit in 0..5_usize) {
            let parts = split(&text, ",", limit);
            prop_assert_eq!(parts.join(","), text.clone());
            let all = text.split(',').count();
            prop_assert_eq!(parts.len(), if limit == 0 { all } else { all.min(limit) });
        }

        #[test]
        fn an_element_is_found_from_both_ends(list in proptest::collection::vec("[a-z]", 0..5), index in -6..6_isize) {
            let found = element(&list, index);
            let count = list.len() as isize;
            prop_assert_eq!(found.is_some(), (-count..count).contains(&index));
            if index < 0 {
                prop_assert_eq!(found, element(&list, index + count).filter(|_| index >= -count));
            }
        }

        #[test]
        fn what_is_encoded_is_plain_and_reads_back(text: String) {
            let encoded = uri_encode(&text);
            let bytes = encoded.as_bytes();
            let (mut at, mut decoded) = (0, Vec::new());
            while at < bytes.len() {
                let (byte, step) = match bytes[at] {
                    b'%' => {
                        let digits = encoded.get(at + 1..at + 3).expect("two digits");
                        (u8::from_str_radix(digits, 16).expect("hexadecimal"), 3)
                    }
                    byte => (byte, 1),
                };
                decoded.push(byte);
                at += step;
            }
            prop_assert_eq!(decoded, text.as_bytes());
        }
    }

    #[test]
    fn capitals_are_used_for_digits_and_plain_signs_stay() {
        assert_eq!(uri_encode("a b/ä~._-"), "a%20b%2F%C3%A4~._-");
        assert_eq!(format!("{:?}", split("a", "", 0)), r#"["a"]"#);
    }

    #[test]
    fn a_text_beyond_ascii_has_no_substrings() {
        assert_eq!(substring("äbc", 0, 1, false), None);
    }
}
