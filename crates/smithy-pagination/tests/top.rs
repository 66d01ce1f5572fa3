//! The greatest few of a whole listing.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::cmp::Reverse;

use proptest::prelude::*;
use smithy_pagination::{DynamicPaginator, Paginate, Top};
use smithy_wire::Value;

proptest! {
    #![proptest_config(common::config(file!()))]

    /// As if all were kept and sorted: by key from above, ties in the order of the listing, items without a key last.
    #[test]
    fn it_is_the_head_of_all_sorted(keys in prop::collection::vec(prop::option::weighted(0.8, 0..9_u8), 0..40), k in 0..12_usize) {
        let mut top = Top::new(k);
        for (place, key) in keys.iter().enumerate() {
            top.push(*key, place);
        }
        prop_assert_eq!(top.seen(), keys.len() as u64);
        let mut all: Vec<usize> = (0..keys.len()).collect();
        all.sort_by_key(|place| Reverse(keys[*place]));
        all.truncate(k);
        prop_assert_eq!(top.into_vec(), all);
    }
}

#[test]
fn of_a_listing_every_page_is_seen() {
    let config = r#"{"input_token": "next", "output_token": "next", "result_key": "items"}"#;
    let paginator =
        DynamicPaginator::from_json("List", &Value::from_json(config).unwrap()).unwrap();
    let call = |request: &Value| match request.get("next") {
        None => Value::from_json(r#"{"items": [5, 1, 9], "next": "2"}"#),
        Some(_) => Value::from_json(r#"{"items": [7, 8]}"#),
    };
    let mut items = Paginate::calling(paginator, Value::from_json("{}").unwrap(), call)
        .items()
        .unwrap();
    let top = items.top_by_key(3, |item| item.value.as_u64()).unwrap();
    let top: Vec<u64> = top.iter().filter_map(|item| item.value.as_u64()).collect();
    assert_eq!(top, [9, 8, 7]);
    assert_eq!(items.progress().items, 5);
}
