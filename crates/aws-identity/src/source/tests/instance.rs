use std::time::{Duration, SystemTime};

use super::faults::{Trial, found};
use super::machine::{Beside, hasty, machines, run};
use super::server::{Answer, Seen, Server, nobody};
use super::{assert_no_secret, noon};
use crate::source::instance::{Settings, load};
use crate::{Credentials, CredentialsError, Keeper, Kind, Provider};

const KEYS: &str = r#"{"Code": "Success", "AccessKeyId": "ASIA1", "SecretAccessKey": "marked-secret",
    "Token": "marked-token", "Expiration": "2023-11-15T04:13:20Z", "Type": "AWS-HMAC"}"#;

fn good(seen: &Seen) -> Answer {
    let token = seen.header("x-aws-ec2-metadata-token");
    match seen.line.as_str() {
        "PUT /latest/api/token" => Answer::new(200, "marked-metadata-token"),
        _ if token != Some("marked-metadata-token") => Answer::new(401, ""),
        "GET /latest/meta-data/iam/security-credentials/" => Answer::new(200, "role-1"),
        "GET /latest/meta-data/iam/security-credentials/role-1" => Answer::new(200, KEYS),
        _ => Answer::new(404, ""),
    }
}

pub(super) fn settings(url: &str, attempts: u32) -> Settings {
    Settings {
        endpoint: Some(url.to_owned()),
        ipv6: false,
        within: Duration::from_secs(10),
        attempts,
    }
}

fn ask(machine: Beside, url: &str) -> Result<Credentials, CredentialsError> {
    found(load(&machine, &settings(url, 2)))
}

#[test]
fn a_token_is_taken_then_the_role_then_its_keys() {
    let server = Server::start(good);
    for (machine, slash) in machines().into_iter().zip(["", "/"]) {
        let keys = ask(machine, &format!("{}{slash}", server.url)).expect("keys");
        assert_eq!(keys.access_key_id(), "ASIA1");
        assert_eq!(keys.session_token(), Some("marked-token"));
        let expires = noon() + Duration::from_secs(6 * 3600);
        assert_eq!(keys.expires(), Some(expires));
    }
    let seen = server.seen();
    assert_eq!(seen.len(), 6);
    let lifetime = seen[0].header("x-aws-ec2-metadata-token-ttl-seconds");
    assert_eq!(lifetime, Some("21600"));
}

#[test]
fn the_usual_addresses_are_those_of_ipv4_and_ipv6_and_no_proxy_is_asked() {
    let server = Server::start(good);
    for ipv6 in [false, true] {
        for machine in machines() {
            let machine = machine.with_agents(&server.url);
            let settings = Settings {
                endpoint: None,
                ipv6,
                ..settings("", 1)
            };
            found(load(&machine, &settings)).expect("keys");
            assert_eq!(machine.direct(), [true; 3]);
        }
    }
}

#[test]
fn faults_of_the_keys_are_told_apart_and_show_no_secret() {
    let trial = Trial {
        at: "security-credentials/role-1",
        good,
        ask: &ask,
        kind: |fault, kind| match fault {
            // Where nobody gives a token there is no instance.
            "refused" => Kind::NotFound,
            _ => kind,
        },
    };
    trial.run();
    trial.recovers();
}

#[test]
fn faults_of_the_token_mean_that_this_is_no_instance_or_are_errors() {
    let trial = Trial {
        at: "api/token",
        good,
        ask: &ask,
        kind: |fault, kind| match fault {
            "not found" | "hung up" | "silent" | "refused" => Kind::NotFound,
            // A token is any text; with a wrong one the service gives nothing.
            "torn" | "other" | "a list" => Kind::Refused,
            _ => kind,
        },
    };
    trial.run();
    trial.recovers();
}

#[test]
fn an_instance_without_a_role_has_no_keys() {
    for (status, body) in [(404, ""), (200, "")] {
        let server = Server::start(move |seen| match seen.line.ends_with("credentials/") {
            true => Answer::new(status, body),
            false => good(seen),
        });
        for machine in machines() {
            let result = run(load(&machine, &settings(&server.url, 1)));
            assert!(result.expect("no error").is_none());
        }
    }
}

#[test]
fn a_name_that_no_role_has_is_not_asked_for() {
    for name in ["../../user-data", "a b", "<html>", "r?x=1"] {
        let server = Server::start(move |seen| match seen.line.ends_with("credentials/") {
            true => Answer::new(200, name),
            false => good(seen),
        });
        for machine in machines() {
            let error = ask(machine, &server.url).expect_err(name);
            assert_eq!(error.kind(), Kind::Unreadable, "{error}");
        }
        assert!(server.lines().iter().all(|line| !line.contains(name)));
    }
}

