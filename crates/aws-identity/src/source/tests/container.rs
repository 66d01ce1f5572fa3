use std::time::Duration;

use aws_transport::{Bytes, Limits, Network, Proxies, http};

use super::faults::{Trial, found};
use super::machine::{Beside, machines, machines_with, run};
use super::server::{Answer, Seen, Server};
use super::{assert_no_secret, noon};
use crate::source::container::load;
use crate::{Credentials, CredentialsError, Kind, Machine as _};

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

const KEYS: &str = r#"{"AccessKeyId": "ASIA1", "SecretAccessKey": "marked-secret", "Token": "marked-token",
    "Expiration": "2023-11-15T04:13:20Z", "AccountId": "123456789012", "RoleArn": "arn"}"#;

fn good(_: &Seen) -> Answer {
    Answer::new(200, KEYS)
}

fn ask(machine: Beside, url: &str) -> Result<Credentials, CredentialsError> {
    let machine = machine
        .set(FULL, &format!("{url}/keys"))
        .set(TOKEN, "marked-authorization");
    found(load(&machine))
}

fn is_keys(credentials: &Credentials) {
    assert_eq!(credentials.access_key_id(), "ASIA1");
    assert_eq!(credentials.secret_access_key(), "marked-secret");
    assert_eq!(credentials.session_token(), Some("marked-token"));
    assert_eq!(credentials.account_id(), Some("123456789012"));
    let expires = noon() + Duration::from_secs(6 * 3600);
    assert_eq!(credentials.expires(), Some(expires));
}

#[test]
fn faults_are_told_apart_and_show_no_secret() {
    let trial = Trial {
        at: "/keys",
        good,
        ask: &ask,
        kind: |_, kind| kind,
    };
    trial.run();
    trial.recovers();
}

#[test]
fn nothing_is_asked_where_no_variable_is_set() {
    for machine in machines() {
        let machine = machine.set(RELATIVE, "").set(FULL, "");
        assert!(run(load(&machine)).expect("no error").is_none());
    }
}

#[test]
fn the_agent_of_ecs_is_asked_for_the_relative_address_before_the_full_one() {
    let server = Server::start(good);
    for machine in machines() {
        let machine = machine
            .with_agents(&server.url)
            .set(RELATIVE, "/v2/credentials/1?a=b")
            .set(FULL, "http://127.0.0.1:1/");
        is_keys(&found(load(&machine)).expect("keys"));
    }
    assert_eq!(server.lines(), ["GET /v2/credentials/1?a=b"; 2]);
    let seen = server.seen();
    assert_eq!(seen[0].header("accept"), Some("application/json"));
    assert_eq!(seen[0].header("authorization"), None);
}

#[test]
fn three_attempts_are_made_a_second_apart() {
    let server = Server::start(|_| Answer::new(500, "marked"));
    for machine in machines() {
        let machine = machine.set(FULL, &server.url);
        found(load(&machine)).expect_err("no keys");
        assert_eq!(machine.slept(), [Duration::from_secs(1); 2]);
    }
    assert_eq!(server.seen().len(), 6);
}

#[test]
fn the_token_of_the_file_goes_before_the_variable_and_is_read_each_time() {
    let server = Server::start(good);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("token");
    for machine in machines() {
        let machine = machine
            .set(FULL, &server.url)
            .set(TOKEN, "from-variable")
            .set(TOKEN_FILE, file.to_str().expect("a path"));
        for token in ["first", "second"] {
            std::fs::write(&file, token).expect("a file");
            found(load(&machine)).expect("keys");
            let last = server.seen().pop().expect("a request");
            assert_eq!(last.header("authorization"), Some(token));
        }
    }
}

#[test]
fn a_token_that_cannot_be_sent_is_an_error_before_anything_is_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("token");
    std::fs::write(&file, "marked-token\n").expect("a file");
    for path in [file, folder.path().join("missing")] {
        for machine in machines() {
            let machine = machine
                .set(FULL, "http://127.0.0.1:1")
                .set(TOKEN_FILE, path.to_str().expect("a path"));
            let error = found(load(&machine)).expect_err("no keys");
            assert_no_secret("token file", &error);
            assert_eq!(error.kind(), Kind::Configuration);
            assert!(machine.direct().is_empty());
        }
    }
}

#[test]
fn keys_are_taken_only_from_where_botocore_takes_them() {
    for (url, allowed) in [
        ("http://127.0.0.1/", true),
        ("http://127.1.2.3:80/x", true),
        ("http://localhost:8080/", true),
        ("http://[::1]/", true),
        ("http://169.254.170.2/", true),
        ("http://169.254.170.23/v1/credentials", true),
        ("http://[fd00:ec2::23]/v1/credentials", true),
        ("https://keys.example/", true),
        ("http://keys.example/", false),
        ("http://169.254.169.254/", false),
        ("http://169.254.170.2.example/", false),
        ("http://localhost.example/", false),
        ("http://[fd00:ec2::24]/", false),
        ("http://10.0.0.1/", false),
        ("ftp://127.0.0.1/", false),
        ("/only/a/path", false),
        ("127.0.0.1:80", false),
        ("http://", false),
    ] {
        let [machine, _] = machines_with(Network::new());
        let machine = machine.set(FULL, url);
        let is_allowed = super::super::container::address(&machine).is_ok();
        assert_eq!(is_allowed, allowed, "{url}");
    }
}

#[test]
fn a_relative_address_cannot_lead_elsewhere() {
    for path in [".example/keys", "@keys.example/", "marked"] {
        for machine in machines() {
            let error = found(load(&machine.set(RELATIVE, path))).expect_err(path);
            assert_eq!(error.kind(), Kind::Configuration);
        }
    }
}

/// A machine that waits for nothing, behind a proxy for everything.
fn behind(proxy: &Server) -> [Beside; 2] {
    let proxies = Proxies::from_variables(|name| match name {
        "HTTP_PROXY" | "HTTPS_PROXY" => Some(proxy.url.clone()),
        _ => None,
    });
    let limit = Duration::from_millis(50);
    let limits = Limits::default().with_connect(limit).with_response(limit);
    let network = Network::new().with_proxies(proxies.expect("proxies"));
    machines_with(network.with_limits(limits))
}

#[test]
fn no_proxy_is_asked_for_keys_and_every_other_request_goes_through_it() {
    let proxy = Server::start(|_| Answer::new(500, ""));
    for machine in behind(&proxy) {
        let machine = machine.set(RELATIVE, "/keys");
        // Whether somebody has that address or not: the proxy is not told.
        let _ = found(load(&machine));
        assert_eq!(machine.direct(), [true; 3]);
        assert_eq!(proxy.lines(), [""; 0]);
    }
    for machine in behind(&proxy) {
        let request = http::Request::get("http://169.254.170.2/other").body(Bytes::new());
        let request = request.expect("a request");
        let _ = run(machine.fetch(request, Duration::from_secs(20)));
    }
    assert_eq!(proxy.lines(), ["CONNECT 169.254.170.2:80"; 2]);
}

#[test]
fn a_member_that_is_missing_is_named() {
    for name in ["AccessKeyId", "SecretAccessKey", "Token", "Expiration"] {
        let server = Server::start(move |_| Answer::new(200, &KEYS.replace(name, "Other")));
        for machine in machines() {
            let error = ask(machine, &server.url).expect_err(name);
            assert_no_secret(name, &error);
            assert_eq!(error.kind(), Kind::Unreadable);
            assert!(error.to_string().contains(name), "{error}");
        }
    }
}
