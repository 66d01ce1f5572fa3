//! The reader's own methods.

use proptest::prelude::*;
use smithy_wire::json::{Kind, ReadError, Reader};

use crate::texts;

proptest! {
    #[test]
    fn the_end_of_a_plain_run_is_found_at_any_place(len in 0..40usize, quote in "[\"\\\\\u{0}-\u{1f}]", before in "[a-zé\u{7f}€]{0,40}") {
        let plain: String = before.chars().cycle().take(if before.is_empty() { 0 } else { len }).collect();
        let text = format!("\"{plain}{quote}");
        let result = Reader::new(&text).string().map(std::borrow::Cow::into_owned);
        let end = 1 + plain.len();
        match quote.as_str() {
            "\"" => prop_assert_eq!(result, Ok(plain)),
            "\\" => prop_assert_eq!(result.unwrap_err().offset(), end + 1),
            _ => prop_assert_eq!(result.unwrap_err().offset(), end),
        }
    }

    /// Whatever is called in whatever order, on whatever text: an answer or an error, and an end.
    #[test]
    fn no_order_of_calls_panics(bytes in texts::mutated(), calls in proptest::collection::vec(0..12u8, 0..60)) {
        let text = String::from_utf8_lossy(&bytes);
        let mut reader = Reader::new(&text);
        for call in calls {
            let _ = make(&mut reader, call);
            prop_assert!(reader.offset() <= text.len());
        }
    }
}

fn make(reader: &mut Reader<'_>, call: u8) -> Result<(), ReadError> {
    match call {
        0 => reader.object_start(),
        11 => {
            reader.passes_name("\"a\":");
            Ok(())
        }
        1 => reader.next_key().map(drop),
        2 => reader.array_start(),
        3 => reader.next_element().map(drop),
        4 => reader.skip(),
        5 => reader.null().map(drop),
        6 => reader.bool().map(drop),
        7 => reader.string().map(drop),
        8 => reader.number().map(drop),
        9 => reader.peek().map(drop),
        _ => reader.end(),
    }
}

#[test]
fn peeking_tells_the_kind_and_leaves_the_value() {
    for (text, kind) in [
        (" null", Kind::Null),
        ("\tfalse", Kind::Bool),
        ("\n-1", Kind::Number),
        ("\r\"\"", Kind::String),
        ("[]", Kind::Array),
        ("{}", Kind::Object),
    ] {
        let mut reader = Reader::new(text);
        assert_eq!(reader.peek(), Ok(kind));
        assert_eq!(reader.skip().and_then(|()| reader.end()), Ok(()), "{text}");
    }
    assert_eq!(Reader::new(" ]").peek().unwrap_err().offset(), 1);
}

#[test]
fn strings_without_escapes_are_borrowed() {
    let mut reader = Reader::new(r#"["plain é", "esc\taped"]"#);
    reader.array_start().unwrap();
    assert!(reader.next_element().unwrap());
    assert!(matches!(
        reader.string().unwrap(),
        std::borrow::Cow::Borrowed("plain é")
    ));
    assert!(reader.next_element().unwrap());
    assert!(
        matches!(reader.string().unwrap(), std::borrow::Cow::Owned(text) if text == "esc\taped")
    );
    assert!(!reader.next_element().unwrap());
    assert_eq!(reader.end(), Ok(()));
}

#[test]
fn debug_shows_no_text() {
    let mut reader = Reader::new("\"secret\"");
    reader.string().unwrap();
    assert_eq!(format!("{reader:?}"), "Reader { offset: 8, .. }");
}
