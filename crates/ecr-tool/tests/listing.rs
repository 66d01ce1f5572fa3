//! Listings from the embedded registry: whole, capped, resumed, as table and as JSON.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::{IMAGES, Registry, digests, ecr, list};
use serde_json::Value;

fn registry() -> Registry {
    Registry::start(&["--images", "65", "--page-cap", "20"])
}

fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more].concat()
}

#[test]
fn the_first_command_of_the_readme_prints_a_table() {
    let table = ecr(&with(&IMAGES, &["--local", "--output", "table"])).ok();
    let header = table.out.lines().next().expect("a header");
    for column in [
        "TAGS", "DIGEST", "SIZE", "PUSHED", "SCAN", "CRITICAL", "HIGH", "MEDIUM", "LOW",
    ] {
        assert!(header.contains(column), "{column}: {header}");
    }
    let json = ecr(&with(&IMAGES, &["--local", "--output", "json"]))
        .ok()
        .json();
    let images = list(&json, "imageDetails");
    let rows = table.out.lines().count() - 2;
    assert!(rows > 0 && rows == images.len(), "{rows} rows");
    assert_eq!(table.err.trim_end(), format!("{rows} images"));
    assert!(
        table.out.is_ascii(),
        "no line drawing and no colours in a pipe"
    );
}

#[test]
fn json_is_what_stands_in_a_pipe() {
    let registry = registry();
    let asked = registry.ecr(&with(&IMAGES, &["--output", "json"])).ok();
    let unasked = registry.ecr(&IMAGES).ok();
    assert_eq!(asked.out, unasked.out);
    assert_eq!(asked.err, "");
}

#[test]
fn json_is_laid_out_as_aws_does() {
    let registry = registry();
    let ran = registry.ecr(&with(&IMAGES, &["--max-items", "1"])).ok();
    let start = "{\n    \"imageDetails\": [\n        {\n            \"registryId\": \"";
    assert!(ran.out.starts_with(start), "{}", ran.out);
    let (_, last) = ran.out.rsplit_once("    ],\n").expect("the list ends");
    assert!(
        last.starts_with("    \"NextToken\": \"ey") && last.ends_with("\"\n}\n"),
        "{last}"
    );
    let pushed = ran.json()["imageDetails"][0]["imagePushedAt"]
        .as_str()
        .map(str::to_owned);
    let pushed = pushed.expect("a text");
    assert!(pushed.len() >= 20 && pushed.ends_with('Z'), "{pushed}");
}

#[test]
fn a_listing_is_whole_whatever_its_pages() {
    let registry = registry();
    let whole = registry.ecr(&IMAGES).ok().json();
    assert_eq!(list(&whole, "imageDetails").len(), 65);
    assert!(whole.get("NextToken").is_none() && whole.get("nextToken").is_none());
    for size in ["1", "7", "20", "1000"] {
        let other = registry
            .ecr(&with(&IMAGES, &["--page-size", size]))
            .ok()
            .json();
        assert_eq!(other, whole, "page size {size}");
    }
}

#[test]
fn parts_put_together_are_the_whole() {
    let registry = registry();
    let commands: [(&[&str], &str); 3] = [
        (&IMAGES, "imageDetails"),
        (
            &["list-images", "--repository-name", "team/app"],
            "imageIds",
        ),
        (&["describe-repositories"], "repositories"),
    ];
    for (arguments, key) in commands {
        let whole = registry.ecr(arguments).ok().json();
        for cap in ["1", "7", "20", "64", "1000"] {
            let parts = in_parts(&registry, &with(arguments, &["--max-items", cap]), key);
            assert_eq!(parts, list(&whole, key), "{arguments:?}, {cap} at a time");
        }
    }
}

fn in_parts(registry: &Registry, arguments: &[&str], key: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut token: Option<String> = None;
    loop {
        let start = token.iter().flat_map(|token| ["--starting-token", token]);
        let arguments: Vec<&str> = arguments.iter().copied().chain(start).collect();
        let part = registry.ecr(&arguments).ok().json();
        items.extend_from_slice(list(&part, key));
        match part.get("NextToken") {
            Some(next) => token = next.as_str().map(str::to_owned),
            None => return items,
        }
        assert!(items.len() < 1000, "the listing does not end");
    }
}

