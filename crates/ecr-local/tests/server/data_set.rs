//! The seeded data looks like a registry, and is the same every time.

use std::collections::BTreeSet;

use ecr_local::Registry;
use serde_json::{Value, json};
use smithy_wire::Timestamp;

use crate::common::{call, digests, items, output, pages, with};

/// Every image of the first repository, archived ones too.
fn all_images(seed: u64, count: usize) -> Vec<Value> {
    let server = Registry::builder()
        .seed(seed)
        .images(count)
        .start()
        .unwrap();
    let input = json!({"repositoryName": "payments/api", "filter": {"imageStatus": "ANY"}, "maxResults": 1000});
    items(&pages(&server, "DescribeImages", &input), "imageDetails")
}

#[test]
fn a_seed_gives_the_same_data_and_another_one_other_data() {
    assert_eq!(all_images(5, 80), all_images(5, 80));
    let overlap: Vec<String> = digests(&all_images(6, 80))
        .into_iter()
        .filter(|one| digests(&all_images(5, 80)).contains(one))
        .collect();
    assert_eq!(overlap, [""; 0]);
}

#[test]
fn every_kind_of_image_occurs() {
    let images = all_images(0, 200);
    let has = |test: &dyn Fn(&Value) -> bool| images.iter().any(test);
    let known: BTreeSet<String> = digests(&images).into_iter().collect();
    for kind in [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.oci.image.manifest.v1+json",
    ] {
        assert!(
            has(&|image| image["imageManifestMediaType"] == kind),
            "{kind}"
        );
    }
    for kind in [
        "application/vnd.cncf.helm.config.v1+json",
        "application/vnd.dev.sigstore.bundle.v0.3+json",
    ] {
        assert!(has(&|image| image["artifactMediaType"] == kind), "{kind}");
    }
    for member in [
        "imageTags",
        "lastRecordedPullTime",
        "lastArchivedAt",
        "lastActivatedAt",
        "imageScanFindingsSummary",
    ] {
        assert!(has(&|image| image.get(member).is_some()), "{member}");
        assert!(has(&|image| image.get(member).is_none()), "{member}");
    }
    let subjects: Vec<&str> = images
        .iter()
        .filter_map(|image| image["subjectManifestDigest"].as_str())
        .collect();
    assert!(!subjects.is_empty() && subjects.iter().all(|subject| known.contains(*subject)));
    let tags: Vec<&str> = images
        .iter()
        .filter_map(|image| image["imageTags"].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(tags.iter().filter(|tag| **tag == "latest").count(), 1);
    assert_eq!(
        tags.iter().collect::<BTreeSet<_>>().len(),
        tags.len(),
        "a tag names one image"
    );
    assert!(tags.iter().any(|tag| tag.len() == 40), "commits");
}

#[test]
fn docker_and_oci_repositories_occur() {
    let server = Registry::builder()
        .repositories(12)
        .images(20)
        .start()
        .unwrap();
    let kinds: BTreeSet<String> = server
        .repository_names()
        .iter()
        .flat_map(|name| {
            items(
                &pages(&server, "DescribeImages", &json!({"repositoryName": name})),
                "imageDetails",
            )
        })
        .filter_map(|image| image["imageManifestMediaType"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
}

#[test]
fn times_are_in_order() {
    let seconds = |image: &Value, member: &str| image[member].as_f64();
    let now = 1_795_162_530.25;
    for image in all_images(1, 300) {
        let pushed = seconds(&image, "imagePushedAt").unwrap();
        let later = ["lastRecordedPullTime", "lastArchivedAt", "lastActivatedAt"]
            .map(|member| seconds(&image, member));
        assert!(pushed <= now && pushed > now - 901.0 * 86_400.0);
        assert!(
            later
                .iter()
                .flatten()
                .all(|later| (pushed..=now).contains(later)),
            "{image}"
        );
        let (archived, activated) = (later[1], later[2]);
        assert!(activated.is_none() || archived <= activated);
    }
}

#[test]
fn the_present_can_be_set_and_changes_no_digest() {
    let server = Registry::builder()
        .now(Timestamp::new(1_000_000_000, 0))
        .images(50)
        .start()
        .unwrap();
    let input = json!({"repositoryName": "payments/api", "filter": {"imageStatus": "ANY"}, "maxResults": 1000});
    let images = items(&pages(&server, "DescribeImages", &input), "imageDetails");
    assert_eq!(digests(&images), digests(&all_images(0, 50)));
    let newest = images
        .iter()
        .filter_map(|image| image["imagePushedAt"].as_f64())
        .fold(0.0, f64::max);
    assert!((1_000_000_000.0 - 86_400.0..=1_000_000_000.0).contains(&newest));
}

#[test]
fn scans_are_in_every_state() {
    let server = Registry::builder()
        .repositories(1)
        .images(200)
        .start()
        .unwrap();
    let app = json!({"repositoryName": "payments/api"});
    let mut states = BTreeSet::new();
    for digest in digests(&all_images(0, 200)) {
        let answer = call(
            &server,
            "DescribeImageScanFindings",
            &with(&app, json!({"imageId": {"imageDigest": digest}})),
        );
        let body = answer.json();
        if answer.status == 200 {
            let status = body["imageScanStatus"]["status"]
                .as_str()
                .unwrap()
                .to_owned();
            let with_findings =
                ["COMPLETE", "ACTIVE", "SCAN_ELIGIBILITY_EXPIRED"].contains(&status.as_str());
            assert_eq!(
                body.get("imageScanFindings").is_some(),
                with_findings,
                "{status}"
            );
            states.insert(status);
        } else {
            states.insert(answer.error());
        }
    }
    let expected = [
        "ACTIVE",
        "COMPLETE",
        "FAILED",
        "FINDINGS_UNAVAILABLE",
        "IMAGE_ARCHIVED",
        "IMAGE_SIZE_EXCEEDED",
        "IN_PROGRESS",
        "LIMIT_EXCEEDED",
        "PENDING",
        "SCAN_ELIGIBILITY_EXPIRED",
        "ScanNotFoundException",
        "UNSUPPORTED_IMAGE",
    ];
    assert_eq!(
        states.iter().map(String::as_str).collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn severities_are_counted_as_they_are_listed() {
    let server = Registry::builder()
        .repositories(1)
        .images(120)
        .start()
        .unwrap();
    let app = json!({"repositoryName": "payments/api", "maxResults": 1000});
    let mut counted_images = 0;
    for image in items(&pages(&server, "DescribeImages", &app), "imageDetails") {
        let Some(summary) = image.get("imageScanFindingsSummary") else {
            continue;
        };
        let input = with(
            &app,
            json!({"imageId": {"imageDigest": image["imageDigest"]}}),
        );
        let page = output(&server, "DescribeImageScanFindings", &input);
        let findings = items(
            std::slice::from_ref(&page),
            "imageScanFindings.findings|imageScanFindings.enhancedFindings",
        );
        let mut counts = serde_json::Map::new();
        for finding in &findings {
            let count = counts
                .entry(finding["severity"].as_str().unwrap())
                .or_insert(json!(0));
            *count = json!(count.as_u64().unwrap() + 1);
        }
        assert_eq!(summary["findingSeverityCounts"], Value::Object(counts));
        assert_eq!(
            summary["findingSeverityCounts"],
            page["imageScanFindings"]["findingSeverityCounts"]
        );
        let names: BTreeSet<String> = findings
            .iter()
            .map(|one| one["name"].to_string() + &one["title"].to_string())
            .collect();
        assert_eq!(names.len(), findings.len(), "no flaw is found twice");
        counted_images += usize::from(!findings.is_empty());
    }
    assert!(counted_images > 20);
}

#[test]
fn both_spellings_of_timestamps_are_on_the_wire() {
    let server = Registry::builder().start().unwrap();
    let text = call(
        &server,
        "DescribeImages",
        &json!({"repositoryName": "payments/api"}),
    )
    .text;
    let spelled = text
        .split("\"imagePushedAt\":")
        .skip(1)
        .filter_map(|rest| rest.split(',').next());
    let (with_exponent, plain): (Vec<&str>, Vec<&str>) =
        spelled.partition(|number| number.contains('E'));
    assert!(with_exponent.len() > 3 && plain.len() > 20);
    assert!(plain.iter().all(|number| {
        number
            .split_once('.')
            .is_some_and(|(_, fraction)| fraction.len() == 3)
    }));
}

#[test]
fn ten_thousand_images_of_a_thousand_repositories_wait_until_somebody_looks() {
    let server = Registry::builder()
        .repositories(1000)
        .images(10_000)
        .start()
        .unwrap();
    // Ten million would not fit the machine.
    let page = output(
        &server,
        "ListImages",
        &json!({"repositoryName": "payments/api"}),
    );
    assert_eq!(page["imageIds"].as_array().map(Vec::len), Some(100));
}
