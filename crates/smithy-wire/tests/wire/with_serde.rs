//! Serde, through serde_json.

use proptest::prelude::*;
use serde::de::{Deserialize, Deserializer, MapAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};
use smithy_wire::serde_support::{self, Members};
use smithy_wire::{Blob, Number, Object, StringEnum, Timestamp, UnknownValue, Value};

use crate::texts;

#[derive(Debug, PartialEq)]
enum Status {
    Active,
    Unknown(UnknownValue),
}

impl StringEnum for Status {
    const VALUES: &'static [&'static str] = &["ACTIVE"];

    fn as_str(&self) -> &str {
        match self {
            Self::Active => "ACTIVE",
            Self::Unknown(text) => text.as_str(),
        }
    }

    fn from_text(text: &str) -> Self {
        if text == "ACTIVE" {
            Self::Active
        } else {
            Self::Unknown(UnknownValue::new(text))
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_support::serialize_enum(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_support::deserialize_enum(deserializer)
    }
}

#[derive(Debug, Default, PartialEq)]
struct Image {
    pushed_at: Option<Timestamp>,
    status: Option<Status>,
}

impl Members for Image {
    const NAME: &'static str = "Image";
    const MEMBERS: &'static [&'static str] = &["pushedAt", "status"];

    fn read<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        match name {
            "pushedAt" => self.pushed_at = map.next_value()?,
            "status" => self.status = map.next_value()?,
            _ => serde_support::skip(map)?,
        }
        Ok(())
    }
}

impl Serialize for Image {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        serde_support::optional(&mut map, "pushedAt", &self.pushed_at)?;
        serde_support::optional(&mut map, "status", &self.status)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Image {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_support::deserialize(deserializer)
    }
}

proptest! {
    #[test]
    fn values_pass_through(text in texts::json()) {
        let Ok(theirs) = serde_json::from_str::<serde_json::Value>(&text) else { return Ok(()) };
        let value: Value = serde_json::from_str(&text).expect("the same text");
        prop_assert_eq!(serde_json::to_value(&value).expect("a value"), theirs.clone());
        prop_assert_eq!(serde_json::from_value::<Value>(theirs).expect("a value"), value);
    }

    #[test]
    fn timestamps_are_texts_and_read_from_texts_and_numbers(seconds in -10_000_000_000..100_000_000_000i64, millis in 0..1000u32) {
        let timestamp = Timestamp::new(seconds, millis * 1_000_000);
        let text = serde_json::to_string(&timestamp).expect("a timestamp");
        prop_assert_eq!(&text, &format!("\"{timestamp}\""));
        prop_assert_eq!(serde_json::from_str::<Timestamp>(&text).expect("own output"), timestamp);
        let number = timestamp.epoch_seconds().to_string();
        prop_assert_eq!(serde_json::from_str::<Timestamp>(&number).expect("a number"), timestamp);
    }

    #[test]
    fn bytes_are_base64(bytes: Vec<u8>) {
        let blob = Blob::from(bytes);
        let text = serde_json::to_string(&blob).expect("bytes");
        prop_assert_eq!(&text, &format!("\"{}\"", blob.to_base64()));
        prop_assert_eq!(serde_json::from_str::<Blob>(&text).expect("own output"), blob);
    }
}

#[test]
fn structures_take_members_in_any_order_and_pass_over_unknown_ones() {
    let text = r#"{"status":"ACTIVE","new":[{}],"pushedAt":1715012342,"status":"NEW"}"#;
    let image: Image = serde_json::from_str(text).unwrap();
    assert_eq!(
        image.status,
        Some(Status::Unknown(UnknownValue::new("NEW")))
    );
    assert_eq!(
        serde_json::to_string(&image).unwrap(),
        r#"{"pushedAt":"2024-05-06T16:19:02Z","status":"NEW"}"#
    );
    assert_eq!(serde_json::to_string(&Image::default()).unwrap(), "{}");
    assert_eq!(
        serde_json::from_str::<Status>(r#""ACTIVE""#).unwrap(),
        Status::Active
    );
    assert!(serde_json::from_str::<Image>("[]").is_err());
}

#[test]
fn what_does_not_fit_is_refused() {
    assert!(serde_json::from_str::<Timestamp>("true").is_err());
    assert!(serde_json::from_str::<Timestamp>("\"yesterday\"").is_err());
    assert!(serde_json::from_str::<Timestamp>("18446744073709551615").is_err());
    assert!(serde_json::from_str::<Timestamp>("1e300").is_err());
    assert!(serde_json::from_str::<Blob>("\"?\"").is_err());
    assert!(serde_json::from_str::<Number>("\"1\"").is_err());
    assert!(serde_json::from_str::<Object>("[]").is_err());
}

#[test]
fn errors_show_nothing_of_a_text() {
    for error in [
        serde_json::from_str::<Timestamp>("\"secret\"").unwrap_err(),
        serde_json::from_str::<Blob>("\"secret?\"").unwrap_err(),
    ] {
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn integers_of_more_than_64_bits_become_floats() {
    let number: Number = smithy_wire::json::from_str("18446744073709551616").unwrap();
    assert_eq!(
        serde_json::to_value(&number).unwrap(),
        serde_json::json!(18_446_744_073_709_551_616.0)
    );
}
