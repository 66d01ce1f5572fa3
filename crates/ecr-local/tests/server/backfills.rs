//! Replication backfills, and what became of each image in one.

use std::collections::BTreeSet;

use ecr_local::{Registry, Server};
use serde_json::{Value, json};

use crate::common::{call, error, items, manifest, output, pages, with};

const RESULTS: &str = "DescribeReplicationBackfillResults";

fn server() -> Server {
    Registry::builder()
        .repository("team/app")
        .repositories(5)
        .images(80)
        .start()
        .unwrap()
}

fn backfills(server: &Server) -> Vec<Value> {
    items(
        &pages(
            server,
            "ListReplicationBackfills",
            &json!({"maxResults": 50}),
        ),
        "backfills",
    )
}

fn of(backfill: &Value) -> Value {
    json!({"replicationBackfillId": backfill["replicationBackfillId"]})
}

fn results(server: &Server, backfill: &Value, more: Value) -> Vec<Value> {
    items(
        &pages(server, RESULTS, &with(&of(backfill), more)),
        "results",
    )
}

fn is_final(backfill: &Value) -> bool {
    ["COMPLETE", "FAILED", "STOPPED"].contains(&backfill["status"].as_str().unwrap())
}

#[test]
fn backfills_are_in_every_state_and_have_what_goes_with_it() {
    let server = server();
    let backfills = backfills(&server);
    let states: BTreeSet<&str> = backfills
        .iter()
        .map(|one| one["status"].as_str().unwrap())
        .collect();
    assert_eq!(states.len(), 6, "{states:?}");
    for one in &backfills {
        assert_eq!(one.get("endedAt").is_some(), is_final(one), "{one}");
        assert_eq!(
            one.get("failureCode").is_some(),
            one["status"] == "FAILED",
            "{one}"
        );
        assert_eq!(
            one.get("progress").is_none(),
            one["status"] == "PREPARING",
            "{one}"
        );
        assert!(
            one.get("endedAt")
                .is_none_or(|end| one["startedAt"].as_f64() < end.as_f64())
        );
    }
    let running = backfills.iter().filter(|one| !is_final(one));
    let regions: Vec<&str> = running
        .map(|one| one["destination"]["region"].as_str().unwrap())
        .collect();
    assert_eq!(
        regions.iter().collect::<BTreeSet<_>>().len(),
        regions.len(),
        "one runs for each region"
    );
}

#[test]
fn results_tell_of_a_backfill_what_the_list_does() {
    let server = server();
    for one in backfills(&server) {
        let mut page = output(&server, RESULTS, &of(&one));
        let members = page.as_object_mut().unwrap();
        assert_eq!(members.remove("registryId"), Some(json!("123456789012")));
        members.remove("nextToken");
        members.remove("results");
        assert_eq!(page, one);
    }
}

#[test]
fn results_add_up_to_the_counts_and_are_there_when_it_is_over() {
    let server = server();
    let mut failed_somewhere = 0;
    for one in backfills(&server) {
        let results = results(&server, &one, json!({"maxResults": 60}));
        if !is_final(&one) {
            assert!(results.is_empty(), "{one}");
            continue;
        }
        let count = |status: &str| {
            results
                .iter()
                .filter(|result| result["status"] == status)
                .count()
        };
        let (complete, failed) = (count("COMPLETE"), count("FAILED"));
        let progress = &one["progress"];
        assert_eq!(progress["completedReplicationCount"], complete);
        assert_eq!(progress["failedReplicationCount"], failed);
        let total = progress["totalReplicationCount"].as_u64().unwrap() as usize;
        assert!(total > 20 && complete + failed <= total, "{one}");
        assert_eq!(
            complete + failed == total,
            one["status"] == "COMPLETE",
            "{one}"
        );
        let codes: BTreeSet<&str> = results
            .iter()
            .filter_map(|result| result["failureCode"].as_str())
            .collect();
        assert_eq!(progress["failureCodes"], json!(codes));
        let has_code =
            |result: &Value| result.get("failureCode").is_some() == (result["status"] == "FAILED");
        assert!(results.iter().all(has_code));
        failed_somewhere += failed;
    }
    assert!(failed_somewhere > 10, "{failed_somewhere}");
}