#[test]
fn a_role_that_ec2_may_not_assume_is_a_refusal_with_its_code() {
    let body = r#"{"Code": "AssumeRoleUnauthorizedAccess", "Message": "marked"}"#;
    let server = Server::start(move |seen| match seen.line.ends_with("role-1") {
        true => Answer::new(200, body),
        false => good(seen),
    });
    for machine in machines() {
        let error = ask(machine, &server.url).expect_err("no keys");
        assert_no_secret("not assumed", &error);
        assert_eq!(error.kind(), Kind::Refused);
        assert!(error.to_string().contains("AssumeRoleUnauthorizedAccess"));
    }
}

#[test]
fn it_is_asked_as_often_and_waits_as_long_as_it_is_told() {
    let server = Server::start(|_| Answer::new(503, ""));
    for (machine, attempts) in machines().into_iter().zip([1, 3]) {
        found(load(&machine, &settings(&server.url, attempts))).expect_err("no keys");
    }
    assert_eq!(server.lines(), ["PUT /latest/api/token"; 4]);
    let silent = Server::start(|_| Answer::Hang);
    for machine in hasty(Duration::from_secs(30)) {
        let settings = Settings {
            within: Duration::from_millis(50),
            ..settings(&silent.url, 1)
        };
        assert!(run(load(&machine, &settings)).expect("no error").is_none());
    }
}

#[test]
fn an_endpoint_that_is_no_url_is_an_error() {
    for text in [
        "",
        "169.254.169.254",
        "ftp://host",
        "http://",
        "http://h?q",
        "http://h h",
    ] {
        for machine in machines() {
            let error = ask(machine, text).expect_err(text);
            assert_eq!(error.kind(), Kind::Configuration, "{text}: {error}");
        }
    }
}

/// The keys of an instance, asked at a time.
fn at(url: &str, seconds: u64) -> Credentials {
    let [machine, _] = machines();
    let machine = machine.at(noon() + Duration::from_secs(seconds));
    found(load(&machine, &settings(url, 1))).expect("keys")
}

const HOUR: u64 = 3600;

#[test]
fn keys_about_to_expire_live_on_for_some_minutes() {
    let server = Server::start(good);
    let minutes = |from: u64| {
        let expires = at(&server.url, from).expires().expect("an end");
        let left = expires.duration_since(noon() + Duration::from_secs(from));
        left.expect("time left").as_secs() / 60
    };
    // They expire after six hours.
    assert_eq!(minutes(5 * HOUR), 60);
    assert_eq!(minutes(5 * HOUR + 30 * 60), 30);
    for late in [6 * HOUR - 60, 6 * HOUR, 7 * HOUR, 1000 * HOUR] {
        let minutes = minutes(late);
        assert!((17..=25).contains(&minutes), "{minutes}");
    }
}

#[test]
fn a_keeper_uses_expired_keys_on_and_asks_again_within_minutes() {
    struct Instance {
        url: String,
        now: std::sync::Mutex<SystemTime>,
    }
    impl Provider for Instance {
        fn credentials(&self) -> Result<Credentials, CredentialsError> {
            let [machine, _] = machines();
            let machine = machine.at(*self.now.lock().expect("no panic"));
            found(load(&machine, &settings(&self.url, 1)))
        }
    }
    let server = Server::start(good);
    let instance = Instance {
        url: server.url.clone(),
        now: std::sync::Mutex::new(noon()),
    };
    let keeper = Keeper::new(instance);
    let mut asked = Vec::new();
    for minute in 0..60 {
        let now = noon() + Duration::from_secs(7 * HOUR + minute * 60);
        *keeper.provider().now.lock().expect("no panic") = now;
        let keys = keeper
            .get(now, None)
            .expect("keys, though they have expired");
        assert_eq!(keys.access_key_id(), "ASIA1");
        asked.push(server.seen().len() / 3);
    }
    let asked = asked.last().expect("an hour");
    assert!((6..=31).contains(asked), "asked {asked} times in an hour");
}

#[test]
fn nobody_is_there_on_other_machines() {
    for machine in machines() {
        let result = run(load(&machine, &settings(&nobody(), 3)));
        assert!(result.expect("no error").is_none());
    }
}
