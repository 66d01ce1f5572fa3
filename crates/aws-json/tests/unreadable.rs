//! Responses that are not what the protocol promises.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper fails the test that calls it"
)]

mod support;

use aws_json::{Protocol, Reason};
use support::{Forget, Look, Nothing, answer, everything_shown, unreadable};

const WHOLE: &str = r#"{"token":"größer","sizes":[1,-20,3],"new":{"a":[null,true,1.5e3]}}"#;

fn located(error: &aws_json::Unreadable) -> &smithy_wire::json::LocatedError {
    match error.reason() {
        Reason::Json(error) => error,
        other => panic!("no JSON error: {other:?}"),
    }
}

#[test]
fn a_body_cut_anywhere_is_an_error_with_status_request_id_and_first_bytes() {
    aws_json::response::<Look>(answer(200, WHOLE)).expect("the whole is fine");
    for status in [200, 400] {
        for end in 0..WHOLE.len() {
            let cut = WHOLE.as_bytes()[..end].to_vec();
            let error = unreadable(aws_json::response::<Look>(answer(status, cut.clone())));
            assert_eq!((error.status(), error.request_id()), (status, Some("id-1")));
            assert_eq!((error.operation(), error.body_len()), ("Look", end));
            assert_eq!(error.first_bytes(), Some(&*String::from_utf8_lossy(&cut)));
            assert!(located(&error).offset() <= end, "{error:?}");
        }
    }
}

#[test]
fn an_empty_body_is_an_error_where_members_are_expected() {
    for status in [200, 502] {
        let error = unreadable(aws_json::response::<Look>(answer(status, "")));
        assert_eq!(
            error.to_string(),
            format!(
                "the response to Look cannot be understood: status {status}, request id id-1, an empty body"
            )
        );
        assert_eq!(located(&error).expected(), "an object");
    }
}

#[test]
fn an_empty_body_is_enough_for_an_output_without_members() {
    assert_eq!(
        aws_json::response::<Forget>(answer(200, "")).expect("nothing to read"),
        Nothing
    );
    assert_eq!(
        aws_json::response::<Forget>(answer(200, r#"{"more":[1]}"#)).expect("ignored"),
        Nothing
    );
    unreadable(aws_json::response::<Forget>(answer(200, "no json")));
    unreadable(aws_json::response::<Forget>(answer(500, "")));
}

#[test]
fn a_proxys_page_is_shown_at_its_beginning_with_control_characters_escaped() {
    let error = unreadable(aws_json::response::<Look>(answer(
        502,
        "<html>\r\n\u{1b}[2J<p class=\"a\">Bad</p>",
    )));
    assert_eq!(
        error.to_string(),
        "the response to Look cannot be understood: status 502, request id id-1, a body of 32 bytes \
         that begins with `<html>\\r\\n\\u{1b}[2J<p class=\"a\">Bad</p>`"
    );
    assert!(!everything_shown(&error).contains('\u{1b}'));
}

#[test]
fn the_first_bytes_are_bounded_and_end_between_characters() {
    let error = unreadable(aws_json::response::<Look>(answer(500, "x".repeat(100_000))));
    assert_eq!(error.first_bytes(), Some(&*"x".repeat(256)));
    assert_eq!(error.body_len(), 100_000);
    let error = unreadable(aws_json::response::<Look>(answer(
        500,
        format!("x{}", "ö".repeat(500)),
    )));
    assert_eq!(error.first_bytes(), Some(&*format!("x{}", "ö".repeat(127))));
}

#[test]
fn a_wrong_type_is_located_by_its_members() {
    let error = unreadable(aws_json::response::<Look>(answer(
        200,
        r#"{"sizes":[1,"two"]}"#,
    )));
    assert_eq!(located(&error).path(), "sizes[1]");
    assert_eq!(located(&error).found(), "a string");
}

#[test]
fn bytes_that_are_not_utf_8_are_located_and_replaced() {
    let error = unreadable(aws_json::response::<Look>(answer(
        200,
        &b"{\"token\":\"\xff\"}"[..],
    )));
    assert_eq!(
        (located(&error).offset(), located(&error).expected()),
        (10, "UTF-8")
    );
    assert_eq!(error.first_bytes(), Some("{\"token\":\"\u{fffd}\"}"));
}

#[test]
fn a_body_over_the_limit_is_not_read() {
    let protocol = Protocol::new().with_body_limit(WHOLE.len());
    protocol
        .response::<Look>(answer(200, WHOLE))
        .expect("exactly the limit");
    let protocol = Protocol::new().with_body_limit(WHOLE.len() - 1);
    for status in [200, 400] {
        let error = unreadable(protocol.response::<Look>(answer(status, WHOLE)));
        assert_eq!(
            *error.reason(),
            Reason::TooLarge {
                limit: WHOLE.len() - 1
            }
        );
        assert!(
            error
                .to_string()
                .ends_with("a body of 68 bytes, more than the limit of 67"),
            "{error}"
        );
    }
}

#[test]
fn a_body_too_deep_is_an_error() {
    for status in [200, 400] {
        let deep = format!(
            r#"{{"new":{}1{}}}"#,
            "[".repeat(100_000),
            "]".repeat(100_000)
        );
        let error = unreadable(aws_json::response::<Look>(answer(status, deep)));
        assert_eq!(
            *error.reason(),
            Reason::TooDeep { offset: 133 },
            "{error:?}"
        );
        assert!(
            error.to_string().ends_with("nested too deep at offset 133"),
            "{error}"
        );
    }
}
