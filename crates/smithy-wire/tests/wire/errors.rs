//! Errors name the place and what was expected there, and show nothing of the text.

use std::collections::BTreeMap;

use proptest::prelude::*;
use smithy_wire::json::{self, ReadJson, Reader};
use smithy_wire::{Blob, Timestamp, Value};

use crate::texts::{self, mutation};

type Strings = BTreeMap<String, String>;

fn message<T: ReadJson>(text: &str) -> String {
    json::from_str::<T>(text)
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default()
}

#[test]
fn what_was_expected_and_what_was_found() {
    let dates = message::<BTreeMap<String, Vec<BTreeMap<String, Timestamp>>>>(
        r#"{"imageDetails":[{"a":1},{"imagePushedAt":"now"}]}"#,
    );
    assert_eq!(
        dates,
        "at imageDetails[1].imagePushedAt (offset 42): expected a timestamp (a number of seconds), found a string"
    );
    assert_eq!(
        message::<bool>("1"),
        "at the top level (offset 0): expected true or false, found a number"
    );
    assert_eq!(
        message::<Vec<i8>>("[1,128]"),
        "at [1] (offset 3): expected a whole number of 8 bits, found a number"
    );
    assert_eq!(
        message::<Vec<i8>>("[1 2]"),
        "at the top level (offset 3): expected `,` or `]`, found a number"
    );
    assert_eq!(
        message::<Strings>(r#"{"a":null}x"#),
        "at the top level (offset 10): expected the end of the text, found something else"
    );
    assert_eq!(
        message::<Strings>(r#"{"a":"b","c"}"#),
        "at the top level (offset 12): expected `:`, found punctuation"
    );
    assert_eq!(
        message::<Strings>(r#"{"a":"b""#),
        "at the top level (offset 8): expected `,` or `}`, found the end of the text"
    );
    assert_eq!(
        message::<Strings>(r#"{"a":"b"#),
        "at a (offset 7): expected the rest of a string, found the end of the text"
    );
    assert_eq!(
        message::<Vec<Blob>>(r#"["?"]"#),
        "at [0] (offset 1): expected a string of base64, found a string"
    );
    assert_eq!(
        message::<Value>("[1e400]"),
        "at [0] (offset 1): expected a number in the range of a 64-bit float, found a number"
    );
    assert_eq!(
        message::<String>(""),
        "at the top level (offset 0): expected a string, found the end of the text"
    );
}

#[test]
fn malformed_numbers_have_a_place() {
    assert_eq!(
        message::<Value>("[01]"),
        "at the top level (offset 2): expected `,` or `]`, found a number"
    );
    assert_eq!(
        message::<Value>("[-]"),
        "at [0] (offset 2): expected a digit, found something else"
    );
    assert_eq!(
        message::<Timestamp>("1.5e"),
        "at the top level (offset 4): expected a digit, found the end of the text"
    );
}

#[test]
fn bytes_that_are_no_utf_8_have_a_place() {
    let error = json::from_slice::<Strings>(b"{\"a\":\"b\xff\"}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "at a (offset 7): expected UTF-8, found bytes that are not UTF-8"
    );
    assert_eq!(
        (error.path(), error.offset(), error.expected()),
        ("a", 7, "UTF-8")
    );
}

#[test]
fn a_path_names_only_complete_members_and_shows_little_of_them() {
    let path = |text: &str| json::from_str::<Value>(text).unwrap_err().path().to_owned();
    assert_eq!(path(r#"{"a": {"b c": [0, [x"#), r#"a."b c"[1][0]"#);
    assert_eq!(path(r#"{"a": {"": {"q\"\n": x"#), r#"a.""."q\"\n""#);
    assert_eq!(path(r#"{"secret""#), "");
    assert_eq!(path(r#"{"a": {"secr"#), "a");
    assert_eq!(path(r#"{"a": 1, "secret" x"#), "");
    assert_eq!(
        path(&format!(r#"{{"{}": x"#, "n".repeat(1000))),
        format!("{}…", "n".repeat(64))
    );
    let deep = path(&format!("{}x", "[".repeat(100)));
    assert_eq!(deep, format!("{0}…{0}", "[0]".repeat(16)));
}

#[test]
fn the_path_of_another_text_is_some_path() {
    let error = Reader::new("[[[[ x").skip().unwrap_err();
    assert_eq!(error.path("[[[[ x"), "[0][0][0][0]");
    assert_eq!(error.path(""), "");
    assert_eq!(error.path("{\"a\":1}"), "a");
    assert_eq!(error.path("{\"abc\":1}"), "");
}

#[test]
fn an_error_is_small() {
    assert!(size_of::<Result<(), json::ReadError>>() <= 16);
}

proptest! {
    /// One change makes no value a name, so nothing of a value can be in the path.
    #[test]
    fn no_value_is_ever_shown(change in mutation(), element in any::<bool>()) {
        const TEXT: &str = r#"{"a":"SECRET","b":["SECRET",{"c":"SECRET"}],"d":{"e":"\u0053ECRET"}}"#;
        let bytes = change.apply(TEXT.as_bytes().to_vec());
        let error = if element {
            json::from_slice::<BTreeMap<String, Vec<Blob>>>(&bytes).err()
        } else {
            json::from_slice::<Value>(&bytes).err()
        };
        if let Some(error) = error {
            prop_assert!(!format!("{error} {error:?}").contains("ECRET"), "{}", error);
        }
    }

    /// A value replaced by a letter is where the error is, and the path leads there.
    #[test]
    fn the_path_leads_to_the_place(steps in proptest::collection::vec(prop_oneof![Just(None), (0..4usize).prop_map(Some)], 0..12)) {
        let (mut text, mut path) = (String::new(), String::new());
        for step in steps {
            match step {
                Some(before) => {
                    text += "[";
                    text += &r#"{"z": [true, "]"]}, "#.repeat(before);
                    path += &format!("[{before}]");
                }
                None => {
                    text += r#"{"first": [{}, null], "name" : "#;
                    path += if path.is_empty() { "name" } else { ".name" };
                }
            }
        }
        let error = json::from_str::<Value>(&format!("{text}x")).unwrap_err();
        prop_assert_eq!(error.offset(), text.len());
        prop_assert_eq!(error.path(), path);
    }

    #[test]
    fn any_place_in_any_text_has_a_path(bytes in texts::mutated(), offset in 0..300usize) {
        let text = String::from_utf8_lossy(&bytes);
        let error = Reader::new(&" ".repeat(offset)).bool().unwrap_err();
        prop_assert_eq!(error.offset(), offset);
        let _ = error.path(&text);
    }
}
