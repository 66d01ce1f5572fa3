//! What is sent.

#![allow(clippy::expect_used, reason = "a helper fails the test that calls it")]

mod support;

use aws_json::http;
use smithy_wire::Operation;
use support::{Failure, Input, Look, Output};

fn sent_to(endpoint: &str) -> String {
    let endpoint = endpoint.parse().expect("a URI");
    aws_json::request::<Look>(&endpoint, &Input::default())
        .uri()
        .to_string()
}

#[test]
fn a_request_is_a_post_of_json_with_the_operation_as_target() {
    let endpoint = http::Uri::from_static("http://127.0.0.1:5000");
    let input = Input {
        name: Some("a \"b\"".to_owned()),
    };
    let request = aws_json::request::<Look>(&endpoint, &input);
    assert_eq!(request.method(), http::Method::POST);
    assert_eq!(
        request.headers()["content-type"],
        "application/x-amz-json-1.1"
    );
    assert_eq!(request.headers()["x-amz-target"], "Registry_V1.Look");
    assert_eq!(request.headers().len(), 2);
    assert_eq!(request.body(), r#"{"name":"a \"b\""}"#);
}

#[test]
fn an_input_without_members_is_an_empty_object() {
    let endpoint = http::Uri::from_static("http://127.0.0.1:5000");
    assert_eq!(
        aws_json::request::<Look>(&endpoint, &Input::default()).body(),
        "{}"
    );
}

struct OlderLook;

impl Operation for OlderLook {
    const NAME: &'static str = Look::NAME;
    const TARGET: &'static str = Look::TARGET;
    const SENSITIVE: bool = Look::SENSITIVE;
    const CONTENT_TYPE: &'static str = "application/x-amz-json-1.0";
    type Input = Input;
    type Output = Output;
    type Error = Failure;
}

#[test]
fn the_older_version_differs_in_its_content_type() {
    let endpoint = http::Uri::from_static("http://127.0.0.1:5000");
    let request = aws_json::request::<OlderLook>(&endpoint, &Input::default());
    assert_eq!(
        request.headers()["content-type"],
        "application/x-amz-json-1.0"
    );
    assert_eq!(request.headers()["x-amz-target"], "Registry_V1.Look");
}

#[test]
fn the_endpoints_path_is_kept_and_ends_in_a_slash() {
    assert_eq!(sent_to("https://example.com"), "https://example.com/");
    assert_eq!(
        sent_to("https://example.com:8443/"),
        "https://example.com:8443/"
    );
    assert_eq!(
        sent_to("https://example.com/custom"),
        "https://example.com/custom/"
    );
    assert_eq!(
        sent_to("https://example.com/custom/?a=b"),
        "https://example.com/custom/"
    );
}

#[test]
fn an_endpoint_that_is_no_url_is_left_to_the_sender_to_refuse() {
    assert_eq!(sent_to("127.0.0.1:5000"), "127.0.0.1:5000");
    assert_eq!(sent_to("/custom"), "/custom/");
}
