//! The path of a URL as it is signed.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// All but what URLs need not encode.
pub(super) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same for a path, whose slashes stand.
const IN_PATH: &AsciiSet = &RESERVED.remove(b'/');

/// The same where what is encoded already stays as it is.
const ENCODED_PATH: &AsciiSet = &IN_PATH.remove(b'%');

/// How paths are signed: twice encoded and without `.`, `..` and double slashes, but for S3.
#[derive(Clone, Copy, Debug)]
pub(super) struct PathStyle {
    pub(super) double_encoding: bool,
    pub(super) normalization: bool,
}

impl PathStyle {
    pub(super) fn apply(self, path: &str) -> String {
        let path = if self.normalization {
            Cow::Owned(normalized(path))
        } else {
            Cow::Borrowed(path)
        };
        let set = if self.double_encoding {
            IN_PATH
        } else {
            ENCODED_PATH
        };
        match percent_encode(path.as_bytes(), set).to_string() {
            empty if empty.is_empty() => "/".to_owned(),
            path => path,
        }
    }
}

/// Dot segments resolved as by RFC 3986, and empty segments left out, which AWS does too.
fn normalized(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let ends = path.ends_with('/') && !segments.is_empty();
    let end = if ends { "/" } else { "" };
    format!("/{}{end}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_encoded_once_more_or_not_again() {
        let style = |double_encoding| PathStyle {
            double_encoding,
            normalization: true,
        };
        assert_eq!(style(true).apply("/a%20b/(c)"), "/a%2520b/%28c%29");
        assert_eq!(style(false).apply("/a%20b/(c)"), "/a%20b/%28c%29");
    }

    #[test]
    fn dots_are_resolved_and_slashes_joined() {
        for (path, expected) in [
            ("", "/"),
            ("/", "/"),
            ("//", "/"),
            ("/..", "/"),
            ("/../a", "/a"),
            ("/a/./b//c/../d/", "/a/b/d/"),
            ("/a/..//", "/"),
            ("/a/.", "/a"),
            ("/.a/..b/...", "/.a/..b/..."),
        ] {
            assert_eq!(normalized(path), expected, "{path}");
        }
    }
}