#[test]
fn results_are_about_images_of_the_registry_under_their_tags() {
    let server = server();
    let mut known = BTreeSet::new();
    let mut indexes = BTreeSet::new();
    for name in ["team/app", "payments/api"] {
        let input = json!({"repositoryName": name, "filter": {"imageStatus": "ANY"}});
        for id in items(&pages(&server, "ListImages", &input), "imageIds") {
            known.insert(format!("{name} {id}"));
        }
        for image in items(&pages(&server, "DescribeImages", &input), "imageDetails") {
            let kind = image["imageManifestMediaType"].as_str().unwrap();
            if kind.contains("index") || kind.contains("list") {
                indexes.insert(image["imageDigest"].to_string());
            }
        }
    }
    let mut of_an_index = 0;
    for one in backfills(&server) {
        for result in results(&server, &one, json!({})) {
            let name = result["repositoryName"].as_str().unwrap();
            assert!(
                known.contains(&format!("{name} {}", result["imageId"])),
                "{result}"
            );
            let is_index = indexes.contains(&result["imageId"]["imageDigest"].to_string());
            assert_eq!(
                result.get("subImageFailureCodes").is_some(),
                is_index,
                "{result}"
            );
            of_an_index += usize::from(is_index);
        }
    }
    assert!(of_an_index > 0);
}

#[test]
fn a_status_parts_the_results() {
    let server = server();
    for one in backfills(&server)
        .iter()
        .filter(|one| is_final(one))
        .take(8)
    {
        let all = results(&server, one, json!({}));
        for status in ["COMPLETE", "FAILED"] {
            let some = results(
                &server,
                one,
                json!({"resultStatusFilter": status, "maxResults": 2}),
            );
            let expected: Vec<Value> = all
                .iter()
                .filter(|result| result["status"] == status)
                .cloned()
                .collect();
            assert_eq!(some, expected, "{status}");
        }
    }
}

#[test]
fn pushes_while_results_are_listed_change_nothing() {
    let server = server();
    let one = backfills(&server)
        .into_iter()
        .find(|one| one["status"] == "COMPLETE")
        .unwrap();
    let before = results(&server, &one, json!({}));
    for number in 0..20 {
        let input = json!({"repositoryName": "team/app", "imageManifest": manifest(number), "imageTag": format!("new-{number}")});
        output(&server, "PutImage", &input);
    }
    assert_eq!(results(&server, &one, json!({"maxResults": 9})), before);
}

#[test]
fn a_backfill_that_is_not_there_and_an_identifier_that_cannot_be_are_refused() {
    let server = server();
    let nowhere = json!({"replicationBackfillId": "00000000-0000-0000-0000-000000000000"});
    let answer = call(&server, RESULTS, &nowhere);
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (400, "ReplicationBackfillNotFoundException")
    );
    assert!(answer.text.contains("00000000-0000"), "{}", answer.text);
    let one = of(&backfills(&server)[0]);
    for input in [
        json!({}),
        json!({"replicationBackfillId": "x"}),
        with(&one, json!({"resultStatusFilter": "PENDING"})),
        with(&one, json!({"registryId": "999999999999"})),
    ] {
        assert_eq!(
            error(&server, RESULTS, &input),
            "InvalidParameterException",
            "{input}"
        );
    }
    let elsewhere = json!({"registryId": "999999999999"});
    assert_eq!(
        error(&server, "ListReplicationBackfills", &elsewhere),
        "InvalidParameterException"
    );
    let id = one["replicationBackfillId"]
        .as_str()
        .unwrap()
        .to_ascii_uppercase();
    assert_eq!(
        output(&server, RESULTS, &json!({"replicationBackfillId": id}))["replicationBackfillId"],
        one["replicationBackfillId"]
    );
}
