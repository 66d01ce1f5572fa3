//! What goes wrong: exit codes, messages, and nothing lost.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use common::{IMAGES, Registry, digests, ecr, list};

fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more].concat()
}

/// Forty-five images in five pages; the third fails once.
fn failing(fault: &str) -> Registry {
    Registry::start(&["--images", "45", "--page-cap", "10", "--fault", fault])
}

#[test]
fn a_failed_page_loses_nothing() {
    for (fault, exit) in [
        ("status=503@page:3", 254),
        ("cut@page:3", 255),
        ("reset@page:3", 255),
    ] {
        let registry = failing(fault);
        let first = registry.ecr(&IMAGES);
        assert_eq!(first.exit, Some(exit), "{fault}: {first:?}");
        let delivered = first.json();
        assert_eq!(list(&delivered, "imageDetails").len(), 20, "{fault}");
        let token = delivered["NextToken"].as_str().expect("a token");
        assert_eq!(first.told_token(), token);
        assert!(
            first.err.contains("DescribeImages, page 3: "),
            "{}",
            first.err
        );
        assert!(first.err.contains("20 images in 2 pages"), "{}", first.err);

        let rest = registry
            .ecr(&with(&IMAGES, &["--starting-token", token]))
            .ok()
            .json();
        let sound = Registry::start(&["--images", "45"]);
        let whole = sound.ecr(&IMAGES).ok().json();
        let both = [digests(&delivered), digests(&rest)].concat();
        assert_eq!(both, digests(&whole), "{fault}");
    }
}

#[test]
fn a_table_that_breaks_off_prints_what_it_has() {
    let registry = failing("throttle@page:3");
    let first = registry.ecr(&with(&IMAGES, &["--output", "table", "--quiet"]));
    assert_eq!(first.exit, Some(254));
    assert_eq!(first.out.lines().count(), 20 + 2);
    assert!(first.err.contains("ThrottlingException"), "{}", first.err);
    let token = first.told_token();
    let rest = registry
        .ecr(&with(
            &IMAGES,
            &["--output", "table", "--starting-token", &token],
        ))
        .ok();
    assert_eq!(rest.out.lines().count(), 25 + 2);
}

#[test]
fn a_first_page_that_fails_prints_nothing() {
    let registry = Registry::start(&["--fault", "status=500@call:1"]);
    let ran = registry.ecr(&IMAGES);
    assert_eq!(ran.exit, Some(254));
    assert_eq!(ran.out, "");
    assert!(!ran.err.contains("--starting-token"), "{}", ran.err);
    registry.ecr(&IMAGES).ok();
}

#[test]
fn tokens_that_go_round_end_with_an_error() {
    for fault in ["cycle=3@page:2", "repeat-token@page:2"] {
        let ran = failing(fault).ecr(&IMAGES);
        assert_eq!(ran.exit, Some(255), "{fault}: {ran:?}");
        assert!(ran.err.contains("token"), "{}", ran.err);
        assert!(!list(&ran.json(), "imageDetails").is_empty());
    }
}

#[test]
fn empty_pages_are_no_end() {
    let registry = Registry::start(&[
        "--images",
        "45",
        "--page-cap",
        "10",
        "--fault",
        "empty@every:2",
    ]);
    let whole = registry.ecr(&IMAGES).ok().json();
    assert_eq!(list(&whole, "imageDetails").len(), 45);
}

