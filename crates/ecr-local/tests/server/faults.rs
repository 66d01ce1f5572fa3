//! Faults, as a client meets them.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::time::Duration;

use ecr_local::{Registry, Server};
use serde_json::{Value, json};

use crate::common::{call, items, output, pages, pages_from, try_call, with};

fn server(faults: &[&str]) -> Server {
    let builder = Registry::builder()
        .repository("team/app")
        .images(50)
        .page_cap(10);
    faults
        .iter()
        .fold(builder, |builder, fault| {
            builder.fault(fault.parse().unwrap())
        })
        .start()
        .unwrap()
}

fn app() -> Value {
    json!({"repositoryName": "team/app"})
}

#[test]
fn statuses_come_with_an_error_of_their_class() {
    let cases = [
        ("status=500", 500, "ServerException"),
        ("status=503", 503, "ServiceUnavailableException"),
        ("status=429", 429, "ThrottlingException"),
        ("throttle", 400, "ThrottlingException"),
        ("error=KmsException", 400, "KmsException"),
        ("error=ServerException", 500, "ServerException"),
    ];
    for (fault, status, code) in cases {
        let answer = call(&server(&[fault]), "DescribeImages", &app());
        assert_eq!((answer.status, answer.error().as_str()), (status, code));
        assert!(answer.header("x-amzn-requestid").is_some());
    }
}

#[test]
fn a_listing_can_go_on_where_a_page_failed() {
    for fault in [
        "status=503@page:3",
        "throttle@page:3",
        "cut@page:3",
        "reset@page:3",
    ] {
        let server = server(&[fault]);
        let whole = {
            let good = self::server(&[]);
            items(&pages(&good, "DescribeImages", &app()), "imageDetails")
        };
        let first = output(&server, "DescribeImages", &app());
        let second = output(
            &server,
            "DescribeImages",
            &with(&app(), json!({"nextToken": first["nextToken"]})),
        );
        let third = with(&app(), json!({"nextToken": second["nextToken"]}));
        let failed = try_call(&server, "DescribeImages", third.to_string().as_bytes());
        assert!(
            failed.is_err() || failed.is_ok_and(|answer| answer.status != 200 || answer.is_cut),
            "{fault}"
        );
        let rest = pages_from(
            &server,
            "DescribeImages",
            &app(),
            second["nextToken"].clone(),
        );
        assert_eq!(
            items(&[vec![first, second], rest].concat(), "imageDetails"),
            whole,
            "{fault}"
        );
    }
}

#[test]
fn a_cut_leaves_part_of_the_body() {
    for (fault, least, most) in [
        ("cut", 1_000, 100_000),
        ("cut=0", 0, 0),
        ("cut=100", 100, 100),
        ("cut=99999999", 1_000, 100_000),
    ] {
        let answer = try_call(
            &server(&[fault]),
            "DescribeImages",
            app().to_string().as_bytes(),
        )
        .unwrap();
        assert!(answer.is_cut, "{fault}");
        assert_eq!(answer.status, 200);
        assert!(
            (least..=most).contains(&answer.text.len()),
            "{fault}: {}",
            answer.text.len()
        );
    }
}

#[test]
fn a_large_body_is_cut_in_half_too() {
    let server = Registry::builder()
        .repository("team/app")
        .images(1000)
        .fault("cut".parse().unwrap())
        .start()
        .unwrap();
    let input = with(&app(), json!({"maxResults": 1000}));
    let answer = try_call(&server, "DescribeImages", input.to_string().as_bytes()).unwrap();
    let announced: usize = answer.header("content-length").unwrap().parse().unwrap();
    assert!(announced > 300_000);
    assert_eq!(answer.text.len(), announced / 2);
}

#[test]
fn a_reset_is_no_answer_at_all() {
    let server = server(&["reset@call:2"]);
    assert_eq!(call(&server, "DescribeImages", &app()).status, 200);
    let error = try_call(&server, "DescribeImages", app().to_string().as_bytes()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(call(&server, "DescribeImages", &app()).status, 200);
    let statuses: Vec<Option<u16>> = server
        .requests()
        .iter()
        .map(|request| request.status)
        .collect();
    assert_eq!(statuses, [Some(200), None, Some(200)]);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how long an answer takes is what is tested"
)]
fn latency_delays_the_answer() {
    let server = server(&["latency=150ms@call:2"]);
    call(&server, "DescribeRepositories", &json!({}));
    let before = std::time::Instant::now();
    assert_eq!(
        call(&server, "DescribeRepositories", &json!({})).status,
        200
    );
    assert!(before.elapsed() >= Duration::from_millis(150));
}