#[test]
fn a_capped_table_says_how_to_go_on() {
    let registry = registry();
    let first = registry
        .ecr(&with(&IMAGES, &["--output", "table", "--max-items", "60"]))
        .ok();
    assert!(
        first.err.starts_with("60 images; there are more: "),
        "{}",
        first.err
    );
    let token = first.told_token();
    let rest = with(&IMAGES, &["--output", "table", "--starting-token", &token]);
    let rest = registry.ecr(&rest).ok();
    assert_eq!(rest.err, "5 images\n");
    assert_eq!(rest.out.lines().count(), 5 + 2);
    let quiet = registry
        .ecr(&with(&IMAGES, &["--output", "table", "--quiet"]))
        .ok();
    assert_eq!(quiet.err, "");
}

#[test]
fn one_page_as_it_came() {
    let registry = registry();
    let page = registry.ecr(&with(&IMAGES, &["--no-paginate"])).ok().json();
    assert_eq!(list(&page, "imageDetails").len(), 20);
    assert!(page.get("NextToken").is_none());
    let token = page["nextToken"].as_str().expect("the service's own token");
    let whole = digests(&registry.ecr(&IMAGES).ok().json());
    for more in [
        vec!["--service-token", token],
        vec!["--starting-token", token],
        vec!["--no-paginate", "--service-token", token],
        vec!["--next-token", token],
    ] {
        let next = registry.ecr(&with(&IMAGES, &more)).ok().json();
        let expected = if more.len() == 2 && more[0] != "--next-token" {
            45
        } else {
            20
        };
        assert_eq!(digests(&next), whole[20..20 + expected], "{more:?}");
    }
    let by_hand = registry
        .ecr(&with(&IMAGES, &["--max-results", "3"]))
        .ok()
        .json();
    assert_eq!(list(&by_hand, "imageDetails").len(), 3);
    let table = registry
        .ecr(&with(&IMAGES, &["--no-paginate", "--output", "table"]))
        .ok();
    assert!(
        table.err.starts_with("20 images; there are more: "),
        "{}",
        table.err
    );
    assert!(table.err.contains("--service-token "), "{}", table.err);
}

#[test]
fn members_take_text_shorthand_json_and_files() {
    let registry = registry();
    let whole = registry.ecr(&IMAGES).ok().json();
    let tagged: Vec<&Value> = list(&whole, "imageDetails")
        .iter()
        .filter(|image| image.get("imageTags").is_some())
        .collect();
    let tag = tagged[0]["imageTags"][0].as_str().expect("a tag");
    let digest = tagged[1]["imageDigest"].as_str().expect("a digest");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ids.json");
    let ids = format!(r#"[{{"imageTag": "{tag}"}}, {{"imageDigest": "{digest}"}}]"#);
    std::fs::write(&path, &ids).expect("written");
    let file = format!("file://{}", path.display());
    let (by_tag, by_digest) = (format!("imageTag={tag}"), format!("imageDigest={digest}"));
    let both: [&[&str]; 3] = [&[&by_tag, &by_digest], &[&ids], &[&file]];
    for words in both {
        let found = registry
            .ecr(&with(&with(&IMAGES, &["--image-ids"]), words))
            .ok()
            .json();
        assert_eq!(list(&found, "imageDetails").len(), 2, "{words:?}");
    }
    let untagged = list(&whole, "imageDetails").len() - tagged.len();
    for filter in ["tagStatus=UNTAGGED", r#"{"tagStatus": "UNTAGGED"}"#] {
        let found = registry
            .ecr(&with(&IMAGES, &["--filter", filter]))
            .ok()
            .json();
        assert_eq!(list(&found, "imageDetails").len(), untagged, "{filter}");
    }
}

#[test]
fn the_endpoint_comes_from_the_environment_as_well() {
    let registry = registry();
    let run = |variables: &[(&str, &str)]| -> common::Ran {
        let mut command = common::command(&["describe-repositories"]);
        command.envs(variables.iter().copied());
        command.output().expect("ecr runs").into()
    };
    let url = registry.url.as_str();
    run(&[("AWS_ENDPOINT_URL", url)]).ok();
    run(&[
        ("AWS_ENDPOINT_URL_ECR", url),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
    ])
    .ok();
    let ignored = [
        ("AWS_ENDPOINT_URL", url),
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
    ];
    assert_eq!(run(&ignored).exit, Some(253));
}
