//! Every name of boto3's `ECR.Paginator.DescribeImages` page has the Rust name that the README's table gives it, and does what boto3's does.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use ecr::client::{Client, Replay};
use ecr::describe_images::{
    self, DescribeImages, DescribeImagesPaginator, DescribeImagesRequest, DescribeImagesResponse,
    paginate,
};
use ecr::pagination::Via;
use ecr::types::{
    DescribeImagesFilter, FindingSeverity, ImageDetail, ImageIdentifier, ImageScanFindingsSummary,
    ImageScanStatus, ImageStatus, ImageStatusFilter, ScanStatus, TagStatus,
};
use ecr::{Timestamp, Value};

type Fetch<'c> = Via<&'c Client<&'c Replay>, DescribeImages>;
type Paginate<'c> = ecr::pagination::Paginate<DescribeImagesPaginator, Fetch<'c>>;
type ItemsIter<'c> = ecr::pagination::ItemsIter<DescribeImagesPaginator, Fetch<'c>>;
type FullResult = ecr::pagination::FullResult<DescribeImagesResponse>;

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
    let replay = Replay::pages([PAGE, PAGE]);
    let mut request = DescribeImagesRequest::new("team/app")
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
    let listing = paginate(&client, request.clone()).max_items(1);
    listing.full_result().unwrap();
    // Single items come in one response, so the service takes no page size with them.
    let listing = paginate(&client, request.clone()).page_size(50);
    let refused = listing.pages().unwrap_err().to_string();
    assert!(
        refused.starts_with("imageIds: it names single items"),
        "{refused}"
    );
    request.image_ids = None;
    let mut pages = paginate(&client, request).page_size(50).pages().unwrap();
    pages.next().unwrap().unwrap();

    let sent = replay.requests();
    let filter = r#"{"tagStatus":"TAGGED","imageStatus":"ACTIVE"}"#;
    let ids = r#"[{"imageDigest":"sha256:01"},{"imageTag":"v1"}]"#;
    assert_eq!(sent[1].member("maxResults"), Some(Value::from(50_u64)));
    for (name, value) in [
        ("registryId", r#""123456789012""#),
        ("repositoryName", r#""team/app""#),
        ("imageIds", ids),
        ("filter", filter),
    ] {
        let value: Value = smithy_wire::json::from_str(value).unwrap();
        assert_eq!(sent[0].member(name), Some(value), "{name}");
    }
    let body = sent[0].json().unwrap();
    assert_eq!(body.as_object().unwrap().len(), 4, "and nothing else");
}

#[test]
fn every_member_is_read_under_its_name() {
    let replay = Replay::pages([PAGE]);
    let client = Client::with(&replay);
    let whole: FullResult = paginate(&client, DescribeImagesRequest::new("team/app"))
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

/// Rows of the README's table: boto3's name, and the Rust name, which is compiled.
macro_rules! rows {
    ($($boto3:literal => $kind:ident $of:ident :: $name:ident ($($argument:expr),*);)*) => {
        vec![$({
            used!($kind $of $name $($argument),*);
            ($boto3, concat!(stringify!($of), "::", stringify!($name)))
        }),*]
    };
}

macro_rules! used {
    (field $of:ident $name:ident) => {
        let _ = |of: $of| of.$name;
    };
    (method $of:ident $name:ident $($argument:expr),*) => {
        let _ = |of: $of| {
            let _ = of.$name($($argument),*);
        };
    };
    (function $of:ident $name:ident $($argument:expr),*) => {
        let _ = $of::$name($($argument),*);
    };
}

#[rustfmt::skip]
fn names() -> Vec<(&'static str, &'static str)> {
    let client = Client::with(Replay::default());
    let request = DescribeImagesRequest::new("team/app");
    rows! {
        "client.get_paginator('describe_images')" => function describe_images::paginate(&client, request);
        "registryId" => field DescribeImagesRequest::registry_id();
        "repositoryName" => function DescribeImagesRequest::new("team/app");
        "imageIds" => field DescribeImagesRequest::image_ids();
        "imageIds[].imageDigest" => field ImageIdentifier::image_digest();
        "imageIds[].imageTag" => field ImageIdentifier::image_tag();
        "filter" => field DescribeImagesRequest::filter();
        "filter.tagStatus" => field DescribeImagesFilter::tag_status();
        "filter.imageStatus" => field DescribeImagesFilter::image_status();
        "PaginationConfig.MaxItems" => method Paginate::max_items(1);
        "PaginationConfig.PageSize" => method Paginate::page_size(1);
        "PaginationConfig.StartingToken" => method Paginate::starting_token("");
        "imageDetails" => field DescribeImagesResponse::image_details();
        "imageDetails[].registryId" => field ImageDetail::registry_id();
        "imageDetails[].repositoryName" => field ImageDetail::repository_name();
        "imageDetails[].imageDigest" => field ImageDetail::image_digest();
        "imageDetails[].imageTags" => field ImageDetail::image_tags();
        "imageDetails[].imageSizeInBytes" => field ImageDetail::image_size_in_bytes();
        "imageDetails[].imagePushedAt" => field ImageDetail::image_pushed_at();
        "imageDetails[].imageScanStatus" => field ImageDetail::image_scan_status();
        "imageDetails[].imageScanStatus.status" => field ImageScanStatus::status();
        "imageDetails[].imageScanStatus.description" => field ImageScanStatus::description();
        "imageDetails[].imageScanFindingsSummary" => field ImageDetail::image_scan_findings_summary();
        "imageDetails[].imageScanFindingsSummary.imageScanCompletedAt" => field ImageScanFindingsSummary::image_scan_completed_at();
        "imageDetails[].imageScanFindingsSummary.vulnerabilitySourceUpdatedAt" => field ImageScanFindingsSummary::vulnerability_source_updated_at();
        "imageDetails[].imageScanFindingsSummary.findingSeverityCounts" => field ImageScanFindingsSummary::finding_severity_counts();
        "imageDetails[].imageManifestMediaType" => field ImageDetail::image_manifest_media_type();
        "imageDetails[].artifactMediaType" => field ImageDetail::artifact_media_type();
        "imageDetails[].lastRecordedPullTime" => field ImageDetail::last_recorded_pull_time();
        "imageDetails[].subjectManifestDigest" => field ImageDetail::subject_manifest_digest();
        "imageDetails[].imageStatus" => field ImageDetail::image_status();
        "imageDetails[].lastArchivedAt" => field ImageDetail::last_archived_at();
        "imageDetails[].lastActivatedAt" => field ImageDetail::last_activated_at();
        "NextToken" => field FullResult::next_token();
        "NextToken" => method ItemsIter::resume_token();
        "build_full_result()" => method Paginate::full_result();
    }
}

/// The README's table has exactly the rows that are compiled here, and no member of a page is without one.
#[test]
fn the_table_is_complete_and_true() {
    let readme = include_str!("../../README.md");
    let section = readme.split("## boto3's page, name by name").nth(1);
    let section = section.unwrap().split("\n## ").next().unwrap();
    let lines = section.lines().filter(|line| line.starts_with("| `"));
    let rows: Vec<(&str, String)> = lines.map(row).collect();
    let names = names();
    let compiled: Vec<(&str, String)> = names
        .iter()
        .map(|(boto3, rust)| (*boto3, (*rust).to_owned()))
        .collect();
    assert_eq!(rows, compiled);
    for member in members(&serde_json::from_str(PAGE).unwrap(), "") {
        // The page's own token is the pager's affair.
        let named = names.iter().any(|(boto3, _)| *boto3 == member);
        assert!(named || member == "nextToken", "{member} has no row");
    }
}

/// A line's two names: boto3's, and the last two segments of the Rust path.
fn row(line: &str) -> (&str, String) {
    let cells: Vec<&str> = line.split('|').collect();
    let [boto3, rust] = [cells[1], cells[2]].map(|cell| cell.split('`').nth(1).unwrap());
    let path: Vec<&str> = rust.split('(').next().unwrap().split("::").collect();
    (boto3, path[path.len() - 2..].join("::"))
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
