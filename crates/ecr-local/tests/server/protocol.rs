//! awsJson1_1 as a client meets it: heads, errors, and whatever bytes it may send.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use ecr_local::{Registry, Server};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{Answer, call, exchange, try_call};

const PREFIX: &str = "AmazonEC2ContainerRegistry_V20150921";

fn server() -> Server {
    Registry::builder()
        .repository("team/app")
        .images(5)
        .start()
        .unwrap()
}

fn raw(server: &Server, head: &str) -> Answer {
    exchange(
        server.address(),
        format!("{head}connection: close\r\ncontent-length: 2\r\n\r\n{{}}").as_bytes(),
    )
    .unwrap()
}

/// Every answer is of this form, whatever was asked.
fn assert_conforms(answer: &Answer) {
    assert_eq!(
        answer.header("content-type"),
        Some("application/x-amz-json-1.1")
    );
    assert_eq!(answer.header("x-amzn-requestid").map(str::len), Some(36));
    assert!(!answer.is_cut);
    let body = answer.json();
    assert!(body.is_object());
    if answer.status != 200 {
        assert!(!answer.error().is_empty());
        assert!(body["message"].is_string());
    }
}

#[test]
fn heads_that_are_none_of_the_protocol_are_refused() {
    let server = server();
    let json = "content-type: application/x-amz-json-1.1\r\n";
    let target = format!("x-amz-target: {PREFIX}.ListImages\r\n");
    let cases = [
        (
            format!("POST / HTTP/1.1\r\nhost: a\r\n{json}"),
            400,
            "UnknownOperationException",
        ),
        (
            format!("POST / HTTP/1.1\r\nhost: a\r\n{json}x-amz-target: ListImages\r\n"),
            400,
            "UnknownOperationException",
        ),
        (
            format!("POST / HTTP/1.1\r\nhost: a\r\n{json}x-amz-target: Other.ListImages\r\n"),
            400,
            "UnknownOperationException",
        ),
        (
            format!("POST / HTTP/1.1\r\nhost: a\r\n{json}x-amz-target: {PREFIX}.Nothing\r\n"),
            400,
            "UnknownOperationException",
        ),
        (
            format!("POST / HTTP/1.1\r\nhost: a\r\n{json}x-amz-target: {PREFIX}.\r\n"),
            400,
            "UnknownOperationException",
        ),
        (
            format!("POST /v2 HTTP/1.1\r\nhost: a\r\n{json}{target}"),
            400,
            "UnknownOperationException",
        ),
        (
            format!("PUT / HTTP/1.1\r\nhost: a\r\n{json}{target}"),
            400,
            "UnknownOperationException",
        ),
        (
            format!("POST / HTTP/1.1\r\nhost: a\r\n{target}"),
            415,
            "UnsupportedMediaTypeException",
        ),
        (
            format!("POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n{target}"),
            415,
            "UnsupportedMediaTypeException",
        ),
    ];
    for (head, status, code) in cases {
        let answer = raw(&server, &head);
        assert_conforms(&answer);
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (status, code),
            "{head}"
        );
    }
    let charset = format!(
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-amz-json-1.1; charset=utf-8\r\n{target}"
    );
    assert_eq!(
        raw(&server, &charset).error(),
        "InvalidParameterException",
        "the body lacks repositoryName"
    );
}

#[test]
fn an_operation_of_the_model_alone_says_that_it_is_missing_here() {
    let answer = call(&server(), "GetAuthorizationToken", &json!({}));
    assert_eq!(answer.error(), "UnknownOperationException");
    assert!(answer.text.contains("embedded registry"), "{}", answer.text);
    assert!(
        !call(&server(), "GetNothing", &json!({}))
            .text
            .contains("embedded registry")
    );
}

#[test]
fn bodies_that_are_no_objects_are_refused() {
    let server = server();
    let deep = [b"{\"a\":".repeat(100_000), b"1".to_vec()].concat();
    for body in [
        b"[]".as_slice(),
        b"null",
        b"1",
        b"{",
        b"{\"a\":1}x",
        b"\xff",
        b"{\"repositoryName\":\"\xff\"}",
        &deep,
    ] {
        let answer = try_call(&server, "ListImages", body).unwrap();
        assert_conforms(&answer);
        assert_eq!(answer.error(), "SerializationException");
    }
    assert_eq!(
        try_call(&server, "DescribeRepositories", b"")
            .unwrap()
            .status,
        200,
        "no body is an empty input"
    );
}

#[test]
fn a_body_too_long_is_refused_before_it_is_sent() {
    let server = server();
    let head = |framing: &str| {
        format!(
            "POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/x-amz-json-1.1\r\n\
             x-amz-target: {PREFIX}.ListImages\r\n{framing}\r\n\r\n"
        )
    };
    let announced = exchange(
        server.address(),
        head("content-length: 99999999999").as_bytes(),
    );
    let answer = announced.unwrap();
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (413, "RequestEntityTooLargeException")
    );
}

