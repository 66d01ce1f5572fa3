//! Pages over a real socket: together they are the whole, whatever their size.

use std::collections::BTreeSet;

use ecr_local::Registry;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{call, digests, error, items, output, pages, server, with};

#[test]
fn ten_thousand_images_in_pages_of_a_hundred() {
    let server = server(10_000);
    let pages = pages(
        &server,
        "DescribeImages",
        &json!({"repositoryName": "team/app"}),
    );
    assert_eq!(pages.len(), 100);
    let digests = digests(&items(&pages, "imageDetails"));
    assert_eq!(digests.len(), 10_000);
    assert!(
        digests.is_sorted(),
        "images come in the order of their digests"
    );
    assert_eq!(digests.iter().collect::<BTreeSet<_>>().len(), 10_000);
}

#[test]
fn a_cap_holds_against_what_is_asked_for() {
    let server = Registry::builder()
        .repository("team/app")
        .images(50)
        .page_cap(8)
        .start()
        .unwrap();
    let input = json!({"repositoryName": "team/app", "maxResults": 20});
    let sizes: Vec<usize> = pages(&server, "DescribeImages", &input)
        .iter()
        .map(|page| page["imageDetails"].as_array().unwrap().len())
        .collect();
    assert_eq!(sizes, [8, 8, 8, 8, 8, 8, 2]);
}

#[test]
fn findings_of_both_kinds_fill_one_listing() {
    let server = server(200);
    let app = json!({"repositoryName": "team/app"});
    let images = digests(&items(
        &pages(&server, "DescribeImages", &app),
        "imageDetails",
    ));
    let mut with_both = 0;
    for digest in images {
        let input = with(
            &app,
            json!({"imageId": {"imageDigest": digest}, "maxResults": 5}),
        );
        if call(&server, "DescribeImageScanFindings", &input).status != 200 {
            continue;
        }
        let pages = pages(&server, "DescribeImageScanFindings", &input);
        let basic = items(&pages, "imageScanFindings.findings").len();
        let enhanced = items(&pages, "imageScanFindings.enhancedFindings").len();
        let counts = pages[0]
            .pointer("/imageScanFindings/findingSeverityCounts")
            .and_then(Value::as_object);
        let counted: u64 = counts
            .into_iter()
            .flatten()
            .filter_map(|(_, count)| count.as_u64())
            .sum();
        assert_eq!((basic + enhanced) as u64, counted, "{digest}");
        for page in &pages {
            let of = |key: &str| items(std::slice::from_ref(page), key).len();
            assert!(
                of("imageScanFindings.findings") + of("imageScanFindings.enhancedFindings") <= 5
            );
        }
        with_both += usize::from(basic > 0 && enhanced > 0);
    }
    assert!(with_both > 0, "no image has findings of both kinds");
}

#[test]
fn filters_part_the_listing() {
    let server = server(150);
    let images = |filter: Value| {
        let input = json!({"repositoryName": "team/app", "filter": filter, "maxResults": 9});
        items(&pages(&server, "DescribeImages", &input), "imageDetails")
    };
    let (tagged, untagged) = (
        images(json!({"tagStatus": "TAGGED"})),
        images(json!({"tagStatus": "UNTAGGED"})),
    );
    assert!(!tagged.is_empty() && tagged.iter().all(|image| image.get("imageTags").is_some()));
    assert!(
        !untagged.is_empty()
            && untagged
                .iter()
                .all(|image| image.get("imageTags").is_none())
    );
    assert_eq!(tagged.len() + untagged.len(), 150);
    assert_eq!(images(json!({"tagStatus": "ANY"})).len(), 150);

    let any = images(json!({"imageStatus": "ANY"}));
    for status in ["ACTIVE", "ARCHIVED", "ACTIVATING"] {
        let some = images(json!({"imageStatus": status}));
        let of_any: Vec<Value> = any
            .iter()
            .filter(|image| image["imageStatus"] == status)
            .cloned()
            .collect();
        assert!(!some.is_empty(), "{status}");
        assert_eq!(some, of_any, "{status}");
    }
    let archived_and_tagged = images(json!({"imageStatus": "ARCHIVED", "tagStatus": "TAGGED"}));
    assert!(
        archived_and_tagged
            .iter()
            .all(|image| image["imageStatus"] == "ARCHIVED" && image.get("imageTags").is_some())
    );
}

#[test]
fn list_images_has_an_entry_for_each_tag() {
    let server = server(90);
    let app = json!({"repositoryName": "team/app"});
    let mut expected = Vec::new();
    for image in items(&pages(&server, "DescribeImages", &app), "imageDetails") {
        let digest = &image["imageDigest"];
        match image["imageTags"].as_array() {
            None => expected.push(json!({"imageDigest": digest})),
            Some(tags) => expected.extend(
                tags.iter()
                    .map(|tag| json!({"imageDigest": digest, "imageTag": tag})),
            ),
        }
    }
    assert_eq!(
        items(
            &pages(&server, "ListImages", &with(&app, json!({"maxResults": 4}))),
            "imageIds"
        ),
        expected
    );
}

