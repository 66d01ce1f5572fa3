//! Previews of lifecycle policies: results that follow from the policy they come with.

use std::collections::BTreeSet;

use ecr_local::{Registry, Server};
use serde_json::{Value, json};

use crate::common::{call, error, items, manifest, output, pages, server, with};

/// When the registry thinks it is, in seconds.
const NOW: f64 = 1_795_162_530.25;

fn app() -> Value {
    json!({"repositoryName": "team/app"})
}

fn images(server: &Server) -> Vec<Value> {
    let input = with(&app(), json!({"filter": {"imageStatus": "ANY"}}));
    items(&pages(server, "DescribeImages", &input), "imageDetails")
}

fn results(server: &Server, more: Value) -> Vec<Value> {
    let input = with(&app(), more);
    items(
        &pages(server, "GetLifecyclePolicyPreview", &input),
        "previewResults",
    )
}

fn policy(server: &Server) -> Vec<Value> {
    let preview = output(server, "GetLifecyclePolicyPreview", &app());
    let text = preview["lifecyclePolicyText"].as_str().unwrap();
    let policy: Value = serde_json::from_str(text).unwrap();
    policy["rules"].as_array().unwrap().clone()
}

/// Whether a rule of a policy's text selects an image.
fn selects(rule: &Value, image: &Value) -> bool {
    let selection = &rule["selection"];
    let tags: Vec<&str> = image["imageTags"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let by_tag = match selection["tagStatus"].as_str().unwrap() {
        "untagged" => tags.is_empty(),
        "tagged" => {
            let prefix = selection["tagPrefixList"][0].as_str().unwrap();
            tags.iter().any(|tag| tag.starts_with(prefix))
        }
        _ => true,
    };
    let archived = image["imageStatus"] != "ACTIVE";
    let since = match selection["countType"].as_str().unwrap() {
        "sinceImagePushed" => &image["imagePushedAt"],
        _ => &image["lastArchivedAt"],
    };
    let age = since.as_f64().map(|since| NOW - since);
    let days = selection["countNumber"].as_f64().unwrap();
    by_tag
        && archived == (selection["storageClass"] == "archive")
        && age.is_some_and(|age| age >= days * 86_400.0)
}

#[test]
fn the_first_rule_that_selects_an_image_is_the_one_that_hits_it() {
    let server = server(250);
    let (rules, images, results) = (
        policy(&server),
        images(&server),
        results(&server, json!({})),
    );
    let mut priorities = BTreeSet::new();
    for image in &images {
        let result = results
            .iter()
            .find(|result| result["imageDigest"] == image["imageDigest"]);
        let rule = rules.iter().find(|rule| selects(rule, image));
        let Some(result) = result else {
            // Parts of an index are untagged, and stay with it; so does what is attached to an image.
            assert!(
                rule.is_none() || image.get("imageTags").is_none(),
                "{image}"
            );
            continue;
        };
        let rule = rule.unwrap();
        assert_eq!(
            result["appliedRulePriority"], rule["rulePriority"],
            "{image}"
        );
        assert_eq!(result.get("imageTags"), image.get("imageTags"));
        assert_eq!(result["imagePushedAt"], image["imagePushedAt"]);
        assert!(image.get("subjectManifestDigest").is_none());
        let action = match rule["action"]["type"].as_str().unwrap() {
            "expire" => json!({"type": "EXPIRE"}),
            _ => json!({"type": "TRANSITION", "targetStorageClass": "ARCHIVE"}),
        };
        assert_eq!(result["action"], action);
        let class = if image["imageStatus"] == "ACTIVE" {
            "STANDARD"
        } else {
            "ARCHIVE"
        };
        assert_eq!(result["storageClass"], class);
        priorities.insert(rule["rulePriority"].as_u64().unwrap());
    }
    assert_eq!(
        priorities,
        BTreeSet::from([1, 2, 3, 4, 5, 6]),
        "every rule hits something"
    );
}

#[test]
fn the_summary_counts_the_whole_preview_on_every_page_and_under_every_filter() {
    let server = server(250);
    let results = results(&server, json!({}));
    let count = |kind: &str| {
        results
            .iter()
            .filter(|result| result["action"]["type"] == kind)
            .count()
    };
    let (expiring, moving) = (count("EXPIRE"), count("TRANSITION"));
    assert!(expiring > 0 && moving > 0 && results.len() > 50);
    let summary = json!({
        "expiringImageTotalCount": expiring,
        "transitioningImageTotalCounts": [{"targetStorageClass": "ARCHIVE", "imageTotalCount": moving}],
    });
    let digest = &results[0]["imageDigest"];
    for more in [
        json!({"maxResults": 7}),
        json!({"filter": {"tagStatus": "TAGGED"}}),
        json!({"imageIds": [{"imageDigest": digest}]}),
    ] {
        for page in pages(&server, "GetLifecyclePolicyPreview", &with(&app(), more)) {
            assert_eq!(page["summary"], summary);
            assert_eq!(page["status"], "COMPLETE");
            assert_eq!(page["repositoryName"], "team/app");
            assert_eq!(page["registryId"], "123456789012");
        }
    }
}

#[test]
fn tag_statuses_part_the_results() {
    let server = server(250);
    let of = |status: &str| {
        results(
            &server,
            json!({"filter": {"tagStatus": status}, "maxResults": 4}),
        )
    };
    let all = results(&server, json!({}));
    let (tagged, untagged): (Vec<Value>, Vec<Value>) = all
        .iter()
        .cloned()
        .partition(|result| result.get("imageTags").is_some());
    assert!(!tagged.is_empty() && !untagged.is_empty());
    assert_eq!(
        (of("TAGGED"), of("UNTAGGED"), of("ANY")),
        (tagged, untagged, all)
    );
}

#[test]
fn named_images_are_looked_up_each_once_and_those_that_no_rule_hits_are_left_out() {
    let server = server(120);
    let all = results(&server, json!({}));
    let tagged = all
        .iter()
        .find(|result| result.get("imageTags").is_some())
        .unwrap();
    let other = all.iter().find(|result| *result != tagged).unwrap();
    let spared = images(&server)
        .into_iter()
        .find(|image| {
            all.iter()
                .all(|result| result["imageDigest"] != image["imageDigest"])
        })
        .unwrap();
    let ids = json!([
        {"imageTag": tagged["imageTags"][0]},
        {"imageDigest": spared["imageDigest"]},
        {"imageDigest": other["imageDigest"]},
        {"imageDigest": tagged["imageDigest"]},
        {"imageTag": "no-such-tag"},
    ]);
    let found = output(
        &server,
        "GetLifecyclePolicyPreview",
        &with(&app(), json!({"imageIds": ids})),
    );
    assert_eq!(found["previewResults"], json!([tagged, other]));
    assert_eq!(found.get("nextToken"), None);
}

#[test]
fn named_images_do_not_go_with_pages_and_must_be_named_well() {
    let server = server(10);
    let ids = json!([{"imageTag": "x"}]);
    for more in [
        json!({"imageIds": ids, "maxResults": 5}),
        json!({"imageIds": ids, "nextToken": "x"}),
        json!({"imageIds": []}),
        json!({"imageIds": [{}]}),
        json!({"imageIds": [{"imageDigest": "sha256"}]}),
        json!({"imageIds": vec![json!({"imageTag": "x"}); 101]}),
        json!({"filter": {"tagStatus": "SOME"}}),
        json!({"nextToken": "foreign"}),
    ] {
        let answer = call(
            &server,
            "GetLifecyclePolicyPreview",
            &with(&app(), more.clone()),
        );
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (400, "InvalidParameterException"),
            "{more}"
        );
    }
}

