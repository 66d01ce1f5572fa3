//! What is written.

use proptest::prelude::*;
use smithy_wire::Value;
use smithy_wire::json::{self, Writer};

use crate::texts;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn strings_are_escaped_as_serde_json_does(text in "(\\PC|[\u{0}-\u{30}\"\\\\]){0,60}") {
        prop_assert_eq!(json::to_string(text.as_str()), serde_json::to_string(&text).expect("a string"));
    }

    #[test]
    fn a_value_is_read_again_and_written_the_same(text in texts::json()) {
        let Ok(value) = Value::from_json(&text) else { return Ok(()) };
        let written = value.to_json();
        prop_assert_eq!(Value::from_json(&written).expect("own output"), value);
        prop_assert_eq!(Value::from_json(&written).expect("own output").to_json(), written);
    }
}

#[test]
fn what_is_begun_is_ended() {
    let mut writer = Writer::new();
    let mut object = writer.object();
    let list = object.value_of("list");
    let mut array = list.array();
    array.element(&1i8).element(&true);
    array.next_value().null();
    array.end();
    object.value_of("empty").object().end();
    object
        .member("tab\t", "x")
        .optional("none", &None::<bool>)
        .optional("some", &Some("y"));
    drop(object);
    assert_eq!(
        writer.into_string(),
        r#"{"list":[1,true,null],"empty":{},"tab\t":"x","some":"y"}"#
    );
}

#[test]
fn debug_shows_no_text() {
    let mut writer = Writer::new();
    writer.string("secret");
    assert_eq!(format!("{writer:?}"), "Writer { len: 8, .. }");
}
