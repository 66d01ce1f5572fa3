//! Cache rules, templates and exclusions: what is in them, and what is looked up by name.

use std::collections::BTreeSet;

use ecr_local::{Registry, Server};
use serde_json::{Value, json};

use crate::common::{call, error, items, output, pages, with};

fn server() -> Server {
    Registry::builder().start().unwrap()
}

fn all(server: &Server, operation: &str, key: &str) -> Vec<Value> {
    items(&pages(server, operation, &json!({})), key)
}

fn rules(server: &Server) -> Vec<Value> {
    all(
        server,
        "DescribePullThroughCacheRules",
        "pullThroughCacheRules",
    )
}

fn templates(server: &Server) -> Vec<Value> {
    all(
        server,
        "DescribeRepositoryCreationTemplates",
        "repositoryCreationTemplates",
    )
}

#[test]
fn counts_are_the_builders_and_names_do_not_repeat() {
    let registry = Registry::builder()
        .pull_through_cache_rules(301)
        .repository_creation_templates(302)
        .replication_backfills(53)
        .pull_time_update_exclusions(304);
    let server = registry.start().unwrap();
    for (operation, key, name, count) in [
        (
            "DescribePullThroughCacheRules",
            "pullThroughCacheRules",
            "/ecrRepositoryPrefix",
            301,
        ),
        (
            "DescribeRepositoryCreationTemplates",
            "repositoryCreationTemplates",
            "/prefix",
            302,
        ),
        (
            "ListReplicationBackfills",
            "backfills",
            "/replicationBackfillId",
            53,
        ),
        (
            "ListPullTimeUpdateExclusions",
            "pullTimeUpdateExclusions",
            "",
            304,
        ),
    ] {
        let items = all(&server, operation, key);
        let names: BTreeSet<&str> = items
            .iter()
            .map(|item| item.pointer(name).unwrap().as_str().unwrap())
            .collect();
        assert_eq!((items.len(), names.len()), (count, count), "{operation}");
    }
}

#[test]
fn another_seed_gives_other_rules_under_the_same_prefixes() {
    let other = Registry::builder().seed(7).start().unwrap();
    let (one, other) = (rules(&server()), rules(&other));
    let prefixes = |rules: &[Value]| -> Vec<Value> {
        rules
            .iter()
            .map(|rule| rule["ecrRepositoryPrefix"].clone())
            .collect()
    };
    assert_eq!(prefixes(&one), prefixes(&other));
    assert_ne!(one, other);
    assert_eq!(one, rules(&server()));
}

#[test]
fn a_login_goes_with_the_upstreams_that_ask_for_one() {
    let rules = rules(&server());
    let kinds: BTreeSet<&str> = rules
        .iter()
        .map(|rule| rule["upstreamRegistry"].as_str().unwrap())
        .collect();
    assert_eq!(kinds.len(), 9, "{kinds:?}");
    for rule in &rules {
        let kind = rule["upstreamRegistry"].as_str().unwrap();
        let open = ["ecr-public", "quay", "k8s", "ecr"].contains(&kind);
        assert_eq!(rule.get("credentialArn").is_none(), open, "{rule}");
        assert_eq!(rule.get("customRoleArn").is_some(), kind == "ecr", "{rule}");
        assert!(
            rule["createdAt"].as_f64() <= rule["updatedAt"].as_f64(),
            "{rule}"
        );
    }
}

#[test]
fn rules_are_found_by_their_prefixes_page_by_page() {
    let server = server();
    let some: Vec<Value> = rules(&server).into_iter().step_by(4).collect();
    let mut prefixes: Vec<&Value> = some
        .iter()
        .map(|rule| &rule["ecrRepositoryPrefix"])
        .collect();
    prefixes.reverse();
    prefixes.push(prefixes[0]);
    for size in [1, 3, 1000] {
        let input = json!({"ecrRepositoryPrefixes": prefixes, "maxResults": size});
        let found = items(
            &pages(&server, "DescribePullThroughCacheRules", &input),
            "pullThroughCacheRules",
        );
        assert_eq!(found, some, "in pages of {size}");
    }
}

