//! The eleven paged operations, all alike: pages, caps, tokens, faults, and what is refused.

use ecr_local::{Builder, Registry, Server};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{call, items, output, pages, pages_from, with};

/// A paged operation with an input that lists much.
#[derive(Clone, Debug)]
struct Listed {
    operation: &'static str,
    input: Value,
    /// Paths with dots, and `|` between them.
    keys: &'static str,
    /// The model's largest page.
    most: usize,
}

/// All of them, on a registry with a repository `team/app`.
fn eleven(server: &Server) -> Vec<Listed> {
    let app = json!({"repositoryName": "team/app"});
    let all = json!({"repositoryName": "team/app", "filter": {"imageStatus": "ANY"}});
    let images = items(&pages(server, "DescribeImages", &all), "imageDetails");
    let scanned = with(&app, json!({"imageId": with_most_findings(&images)}));
    let subject = json!({"imageDigest": most_attached_to(&images)});
    let referrers = with(
        &app,
        json!({"subjectId": subject, "filter": {"artifactStatus": "ANY"}}),
    );
    let backfill = json!({"replicationBackfillId": ended_backfill(server)});
    let findings = "imageScanFindings.findings|imageScanFindings.enhancedFindings";
    let table = [
        ("DescribeImages", all, "imageDetails", 1000),
        ("ListImages", app.clone(), "imageIds", 1000),
        ("DescribeRepositories", json!({}), "repositories", 1000),
        (
            "DescribePullThroughCacheRules",
            json!({}),
            "pullThroughCacheRules",
            1000,
        ),
        (
            "DescribeRepositoryCreationTemplates",
            json!({}),
            "repositoryCreationTemplates",
            1000,
        ),
        ("GetLifecyclePolicyPreview", app, "previewResults", 100),
        ("DescribeImageScanFindings", scanned, findings, 1000),
        (
            "DescribeReplicationBackfillResults",
            backfill,
            "results",
            1000,
        ),
        ("ListReplicationBackfills", json!({}), "backfills", 50),
        ("ListImageReferrers", referrers, "referrers", 50),
        (
            "ListPullTimeUpdateExclusions",
            json!({}),
            "pullTimeUpdateExclusions",
            1000,
        ),
    ];
    let listed = |(operation, input, keys, most)| Listed {
        operation,
        input,
        keys,
        most,
    };
    table.map(listed).to_vec()
}

fn with_most_findings(images: &[Value]) -> Value {
    let total = |image: &&Value| -> u64 {
        let counts = image["imageScanFindingsSummary"]["findingSeverityCounts"].as_object();
        let counts = counts.into_iter().flatten();
        counts.filter_map(|(_, count)| count.as_u64()).sum()
    };
    let most = images.iter().max_by_key(total).unwrap();
    json!({"imageDigest": most["imageDigest"]})
}

fn most_attached_to(images: &[Value]) -> &Value {
    let attached = |image: &&Value| {
        let subjects = images.iter().map(|other| &other["subjectManifestDigest"]);
        subjects
            .filter(|subject| **subject == image["imageDigest"])
            .count()
    };
    &images.iter().max_by_key(attached).unwrap()["imageDigest"]
}

fn ended_backfill(server: &Server) -> Value {
    let backfills = items(
        &pages(server, "ListReplicationBackfills", &json!({})),
        "backfills",
    );
    let copies = |backfill: &&Value| {
        let ended = backfill["status"] == "COMPLETE";
        ended.then(|| backfill["progress"]["totalReplicationCount"].as_u64())
    };
    backfills.iter().max_by_key(copies).unwrap()["replicationBackfillId"].clone()
}

fn registry() -> Builder {
    Registry::builder()
        .repository("team/app")
        .repositories(5)
        .images(120)
}

/// Twice the quota of exclusions, so that the bound of a page shows.
fn large() -> Server {
    let registry = registry()
        .pull_through_cache_rules(230)
        .repository_creation_templates(120);
    registry.pull_time_update_exclusions(205).start().unwrap()
}

fn whole(server: &Server, listed: &Listed) -> Vec<Value> {
    items(&pages(server, listed.operation, &listed.input), listed.keys)
}

fn sized(listed: &Listed, size: usize) -> Value {
    with(&listed.input, json!({"maxResults": size}))
}

/// How many items each page has.
fn sizes(pages: &[Value], keys: &str) -> Vec<usize> {
    let size = |page| items(std::slice::from_ref(page), keys).len();
    pages.iter().map(size).collect()
}

