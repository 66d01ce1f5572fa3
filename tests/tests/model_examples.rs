//! Answers of ten operations, written for this test: every member is read, and serde gives back the same.

use ecr::types::{
    ArtifactStatus, FindingSeverity, ImageActionType, ImageFailureCode, LifecyclePolicyStorageClass,
};
use smithy_wire::json;

/// The moment of all bodies, as the service writes it and as serde does.
const SECONDS: &str = "1715012342";
const TEXT: &str = r#""2024-05-06T16:19:02Z""#;

/// Reads a body by the wire's reader; checks that serde writes all of it and reads it back, from either spelling of a timestamp.
macro_rules! read {
    ($operation:ident :: $response:ident, $body:expr) => {{
        let read: ecr::$operation::$response = json::from_str($body)?;
        let expected: serde_json::Value = serde_json::from_str(&$body.replace(SECONDS, TEXT))?;
        assert_eq!(serde_json::to_value(&read)?, expected);
        assert_eq!(
            serde_json::from_value::<ecr::$operation::$response>(expected)?,
            read
        );
        assert_eq!(
            serde_json::from_str::<ecr::$operation::$response>($body)?,
            read
        );
        read
    }};
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[test]
fn findings_of_both_kinds() -> Outcome {
    let response = read!(
        describe_image_scan_findings::DescribeImageScanFindingsResponse,
        r#"{
            "registryId": "123456789012",
            "repositoryName": "team/app",
            "imageId": {"imageDigest": "sha256:01", "imageTag": "v1"},
            "imageScanStatus": {"status": "ACTIVE", "description": "watched"},
            "imageScanFindings": {
                "imageScanCompletedAt": 1715012342,
                "vulnerabilitySourceUpdatedAt": 1715012342,
                "findingSeverityCounts": {"CRITICAL": 1, "HIGH": 2},
                "findings": [{
                    "name": "CVE-2024-0001",
                    "uri": "https://cve.example/1",
                    "severity": "CRITICAL",
                    "attributes": [{"key": "package_name", "value": "zlib"}]
                }],
                "enhancedFindings": [{
                    "title": "a flaw",
                    "type": "PACKAGE_VULNERABILITY",
                    "score": 9.8,
                    "scoreDetails": {"cvss": {"score": 9.8, "version": "3.1"}},
                    "firstObservedAt": 1715012342,
                    "packageVulnerabilityDetails": {
                        "cvss": [{"baseScore": 9.8, "source": "NVD", "version": "3.1"}],
                        "vulnerablePackages": [{"name": "zlib", "epoch": 0, "version": "1.2"}]
                    },
                    "resources": [{
                        "id": "arn:image",
                        "type": "AWS_ECR_CONTAINER_IMAGE",
                        "tags": {"team": "a"},
                        "details": {"awsEcrContainerImage": {
                            "imageTags": ["v1"], "pushedAt": 1715012342, "inUseCount": 3
                        }}
                    }],
                    "fixAvailable": "YES"
                }]
            },
            "nextToken": "more"
        }"#
    );
    let findings = response.image_scan_findings.unwrap_or_default();
    let severities = findings.findings().iter().map(|one| one.severity.clone());
    assert!(severities.eq([Some(FindingSeverity::Critical)]));
    let scores = findings.enhanced_findings().iter().map(|one| one.score);
    assert!(scores.eq([Some(9.8)]));
    Ok(())
}

#[test]
fn images_and_what_failed() -> Outcome {
    let response = read!(
        batch_get_image::BatchGetImageResponse,
        r#"{
            "images": [{
                "imageId": {"imageTag": "v1"},
                "imageManifest": "{\"schemaVersion\": 2}",
                "imageManifestMediaType": "application/vnd.oci.image.manifest.v1+json"
            }],
            "failures": [
                {"imageId": {"imageTag": "v9"}, "failureCode": "ImageNotFound", "failureReason": "no such tag"},
                {"failureCode": "NewInALaterModel"}
            ]
        }"#
    );
    let codes = response.failures().iter();
    let codes: Vec<_> = codes.map(|one| one.failure_code.clone()).collect();
    let unknown = ImageFailureCode::from("NewInALaterModel");
    assert_eq!(
        codes,
        [Some(ImageFailureCode::ImageNotFound), Some(unknown)]
    );
    Ok(())
}