#[test]
fn a_wrong_command_line_is_252_and_says_what_to_write() {
    let local = with(&IMAGES, &["--local"]);
    let cases: [(&[&str], &[&str]); 38] = [
        (&["describe-image"], &["describe-images"]),
        (
            &["describe-registry"],
            &["DescribeRegistry", "does not call it yet"],
        ),
        (&["describe-images", "--local"], &["--repository-name"]),
        (
            &with(&local, &["--repositry-name", "x"]),
            &["--repository-name"],
        ),
        (
            &with(&local, &["--filter", "tagstatus=TAGGED"]),
            &["--filter", "did you mean `tagStatus`?", "^"],
        ),
        (
            &with(&local, &["--filter", "TAGGED"]),
            &["--filter", "key=value"],
        ),
        (
            &with(&local, &["--filter", "{\"tagStatus\": 1}"]),
            &["--filter", "at tagStatus: expected a text"],
        ),
        (
            &with(&local, &["--image-ids", "[{]"]),
            &["--image-ids", "is not JSON"],
        ),
        (
            &with(&local, &["--image-ids", "file:///no/such"]),
            &["--image-ids", "/no/such"],
        ),
        (
            &with(&local, &["--image-ids", "imageTag=a", "--page-size", "5"]),
            &["--page-size", "cannot be used"],
        ),
        (
            &with(&local, &["--page-size", "0"]),
            &["--page-size", "from 1 to 1000"],
        ),
        (
            &with(&local, &["--page-size", "1001"]),
            &["--page-size", "from 1 to 1000"],
        ),
        (
            &with(&local, &["--max-items", "-1"]),
            &["--max-items", "from 0 to"],
        ),
        (
            &with(&local, &["--no-paginate", "--max-items", "3"]),
            &["--no-paginate", "cannot be used"],
        ),
        (
            &with(&local, &["--next-token", "t", "--max-items", "3"]),
            &["cannot be used"],
        ),
        (
            &with(&local, &["--output", "yaml"]),
            &["there are table, json, jsonl and text"],
        ),
        (
            &with(&local, &["--output", "json", "--checkpoint", "place"]),
            &[
                "--checkpoint goes with --output jsonl only",
                "--starting-token",
            ],
        ),
        (
            &with(&local, &["--output", "jsonl", "--query", "a"]),
            &["--query is evaluated on the whole result", "--output text"],
        ),
        (
            &with(&local, &["--query", "a["]),
            &["JMESPath `a[`, at character 2"],
        ),
        (
            &with(&local, &["--endpoint-url", "http://127.0.0.1:1"]),
            &["cannot be used"],
        ),
        (&with(&local, &["--max-attempts", "0"]), &["--max-attempts"]),
        (
            &with(&local, &["--retry-mode", "fast"]),
            &["--retry-mode", "standard or adaptive"],
        ),
        (
            &with(&local, &["--cli-read-timeout", "soon"]),
            &["--cli-read-timeout", "seconds"],
        ),
        // {"repositoryName": "other"}: a crafted token must not change the request.
        (
            &with(
                &local,
                &["--starting-token", "eyJyZXBvc2l0b3J5TmFtZSI6ICJvdGhlciJ9"],
            ),
            &["repositoryName"],
        ),
        (
            &with(&local, &["--page-size", "-5"]),
            &["--page-size", "from 1 to 1000"],
        ),
        (
            &with(&local, &["--max-items", "18446744073709551616"]),
            &["--max-items", "from 0 to 18446744073709551615"],
        ),
        (
            &with(&local, &["--retry-mode", "legacy"]),
            &["standard or adaptive", "--max-attempts 5"],
        ),
        (
            &with(&local, &["--cli-connect-timeout", "-1"]),
            &["write a whole number of seconds"],
        ),
        (&with(&local, &["--query", ""]), &["write a JMESPath"]),
        (
            &with(&local, &["--starting-token", ""]),
            &["--starting-token", "write the NextToken of a listing"],
        ),
        (
            &with(&local, &["--service-token", ""]),
            &["--service-token", "nextToken of one of the service's pages"],
        ),
        (
            &["local", "--fault", "latency=1h"],
            &["`1h` has no unit that is known, ms or s"],
        ),
        (&["local", "--fault", "latency=20"], &["20ms or 2s"]),
        (
            &["newest", "", "--local"],
            &["REPOSITORY: expected 2 characters or more"],
        ),
        (&["local", "--port", "x"], &["--port", "from 0 to 65535"]),
        (
            &["sweep", "--local", "--parallel", "-1"],
            &["from 1 to 256"],
        ),
        (
            &with(&local, &["--image-ids", "file:///dev/zero"]),
            &["/dev/zero: there are more than 16777216 bytes"],
        ),
        (
            &["local", "--fault", "sttus=503"],
            &["there is no kind `sttus`"],
        ),
    ];
    for (arguments, texts) in cases {
        let ran = ecr(arguments);
        assert_eq!(ran.exit, Some(252), "{arguments:?}: {ran:?}");
        assert_eq!(ran.out, "", "{arguments:?}");
        for text in texts {
            assert!(ran.err.contains(text), "{arguments:?}: {text}: {}", ran.err);
        }
    }
}

