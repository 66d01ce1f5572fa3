//! The query of a URL as it is signed.

use percent_encoding::{percent_decode_str, percent_encode, utf8_percent_encode};

use super::path::RESERVED;

/// Every pair with name and value encoded one way, in order; a `+` is itself and no space.
pub(super) fn canonical(query: &str) -> String {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<(String, String)> = pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (recoded(name), recoded(value))
        })
        .collect();
    pairs.sort();
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

/// The same text, encoded where it has to be and nowhere else.
fn recoded(text: &str) -> String {
    let bytes: Vec<u8> = percent_decode_str(text).collect();
    percent_encode(&bytes, RESERVED).to_string()
}

/// A text encoded for a query.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_sorted_as_they_are_encoded() {
        for (query, expected) in [
            ("", ""),
            ("b=2&a=1&a=0&A=3", "A=3&a=0&a=1&b=2"),
            ("a", "a="),
            ("&a=&&b&", "a=&b="),
            ("a=b=c", "a=b%3Dc"),
            ("%7e=%7E&%2f=/&p=+", "%2F=%2F&p=%2B&~=~"),
            ("%FF=%zz", "%FF=%25zz"),
            ("ab=1&a%20=2", "a%20=2&ab=1"),
        ] {
            assert_eq!(canonical(query), expected, "{query}");
        }
    }
}