#[test]
fn every_page_size_gives_the_same_listing() {
    let server = large();
    for listed in eleven(&server) {
        let whole = whole(&server, &listed);
        let name = listed.operation;
        assert!(whole.len() >= 5, "{name}: {}", whole.len());
        for (index, item) in whole.iter().enumerate() {
            assert!(!whole[..index].contains(item), "{name} doubles {item}");
        }
        for size in [1, 2, 7, 50, listed.most] {
            let pages = pages(&server, name, &sized(&listed, size));
            assert_eq!(
                items(&pages, listed.keys),
                whole,
                "{name} in pages of {size}"
            );
            let sizes = sizes(&pages, listed.keys);
            let (last, full) = sizes.split_last().unwrap();
            // The model bounds the list of exclusions, whatever a request asks for.
            let most = if listed.keys == "pullTimeUpdateExclusions" {
                size.min(100)
            } else {
                size
            };
            assert!(
                full.iter().all(|one| *one == most),
                "{name} in pages of {size}: {sizes:?}"
            );
            assert!(
                (1..=most).contains(last),
                "{name} in pages of {size}: {sizes:?}"
            );
        }
    }
}

#[test]
fn where_a_request_names_no_size_a_page_has_the_models_default_and_never_more_than_it_allows() {
    let server = registry().images(700).start().unwrap();
    for listed in eleven(&server) {
        let name = listed.operation;
        let pages = pages(&server, name, &listed.input);
        let (first, whole) = (
            sizes(&pages, listed.keys)[0],
            items(&pages, listed.keys).len(),
        );
        let default = match name {
            "ListReplicationBackfills" => 25,
            // The model names none.
            "ListImageReferrers" => {
                assert!(first <= 50 && whole > 50, "{first} of {whole}");
                first
            }
            _ => 100,
        };
        assert_eq!(first, whole.min(default), "{name}");
    }
}

#[test]
fn a_size_out_of_range_or_of_another_type_is_refused_by_its_class() {
    let server = registry().start().unwrap();
    for listed in eleven(&server) {
        let name = listed.operation;
        let refused = |size: Value| {
            let answer = call(
                &server,
                name,
                &with(&listed.input, json!({"maxResults": size})),
            );
            assert_eq!(answer.status, 400, "{name} {size}");
            assert!(
                answer.text.contains("maxResults"),
                "{name}: {}",
                answer.text
            );
            answer.error()
        };
        for size in [json!(0), json!(-1), json!(listed.most + 1)] {
            assert_eq!(refused(size), "InvalidParameterException", "{name}");
        }
        for size in [json!("5"), json!(1.5), json!(1_u64 << 31), json!([])] {
            assert_eq!(refused(size), "SerializationException", "{name}");
        }
    }
}

#[test]
fn a_cap_holds_for_every_operation() {
    let capped = registry().page_cap(3).start().unwrap();
    let server = registry().start().unwrap();
    for listed in eleven(&server) {
        let pages = pages(&capped, listed.operation, &sized(&listed, listed.most));
        assert_eq!(
            items(&pages, listed.keys),
            whole(&server, &listed),
            "{}",
            listed.operation
        );
        assert!(sizes(&pages, listed.keys).iter().all(|size| *size <= 3));
    }
}

#[test]
fn a_token_is_good_for_its_own_operation_alone() {
    let server = registry().start().unwrap();
    let eleven = eleven(&server);
    for one in &eleven {
        let token = output(&server, one.operation, &sized(one, 2))["nextToken"].clone();
        assert!(token.is_string(), "{}", one.operation);
        for other in &eleven {
            let input = with(&sized(other, 2), json!({"nextToken": token}));
            let answer = call(&server, other.operation, &input);
            if one.operation == other.operation {
                assert_eq!(answer.status, 200, "{}", answer.text);
            } else {
                assert_eq!(answer.error(), "InvalidParameterException");
                assert!(answer.text.contains("nextToken"), "{}", answer.text);
            }
        }
    }
}

#[test]
fn tokens_outlive_the_server() {
    let server = registry().start().unwrap();
    let again = registry().start().unwrap();
    for listed in eleven(&server) {
        let input = sized(&listed, 4);
        let first = output(&server, listed.operation, &input);
        let rest = pages_from(&again, listed.operation, &input, first["nextToken"].clone());
        let all = [vec![first], rest].concat();
        assert_eq!(
            items(&all, listed.keys),
            whole(&server, &listed),
            "{}",
            listed.operation
        );
    }
}