#[test]
fn no_registry_is_253_and_says_what_to_use() {
    let ran = ecr(&IMAGES);
    assert_eq!(ran.exit, Some(253));
    assert!(
        ran.err.contains("--local") && ran.err.contains("--endpoint-url"),
        "{}",
        ran.err
    );
    for url in [
        "https://api.ecr.us-east-1.amazonaws.com",
        "http://192.0.2.1:80",
        "127.0.0.1:80",
        "nonsense",
    ] {
        for more in [
            &["--endpoint-url", url][..],
            &["--endpoint-url", url, "--no-sign-request"],
        ] {
            if more.len() == 3 && url.starts_with("https") {
                continue;
            }
            let ran = ecr(&with(&IMAGES, more));
            assert_eq!(ran.exit, Some(253), "{more:?}: {ran:?}");
            assert_eq!(ran.out, "");
        }
    }
}

#[test]
fn an_address_that_is_none_is_told_before_a_region_is_asked_for() {
    let ran = ecr(&with(&IMAGES, &["--endpoint-url", "ftp://registry"]));
    assert_eq!(ran.exit, Some(253), "{ran:?}");
    assert!(ran.err.contains("ftp"), "{}", ran.err);
    assert!(!ran.err.contains("region"), "{}", ran.err);
    let ran = ecr(&with(
        &IMAGES,
        &["--endpoint-url", "https://registry.invalid"],
    ));
    assert_eq!(ran.exit, Some(253), "{ran:?}");
    for text in [
        "calls to https://registry.invalid",
        "--region",
        "--no-sign-request",
    ] {
        assert!(ran.err.contains(text), "{text}: {}", ran.err);
    }
}

#[test]
fn an_error_of_the_service_is_254() {
    let missing = ["describe-images", "--local", "--repository-name", "no/such"];
    let ran = ecr(&missing);
    assert_eq!(ran.exit, Some(254));
    assert!(
        ran.err.contains("RepositoryNotFoundException") && ran.err.contains("HTTP status 400"),
        "{}",
        ran.err
    );
    let page = ecr(&with(&missing, &["--no-paginate"]));
    assert_eq!(page.exit, Some(254), "{page:?}");
}

#[test]
fn nobody_there_is_255() {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", socket.local_addr().expect("its address"));
    drop(socket);
    let ran = ecr(&with(&IMAGES, &["--endpoint-url", &url]));
    assert_eq!(ran.exit, Some(255));
    assert!(ran.err.contains("no connection"), "{}", ran.err);
}

#[test]
fn a_port_that_is_taken_says_what_to_do() {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = socket.local_addr().expect("its address").port().to_string();
    let ran = ecr(&["local", "--port", &port]);
    assert_eq!((ran.exit, ran.out.as_str()), (Some(255), ""), "{ran:?}");
    assert!(ran.err.contains("leave --port out"), "{}", ran.err);
}

#[test]
fn a_proxy_that_fails_is_named_without_its_password() {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = socket.local_addr().expect("its address").to_string();
    drop(socket);
    for host in [address.as_str(), "proxy.invalid:3128"] {
        let flags = [
            "--region",
            "eu-west-1",
            "--no-sign-request",
            "--max-attempts",
            "1",
        ];
        let mut command = common::command(&with(&IMAGES, &flags));
        command.env("HTTPS_PROXY", format!("http://user:hunter2@{host}"));
        let ran: common::Ran = command.output().expect("ecr runs").into();
        assert_eq!(ran.exit, Some(255), "{ran:?}");
        let told = format!("the proxy `{host}` made no connection");
        assert!(ran.err.contains(&told), "{}", ran.err);
        assert!(!ran.err.contains("hunter2"), "{}", ran.err);
    }
}

#[test]
fn help_teaches_and_succeeds() {
    for arguments in [
        &["--help"][..],
        &["describe-images", "--help"],
        &["local", "--help"],
    ] {
        let ran = ecr(arguments).ok();
        assert!(
            ran.out.contains("Examples:") && ran.err.is_empty(),
            "{}",
            ran.out
        );
    }
    let images = ecr(&["describe-images", "--help"]).out;
    assert!(images.contains("tagStatus=TAGGED|UNTAGGED|ANY"), "{images}");
    assert!(
        !images.contains("--next-token"),
        "paging by hand is not shown: {images}"
    );
    assert!(ecr(&["--version"]).ok().out.starts_with("ecr "));
    let nothing = ecr(&[]);
    assert_eq!(nothing.exit, Some(252));
    assert!(nothing.err.contains("describe-images"), "{}", nothing.err);
}
