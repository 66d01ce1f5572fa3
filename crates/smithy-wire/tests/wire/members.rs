//! Members read in the order that services keep, as generated code does, are those read in any order.

use proptest::prelude::*;
use smithy_wire::json::{self, ReadError, ReadJson, Reader};

/// Looks for each member where services put it first.
#[derive(Debug, Default, PartialEq)]
struct Expecting {
    name: Option<String>,
    size: Option<i64>,
    tags: Option<Vec<String>>,
}

impl ReadJson for Expecting {
    fn blank() -> Self {
        Self::default()
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.object_start()?;
        if reader.passes_name("\"name\":") {
            self.name.read_json(reader)?;
        }
        if reader.passes_name("\"size\":") {
            self.size.read_json(reader)?;
        }
        if reader.passes_name("\"tags\":") {
            self.tags.read_json(reader)?;
        }
        self.rest(reader)
    }
}

impl Expecting {
    fn rest(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        while let Some(key) = reader.next_key()? {
            match &*key {
                "name" => self.name.read_json(reader)?,
                "size" => self.size.read_json(reader)?,
                "tags" => self.tags.read_json(reader)?,
                _ => reader.skip()?,
            }
        }
        Ok(())
    }
}

/// The same members, expecting nothing.
#[derive(Debug)]
struct Searching(Expecting);

impl ReadJson for Searching {
    fn blank() -> Self {
        Self(Expecting::blank())
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.object_start()?;
        self.0.rest(reader)
    }
}

/// Parts of objects, well put together and not.
fn text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "{",
        "}",
        ",",
        ",",
        ":",
        " ",
        "\n",
        "\"name\":",
        "\"size\":",
        "\"tags\":",
        "\"name\" :",
        "\"n\\u0061me\":",
        "\"names\":",
        "\"size",
        "\"",
        "\"a\"",
        "7",
        "null",
        "[\"x\"]",
        "{}",
        "[{}",
    ]);
    prop::collection::vec(part, 0..14).prop_map(|parts| format!("{{{}", parts.concat()))
}

/// Members in any order, some of them twice, with or without space.
fn object() -> impl Strategy<Value = String> {
    let member = prop::sample::select(vec![
        "\"name\":\"a\"",
        "\"name\":\"b\"",
        "\"size\":1",
        "\"size\": 2",
        "\"tags\":[]",
        "\"tags\":[\"x\"]",
        "\"tags\":null",
        "\"new\":{\"name\":\"c\"}",
        " \"size\":3",
    ]);
    prop::collection::vec(member, 0..7).prop_map(|members| format!("{{{}}}", members.join(",")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn an_expected_order_changes_nothing(text in prop_oneof![object(), text()]) {
        let expecting = json::from_str::<Expecting>(&text);
        let searching = json::from_str::<Searching>(&text).map(|read| read.0);
        prop_assert_eq!(expecting.map_err(|e| e.to_string()), searching.map_err(|e| e.to_string()), "{}", text);
    }
}

#[test]
fn a_name_is_passed_only_where_it_stands() {
    let mut reader = Reader::new(r#"{"name":"a","size":1{"tags":[]"#);
    assert!(!reader.passes_name("\"name\":"), "no object is open");
    reader.object_start().unwrap();
    assert!(!reader.passes_name("\"size\":"));
    assert!(reader.passes_name("\"name\":"));
    assert_eq!(reader.string().unwrap(), "a");
    assert!(
        !reader.passes_name("size\":1"),
        "the comma is followed by a quote"
    );
    assert!(reader.passes_name("\"size\":"));
    i64::blank().read_json(&mut reader).unwrap();
    assert!(
        !reader.passes_name("\"tags\":"),
        "no comma stands before it"
    );
}