#[test]
fn rules_that_are_not_there_and_prefixes_that_cannot_be_are_refused() {
    let server = server();
    let answer = call(
        &server,
        "DescribePullThroughCacheRules",
        &json!({"ecrRepositoryPrefixes": ["docker-hub", "no-such"]}),
    );
    assert_eq!(answer.error(), "PullThroughCacheRuleNotFoundException");
    assert!(answer.text.contains("no-such"), "{}", answer.text);
    let too_long = "a".repeat(31);
    for prefixes in [
        json!([]),
        json!(["x"]),
        json!(["UPPER"]),
        json!([too_long]),
        json!(vec!["docker-hub"; 101]),
    ] {
        let input = json!({"ecrRepositoryPrefixes": prefixes});
        assert_eq!(
            error(&server, "DescribePullThroughCacheRules", &input),
            "InvalidParameterException"
        );
    }
    let elsewhere = json!({"registryId": "999999999999"});
    assert_eq!(
        error(&server, "DescribePullThroughCacheRules", &elsewhere),
        "InvalidParameterException"
    );
    let own = json!({"registryId": "123456789012"});
    assert_eq!(
        output(&server, "DescribePullThroughCacheRules", &own)["pullThroughCacheRules"],
        json!(rules(&server))
    );
}

#[test]
fn templates_are_found_by_their_prefixes_and_others_passed_over() {
    let server = server();
    let ask = |prefixes: Value| {
        output(
            &server,
            "DescribeRepositoryCreationTemplates",
            &json!({"prefixes": prefixes}),
        )
    };
    let some: Vec<Value> = templates(&server).into_iter().step_by(7).collect();
    let prefixes: Vec<&Value> = some.iter().map(|template| &template["prefix"]).collect();
    let found = ask(json!(prefixes));
    assert_eq!(found["repositoryCreationTemplates"], json!(some));
    assert_eq!(found["registryId"], "123456789012");
    assert_eq!(
        ask(json!(["no-such"]))["repositoryCreationTemplates"],
        json!([])
    );
    let input = json!({"prefixes": ["UPPER"]});
    assert_eq!(
        error(&server, "DescribeRepositoryCreationTemplates", &input),
        "InvalidParameterException"
    );
}

#[test]
fn templates_have_what_goes_together_and_documents_that_are_json() {
    let templates = templates(&server());
    assert!(
        templates
            .iter()
            .any(|template| template["prefix"] == "ROOT")
    );
    for member in [
        "description",
        "repositoryPolicy",
        "lifecyclePolicy",
        "customRoleArn",
    ] {
        assert!(
            templates
                .iter()
                .any(|template| template.get(member).is_some()),
            "{member}"
        );
        assert!(
            templates
                .iter()
                .any(|template| template.get(member).is_none()),
            "{member}"
        );
    }
    for template in &templates {
        let tagged = template["resourceTags"] != json!([]);
        assert_eq!(
            template.get("customRoleArn").is_some(),
            tagged,
            "a role sets the tags"
        );
        assert_ne!(template["appliedFor"], json!([]));
        let excluding = template["imageTagMutability"]
            .as_str()
            .unwrap()
            .ends_with("_WITH_EXCLUSION");
        assert_eq!(
            template.get("imageTagMutabilityExclusionFilters").is_some(),
            excluding
        );
        for document in ["repositoryPolicy", "lifecyclePolicy"] {
            if let Some(text) = template.get(document) {
                assert!(
                    serde_json::from_str::<Value>(text.as_str().unwrap())
                        .unwrap()
                        .is_object()
                );
            }
        }
    }
}

#[test]
fn names_of_account_and_region_are_the_builders() {
    let server = Registry::builder()
        .account("210987654321")
        .region("eu-west-1")
        .start()
        .unwrap();
    let rules = json!(rules(&server)).to_string();
    assert!(
        rules.contains("secretsmanager:eu-west-1:210987654321"),
        "{rules}"
    );
    assert!(!rules.contains("123456789012") && !rules.contains("us-east-1"));
    let exclusions = all(
        &server,
        "ListPullTimeUpdateExclusions",
        "pullTimeUpdateExclusions",
    );
    let is_own = |arn: &Value| {
        arn.as_str()
            .unwrap()
            .starts_with("arn:aws:iam::210987654321:")
    };
    assert!(exclusions.iter().all(is_own));
    let templates = output(
        &server,
        "DescribeRepositoryCreationTemplates",
        &with(&json!({}), json!({"maxResults": 1})),
    );
    assert_eq!(templates["registryId"], "210987654321");
}