#[test]
fn previews_are_in_every_state_and_only_a_complete_one_has_results() {
    let server = Registry::builder()
        .repositories(12)
        .images(60)
        .start()
        .unwrap();
    let mut states = BTreeSet::new();
    for name in server.repository_names() {
        let answer = call(
            &server,
            "GetLifecyclePolicyPreview",
            &json!({"repositoryName": name}),
        );
        if answer.status != 200 {
            states.insert(answer.error());
            continue;
        }
        let preview = answer.json();
        let complete = preview["status"] == "COMPLETE";
        assert_eq!(preview.get("summary").is_some(), complete);
        assert_eq!(preview["previewResults"] != json!([]), complete, "{name}");
        assert!(preview["lifecyclePolicyText"].is_string());
        states.insert(preview["status"].as_str().unwrap().to_owned());
    }
    let expected = [
        "COMPLETE",
        "EXPIRED",
        "FAILED",
        "IN_PROGRESS",
        "LifecyclePolicyPreviewNotFoundException",
    ];
    assert_eq!(
        states.iter().map(String::as_str).collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn a_repository_just_made_has_no_preview_and_one_that_is_not_there_is_an_error() {
    let server = server(0);
    output(
        &server,
        "CreateRepository",
        &json!({"repositoryName": "team/new"}),
    );
    let asked = |name: &str| {
        error(
            &server,
            "GetLifecyclePolicyPreview",
            &json!({"repositoryName": name}),
        )
    };
    assert_eq!(asked("team/new"), "LifecyclePolicyPreviewNotFoundException");
    assert_eq!(asked("no/such"), "RepositoryNotFoundException");
    assert_eq!(asked("UPPER"), "InvalidParameterException");
    assert_eq!(
        error(&server, "GetLifecyclePolicyPreview", &json!({})),
        "InvalidParameterException"
    );
}

#[test]
fn pushes_after_a_preview_do_not_change_it() {
    let server = server(60);
    let before = results(&server, json!({}));
    for number in 0..20 {
        let input = with(&app(), json!({"imageManifest": manifest(number)}));
        output(&server, "PutImage", &input);
    }
    assert_eq!(results(&server, json!({"maxResults": 3})), before);
}