#[test]
fn every_listing_goes_on_where_a_page_failed() {
    let server = registry().start().unwrap();
    let broken = registry()
        .fault("status=503@page:2".parse().unwrap())
        .start()
        .unwrap();
    for listed in eleven(&server) {
        let input = sized(&listed, 2);
        let first = output(&broken, listed.operation, &input);
        let second = with(&input, json!({"nextToken": first["nextToken"]}));
        assert_eq!(
            call(&broken, listed.operation, &second).status,
            503,
            "{}",
            listed.operation
        );
        let rest = pages_from(
            &broken,
            listed.operation,
            &input,
            first["nextToken"].clone(),
        );
        let all = [vec![first], rest].concat();
        assert_eq!(
            items(&all, listed.keys),
            whole(&server, &listed),
            "{}",
            listed.operation
        );
    }
}

#[test]
fn empty_pages_and_circles_of_tokens_occur_in_every_listing() {
    let server = registry().start().unwrap();
    let empty = registry().fault("empty".parse().unwrap()).start().unwrap();
    let circle = registry()
        .fault("cycle=2".parse().unwrap())
        .start()
        .unwrap();
    for listed in eleven(&server) {
        let name = listed.operation;
        let found = pages(&empty, name, &sized(&listed, 5));
        assert_eq!(
            items(&found, listed.keys),
            whole(&server, &listed),
            "{name}"
        );
        assert!(sizes(&found, listed.keys).contains(&0), "{name}");
        let turn = |token: &Value| {
            let input = with(&sized(&listed, 1), json!({"nextToken": token}));
            output(&circle, name, &input)["nextToken"].clone()
        };
        let tokens: Vec<Value> =
            std::iter::successors(Some(turn(&Value::Null)), |token| Some(turn(token)))
                .take(4)
                .collect();
        assert_eq!((&tokens[0], &tokens[1]), (&tokens[2], &tokens[3]), "{name}");
        assert_ne!(tokens[0], tokens[1], "{name}");
    }
}

#[test]
fn what_belongs_to_the_whole_is_the_same_on_every_page() {
    let server = registry().start().unwrap();
    for listed in eleven(&server) {
        let rest = |page: &Value| {
            let mut page = page.clone();
            let members = page.as_object_mut().unwrap();
            members.remove("nextToken");
            let outer = listed.keys.split('.').next().unwrap();
            members.remove(outer);
            page
        };
        let pages = pages(&server, listed.operation, &sized(&listed, 3));
        let first = rest(&pages[0]);
        assert!(
            pages.iter().all(|page| rest(page) == first),
            "{}",
            listed.operation
        );
    }
}

#[test]
fn a_registry_of_nothing_lists_nothing() {
    let server = Registry::builder()
        .repositories(0)
        .pull_through_cache_rules(0)
        .repository_creation_templates(0)
        .replication_backfills(0)
        .pull_time_update_exclusions(0)
        .start()
        .unwrap();
    for (operation, key) in [
        ("DescribeRepositories", "repositories"),
        ("DescribePullThroughCacheRules", "pullThroughCacheRules"),
        (
            "DescribeRepositoryCreationTemplates",
            "repositoryCreationTemplates",
        ),
        ("ListReplicationBackfills", "backfills"),
        ("ListPullTimeUpdateExclusions", "pullTimeUpdateExclusions"),
    ] {
        let page = output(&server, operation, &json!({}));
        assert_eq!(
            (&page[key], page.get("nextToken")),
            (&json!([]), None),
            "{operation}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn pages_of_any_sizes_give_the_same_listing(
        images in 30..90_usize,
        counts in prop::array::uniform4(1..70_usize),
        seed in 0..4_u64,
        sizes in prop::collection::vec(1..30_usize, 1..8),
        cap in 1..40_usize,
    ) {
        let [rules, templates, backfills, exclusions] = counts;
        let registry = Registry::builder()
            .repository("team/app")
            .seed(seed)
            .images(images)
            .pull_through_cache_rules(rules)
            .repository_creation_templates(templates)
            .replication_backfills(backfills)
            .pull_time_update_exclusions(exclusions);
        let uncapped = registry.clone().start().unwrap();
        let server = registry.page_cap(cap).start().unwrap();
        for listed in eleven(&uncapped) {
            let mut sizes = sizes.iter().cycle();
            let whole = whole(&uncapped, &listed);
            let (mut found, mut token) = (Vec::new(), Value::Null);
            loop {
                let size = *sizes.next().unwrap();
                let page = output(&server, listed.operation, &with(&sized(&listed, size), json!({"nextToken": token})));
                let part = items(std::slice::from_ref(&page), listed.keys);
                prop_assert!(part.len() <= cap.min(size));
                token = page["nextToken"].clone();
                prop_assert!(token.is_null() || !part.is_empty());
                found.extend(part);
                prop_assert!(found.len() <= whole.len(), "{} does not end", listed.operation);
                if token.is_null() {
                    break;
                }
            }
            prop_assert_eq!(found, whole, "{}", listed.operation);
        }
    }
}