#[test]
fn images_are_found_by_tag_and_by_digest() {
    let server = server(40);
    let app = json!({"repositoryName": "team/app"});
    let tagged = with(&app, json!({"filter": {"tagStatus": "TAGGED"}}));
    let images = items(&pages(&server, "DescribeImages", &tagged), "imageDetails");
    let (first, second) = (&images[0], &images[1]);
    let by = |ids: Value| {
        call(
            &server,
            "DescribeImages",
            &with(&app, json!({"imageIds": ids})),
        )
    };
    let ids = json!([
        {"imageTag": second["imageTags"][0]},
        {"imageDigest": first["imageDigest"]},
        {"imageDigest": second["imageDigest"], "imageTag": second["imageTags"][0]},
    ]);
    let found = by(ids).json();
    assert_eq!(found["imageDetails"], json!([second, first]));
    assert_eq!(found.get("nextToken"), None);
    let missing = by(json!([{"imageTag": "no-such-tag"}]));
    assert_eq!(missing.error(), "ImageNotFoundException");
    assert!(missing.text.contains("no-such-tag"));
    let contradiction =
        json!([{"imageDigest": first["imageDigest"], "imageTag": second["imageTags"][0]}]);
    assert_eq!(by(contradiction).error(), "ImageNotFoundException");
    for nothing in [json!([{}]), json!([]), json!([{"imageDigest": "sha256"}])] {
        assert_eq!(by(nothing).error(), "InvalidParameterException");
    }
    assert_eq!(
        by(json!(vec![json!({"imageTag": "a"}); 101])).error(),
        "InvalidParameterException"
    );
}

#[test]
fn repositories_are_found_by_name() {
    let server = server(0);
    let found = output(
        &server,
        "DescribeRepositories",
        &json!({"repositoryNames": ["team/app", "payments/api", "team/app"]}),
    );
    let names: Vec<&Value> = found["repositories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["repositoryName"])
        .collect();
    assert_eq!(names, ["team/app", "payments/api"]);
    assert_eq!(
        error(
            &server,
            "DescribeRepositories",
            &json!({"repositoryNames": ["no/such"]})
        ),
        "RepositoryNotFoundException"
    );
    assert_eq!(
        error(
            &server,
            "DescribeRepositories",
            &json!({"registryId": "999999999999"})
        ),
        "InvalidParameterException"
    );
    assert_eq!(server.repository_names().len(), 7);
}

#[test]
fn names_do_not_go_with_pages() {
    let server = server(10);
    let ids = json!({"repositoryName": "team/app", "imageIds": [{"imageTag": "x"}]});
    for more in [
        json!({"maxResults": 5}),
        json!({"nextToken": "x"}),
        json!({"maxResults": 5, "nextToken": "x"}),
    ] {
        let answer = call(&server, "DescribeImages", &with(&ids, more));
        assert_eq!(answer.error(), "InvalidParameterException");
        assert!(answer.text.contains("imageIds"), "{}", answer.text);
    }
    let names = json!({"repositoryNames": ["team/app"], "maxResults": 5});
    assert_eq!(
        error(&server, "DescribeRepositories", &names),
        "InvalidParameterException"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn pages_of_any_sizes_give_the_same_listing(
        images in 0..80_usize,
        seed in 0..4_u64,
        sizes in proptest::collection::vec(1..40_u64, 1..12),
        cap in 1..40_usize,
    ) {
        let server = Registry::builder().seed(seed).repositories(1).images(images).page_cap(cap).start().unwrap();
        let uncapped = Registry::builder().seed(seed).repositories(1).images(images).start().unwrap();
        for (operation, key) in [("DescribeImages", "imageDetails"), ("ListImages", "imageIds")] {
            let input = json!({"repositoryName": "payments/api", "maxResults": 1000});
            let whole = items(&pages(&uncapped, operation, &input), key);
            let mut sizes = sizes.iter().cycle();
            let (mut found, mut token) = (Vec::new(), Value::Null);
            loop {
                let size = *sizes.next().unwrap();
                let page = output(&server, operation, &with(&input, json!({"maxResults": size, "nextToken": token})));
                let part = items(std::slice::from_ref(&page), key);
                prop_assert!(part.len() <= cap.min(size as usize));
                token = page["nextToken"].clone();
                prop_assert!(token.is_null() || !part.is_empty());
                found.extend(part);
                prop_assert!(found.len() <= whole.len(), "{operation} does not end");
                if token.is_null() {
                    break;
                }
            }
            prop_assert_eq!(found, whole);
        }
    }
}
