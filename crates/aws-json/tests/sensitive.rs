//! A sensitive body is never shown, whatever is wrong with it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper fails the test that calls it"
)]

mod support;

use aws_json::{Protocol, Reason};
use proptest::prelude::*;
use support::{GetSecret, Look, answer, everything_shown, unreadable};

const SECRET: &str = "hunter2hunter2";

fn body() -> String {
    format!(
        r#"{{"token":"{SECRET}","sizes":[1,2],"{SECRET}":{{"{SECRET}":["{SECRET}"]}},"sizes":"{SECRET}"}}"#
    )
}

fn assert_hidden(error: &aws_json::Unreadable) {
    let shown = everything_shown(error);
    // A piece of a secret gives it away too.
    assert!(
        !shown.contains("hunter") && !shown.contains("ter2h"),
        "{shown}"
    );
    assert_eq!(error.first_bytes(), None);
    assert_eq!(
        (error.operation(), error.request_id()),
        ("GetSecret", Some("id-1"))
    );
    assert!(error.body_len() > 0);
}

#[test]
fn nothing_of_a_sensitive_body_is_shown_wherever_it_is_cut() {
    let body = body();
    for status in [200, 500] {
        for end in 1..body.len() {
            let cut = body.as_bytes()[..end].to_vec();
            assert_hidden(&unreadable(aws_json::response::<GetSecret>(answer(
                status, cut,
            ))));
        }
    }
}

#[test]
fn what_is_hidden_for_the_sensitive_operation_is_shown_for_the_open_one() {
    let shown = everything_shown(&unreadable(aws_json::response::<Look>(answer(200, body()))));
    assert!(shown.contains(SECRET), "{shown}");
    let hidden = unreadable(aws_json::response::<GetSecret>(answer(200, body())));
    assert_hidden(&hidden);
    let Reason::ConcealedJson(place) = hidden.reason() else {
        panic!("{hidden:?}")
    };
    assert_eq!((place.expected(), place.found()), ("an array", "a string"));
    assert!(hidden.to_string().contains("may hold a secret"), "{hidden}");
}

#[test]
fn a_sensitive_body_over_the_limit_is_hidden_too() {
    let protocol = Protocol::new().with_body_limit(20);
    assert_hidden(&unreadable(
        protocol.response::<GetSecret>(answer(200, body())),
    ));
}

proptest! {
    #[test]
    fn no_mutation_of_a_sensitive_body_is_shown(at in 0..body().len(), byte: u8, success: bool) {
        let mut bytes = body().into_bytes();
        bytes[at] = byte;
        let status = if success { 200 } else { 500 };
        match aws_json::response::<GetSecret>(answer(status, bytes)) {
            Err(aws_json::ResponseError::Unreadable(error)) => assert_hidden(&error),
            // The body was still an object: a service error, which has its own rules.
            Err(_) => prop_assert!(!success),
            // The change fell into a member's name.
            Ok(_) => prop_assert!(success),
        }
    }
}