#[test]
fn calls_are_counted_whatever_their_operation() {
    let server = server(&["throttle@every:3"]);
    let operations = [
        "DescribeImages",
        "ListImages",
        "DescribeRepositories",
        "Nothing",
        "DescribeImages",
        "ListImages",
    ];
    let codes: Vec<bool> = operations
        .iter()
        .map(|operation| {
            call(&server, operation, &app())
                .text
                .contains("ThrottlingException")
        })
        .collect();
    assert_eq!(codes, [false, false, true, false, false, true]);
}

#[test]
fn empty_pages_lose_nothing() {
    let whole = items(&pages(&server(&[]), "ListImages", &app()), "imageIds");
    for (fault, most_empty) in [
        ("empty", 100),
        ("empty@page:2", 1),
        ("empty@every:2", 100),
        ("empty@page:1", 1),
    ] {
        let server = server(&[fault]);
        let pages = pages(&server, "ListImages", &app());
        let empty = pages
            .iter()
            .filter(|page| page["imageIds"] == json!([]))
            .count();
        assert!((1..=most_empty).contains(&empty), "{fault}: {empty}");
        assert_eq!(items(&pages, "imageIds"), whole, "{fault}");
        let tokens: BTreeSet<String> = pages
            .iter()
            .map(|page| page["nextToken"].to_string())
            .collect();
        assert_eq!(tokens.len(), pages.len(), "{fault}: no token comes twice");
    }
}

/// The tokens of `count` pages.
fn tokens(server: &Server, count: usize) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    for _ in 0..count {
        let page = output(
            server,
            "ListImages",
            &with(
                &app(),
                json!({"maxResults": 10, "nextToken": tokens.last()}),
            ),
        );
        tokens.push(
            page["nextToken"]
                .as_str()
                .expect("a circle has no end")
                .to_owned(),
        );
    }
    tokens
}

#[test]
fn cycles_have_the_length_and_tail_asked_for() {
    for (fault, tail, length) in [
        ("cycle=1", 0, 1),
        ("cycle=2", 0, 2),
        ("cycle=5@page:3", 2, 5),
        ("cycle=64", 0, 64),
        ("cycle=1000@page:4", 3, 1000),
    ] {
        let tokens = tokens(&server(&[fault]), tail + 2 * length + 1);
        assert_eq!(
            tokens.iter().collect::<BTreeSet<_>>().len(),
            tail + length,
            "{fault}"
        );
        assert_eq!(tokens[tail], tokens[tail + length], "{fault}");
        assert_eq!(tokens[tail], tokens[tail + 2 * length], "{fault}");
    }
}

#[test]
fn a_repeated_token_asks_for_the_same_page() {
    let server = server(&["repeat-token@page:2"]);
    let first = output(&server, "ListImages", &app());
    let second = with(&app(), json!({"nextToken": first["nextToken"]}));
    assert_eq!(
        output(&server, "ListImages", &second)["nextToken"],
        first["nextToken"]
    );
    assert_ne!(
        output(&server, "ListImages", &second)["nextToken"],
        first["nextToken"],
        "once a listing"
    );
}

#[test]
fn faults_work_together() {
    let server = server(&["empty@page:2", "status=500@page:4", "cut@call:1"]);
    let cut = try_call(&server, "ListImages", app().to_string().as_bytes()).unwrap();
    assert!(cut.is_cut);
    let first = output(&server, "ListImages", &app());
    let second = output(
        &server,
        "ListImages",
        &with(&app(), json!({"nextToken": first["nextToken"]})),
    );
    assert_eq!(second["imageIds"], json!([]));
    let third = output(
        &server,
        "ListImages",
        &with(&app(), json!({"nextToken": second["nextToken"]})),
    );
    let fourth = call(
        &server,
        "ListImages",
        &with(&app(), json!({"nextToken": third["nextToken"]})),
    );
    assert_eq!(fourth.status, 500);
}
