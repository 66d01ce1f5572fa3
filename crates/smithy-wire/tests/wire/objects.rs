//! Objects against a plain list of members, and ways into values.

use proptest::prelude::*;
use smithy_wire::{Object, Value};

/// What an object is, without any index.
#[derive(Default)]
struct Plain(Vec<(String, Value)>);

impl Plain {
    fn insert(&mut self, name: &str, value: Value) -> Option<Value> {
        match self.0.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => Some(std::mem::replace(old, value)),
            None => {
                self.0.push((name.to_owned(), value));
                None
            }
        }
    }

    fn remove(&mut self, name: &str) -> Option<Value> {
        let place = self.0.iter().position(|(other, _)| other == name)?;
        Some(self.0.remove(place).1)
    }
}

fn check(object: &Object, plain: &Plain) -> Result<(), TestCaseError> {
    let members: Vec<_> = object.clone().into_iter().collect();
    prop_assert_eq!(&members, &plain.0);
    prop_assert_eq!(object.len(), members.len());
    for number in 0..30 {
        let name = name(number);
        let value = plain
            .0
            .iter()
            .find(|(other, _)| *other == name)
            .map(|(_, value)| value);
        prop_assert_eq!(object.get(&name), value);
        prop_assert_eq!(object.contains(&name), value.is_some());
    }
    Ok(())
}

fn name(number: u8) -> String {
    format!("n{number}")
}

proptest! {
    #[test]
    fn an_object_is_a_list_of_members(changes in proptest::collection::vec((0..4u8, 0..30u8, any::<i64>()), 0..80)) {
        let (mut object, mut plain) = (Object::new(), Plain::default());
        for (change, number, value) in changes {
            let name = name(number);
            match change {
                0 => prop_assert_eq!(object.remove(&name), plain.remove(&name)),
                1 => {
                    *object.entry(name.as_str()) = value.into();
                    plain.insert(&name, value.into());
                }
                2 => {
                    if let Some(old) = object.get_mut(&name) {
                        *old = value.into();
                        plain.insert(&name, value.into());
                    }
                }
                _ => prop_assert_eq!(object.insert(name.as_str(), value), plain.insert(&name, value.into())),
            }
        }
        check(&object, &plain)?;
    }

    #[test]
    fn the_last_of_several_wins_at_the_first_ones_place(members in proptest::collection::vec((0..30u8, any::<i64>()), 0..60)) {
        let mut plain = Plain::default();
        for (number, value) in &members {
            plain.insert(&name(*number), (*value).into());
        }
        let object: Object = members.iter().map(|(number, value)| (name(*number), *value)).collect();
        check(&object, &plain)?;
        let text: Vec<_> = members.iter().map(|(number, value)| format!("{:?}:{value}", name(*number))).collect();
        let read = Value::from_json(&format!("{{{}}}", text.join(","))).expect("an object");
        check(read.as_object().expect("an object"), &plain)?;
    }

    #[test]
    fn the_order_of_members_does_not_matter(members in proptest::collection::btree_map("[a-z]{1,3}", any::<i64>(), 0..20)) {
        let forward: Object = members.clone().into_iter().collect();
        let mut backward: Object = members.clone().into_iter().rev().collect();
        prop_assert_eq!(&forward, &backward);
        backward.insert("0", 0);
        prop_assert_ne!(&forward, &backward);
    }
}

/// Reading members one by one into a searched list would take minutes here.
#[test]
fn many_members_are_read_in_no_time() {
    let members: Vec<_> = (0..200_000)
        .map(|number| format!("\"{}\":1", number * 7919 % 150_000))
        .collect();
    let value = Value::from_json(&format!("{{{}}}", members.join(","))).unwrap();
    assert_eq!(value.as_object().map(Object::len), Some(150_000));
}

#[test]
fn ways_into_a_value() {
    let mut value = Value::from_json(r#"{"a": {"b": [1, "x", null, true, 1.5]}}"#).unwrap();
    let list = value.at("a.b").and_then(Value::as_list).unwrap();
    assert_eq!(list[0].as_i64(), Some(1));
    assert_eq!(list[0].as_u64(), Some(1));
    assert_eq!(list[1].as_str(), Some("x"));
    assert!(list[2].is_null());
    assert_eq!(list[3].as_bool(), Some(true));
    assert_eq!(list[4].as_f64(), Some(1.5));
    assert_eq!(value.at("a.c"), None);
    assert_eq!(value.at("a.b.c"), None);
    *value.at_mut("a.b").unwrap() = Value::from(vec![Some("y"), None]);
    value
        .get_mut("a")
        .and_then(Value::as_object_mut)
        .unwrap()
        .extend([("c", false)]);
    value
        .at_mut("a.b")
        .and_then(Value::as_list_mut)
        .unwrap()
        .push(2u8.into());
    assert_eq!(value.to_json(), r#"{"a":{"b":["y",null,2],"c":false}}"#);
}
