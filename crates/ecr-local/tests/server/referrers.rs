//! Referrers: the images of a repository that name another as their subject.

use std::collections::BTreeSet;

use ecr_local::{Registry, Server};
use serde_json::{Value, json};

use crate::common::{error, items, output, pages, server, with};

/// What the filter of an image's listing calls a status, the filter of referrers does too.
const STATUSES: [&str; 4] = ["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"];

fn images(server: &Server, status: &str) -> Vec<Value> {
    let input = json!({"repositoryName": "team/app", "filter": {"imageStatus": status}});
    items(&pages(server, "DescribeImages", &input), "imageDetails")
}

fn referrers(server: &Server, subject: &Value, filter: Value) -> Vec<Value> {
    let input = json!({"repositoryName": "team/app", "subjectId": {"imageDigest": subject}, "maxResults": 3});
    let input = with(&input, json!({"filter": filter}));
    items(&pages(server, "ListImageReferrers", &input), "referrers")
}

/// A referrer as the listing of images tells of it.
fn as_image(referrer: &Value) -> [Value; 5] {
    [
        "digest",
        "mediaType",
        "artifactType",
        "size",
        "artifactStatus",
    ]
    .map(|name| referrer[name].clone())
}

fn as_referrer(image: &Value) -> [Value; 5] {
    let names = [
        "imageDigest",
        "imageManifestMediaType",
        "artifactMediaType",
        "imageSizeInBytes",
        "imageStatus",
    ];
    names.map(|name| image[name].clone())
}

#[test]
fn each_image_has_the_referrers_that_name_it() {
    let server = server(250);
    let mut most = 0;
    for status in STATUSES {
        let images = images(&server, status);
        let subjects: BTreeSet<&str> = images
            .iter()
            .filter_map(|image| image["subjectManifestDigest"].as_str())
            .collect();
        let mut listed = 0;
        for subject in &subjects {
            let found = referrers(&server, &json!(subject), json!({"artifactStatus": status}));
            let expected = images
                .iter()
                .filter(|image| image["subjectManifestDigest"] == *subject);
            assert_eq!(
                found.iter().map(as_image).collect::<Vec<_>>(),
                expected.map(as_referrer).collect::<Vec<_>>(),
                "{status} {subject}"
            );
            listed += found.len();
            most = most.max(found.len());
        }
        let attached = images
            .iter()
            .filter(|image| image.get("subjectManifestDigest").is_some());
        assert_eq!(listed, attached.count(), "{status}");
        assert!(listed > 0, "{status}");
    }
    assert!(
        most > 20,
        "one image has referrers for several pages, not {most}"
    );
}

#[test]
fn without_a_filter_active_artifacts_of_every_type_are_listed() {
    let server = server(250);
    for image in images(&server, "ANY") {
        let digest = &image["imageDigest"];
        let plain = referrers(&server, digest, Value::Null);
        assert_eq!(
            plain,
            referrers(&server, digest, json!({"artifactStatus": "ACTIVE"}))
        );
        assert_eq!(
            plain,
            referrers(&server, digest, json!({"artifactTypes": []}))
        );
    }
}

#[test]
fn types_part_the_listing() {
    let server = server(250);
    let images = images(&server, "ACTIVE");
    let subjects: BTreeSet<&str> = images
        .iter()
        .filter_map(|image| image["subjectManifestDigest"].as_str())
        .collect();
    let mut types = BTreeSet::new();
    for subject in subjects {
        let all = referrers(&server, &json!(subject), Value::Null);
        let own: BTreeSet<&str> = all
            .iter()
            .map(|one| one["artifactType"].as_str().unwrap())
            .collect();
        for wanted in &own {
            let some = referrers(
                &server,
                &json!(subject),
                json!({"artifactTypes": [wanted, "text/none"]}),
            );
            let expected: Vec<Value> = all
                .iter()
                .filter(|one| one["artifactType"] == *wanted)
                .cloned()
                .collect();
            assert_eq!(some, expected);
        }
        assert!(
            referrers(
                &server,
                &json!(subject),
                json!({"artifactTypes": ["text/none"]})
            )
            .is_empty()
        );
        types.extend(own.into_iter().map(str::to_owned));
    }
    assert_eq!(types.len(), 4, "{types:?}");
}

#[test]
fn what_is_pushed_with_a_subject_is_attached_with_its_annotations() {
    let server = Registry::builder().repository("team/app").start().unwrap();
    let subject = images(&server, "ACTIVE")[0]["imageDigest"].clone();
    let before = referrers(&server, &subject, Value::Null).len();
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "artifactType": "text/x-note",
        "config": {"mediaType": "application/vnd.oci.empty.v1+json", "size": 2, "digest": "sha256:00"},
        "layers": [{"size": 40}],
        "subject": {"digest": subject},
        "annotations": {"org.example.by": "me \"and\" you\n", "no-text": 1},
    });
    let input = json!({"repositoryName": "team/app", "imageManifest": manifest.to_string()});
    let pushed = output(&server, "PutImage", &input)["image"]["imageId"]["imageDigest"].clone();
    let expected = json!({
        "digest": pushed,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "artifactType": "text/x-note",
        "size": 42,
        "annotations": {"org.example.by": "me \"and\" you\n"},
        "artifactStatus": "ACTIVE",
    });
    let found = referrers(&server, &subject, Value::Null);
    assert!(found.contains(&expected), "{found:?}");
    assert_eq!(found.len(), before + 1);
}

#[test]
fn an_image_that_is_not_there_has_no_referrers_and_a_repository_that_is_not_there_is_an_error() {
    let server = server(10);
    let nowhere = json!(format!("sha256:{}", "0".repeat(64)));
    assert!(referrers(&server, &nowhere, Value::Null).is_empty());
    let asked = |input: Value| error(&server, "ListImageReferrers", &input);
    let subject = json!({"imageDigest": nowhere});
    assert_eq!(
        asked(json!({"repositoryName": "no/such", "subjectId": subject})),
        "RepositoryNotFoundException"
    );
    for input in [
        json!({"repositoryName": "team/app"}),
        json!({"repositoryName": "team/app", "subjectId": {}}),
        json!({"repositoryName": "team/app", "subjectId": {"imageDigest": "latest"}}),
        json!({"repositoryName": "team/app", "subjectId": subject, "filter": {"artifactStatus": "GONE"}}),
        json!({"repositoryName": "team/app", "subjectId": subject, "filter": {"artifactTypes": vec!["a/b"; 6]}}),
        json!({"repositoryName": "team/app", "subjectId": subject, "filter": {"artifactTypes": [""]}}),
    ] {
        assert_eq!(asked(input.clone()), "InvalidParameterException", "{input}");
    }
}
