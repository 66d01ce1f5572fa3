//! The reader accepts and refuses what serde_json does, and reads the same values.

use proptest::prelude::*;
use smithy_wire::json::{self, Reader};
use smithy_wire::{Number, Value};

use crate::texts;

type Theirs = serde_json::Value;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn valid_texts_are_read_alike(text in texts::json()) {
        check_text(&text)?;
    }

    #[test]
    fn mutated_texts_are_read_alike(bytes in texts::mutated()) {
        check_bytes(&bytes)?;
        if let Ok(text) = str::from_utf8(&bytes) {
            check_text(text)?;
        }
    }

    #[test]
    fn any_bytes_are_read_alike(bytes in proptest::collection::vec(any::<u8>(), 0..12)) {
        check_bytes(&bytes)?;
    }

    #[test]
    fn deep_texts_are_read_alike(text in texts::deep()) {
        check_text(&text)?;
    }

    #[test]
    fn floats_are_the_nearest_ones(text in texts::number()) {
        let nearest: f64 = text.parse().expect("a number");
        let ours = json::from_str::<f64>(&text);
        prop_assert_eq!(ours.ok().map(f64::to_bits), nearest.is_finite().then_some(nearest.to_bits()));
    }
}

#[test]
fn each_cut_and_each_changed_byte_of_a_text_is_read_alike() {
    let text = r#"{"a\u00e9\ud83d\ude00": [0, -1.5e+3, true, false, null, "x\n\"\\ y"], "b": {"": {}}, "b": 10e-1, "c": [1234567890123456789012, 98765432109, 1.1234567890e1]}"#;
    check_text(text).unwrap();
    for cut in 0..text.len() {
        check_bytes(&text.as_bytes()[..cut]).unwrap();
        for byte in 0..=255 {
            let mut bytes = text.as_bytes().to_vec();
            bytes[cut] = byte;
            check_bytes(&bytes).unwrap();
        }
    }
}

/// The first and the last code unit of each kind, alone and before each other one.
#[test]
fn escapes_of_surrogates_are_read_alike() {
    let units = [
        "0000", "007f", "0080", "07FF", "0800", "d7ff", "D800", "dBfF", "dc00", "DFFF", "e000",
        "ffff",
    ];
    for first in units {
        for second in units {
            check_text(&format!(r#""\u{first}\u{second}""#)).unwrap();
        }
        for after in [
            "", "x", "\\", "\\n", "\\u", "\\u12", "\\u12G4", "\\u+123", "\\x",
        ] {
            check_text(&format!(r#""\u{first}{after}""#)).unwrap();
        }
    }
}

#[test]
fn the_depth_at_which_texts_are_refused_is_the_same() {
    for depth in 1..140 {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        check_text(&text).unwrap();
        assert_eq!(json::from_str::<Value>(&text).is_ok(), depth <= 127);
    }
}

fn check_text(text: &str) -> Result<(), TestCaseError> {
    let ours = json::from_str::<Value>(text);
    let theirs = serde_json::from_str::<Theirs>(text);
    prop_assert_eq!(
        ours.is_ok(),
        theirs.is_ok(),
        "ours: {:?}, theirs: {:?}",
        ours,
        theirs
    );
    prop_assert_eq!(
        skips(text),
        theirs.is_ok(),
        "what is skipped must be checked as what is read"
    );
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => {
            prop_assert!(same(ours, theirs), "ours: {:?}, theirs: {:?}", ours, theirs);
        }
        (Err(error), _) => prop_assert!(error.offset() <= text.len()),
        _ => {}
    }
    Ok(())
}

fn check_bytes(bytes: &[u8]) -> Result<(), TestCaseError> {
    let ours = json::from_slice::<Value>(bytes);
    let theirs = serde_json::from_slice::<Theirs>(bytes);
    prop_assert_eq!(
        ours.is_ok(),
        theirs.is_ok(),
        "ours: {:?}, theirs: {:?}",
        ours,
        theirs
    );
    if let (Ok(ours), Ok(theirs)) = (&ours, &theirs) {
        prop_assert!(same(ours, theirs), "ours: {:?}, theirs: {:?}", ours, theirs);
    }
    Ok(())
}

fn skips(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.skip().and_then(|()| reader.end()).is_ok()
}

fn same(ours: &Value, theirs: &Theirs) -> bool {
    match (ours, theirs) {
        (Value::Null, Theirs::Null) => true,
        (Value::Bool(ours), Theirs::Bool(theirs)) => ours == theirs,
        (Value::String(ours), Theirs::String(theirs)) => ours == theirs,
        (Value::Number(ours), Theirs::Number(theirs)) => same_number(ours, theirs),
        (Value::List(ours), Theirs::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(ours, theirs)| same(ours, theirs))
        }
        (Value::Object(ours), Theirs::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .all(|(name, value)| theirs.get(name).is_some_and(|theirs| same(value, theirs)))
        }
        _ => false,
    }
}

/// Equal to the last bit; of integers beyond 64 bits serde_json has the float.
fn same_number(ours: &Number, theirs: &serde_json::Number) -> bool {
    if let Some(theirs) = theirs.as_u64() {
        return ours.is_integer() && ours.as_u64() == Some(theirs);
    }
    if let Some(theirs) = theirs.as_i64() {
        return ours.is_integer() && ours.as_i64() == Some(theirs);
    }
    theirs.as_f64().map(f64::to_bits) == Some(ours.as_f64().to_bits())
}
