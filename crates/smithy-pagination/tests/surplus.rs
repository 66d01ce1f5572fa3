//! A capped listing whose last request asks for no more than is still wanted.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::cell::RefCell;

use proptest::prelude::*;
use smithy_pagination::{DynamicPaginator, Outcome, Paginate};
use smithy_wire::Value;

fn paginator() -> DynamicPaginator {
    let config = r#"{"input_token": "next", "output_token": "next", "limit_key": "size",
        "limit_key_type": "integer", "result_key": "items"}"#;
    DynamicPaginator::from_json("List", &Value::from_json(config).unwrap()).unwrap()
}

/// A list of `total` numbers; a token is the place to go on from, and the size is kept to.
fn answer(total: u64, request: &Value) -> Value {
    let from: u64 = request
        .get("next")
        .and_then(Value::as_str)
        .map_or(0, |text| text.parse().unwrap());
    let size = request.get("size").and_then(Value::as_u64).unwrap();
    let to = (from + size).min(total);
    let items: Vec<String> = (from..to).map(|item| item.to_string()).collect();
    let next = if to < total {
        format!(r#","next":"{to}""#)
    } else {
        String::new()
    };
    Value::from_json(&format!(r#"{{"items":[{}]{next}}}"#, items.join(","))).unwrap()
}

proptest! {
    #![proptest_config(common::config(file!()))]

    /// The same items, as few requests, none larger than the page size, and not one item fetched in vain.
    #[test]
    fn nothing_is_fetched_in_vain(total in 0..40_u64, size in 1..9_u64, caps in prop::collection::vec(1..20_u64, 1..6)) {
        let fetched = RefCell::new(0);
        let call = |request: &Value| {
            assert!(request.get("size").and_then(Value::as_u64).unwrap() <= size);
            let page = answer(total, request);
            *fetched.borrow_mut() += page.get("items").and_then(Value::as_list).unwrap().len() as u64;
            Ok::<_, String>(page)
        };
        let empty = Value::from_json("{}").unwrap();
        let mut seen = Vec::new();
        let mut token: Option<String> = None;
        for cap in caps {
            let mut run = Paginate::calling(paginator(), empty.clone(), call).page_size(size).max_items(cap).no_surplus();
            if let Some(token) = token {
                run = run.starting_token(token);
            }
            let mut items = run.items().unwrap();
            seen.extend(items.by_ref().map(|item| item.unwrap().value.as_u64().unwrap()));
            token = items.resume_token().unwrap();
            if items.outcome() == Outcome::Complete {
                break;
            }
        }
        prop_assert_eq!(&seen, &(0..seen.len() as u64).collect::<Vec<_>>());
        prop_assert_eq!(*fetched.borrow(), seen.len() as u64);
    }
}

#[test]
fn inside_a_page_what_was_delivered_of_it_is_asked_for_as_well() {
    let sizes = RefCell::new(Vec::new());
    let call = |request: &Value| {
        let size = request.get("size").and_then(Value::as_u64);
        sizes.borrow_mut().push(size.unwrap());
        Ok::<_, String>(answer(20, request))
    };
    let start = || {
        let empty = Value::from_json("{}").unwrap();
        Paginate::calling(paginator(), empty, call).page_size(8)
    };
    let mut items = start().items().unwrap();
    items.by_ref().take(3).for_each(drop);
    let resumed = || start().checkpoint(items.checkpoint()).max_items(2);
    for listing in [resumed().no_surplus(), resumed()] {
        let found = listing.items().unwrap();
        let found: Vec<u64> = found
            .map(|item| item.unwrap().value.as_u64().unwrap())
            .collect();
        assert_eq!(found, [3, 4]);
    }
    // Nor is a listing trimmed that was not asked to be.
    assert_eq!(*sizes.borrow(), [8, 5, 8]);
}
