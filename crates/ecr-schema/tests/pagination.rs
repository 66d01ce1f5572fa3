//! The paginated operations, row by row: what the model, its overlay and the generator have to agree on.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test"
)]

use ecr_schema::SERVICE;
use smithy_wire::schema::{Kind, Operation, Paginated};

/// Operation, result keys, non-aggregate members, least and greatest page size, its default, exclusions.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    i64,
    Option<u32>,
    &'static [&'static str],
);

#[rustfmt::skip]
const ROWS: [Row; 11] = [
    ("DescribeImageScanFindings", &["imageScanFindings.findings", "imageScanFindings.enhancedFindings"],
        &["registryId", "repositoryName", "imageId", "imageScanStatus", "imageScanFindings"], 1000, Some(100), &[]),
    ("DescribeImages", &["imageDetails"], &[], 1000, Some(100), &["imageIds"]),
    ("DescribePullThroughCacheRules", &["pullThroughCacheRules"], &[], 1000, Some(100), &[]),
    ("DescribeReplicationBackfillResults", &["results"], &[], 1000, Some(100), &[]),
    ("DescribeRepositories", &["repositories"], &[], 1000, Some(100), &["repositoryNames"]),
    ("DescribeRepositoryCreationTemplates", &["repositoryCreationTemplates"], &["registryId"], 1000, Some(100), &[]),
    ("GetLifecyclePolicyPreview", &["previewResults"],
        &["registryId", "repositoryName", "lifecyclePolicyText", "status", "summary"], 100, Some(100), &["imageIds"]),
    ("ListImageReferrers", &["referrers"], &[], 50, Some(20), &[]),
    ("ListImages", &["imageIds"], &[], 1000, Some(100), &[]),
    ("ListPullTimeUpdateExclusions", &["pullTimeUpdateExclusions"], &[], 1000, Some(100), &[]),
    ("ListReplicationBackfills", &["backfills"], &[], 50, Some(25), &[]),
];

fn row(operation: &Operation, paginated: Paginated) -> Row {
    assert_eq!(paginated.input_tokens, ["nextToken"], "{}", operation.name);
    assert_eq!(paginated.output_tokens, ["nextToken"], "{}", operation.name);
    assert_eq!(
        paginated.limit_key,
        Some("maxResults"),
        "{}",
        operation.name
    );
    let limit = operation
        .input
        .member("maxResults")
        .expect("the page size is a member");
    let Kind::Integer(range) = limit.kind else {
        panic!("{limit:?}")
    };
    assert_eq!(range.min, Some(1), "{}", operation.name);
    let greatest = range.max.expect("page sizes have a bound");
    (
        operation.name,
        paginated.result_keys,
        paginated.non_aggregate_keys,
        greatest,
        paginated.default_limit,
        paginated.excludes,
    )
}

#[test]
fn eleven_operations_are_paginated() {
    let rows: Vec<Row> = SERVICE
        .operations
        .iter()
        .filter_map(|operation| Some(row(operation, operation.paginated?)))
        .collect();
    assert_eq!(rows, ROWS);
}

#[test]
fn every_operation_is_there_once_and_in_order() {
    let names: Vec<&str> = SERVICE
        .operations
        .iter()
        .map(|operation| operation.name)
        .collect();
    assert_eq!(names.len(), 62);
    assert!(names.is_sorted_by(|one, other| one < other), "{names:?}");
    assert_eq!(
        SERVICE.target_prefix,
        "AmazonEC2ContainerRegistry_V20150921"
    );
    assert_eq!((SERVICE.sdk_id, SERVICE.version), ("ECR", "2015-09-21"));
}

/// Every list that is paged exists in the output, at the end of its path.
#[test]
fn result_keys_lead_to_lists() {
    for operation in SERVICE.operations {
        for key in operation
            .paginated
            .iter()
            .flat_map(|paginated| paginated.result_keys)
        {
            let mut kind = Kind::Structure(operation.output);
            for name in key.split('.') {
                let Kind::Structure(structure) = kind else {
                    panic!("{}: {key}", operation.name)
                };
                kind = structure.member(name).expect("the path exists").kind;
            }
            assert!(matches!(kind, Kind::List(_)), "{}: {key}", operation.name);
        }
    }
}
