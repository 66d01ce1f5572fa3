//! Lists, maps and optional members: what null is, and what a repeated member does.

use std::collections::BTreeMap;

use proptest::prelude::*;
use smithy_wire::json::{self, ReadError, ReadJson, Reader};
use smithy_wire::{Blob, Value};

#[derive(Debug, Default, PartialEq)]
struct Point {
    x: Option<i32>,
    y: Option<i32>,
    next: Option<Box<Point>>,
}

impl ReadJson for Point {
    fn blank() -> Self {
        Self::default()
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.object_start()?;
        while let Some(key) = reader.next_key()? {
            match &*key {
                "x" => self.x.read_json(reader)?,
                "y" => self.y.read_json(reader)?,
                "next" => self.next.read_json(reader)?,
                _ => reader.skip()?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
fn read<T: ReadJson>(text: &str) -> T {
    json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn map<V>(members: impl IntoIterator<Item = (&'static str, V)>) -> BTreeMap<String, V> {
    members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

proptest! {
    #[test]
    fn dense_lists_leave_nulls_out_and_sparse_ones_keep_them(elements: Vec<Option<i64>>) {
        let text = json::to_string(&elements);
        prop_assert_eq!(read::<Vec<i64>>(&text), elements.iter().copied().flatten().collect::<Vec<_>>());
        prop_assert_eq!(read::<Vec<Option<i64>>>(&text), elements);
    }

    #[test]
    fn dense_maps_leave_nulls_out_and_sparse_ones_keep_them(members: BTreeMap<String, Option<bool>>) {
        let text = json::to_string(&members);
        let dense = members.iter().filter_map(|(name, value)| Some((name.clone(), (*value)?))).collect();
        prop_assert_eq!(read::<BTreeMap<String, bool>>(&text), dense);
        prop_assert_eq!(read::<BTreeMap<String, Option<bool>>>(&text), members);
    }

    #[test]
    fn bytes_are_read_again(bytes: Vec<u8>) {
        let blob = Blob::from(bytes);
        prop_assert_eq!(read::<Blob>(&json::to_string(&blob)), blob);
    }
}

#[test]
fn null_is_a_value_of_a_document() {
    assert_eq!(read::<Vec<Value>>("[null, 1]"), [Value::Null, 1.into()]);
    assert_eq!(read::<Vec<Box<Option<i8>>>>("[null]"), [Box::new(None)]);
    assert_eq!(read::<Vec<Vec<i8>>>("[null, [null]]"), [Vec::<i8>::new()]);
}

#[test]
fn an_absent_member_and_a_null_one_are_alike() {
    assert_eq!(
        read::<Point>("{}"),
        read::<Point>(r#"{"x": null, "next": null}"#)
    );
}

/// Two members of one name are not merged: the second replaces the first whole.
#[test]
fn the_last_member_of_a_name_wins() {
    let next = |y| {
        Some(Box::new(Point {
            y,
            ..Point::default()
        }))
    };
    let point: Point = read(r#"{"next": {"x": 1}, "next": {"y": 2}, "x": 3, "x": null}"#);
    assert_eq!(
        point,
        Point {
            next: next(Some(2)),
            ..Point::default()
        }
    );
    assert_eq!(read::<Option<Vec<i8>>>("[1]"), Some(vec![1]));
    assert_eq!(
        read::<BTreeMap<String, Vec<i8>>>(r#"{"a": [1], "a": [2]}"#),
        map([("a", vec![2])])
    );
    assert_eq!(
        read::<BTreeMap<String, i8>>(r#"{"a": 1, "b": 2, "a": null}"#),
        map([("b", 2)])
    );
}

#[test]
fn reading_into_a_full_value_replaces_it() {
    let mut list = vec![1i8, 2];
    list.read_json(&mut Reader::new("[3]")).unwrap();
    assert_eq!(list, [3]);
    let mut members = map([("a", 1i8)]);
    members.read_json(&mut Reader::new(r#"{"b": 2}"#)).unwrap();
    assert_eq!(members, map([("b", 2)]));
}

#[test]
fn base64_must_be_whole() {
    for text in [
        r#""bGF5ZXI""#,
        r#""bGF5ZXI=a""#,
        r#""b G""#,
        "1",
        r#""\u0000""#,
    ] {
        assert!(json::from_str::<Blob>(text).is_err(), "{text}");
    }
    assert_eq!(read::<Blob>(r#""""#), Blob::default());
}

/// The room that is reserved for a list is a guess, which no text can make larger than itself.
#[test]
fn a_list_reserves_no_more_than_its_text_is_long() {
    /// As large as structures are.
    #[derive(Debug)]
    struct Wide {
        _members: [u64; 64],
    }

    impl ReadJson for Wide {
        fn blank() -> Self {
            Self { _members: [0; 64] }
        }

        fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
            reader.skip()
        }
    }

    // Four short elements promise a million more, and then comes one long text.
    let text = format!("[0,0,0,0,\"{}\"]", "a".repeat(2_000_000));
    let list: Vec<Wide> = json::from_str(&text).unwrap();
    assert!(list.capacity() * size_of::<Wide>() <= text.len() + 8 * size_of::<Wide>());
}

/// Short lists in a long text, such as the tags of the images of a page, take no more room than they need.
#[test]
fn short_lists_in_a_long_text_are_small() {
    let inner = vec![vec![vec![7_i64; 6]; 3]; 1000];
    let text = format!("{inner:?}");
    let lists: Vec<Vec<Vec<i64>>> = json::from_str(&text).unwrap();
    assert_eq!(lists, inner);
    assert!(lists.iter().flatten().all(|list| list.capacity() <= 12));

    let text = format!(r#"{{"a":[1,2,3,4,5,6],"b":[{}8]}}"#, "7,".repeat(10_000));
    let members: BTreeMap<String, Vec<i64>> = json::from_str(&text).unwrap();
    assert!(members["a"].capacity() <= 12);
    assert!(members["b"].capacity() <= 20_000);
}
