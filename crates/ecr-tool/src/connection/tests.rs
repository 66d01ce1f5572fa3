use std::time::Duration;

use super::*;

type Variables = &'static [(&'static str, &'static str)];

fn connection(target: &Target, variables: Variables) -> Result<Connection, Failure> {
    let variable = |name: &str| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    Connection::of(target, &variable)
}

fn unsigned() -> Target {
    Target {
        unsigned: true,
        ..Target::default()
    }
}

fn in_region(region: &str) -> Target {
    Target {
        region: Some(region.to_owned()),
        ..unsigned()
    }
}

fn at(url: &str) -> Target {
    Target {
        endpoint: Some(url.to_owned()),
        ..unsigned()
    }
}

#[test]
fn calls_go_where_flags_and_environment_say() {
    let cases: [(Target, Variables, &str); 11] = [
        (
            in_region("eu-west-1"),
            &[("AWS_REGION", "eu-west-2")],
            "https://api.ecr.eu-west-1.amazonaws.com/",
        ),
        (
            unsigned(),
            &[
                ("AWS_DEFAULT_REGION", "eu-west-1"),
                ("AWS_REGION", "eu-west-2"),
            ],
            "https://api.ecr.eu-west-2.amazonaws.com/",
        ),
        (
            unsigned(),
            &[("AWS_DEFAULT_REGION", "eu-west-1"), ("AWS_REGION", "")],
            "https://api.ecr.eu-west-1.amazonaws.com/",
        ),
        (
            in_region("cn-north-1"),
            &[],
            "https://api.ecr.cn-north-1.amazonaws.com.cn/",
        ),
        (
            in_region("us-east-1"),
            &[("AWS_USE_FIPS_ENDPOINT", "True")],
            "https://api.ecr-fips.us-east-1.amazonaws.com/",
        ),
        (
            in_region("eu-west-1"),
            &[("AWS_USE_DUALSTACK_ENDPOINT", "true")],
            "https://ecr.eu-west-1.api.aws/",
        ),
        (
            at("https://registry.example/v"),
            &[("AWS_ENDPOINT_URL_ECR", "http://b")],
            "https://registry.example/v",
        ),
        (
            unsigned(),
            &[
                ("AWS_ENDPOINT_URL", "https://a"),
                ("AWS_ENDPOINT_URL_ECR", "https://b"),
            ],
            "https://b/",
        ),
        (
            in_region("eu-west-1"),
            &[("AWS_ENDPOINT_URL", "https://a")],
            "https://a/",
        ),
        (
            in_region("eu-west-1"),
            &[
                ("AWS_ENDPOINT_URL", "https://a"),
                ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
            ],
            "https://api.ecr.eu-west-1.amazonaws.com/",
        ),
        // Neither region nor credentials: a registry for tests.
        (
            Target {
                unsigned: false,
                ..at("http://127.0.0.1:5000")
            },
            &[],
            "http://127.0.0.1:5000/",
        ),
    ];
    for (target, variables, expected) in cases {
        let client = connection(&target, variables).and_then(Connection::client);
        let client = client.unwrap_or_else(|failure| panic!("{target:?}: {failure}"));
        assert_eq!(client.endpoint().to_string(), expected, "{variables:?}");
    }
}

#[test]
fn what_is_missing_or_wrong_is_named_with_a_remedy() {
    let region = in_region("us-east-1");
    let cases: [(Target, Variables, &[&str]); 11] = [
        (unsigned(), &[], &["no region", "--region", "--local"]),
        (
            in_region("eu west"),
            &[],
            &["`eu west` is no region", "eu-west-1"],
        ),
        (in_region("x.evil.example/"), &[], &["is no region"]),
        (
            region.clone(),
            &[("AWS_USE_FIPS_ENDPOINT", "yes")],
            &["AWS_USE_FIPS_ENDPOINT is `yes`", "true or false"],
        ),
        (
            region.clone(),
            &[("AWS_RETRY_MODE", "fast")],
            &["AWS_RETRY_MODE", "`fast`", "standard or adaptive"],
        ),
        (
            region.clone(),
            &[("AWS_MAX_ATTEMPTS", "0")],
            &["AWS_MAX_ATTEMPTS", "`0`"],
        ),
        (
            region.clone(),
            &[("AWS_CA_BUNDLE", "/no/such")],
            &["/no/such", "AWS_CA_BUNDLE"],
        ),
        (
            region.clone(),
            &[("HTTPS_PROXY", "ftp://x")],
            &["HTTPS_PROXY"],
        ),
        (
            at("https://a"),
            &[("AWS_USE_FIPS_ENDPOINT", "true")],
            &["FIPS and custom endpoint"],
        ),
        (at("registry.example"), &[], &["registry.example"]),
        (
            Target {
                unsigned: false,
                ..region
            },
            &[],
            &["no credentials", "--no-sign-request"],
        ),
    ];
    for (target, variables, texts) in cases {
        let failure = connection(&target, variables).and_then(Connection::client);
        let failure = failure.expect_err("nothing to ask");
        assert_eq!(failure.exit(), Exit::Configuration, "{failure}");
        let shown = failure.to_string();
        assert!(
            texts.iter().all(|text| shown.contains(text)),
            "{texts:?}: {shown}"
        );
    }
}

#[test]
fn amazons_is_asked_three_times_and_one_for_tests_once() {
    let attempts = |target: &Target, variables| {
        let connection = connection(target, variables).expect("a connection");
        connection.retries
    };
    let here = at("http://127.0.0.1:1");
    assert_eq!(attempts(&in_region("eu-west-1"), &[]), Retries::standard());
    assert_eq!(attempts(&here, &[]), Retries::none());
    let set: Variables = &[("AWS_MAX_ATTEMPTS", "3")];
    assert_eq!(attempts(&here, set), Retries::standard());
    let adaptive: Variables = &[("AWS_RETRY_MODE", "adaptive")];
    assert_eq!(attempts(&here, adaptive), Retries::adaptive());
}

#[test]
fn limits_are_those_of_the_flags() {
    let target = Target {
        connect_timeout: Some(Duration::from_secs(2)),
        read_timeout: Some(Duration::from_secs(3)),
        ..in_region("eu-west-1")
    };
    let limits = connection(&target, &[])
        .expect("a connection")
        .network
        .limits();
    assert_eq!(limits.connect, Duration::from_secs(2));
    assert_eq!(
        (limits.response, limits.body),
        (Duration::from_secs(3), Duration::from_secs(3))
    );
}
