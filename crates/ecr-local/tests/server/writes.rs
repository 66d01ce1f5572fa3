//! CreateRepository and PutImage.

use ecr_local::{Registry, Server};
use serde_json::{Value, json};

use crate::common::{call, error, items, manifest, output, pages, with};

const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";

fn server() -> Server {
    Registry::builder()
        .repository("team/app")
        .images(0)
        .start()
        .unwrap()
}

fn create(server: &Server, name: &str, more: Value) -> Value {
    output(
        server,
        "CreateRepository",
        &with(&json!({"repositoryName": name}), more),
    )["repository"]
        .clone()
}

fn push(repository: &str, number: usize, more: Value) -> Value {
    with(
        &json!({"repositoryName": repository, "imageManifest": manifest(number)}),
        more,
    )
}

fn tags_of(server: &Server, repository: &str, digest: &Value) -> Value {
    let input = json!({"repositoryName": repository, "imageIds": [{"imageDigest": digest}]});
    output(server, "DescribeImages", &input)["imageDetails"][0]["imageTags"].clone()
}

#[test]
fn a_repository_is_created_as_asked_for() {
    let server = server();
    let plain = create(&server, "new/plain", json!({}));
    assert_eq!(
        plain["repositoryArn"],
        "arn:aws:ecr:us-east-1:123456789012:repository/new/plain"
    );
    assert_eq!(
        plain["repositoryUri"],
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/new/plain"
    );
    assert_eq!(plain["imageTagMutability"], "MUTABLE");
    assert_eq!(
        plain["encryptionConfiguration"],
        json!({"encryptionType": "AES256"})
    );
    assert_eq!(
        plain["imageScanningConfiguration"],
        json!({"scanOnPush": false})
    );

    let filters = json!([{"filterType": "WILDCARD", "filter": "dev-*"}]);
    let settings = json!({
        "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
        "imageTagMutabilityExclusionFilters": filters,
        "imageScanningConfiguration": {"scanOnPush": true},
        "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "alias/mine"},
        "tags": [{"Key": "team", "Value": "a"}],
    });
    let special = create(&server, "new/special", settings);
    assert_eq!(special["imageTagMutabilityExclusionFilters"], filters);
    assert_eq!(special["encryptionConfiguration"]["kmsKey"], "alias/mine");
    assert!(
        special["createdAt"].as_f64() > plain["createdAt"].as_f64(),
        "time passes"
    );

    let named = json!({"repositoryNames": ["new/plain", "new/special"]});
    assert_eq!(
        output(&server, "DescribeRepositories", &named)["repositories"],
        json!([plain, special])
    );
    assert_eq!(
        output(
            &server,
            "ListImages",
            &json!({"repositoryName": "new/plain"})
        ),
        json!({"imageIds": []})
    );
}

#[test]
fn repositories_that_cannot_be_are_refused() {
    let server = server();
    let name = json!({"repositoryName": "new/one"});
    let tag = |key: &str| json!({"Key": key, "Value": "v"});
    let many: Vec<Value> = (0..51).map(|number| tag(&format!("k{number}"))).collect();
    let filters = json!([{"filterType": "WILDCARD", "filter": "a"}]);
    let cases = [
        (
            json!({"repositoryName": "team/app"}),
            "RepositoryAlreadyExistsException",
        ),
        (
            json!({"repositoryName": "Team"}),
            "InvalidParameterException",
        ),
        (json!({"tags": many}), "TooManyTagsException"),
        (json!({"tags": [tag("")]}), "InvalidTagParameterException"),
        (
            json!({"tags": [tag("aws:x")]}),
            "InvalidTagParameterException",
        ),
        (
            json!({"tags": [tag("k"), tag("k")]}),
            "InvalidTagParameterException",
        ),
        (
            json!({"imageTagMutability": "MUTABLE_WITH_EXCLUSION"}),
            "InvalidParameterException",
        ),
        (
            json!({"imageTagMutabilityExclusionFilters": filters}),
            "InvalidParameterException",
        ),
        (
            json!({"encryptionConfiguration": {"encryptionType": "AES256", "kmsKey": "k"}}),
            "InvalidParameterException",
        ),
        (
            json!({"registryId": "999999999999"}),
            "InvalidParameterException",
        ),
    ];
    for (more, code) in cases {
        assert_eq!(
            error(&server, "CreateRepository", &with(&name, more.clone())),
            code,
            "{more}"
        );
    }
    assert_eq!(
        error(
            &server,
            "DescribeRepositories",
            &json!({"repositoryNames": ["new/one"]})
        ),
        "RepositoryNotFoundException"
    );
}

#[test]
fn a_pushed_image_is_listed_under_its_digest() {
    let server = server();
    let image = output(
        &server,
        "PutImage",
        &push("team/app", 7, json!({"imageTag": "1.0"})),
    )["image"]
        .clone();
    // `printf` of the same manifest into `sha256sum`.
    let digest = "sha256:".to_owned() + &sha256(&manifest(7));
    assert_eq!(
        image["imageId"],
        json!({"imageDigest": digest, "imageTag": "1.0"})
    );
    assert_eq!(image["imageManifest"], manifest(7));
    let details = items(
        &pages(
            &server,
            "DescribeImages",
            &json!({"repositoryName": "team/app"}),
        ),
        "imageDetails",
    );
    assert_eq!(details.len(), 1);
    assert_eq!(details[0]["imageSizeInBytes"], 7);
    assert_eq!(details[0]["imageTags"], json!(["1.0"]));
    assert_eq!(
        details[0]["artifactMediaType"],
        "application/vnd.oci.image.config.v1+json"
    );
}

