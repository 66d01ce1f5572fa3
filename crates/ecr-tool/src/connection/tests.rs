use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use aws_identity::{Pending, Ran};
use ecr::client::{Bytes, http};

use super::*;

type Variables = &'static [(&'static str, &'static str)];

/// A machine of these variables and nothing else.
struct Bare(Variables);

impl Machine for Bare {
    fn variable(&self, name: &str) -> Option<String> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    }

    fn home(&self) -> Option<PathBuf> {
        None
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn fetch(
        &self,
        _: http::Request<Bytes>,
        _: Duration,
    ) -> Pending<'_, Result<http::Response<Bytes>, aws_identity::Failure>> {
        panic!("nothing is fetched")
    }

    fn run<'a>(&'a self, _: &'a [String]) -> Pending<'a, io::Result<Ran>> {
        panic!("nothing is run")
    }

    fn sleep(&self, _: Duration) -> Pending<'_, ()> {
        panic!("nothing is waited for")
    }
}

fn connection(target: &Target, variables: Variables) -> Result<Connection, Failure> {
    Connection::of(target, &Bare(variables))
}

fn client(target: &Target, variables: Variables) -> Result<Client, Failure> {
    let connection = connection(target, variables)?;
    let caller = connection.caller(target)?;
    connection.client(target, caller)
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
        let client = client(&target, variables);
        let client = client.unwrap_or_else(|failure| panic!("{target:?}: {failure}"));
        assert_eq!(client.endpoint().to_string(), expected, "{variables:?}");
    }
}

#[test]
fn what_is_missing_or_wrong_is_named_with_a_remedy() {
    let region = in_region("us-east-1");
    let cases: [(Target, Variables, &[&str]); 10] = [
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
            &["AWS_USE_FIPS_ENDPOINT", "true nor false"],
        ),
        (
            region.clone(),
            &[("AWS_RETRY_MODE", "fast")],
            &["AWS_RETRY_MODE", "standard or adaptive"],
        ),
        (
            region.clone(),
            &[("AWS_MAX_ATTEMPTS", "0")],
            &["AWS_MAX_ATTEMPTS", "from 1"],
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
    ];
    for (target, variables, texts) in cases {
        let failure = client(&target, variables);
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
fn a_registry_for_tests_is_asked_once_unless_calls_are_signed() {
    let usual = |target: &Target, signed| {
        let connection = connection(target, &[]).expect("a connection");
        assert_eq!(connection.retries, None);
        connection.usual(signed)
    };
    let here = at("http://127.0.0.1:1");
    assert_eq!(usual(&in_region("eu-west-1"), false), Retries::standard());
    assert_eq!(usual(&here, false), Retries::none());
    assert_eq!(usual(&here, true), Retries::standard());
}

#[test]
fn retries_that_were_chosen_are_told_from_the_usual_ones() {
    let cases: [(Variables, Option<Retries>); 4] = [
        (&[], None),
        (&[("AWS_MAX_ATTEMPTS", "")], None),
        (&[("AWS_MAX_ATTEMPTS", "3")], Some(Retries::standard())),
        (&[("AWS_RETRY_MODE", "adaptive")], Some(Retries::adaptive())),
    ];
    for (variables, expected) in cases {
        let connection = connection(&in_region("eu-west-1"), variables);
        assert_eq!(connection.expect("a connection").retries, expected);
    }
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
