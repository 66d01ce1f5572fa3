//! Every name of boto3's `ECR.Paginator.DescribeImages` page has the Rust name that the README's table gives it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use ecr::client::{Client, Replay};
use ecr::describe_images::{DescribeImagesRequest, DescribeImagesResponse, paginate};
use ecr::pagination::FullResult;
use ecr::types::{
    DescribeImagesFilter, FindingSeverity, ImageDetail, ImageIdentifier, ImageScanFindingsSummary,
    ImageScanStatus, ImageStatus, ImageStatusFilter, ScanStatus, TagStatus,
};
use ecr::{Timestamp, Value};

const PAGE: &str = r#"{
    "imageDetails": [{
        "registryId": "123456789012",
        "repositoryName": "team/app",
        "imageDigest": "sha256:01",
        "imageTags": ["v1", "latest"],
        "imageSizeInBytes": 31273049,
        "imagePushedAt": 1.715012342E9,
        "imageScanStatus": {"status": "COMPLETE", "description": "scanned"},
        "imageScanFindingsSummary": {
            "imageScanCompletedAt": 1715012350.25,
            "vulnerabilitySourceUpdatedAt": 1715000000,
            "findingSeverityCounts": {"HIGH": 3, "LOW": 1}
        },
        "imageManifestMediaType": "application/vnd.oci.image.manifest.v1+json",
        "artifactMediaType": "application/vnd.oci.image.config.v1+json",
        "lastRecordedPullTime": 1715012400,
        "subjectManifestDigest": "sha256:02",
        "imageStatus": "ACTIVE",
        "lastArchivedAt": 1715012500,
        "lastActivatedAt": 1715012600
    }, {"imageDigest": "sha256:03"}],
    "nextToken": "page-2"
}"#;