fn sha256(text: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn tags_move_where_they_may() {
    let server = server();
    let put = |number, tag: &str| {
        call(
            &server,
            "PutImage",
            &push("team/app", number, json!({"imageTag": tag})),
        )
    };
    let digest =
        |answer: crate::common::Answer| answer.json()["image"]["imageId"]["imageDigest"].clone();
    let first = digest(put(1, "latest"));
    assert_eq!(put(1, "latest").error(), "ImageAlreadyExistsException");
    let second = digest(put(2, "latest"));
    assert_eq!(tags_of(&server, "team/app", &first), Value::Null);
    assert_eq!(tags_of(&server, "team/app", &second), json!(["latest"]));
    assert_eq!(digest(put(1, "old")), first);
    assert_eq!(digest(put(1, "older")), first);
    assert_eq!(
        tags_of(&server, "team/app", &first),
        json!(["old", "older"])
    );
    assert_eq!(
        error(&server, "PutImage", &push("team/app", 1, json!({}))),
        "ImageAlreadyExistsException"
    );
    for tag in ["-x", "a b", "ä", &"x".repeat(129)] {
        assert_eq!(put(1, tag).error(), "InvalidParameterException", "{tag}");
    }
}

#[test]
fn immutable_tags_stay() {
    let server = server();
    let filters = json!([{"filterType": "WILDCARD", "filter": "dev-*"}]);
    let rule = json!({"imageTagMutability": "IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters": filters});
    create(&server, "firm/app", rule);
    let put = |number, tag: &str| {
        call(
            &server,
            "PutImage",
            &push("firm/app", number, json!({"imageTag": tag})),
        )
    };
    assert_eq!(put(1, "1.0").status, 200);
    assert_eq!(put(2, "1.0").error(), "ImageTagAlreadyExistsException");
    assert_eq!(put(1, "1.0").error(), "ImageAlreadyExistsException");
    assert_eq!(put(1, "dev-1").status, 200);
    assert_eq!(put(2, "dev-1").status, 200);
}

#[test]
fn an_index_needs_its_images() {
    let server = server();
    let child = output(&server, "PutImage", &push("team/app", 9, json!({})))["image"]["imageId"]["imageDigest"].clone();
    let index = |digest: &Value| {
        let children = json!([{"mediaType": "m", "size": 1, "digest": digest}]);
        json!({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": children}).to_string()
    };
    let put = |text: String| {
        call(
            &server,
            "PutImage",
            &json!({"repositoryName": "team/app", "imageManifest": text}),
        )
    };
    assert_eq!(
        put(index(&json!("sha256:00"))).error(),
        "ReferencedImagesNotFoundException"
    );
    let pushed = put(index(&child)).json()["image"]["imageId"].clone();
    let input = json!({"repositoryName": "team/app", "imageIds": [pushed]});
    assert_eq!(
        output(&server, "DescribeImages", &input)["imageDetails"][0]["imageSizeInBytes"],
        9
    );
}

#[test]
fn pushes_that_cannot_be_are_refused() {
    let server = server();
    let cases = [
        (json!({"imageManifest": "{}"}), "InvalidParameterException"),
        (json!({"imageManifest": ""}), "InvalidParameterException"),
        (
            json!({"imageManifestMediaType": OCI_INDEX}),
            "InvalidParameterException",
        ),
        (
            json!({"imageDigest": "sha256:00"}),
            "ImageDigestDoesNotMatchException",
        ),
        (
            json!({"imageDigest": "nonsense"}),
            "InvalidParameterException",
        ),
        (
            json!({"repositoryName": "no/such"}),
            "RepositoryNotFoundException",
        ),
        (
            json!({"registryId": "999999999999"}),
            "RepositoryNotFoundException",
        ),
    ];
    for (more, code) in cases {
        assert_eq!(
            error(&server, "PutImage", &push("team/app", 1, more.clone())),
            code,
            "{more}"
        );
    }
    assert_eq!(
        output(
            &server,
            "ListImages",
            &json!({"repositoryName": "team/app"})
        ),
        json!({"imageIds": []})
    );
}

#[test]
fn a_push_is_scanned_where_the_repository_says_so() {
    let server = server();
    create(
        &server,
        "scanned/app",
        json!({"imageScanningConfiguration": {"scanOnPush": true}}),
    );
    create(&server, "other/app", json!({}));
    let scan = |repository: &str| {
        output(
            &server,
            "PutImage",
            &push(repository, 1, json!({"imageTag": "a"})),
        );
        call(
            &server,
            "DescribeImageScanFindings",
            &json!({"repositoryName": repository, "imageId": {"imageTag": "a"}}),
        )
    };
    assert_eq!(
        scan("scanned/app").json()["imageScanStatus"]["status"],
        "COMPLETE"
    );
    assert_eq!(scan("other/app").error(), "ScanNotFoundException");
}
