use clap::ArgMatches;
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
fn the_registry_is_the_first_that_is_named() {
    let variables = |pairs: &'static [(&'static str, &'static str)]| {
        move |name: &str| {
            let found = pairs.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        }
    };
    let both = variables(&[
        ("AWS_ENDPOINT_URL", "http://a"),
        ("AWS_ENDPOINT_URL_ECR", "http://b"),
    ]);
    let url = |url: &str| Target::Endpoint(url.to_owned());
    let chosen = |words: &[&str], environment: &dyn Fn(&str) -> Option<String>| {
        target(&listing(words).1, environment).map_err(|failure| failure.exit())
    };
    assert_eq!(chosen(&["--local"], &both), Ok(Target::Local));
    assert_eq!(
        chosen(&["--endpoint-url", "http://c"], &both),
        Ok(url("http://c"))
    );
    assert_eq!(chosen(&[], &both), Ok(url("http://b")));
    assert_eq!(
        chosen(&[], &variables(&[("AWS_ENDPOINT_URL", "http://a")])),
        Ok(url("http://a"))
    );
    assert_eq!(
        chosen(&[], &variables(&[("AWS_ENDPOINT_URL", "")])),
        Err(Exit::Configuration)
    );
    assert_eq!(
        chosen(&["--region", "eu-west-1"], &variables(&[])),
        Err(Exit::Configuration)
    );
}
