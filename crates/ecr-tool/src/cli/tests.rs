use std::time::Duration;

use clap::ArgMatches;
use ecr::client::Retries;
use serde_json::json;

use super::flags::Start;
use super::*;

fn listing(words: &[&str]) -> (&'static Listed, ArgMatches) {
    let words = ["ecr", "describe-images", "--repository-name", "team/app"]
        .iter()
        .chain(words);
    match read(words.map(OsString::from)) {
        Ok(Asked::Listing(listed, matches)) => (listed, matches),
        other => panic!("{other:?}"),
    }
}

fn paging(words: &[&str]) -> Paging {
    let (listed, matches) = listing(words);
    Paging::of(listed.operation, &matches)
}

#[test]
fn the_command_line_is_sound() {
    command().debug_assert();
}

#[test]
fn every_listing_is_paginated_and_can_be_asked_for() {
    for listed in &operations::LISTED {
        assert!(
            listed.operation.paginated.is_some(),
            "{}",
            listed.operation.name
        );
        let found = ecr_schema::SERVICE.operation(listed.operation.name);
        assert!(found.is_some(), "{}", listed.operation.name);
    }
}

#[test]
fn members_become_a_request() {
    let (listed, matches) = listing(&[
        "--image-ids",
        "imageTag=v1",
        "imageTag=v2",
        "--registry-id",
        "012345678901",
    ]);
    let request = request(listed.operation, &matches).expect("a request");
    let expected = json!({
        "registryId": "012345678901",
        "repositoryName": "team/app",
        "imageIds": [{"imageTag": "v1"}, {"imageTag": "v2"}],
    });
    assert_eq!(serde_json::Value::Object(request), expected);
}

#[test]
fn paging_flags_are_read() {
    assert_eq!(
        paging(&[
            "--max-items",
            "7",
            "--page-size",
            "5",
            "--starting-token",
            "-t"
        ]),
        Paging {
            max_items: Some(7),
            page_size: Some(5),
            start: Start::Token("-t".into()),
            one_page: false
        }
    );
    assert_eq!(
        paging(&["--service-token", "--x"]).start,
        Start::ServiceToken("--x".into())
    );
    assert!(paging(&["--no-paginate"]).one_page);
    assert!(
        paging(&["--max-results", "5"]).one_page,
        "whoever pages by hand gets one page"
    );
    assert!(paging(&["--next-token", "t"]).one_page);
    assert_eq!(
        paging(&[]),
        Paging {
            max_items: None,
            page_size: None,
            start: Start::Beginning,
            one_page: false
        }
    );
}

#[test]
fn the_registry_and_the_way_there_are_read() {
    let said = |words: &[&str]| target(&listing(words).1);
    assert_eq!(said(&[]), Target::default());
    let local = Target {
        local: true,
        debug: true,
        ..Target::default()
    };
    assert_eq!(said(&["--local", "--debug"]), local);
    let remote = [
        "--endpoint-url=https://a",
        "--region=eu-west-1",
        "--profile=dev",
        "--no-sign-request",
        "--plain-http",
        "--ca-bundle=ca.pem",
        "--retry-mode=adaptive",
        "--max-attempts=7",
        "--cli-connect-timeout=2",
        "--cli-read-timeout=3",
    ];
    let expected = Target {
        local: false,
        endpoint: Some("https://a".into()),
        region: Some("eu-west-1".into()),
        profile: Some("dev".into()),
        unsigned: true,
        plain_http: true,
        ca_bundle: Some("ca.pem".into()),
        retry_mode: Some(Retries::adaptive()),
        max_attempts: Some(7),
        connect_timeout: Some(Duration::from_secs(2)),
        read_timeout: Some(Duration::from_secs(3)),
        debug: false,
    };
    assert_eq!(said(&remote), expected);
    let patient = said(&["--cli-read-timeout", "0"]).read_timeout;
    assert!(patient > Some(Duration::from_secs(1_000_000_000)));
}

#[test]
fn flags_go_before_what_is_set_elsewhere() {
    let said = |words: &[&str]| target(&listing(words).1);
    let (standard, adaptive) = (Retries::standard(), Retries::adaptive());
    let cases: [(&[&str], Option<Retries>, Retries); 6] = [
        (&[], None, Retries::none()),
        (&[], Some(adaptive), adaptive),
        (&["--max-attempts", "5"], None, standard.with_attempts(5)),
        (
            &["--max-attempts", "5"],
            Some(adaptive),
            adaptive.with_attempts(5),
        ),
        (&["--retry-mode", "adaptive"], None, adaptive),
        (
            &["--retry-mode", "adaptive"],
            Some(standard.with_attempts(9)),
            adaptive.with_attempts(9),
        ),
    ];
    for (words, set, expected) in cases {
        let retries = said(words).retries(set, Retries::none());
        assert_eq!(retries, expected, "{words:?} over {set:?}");
    }
}
