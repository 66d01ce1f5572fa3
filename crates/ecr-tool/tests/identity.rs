//! Who calls: which calls are signed, and what is told where nobody is found.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::server::{BUSY, PAGE, Plain};
use common::{IMAGES, Ran, command, ecr};

const KEYS: [(&str, &str); 3] = [
    ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "secret"),
    ("AWS_REGION", "eu-west-1"),
];

fn with(variables: &[(&str, &str)], more: &[&str]) -> Ran {
    let mut command = command(&[&IMAGES, more].concat());
    command.envs(variables.iter().copied());
    command.output().expect("ecr runs").into()
}

#[test]
fn calls_are_signed_with_the_keys_there_are() {
    let registry = Plain::start(&[PAGE]);
    let there = ["--endpoint-url", &registry.url];
    with(&KEYS, &there).ok();
    with(&KEYS, &[&there[..], &["--region", "eu-west-2"]].concat()).ok();
    let seen = registry.seen();
    for (request, region) in seen.iter().zip(["eu-west-1", "eu-west-2"]) {
        let scope = format!("/{region}/ecr/aws4_request, SignedHeaders=");
        assert!(
            request.contains("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"),
            "{request}"
        );
        assert!(request.contains(&scope), "{request}");
    }
    assert_eq!(seen.len(), 2);
}

#[test]
fn keys_sign_calls_to_a_registry_for_tests_without_a_region_too() {
    let registry = Plain::start(&[PAGE]);
    with(&KEYS[..2], &["--endpoint-url", &registry.url]).ok();
    let seen = registry.seen();
    assert!(seen[0].contains("/us-east-1/ecr/aws4_request"), "{seen:?}");
}

#[test]
fn calls_are_not_signed_where_nobody_wants_it() {
    let registry = Plain::start(&[PAGE]);
    let there = ["--endpoint-url", &registry.url];
    with(&[], &there).ok();
    with(&KEYS[2..], &there).ok();
    with(&KEYS, &[&there[..], &["--no-sign-request"]].concat()).ok();
    let seen = registry.seen();
    assert_eq!(seen.len(), 3);
    for request in seen {
        assert!(
            !request.to_lowercase().contains("authorization"),
            "{request}"
        );
    }
}

#[test]
fn whoever_signs_is_answered_as_by_the_service() {
    let registry = Plain::start(&[BUSY, PAGE]);
    with(&KEYS, &["--endpoint-url", &registry.url]).ok();
    assert_eq!(registry.seen().len(), 2, "asked again after a moment");
}

#[test]
fn half_a_key_is_told() {
    let region = ["--region", "eu-west-1"];
    for (variables, text) in [
        (&KEYS[..1], "AWS_SECRET_ACCESS_KEY is not; set both"),
        (&KEYS[1..2], "AWS_ACCESS_KEY_ID is not; both are needed"),
    ] {
        let ran = with(variables, &region);
        assert_eq!((ran.exit, ran.out.as_str()), (Some(253), ""), "{ran:?}");
        assert!(ran.err.contains(text), "{}", ran.err);
    }
}

#[test]
fn nobody_to_sign_is_253_and_says_what_to_set() {
    for more in [
        &["--region", "eu-west-1"][..],
        &[
            "--endpoint-url",
            "https://127.0.0.1:1",
            "--region",
            "eu-west-1",
        ],
    ] {
        let ran = with(&[], more);
        assert_eq!(ran.exit, Some(253), "{ran:?}");
        assert_eq!(ran.out, "");
        for text in ["credentials", "AWS_ACCESS_KEY_ID", "--profile", "--local"] {
            assert!(ran.err.contains(text), "{text}: {}", ran.err);
        }
    }
    let ran = ecr(&[&IMAGES[..], &["--endpoint-url", "https://127.0.0.1:1"]].concat());
    assert_eq!(ran.exit, Some(253), "{ran:?}");
    assert!(ran.err.contains("--region"), "{}", ran.err);
}
