//! Tokens: opaque, bound to their listing, and positions rather than counts.

use std::collections::BTreeSet;

use ecr_local::{Registry, Server};
use serde_json::{Value, json};

use crate::common::{
    call, digests, error, items, manifest, output, pages, pages_from, server, with,
};

#[test]
fn a_token_is_good_for_its_own_listing_alone() {
    let server = server(50);
    let other = Registry::builder()
        .seed(1)
        .repository("team/app")
        .images(50)
        .start()
        .unwrap();
    let app = json!({"repositoryName": "team/app", "maxResults": 5});
    let token = output(&server, "DescribeImages", &app)["nextToken"].clone();
    let turn = |server: &Server, operation, input: &Value| {
        call(server, operation, &with(input, json!({"nextToken": token})))
    };
    assert_eq!(turn(&server, "DescribeImages", &app).status, 200);
    let same = json!({"repositoryName": "team/app", "registryId": "123456789012", "filter": null});
    assert_eq!(
        turn(&server, "DescribeImages", &same).status,
        200,
        "another page size and the registry's own number"
    );

    let filtered = with(&app, json!({"filter": {"tagStatus": "TAGGED"}}));
    let elsewhere = json!({"repositoryName": "payments/api"});
    for (server, operation, input) in [
        (&server, "ListImages", &app),
        (&server, "DescribeImages", &filtered),
        (&server, "DescribeImages", &elsewhere),
        (&server, "DescribeRepositories", &json!({})),
        (&other, "DescribeImages", &app),
    ] {
        let answer = turn(server, operation, input);
        assert_eq!(
            answer.error(),
            "InvalidParameterException",
            "{operation} {input}"
        );
        assert!(answer.text.contains("nextToken"));
    }
    for text in ["", "x", "eyJuZXh0VG9rZW4iOiBudWxsfQ==", "None", "ABC___2"] {
        assert_eq!(
            error(
                &server,
                "DescribeImages",
                &with(&app, json!({"nextToken": text}))
            ),
            "InvalidParameterException"
        );
    }
}

#[test]
fn a_token_outlives_the_server() {
    let app = json!({"repositoryName": "team/app", "maxResults": 20});
    let (whole, first) = {
        let server = server(60);
        (
            items(&pages(&server, "DescribeImages", &app), "imageDetails"),
            output(&server, "DescribeImages", &app),
        )
    };
    let rest = items(
        &pages_from(
            &server(60),
            "DescribeImages",
            &app,
            first["nextToken"].clone(),
        ),
        "imageDetails",
    );
    assert_eq!(rest, whole[20..]);
}

#[test]
fn pushes_between_pages_neither_hide_nor_repeat_the_others() {
    let server = server(60);
    let app = json!({"repositoryName": "team/app", "maxResults": 7});
    let before = digests(&items(
        &pages(
            &server,
            "DescribeImages",
            &with(&app, json!({"maxResults": 1000})),
        ),
        "imageDetails",
    ));
    let (mut seen, mut token) = (Vec::new(), Value::Null);
    for number in 0.. {
        let page = output(
            &server,
            "DescribeImages",
            &with(&app, json!({"nextToken": token})),
        );
        seen.extend(digests(&items(std::slice::from_ref(&page), "imageDetails")));
        token = page["nextToken"].clone();
        if token.is_null() {
            break;
        }
        for push in 0..5 {
            let manifest = manifest(number * 5 + push);
            output(
                &server,
                "PutImage",
                &json!({"repositoryName": "team/app", "imageManifest": manifest}),
            );
        }
    }
    assert_eq!(
        seen.iter().collect::<BTreeSet<_>>().len(),
        seen.len(),
        "nothing is repeated"
    );
    assert_eq!(
        seen.iter().filter(|digest| before.contains(digest)).count(),
        60,
        "nothing is hidden"
    );
    assert!(seen.len() > 60, "what was pushed further on is seen");
}