#[test]
fn a_connection_serves_many_calls() {
    let server = server();
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let request = format!(
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-amz-json-1.1\r\n\
         x-amz-target: {PREFIX}.DescribeRepositories\r\ncontent-length: 2\r\n\r\n{{}}"
    );
    let mut lengths = Vec::new();
    for _ in 0..20 {
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = vec![0; 65_536];
        let mut filled = 0;
        while !bytes[..filled].ends_with(b"]}") {
            filled += stream.read(&mut bytes[filled..]).unwrap();
        }
        lengths.push(filled);
    }
    assert_eq!(server.requests().len(), 20);
    assert!(lengths.iter().all(|length| *length == lengths[0]));
}

#[test]
fn five_hundred_idle_connections_do_not_use_up_the_server_when_they_close() {
    let server = server();
    for _ in 0..2 {
        let idle: Vec<TcpStream> = (0..250)
            .map(|_| TcpStream::connect(server.address()).unwrap())
            .collect();
        assert_eq!(
            call(&server, "DescribeRepositories", &json!({})).status,
            200
        );
        drop(idle);
    }
}

#[test]
fn a_dropped_server_listens_no_more() {
    let server = server();
    let address = server.address();
    let idle = TcpStream::connect(address).unwrap();
    drop(server);
    assert!(TcpStream::connect(address).is_err());
    drop(idle);
    let again = Registry::builder().port(address.port()).start().unwrap();
    let taken = Registry::builder()
        .port(again.address().port())
        .start()
        .unwrap_err();
    assert!(taken.to_string().contains(&address.port().to_string()));
    assert!(std::error::Error::source(&taken).is_some());
}

#[test]
fn the_same_calls_get_the_same_answers() {
    let answers = |seed| {
        let server = Registry::builder().seed(seed).start().unwrap();
        let inputs = [
            json!({}),
            json!({"maxResults": 1}),
            json!({"maxResults": 0}),
        ];
        inputs.map(|input| {
            let answer = call(&server, "DescribeRepositories", &input);
            (answer.head, answer.text)
        })
    };
    assert_eq!(answers(1), answers(1));
    let ids = |seed| {
        answers(seed).map(|(head, _)| {
            head.lines()
                .find(|line| line.contains("requestid"))
                .map(str::to_owned)
        })
    };
    assert_ne!(ids(1), ids(2));
    let [first, second, _] = ids(1);
    assert_ne!(first, second);
}

#[test]
fn requests_can_be_looked_at() {
    let server = server();
    let input = json!({"repositoryName": "team/app", "maxResults": 0});
    let answer = call(&server, "ListImages", &input);
    try_call(&server, "Nothing", b"no json").unwrap();
    let requests = server.requests();
    let [first, second] = requests.as_slice() else {
        panic!("{requests:?}")
    };
    assert_eq!(
        (
            first.call,
            first.operation.as_str(),
            &first.body,
            first.status
        ),
        (1, "ListImages", &input, Some(400))
    );
    assert_eq!(
        answer.header("x-amzn-requestid"),
        Some(first.request_id.as_str())
    );
    assert_eq!(
        (second.call, second.operation.as_str(), &second.body),
        (2, "Nothing", &Value::Null)
    );
    server.clear_requests();
    call(&server, "ListImages", &input);
    assert_eq!(
        server
            .requests()
            .iter()
            .map(|request| request.call)
            .collect::<Vec<_>>(),
        [3]
    );
}

/// JSON that often has members the operations know, with values of all kinds.
fn inputs() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "repositoryName",
        "registryId",
        "imageIds",
        "imageId",
        "filter",
        "nextToken",
        "maxResults",
        "imageTag",
        "imageDigest",
        "tagStatus",
        "repositoryNames",
        "ecrRepositoryPrefixes",
        "prefixes",
        "subjectId",
        "artifactTypes",
        "replicationBackfillId",
        "resultStatusFilter",
        "imageManifest",
        "tags",
        "encryptionConfiguration",
        "other",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..200_i64).prop_map(Value::from),
        Just(Value::from("team/app")),
        Just(Value::from("123456789012")),
        any::<String>().prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 24, 4, move |inner| {
        let objects =
            prop::collection::btree_map(names.clone().prop_map(str::to_owned), inner.clone(), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            objects.prop_map(|members| json!(members))
        ]
    });
    prop_oneof![
        value.clone(),
        value.prop_map(|value| match value {
            Value::Object(mut members) => {
                members.insert("repositoryName".into(), "team/app".into());
                Value::Object(members)
            }
            other => other,
        })
    ]
}

fn operations() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "DescribeImages",
        "ListImages",
        "DescribeRepositories",
        "DescribeImageScanFindings",
        "DescribePullThroughCacheRules",
        "DescribeRepositoryCreationTemplates",
        "GetLifecyclePolicyPreview",
        "DescribeReplicationBackfillResults",
        "ListReplicationBackfills",
        "ListImageReferrers",
        "ListPullTimeUpdateExclusions",
        "CreateRepository",
        "PutImage",
        "BatchGetImage",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_get_an_answer_that_conforms(operation in operations(), body: Vec<u8>) {
        let server = server();
        assert_conforms(&try_call(&server, operation, &body).unwrap());
    }

    #[test]
    fn any_json_gets_an_answer_that_conforms(operation in operations(), input in inputs()) {
        let server = server();
        let answer = call(&server, operation, &input);
        assert_conforms(&answer);
        prop_assert!(answer.status == 200 || answer.status == 400, "{}", answer.text);
        assert_eq!(call(&server, "DescribeRepositories", &json!({})).status, 200, "the server lives on");
    }
}