#[test]
fn a_preview_of_a_lifecycle_policy() -> Outcome {
    let response = read!(
        get_lifecycle_policy_preview::GetLifecyclePolicyPreviewResponse,
        r#"{
            "status": "COMPLETE",
            "previewResults": [{
                "imageTags": [],
                "imagePushedAt": 1715012342,
                "action": {"type": "TRANSITION", "targetStorageClass": "ARCHIVE"},
                "appliedRulePriority": 1,
                "storageClass": "STANDARD"
            }],
            "summary": {
                "expiringImageTotalCount": 0,
                "transitioningImageTotalCounts": [{"targetStorageClass": "ARCHIVE", "imageTotalCount": 1}]
            }
        }"#
    );
    let result = response.preview_results().first();
    let result = result.cloned().unwrap_or_default();
    assert_eq!(
        result.storage_class,
        Some(LifecyclePolicyStorageClass::Standard)
    );
    let action = result.action.and_then(|action| action.type_);
    assert_eq!(action, Some(ImageActionType::Transition));
    Ok(())
}

#[test]
fn a_repository_as_created() -> Outcome {
    let response = read!(
        create_repository::CreateRepositoryResponse,
        r#"{"repository": {
            "repositoryArn": "arn:aws:ecr:eu-west-1:123456789012:repository/team/app",
            "repositoryName": "team/app",
            "createdAt": 1715012342,
            "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
            "imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "dev-*"}],
            "imageScanningConfiguration": {"scanOnPush": false},
            "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "alias/ecr"}
        }}"#
    );
    let repository = response.repository.unwrap_or_default();
    let scanning = repository.image_scanning_configuration.unwrap_or_default();
    assert_eq!(scanning.scan_on_push, Some(false));
    Ok(())
}

#[test]
fn what_refers_to_an_image() -> Outcome {
    let response = read!(
        list_image_referrers::ListImageReferrersResponse,
        r#"{"referrers": [{
            "digest": "sha256:02",
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "size": 9007199254740993,
            "annotations": {"org.opencontainers.image.created": "today"},
            "artifactStatus": "ARCHIVED"
        }]}"#
    );
    let referrer = response.referrers().first().cloned().unwrap_or_default();
    assert_eq!(referrer.size, Some(9_007_199_254_740_993));
    assert_eq!(referrer.artifact_status, Some(ArtifactStatus::Archived));
    Ok(())
}

#[test]
fn five_more() -> Outcome {
    let registry = read!(
        describe_registry::DescribeRegistryResponse,
        r#"{"registryId": "123456789012", "replicationConfiguration": {"rules": [{
            "destinations": [{"region": "eu-west-1", "registryId": "210987654321"}],
            "repositoryFilters": [{"filter": "prod", "filterType": "PREFIX_MATCH"}]
        }]}}"#
    );
    let rules = registry.replication_configuration.unwrap_or_default();
    assert_eq!(rules.rules().len(), 1);

    let policy = read!(
        get_lifecycle_policy::GetLifecyclePolicyResponse,
        r#"{"lifecyclePolicyText": "{\"rules\": []}", "lastEvaluatedAt": 1715012342}"#
    );
    assert!(policy.last_evaluated_at.is_some());

    let tags = read!(
        list_tags_for_resource::ListTagsForResourceResponse,
        r#"{"tags": [{"Key": "team", "Value": ""}]}"#
    );
    assert_eq!(tags.tags().len(), 1);

    let copies = read!(
        describe_image_replication_status::DescribeImageReplicationStatusResponse,
        r#"{"replicationStatuses": [{"region": "eu-west-1", "status": "FAILED", "failureCode": "X"}]}"#
    );
    assert_eq!(copies.replication_statuses().len(), 1);

    let upload = read!(
        initiate_layer_upload::InitiateLayerUploadResponse,
        r#"{"uploadId": "u-1", "partSize": 10485760}"#
    );
    assert_eq!(upload.part_size, Some(10_485_760));
    Ok(())
}