#[test]
fn every_parameter_is_sent_under_its_name() {
    let replay = Replay::pages([PAGE]);
    let request = DescribeImagesRequest::new("team/app")
        .with_registry_id("123456789012")
        .with_image_ids([
            ImageIdentifier::default().with_image_digest("sha256:01"),
            ImageIdentifier::default().with_image_tag("v1"),
        ])
        .with_filter(
            DescribeImagesFilter::default()
                .with_tag_status(TagStatus::Tagged)
                .with_image_status(ImageStatusFilter::Active),
        );
    // The fields are public, under the names of the table.
    assert_eq!(request.repository_name, "team/app");
    assert_eq!(request.registry_id.as_deref(), Some("123456789012"));
    assert_eq!(request.image_ids().len(), 2);
    assert!(request.filter.is_some());

    let client = Client::with(&replay);
    let listing = paginate(&client, request).max_items(1).page_size(50);
    listing.full_result().unwrap();

    let sent = replay.requests();
    let filter = r#"{"tagStatus":"TAGGED","imageStatus":"ACTIVE"}"#;
    let ids = r#"[{"imageDigest":"sha256:01"},{"imageTag":"v1"}]"#;
    for (name, value) in [
        ("registryId", r#""123456789012""#),
        ("repositoryName", r#""team/app""#),
        ("imageIds", ids),
        ("filter", filter),
        ("maxResults", "50"),
    ] {
        let value: Value = smithy_wire::json::from_str(value).unwrap();
        assert_eq!(sent[0].member(name), Some(value), "{name}");
    }
}

#[test]
fn every_member_is_read_under_its_name() {
    let replay = Replay::pages([PAGE]);
    let client = Client::with(&replay);
    let whole: FullResult<DescribeImagesResponse> =
        paginate(&client, DescribeImagesRequest::new("team/app"))
            .max_items(1)
            .full_result()
            .unwrap();
    let image: &ImageDetail = &whole.response.image_details()[0];
    assert_eq!(image.registry_id.as_deref(), Some("123456789012"));
    assert_eq!(image.repository_name.as_deref(), Some("team/app"));
    assert_eq!(image.image_digest.as_deref(), Some("sha256:01"));
    assert_eq!(image.image_tags(), ["v1", "latest"]);
    assert_eq!(image.image_size_in_bytes, Some(31_273_049));
    assert_eq!(image.image_pushed_at, at("2024-05-06T16:19:02Z"));
    let status: &ImageScanStatus = image.image_scan_status.as_ref().unwrap();
    assert_eq!(status.status, Some(ScanStatus::Complete));
    assert_eq!(status.description.as_deref(), Some("scanned"));
    let summary: &ImageScanFindingsSummary = image.image_scan_findings_summary.as_ref().unwrap();
    assert_eq!(
        summary.image_scan_completed_at,
        at("2024-05-06T16:19:10.25Z")
    );
    assert_eq!(
        summary.vulnerability_source_updated_at,
        at("2024-05-06T12:53:20Z")
    );
    let counts = summary.finding_severity_counts.as_ref().unwrap();
    assert_eq!(counts[&FindingSeverity::High], 3);
    assert_eq!(counts[&FindingSeverity::Low], 1);
    let media = image.image_manifest_media_type.as_deref();
    assert_eq!(media, Some("application/vnd.oci.image.manifest.v1+json"));
    let artifact = image.artifact_media_type.as_deref();
    assert_eq!(artifact, Some("application/vnd.oci.image.config.v1+json"));
    assert_eq!(image.last_recorded_pull_time, at("2024-05-06T16:20:00Z"));
    assert_eq!(image.subject_manifest_digest.as_deref(), Some("sha256:02"));
    assert_eq!(image.image_status, Some(ImageStatus::Active));
    assert_eq!(image.last_archived_at, at("2024-05-06T16:21:40Z"));
    assert_eq!(image.last_activated_at, at("2024-05-06T16:23:20Z"));
    // {"nextToken": null, "boto_truncate_amount": 1}
    let token = "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==";
    assert_eq!(whole.next_token.as_deref(), Some(token));
}

#[test]
fn a_listing_goes_on_from_a_token() {
    let replay = Replay::pages([PAGE]);
    let client = Client::with(&replay);
    let token = "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==";
    let mut images = paginate(&client, DescribeImagesRequest::new("team/app"))
        .starting_token(token)
        .max_items(1)
        .items()
        .unwrap();
    let image = images.next().unwrap().unwrap();
    assert_eq!(image.image_digest.as_deref(), Some("sha256:03"));
    // {"nextToken": "page-2"}
    let next = "eyJuZXh0VG9rZW4iOiAicGFnZS0yIn0=";
    assert_eq!(images.resume_token().unwrap().as_deref(), Some(next));
}

/// The table in the README names what the tests above use, and all of it.
#[test]
fn the_table_is_complete_and_true() {
    let readme = include_str!("../../README.md");
    let this = include_str!("boto3_names.rs");
    let section = readme
        .split("## boto3's page, name by name")
        .nth(1)
        .unwrap();
    let rows = section.split("\n## ").next().unwrap();
    let rows = rows
        .lines()
        .filter(|line| line.starts_with("| `") || line.starts_with("| build"));
    let rows: Vec<Vec<&str>> = rows
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 34, "{} rows", rows.len());
    for row in &rows {
        let rust = row[2].trim_matches('`').split('(').next().unwrap();
        let name = rust.rsplit("::").next().unwrap();
        assert!(this.contains(name), "{} is used by no test here", row[2]);
    }
    for name in members(&serde_json::from_str(PAGE).unwrap(), "") {
        let named = rows.iter().any(|row| row[1].trim_matches('`') == name);
        assert!(named || name == "nextToken", "{name} has no row");
    }
}

/// The paths of a page's members, as boto3's page writes them; a severity is a value, not a name.
fn members(value: &serde_json::Value, path: &str) -> Vec<String> {
    match value {
        serde_json::Value::Object(object) if !path.ends_with("findingSeverityCounts") => {
            let inner = object.iter().flat_map(|(name, value)| {
                let path = format!("{path}.{name}").trim_start_matches('.').to_owned();
                let mut all = members(value, &path);
                all.push(path);
                all
            });
            inner.collect()
        }
        serde_json::Value::Array(list) => {
            let objects = list.iter().filter(|one| one.is_object());
            objects
                .flat_map(|one| members(one, &format!("{path}[]")))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn at(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}
