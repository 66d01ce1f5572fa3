//! Which service error a response is, however the service spells it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper fails the test that calls it"
)]

mod support;

use aws_json::{Bytes, http};
use support::{Failure, Look, answer, service, unreadable};

fn code_of(response: http::Response<Bytes>) -> Option<String> {
    service(aws_json::response::<Look>(response))
        .meta
        .code()
        .map(str::to_owned)
}

fn with_header(
    mut response: http::Response<Bytes>,
    name: &'static str,
    value: &str,
) -> http::Response<Bytes> {
    response
        .headers_mut()
        .insert(name, value.parse().expect("a header value"));
    response
}

fn failure(body: &str) -> Failure {
    service(aws_json::response::<Look>(answer(400, body.to_owned())))
}

const SPELLINGS: [&str; 7] = [
    "FooError",
    "FooError:http://internal.amazon.com/coral/com.amazon.coral.validate/",
    "aws.protocoltests.json#FooError",
    "aws.different.namespace#FooError",
    "aws.protocoltests.json#FooError:http://internal.amazon.com/coral/com.amazon.coral.validate/",
    "aws.protocoltests.json#FooError:http://internal.amazon.com/coral#fragment",
    " FooError ",
];

#[test]
fn every_spelling_in_every_place_is_the_same_code() {
    for spelling in SPELLINGS {
        let found = [
            code_of(answer(400, format!(r#"{{"__type": "{spelling}"}}"#))),
            code_of(answer(400, format!(r#"{{"code": "{spelling}"}}"#))),
            code_of(with_header(answer(500, ""), "x-amzn-errortype", spelling)),
            code_of(with_header(answer(500, "{}"), "x-amzn-errortype", spelling)),
        ];
        assert_eq!(
            found,
            std::array::from_fn(|_| Some("FooError".to_owned())),
            "{spelling}"
        );
    }
}

#[test]
fn the_bodys_type_goes_before_the_header_and_the_header_before_the_bodys_code() {
    let all = with_header(
        answer(400, r#"{"code":"C","__type":"A"}"#),
        "x-amzn-errortype",
        "B",
    );
    assert_eq!(code_of(all).as_deref(), Some("A"));
    let two = with_header(
        answer(400, r#"{"code":"C","__type":""}"#),
        "x-amzn-errortype",
        "B",
    );
    assert_eq!(code_of(two).as_deref(), Some("B"));
    let one = with_header(
        answer(400, r#"{"code":"C","__type":null}"#),
        "x-amzn-errortype",
        "#:",
    );
    assert_eq!(code_of(one).as_deref(), Some("C"));
}

#[test]
fn the_code_of_the_query_protocol_counts_where_nothing_else_names_the_error() {
    for (header, expected) in [
        (
            "AWS.SimpleQueueService.NonExistentQueue;Sender",
            Some("AWS.SimpleQueueService.NonExistentQueue"),
        ),
        ("Busy", Some("Busy")),
        (";Sender", None),
    ] {
        let bare = with_header(
            answer(400, r#"{"message":"m"}"#),
            "x-amzn-query-error",
            header,
        );
        assert_eq!(code_of(bare).as_deref(), expected, "{header}");
        let named = with_header(
            answer(400, r#"{"__type":"n#QueueDoesNotExist"}"#),
            "x-amzn-query-error",
            header,
        );
        assert_eq!(
            code_of(named).as_deref(),
            Some("QueueDoesNotExist"),
            "{header}"
        );
    }
}

#[test]
fn what_decides_about_another_attempt_is_the_code_the_error_gets() {
    let bodies = [
        r#"{"__type":"n#A","code":"B"}"#,
        r#"{"code":"B"}"#,
        r#"{"message":"m"}"#,
        "{}",
    ];
    for body in bodies {
        for header in [None, Some("n#Header:http://address/")] {
            let mut response = answer(400, body);
            if let Some(value) = header {
                response = with_header(response, "x-amzn-errortype", value);
            }
            assert_eq!(
                aws_json::error_code(&response),
                code_of(response),
                "{body} {header:?}"
            );
        }
    }
    let page = with_header(answer(503, "<html>"), "x-amzn-errortype", "SlowDown");
    assert_eq!(aws_json::error_code(&page).as_deref(), Some("SlowDown"));
    assert_eq!(aws_json::error_code(&answer(503, "<html>")), None);
}

#[test]
fn only_the_top_level_names_the_error() {
    let nested = r#"{"__type":"n#FooError","ErrorDetails":[{"__type":"n#Other","message":"inner"}],"code":{"code":"Third"}}"#;
    let error = failure(nested);
    assert_eq!(error.meta.code(), Some("FooError"));
    assert_eq!(error.meta.message(), None);
}

#[test]
fn a_code_that_is_no_text_is_none() {
    let error = failure(r#"{"code": 42, "message": ["a"], "detail": "kept"}"#);
    assert_eq!((error.meta.code(), error.meta.message()), (None, None));
    assert_eq!(error.meta.status(), 400);
}

#[test]
fn the_message_is_found_in_either_case() {
    assert_eq!(
        failure(r#"{"__type":"A","message":"lower"}"#)
            .meta
            .message(),
        Some("lower")
    );
    assert_eq!(
        failure(r#"{"__type":"A","Message":"upper"}"#)
            .meta
            .message(),
        Some("upper")
    );
    let both = failure(r#"{"__type":"A","Message":"upper","message":"lower"}"#);
    assert_eq!(both.meta.message(), Some("lower"));
}

#[test]
fn the_error_gets_the_body_as_it_came_and_what_every_error_carries() {
    let body = r#"{"__type":"n#A","message":"m","retryAfter":3}"#;
    let error = service(aws_json::response::<Look>(answer(429, body)));
    assert_eq!(error.body, body);
    assert_eq!(
        (error.meta.status(), error.meta.request_id()),
        (429, Some("id-1"))
    );
}

#[test]
fn the_request_id_is_read_from_either_header() {
    let plain = http::Response::builder()
        .status(500)
        .header("X-Amz-Request-Id", "id-2");
    let error = service(aws_json::response::<Look>(
        plain.body(Bytes::from_static(b"{}")).expect("a response"),
    ));
    assert_eq!(error.meta.request_id(), Some("id-2"));
}

#[test]
fn an_error_without_json_keeps_the_headers_code() {
    let page = with_header(
        answer(503, "<html>busy</html>"),
        "x-amzn-errortype",
        "n#Busy",
    );
    let error = unreadable(aws_json::response::<Look>(page));
    assert_eq!(
        (error.status(), error.code(), error.request_id()),
        (503, Some("Busy"), Some("id-1"))
    );
    assert_eq!(error.first_bytes(), Some("<html>busy</html>"));
}

#[test]
fn every_status_outside_the_two_hundreds_is_an_error() {
    for status in [300, 304, 307, 400, 404, 429, 500, 503, 599] {
        assert_eq!(
            code_of(answer(status, r#"{"__type":"A"}"#)).as_deref(),
            Some("A"),
            "{status}"
        );
    }
    for status in [200, 201, 299] {
        let output = aws_json::response::<Look>(answer(status, r#"{"__type":"A"}"#));
        assert_eq!(
            output.expect("a success"),
            support::Output::default(),
            "{status}"
        );
    }
}
