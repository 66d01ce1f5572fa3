use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use proptest::prelude::*;
use smithy_wire::{Timestamp, Value};

use super::faults::Trial;
use super::machine::{Beside, machines, run};
use super::server::{Answer, Seen, Server, nobody};
use super::{assert_no_secret, noon, whole_text};
use crate::source::sso::{Services, SignIn, load};
use crate::{Credentials, CredentialsError, Kind};

const KEYS: &str = r#"{"roleCredentials": {"accessKeyId": "ASIA3", "secretAccessKey": "marked-secret",
    "sessionToken": "marked-token", "expiration": 1700003600000}}"#;
const RENEWED: &str = r#"{"accessToken": "marked-renewed", "tokenType": "Bearer", "expiresIn": 28800,
    "refreshToken": "marked-refresh-2"}"#;

fn good(seen: &Seen) -> Answer {
    match seen.line.as_str() {
        "POST /token" => Answer::new(200, RENEWED),
        _ => Answer::new(200, KEYS),
    }
}

/// A sign-in whose services are both at this URL.
pub(super) fn sign_in(session: Option<&str>, url: &str) -> SignIn {
    SignIn {
        session: session.map(str::to_owned),
        start_url: "https://d-1.awsapps.com/start".to_owned(),
        region: "eu-west-1".to_owned(),
        account_id: "123456789012".to_owned(),
        role_name: "a role".to_owned(),
        services: Services {
            portal: Some(url.to_owned()),
            oidc: Some(format!("{url}/")),
            ..Services::default()
        },
    }
}

/// A time, in minutes after the first, as the AWS CLI writes it.
fn written(minutes: i64) -> String {
    Timestamp::new(1_700_000_000 + 60 * minutes, 0).to_string()
}

/// A token that is good for so many minutes, with what it takes to renew it.
fn cached(minutes: i64) -> String {
    format!(
        r#"{{"startUrl": "https://d-1.awsapps.com/start", "region": "eu-west-1", "accessToken": "marked-access",
            "expiresAt": "{}", "clientId": "marked-id", "clientSecret": "marked-client", "later": [1, 2.50],
            "registrationExpiresAt": "{}", "refreshToken": "marked-refresh"}}"#,
        written(minutes),
        written(60 * 24)
    )
}

/// A home folder with the file of a session or start URL.
struct Home {
    folder: tempfile::TempDir,
    file: PathBuf,
}

/// `printf %s work | sha1sum`, and the same of the start URL.
pub(super) const WORK: &str = "e274eeff768c6396088ec6eb091f4bf4d47ab1e0";
const START_URL: &str = "0c54b6c27e90660baa89eaad85ac1d5dae26cb7d";

fn home(name: &str, content: &[u8]) -> Home {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = folder.path().join(".aws/sso/cache");
    std::fs::create_dir_all(&cache).expect("a folder");
    let file = cache.join(format!("{name}.json"));
    std::fs::write(&file, content).expect("a file");
    Home { folder, file }
}

impl Home {
    fn content(&self) -> Value {
        let text = std::fs::read_to_string(&self.file).expect("a file");
        Value::from_json(&text).expect("JSON")
    }

    fn files(&self) -> usize {
        let folder = self.file.parent().expect("a folder");
        std::fs::read_dir(folder).expect("a folder").count()
    }
}

fn ask(machine: Beside, home: &Home, url: &str) -> Result<Credentials, CredentialsError> {
    let machine = machine.at_home(home.folder.path());
    run(load(&machine, &sign_in(Some("work"), url)))
}

fn is_keys(keys: &Credentials) {
    assert_eq!(keys.access_key_id(), "ASIA3");
    assert_eq!(keys.secret_access_key(), "marked-secret");
    assert_eq!(keys.session_token(), Some("marked-token"));
    assert_eq!(keys.account_id(), Some("123456789012"));
    assert_eq!(keys.expires(), Some(noon() + Duration::from_secs(3600)));
}

#[test]
fn a_token_that_is_good_is_used_as_it_is() {
    let server = Server::start(good);
    for (session, file) in [(Some("work"), WORK), (None, START_URL)] {
        let home = home(file, cached(15).as_bytes());
        for machine in machines() {
            let machine = machine.at_home(home.folder.path());
            is_keys(&run(load(&machine, &sign_in(session, &server.url))).expect("keys"));
        }
    }
    for seen in server.seen() {
        assert_eq!(
            seen.line,
            "GET /federation/credentials?role_name=a%20role&account_id=123456789012"
        );
        let token = seen.header("x-amz-sso_bearer_token");
        assert_eq!(token, Some("marked-access"));
        assert_eq!(seen.header("authorization"), None);
    }
    assert_eq!(server.seen().len(), 4);
}

#[test]
fn a_token_in_its_last_minutes_or_past_them_is_renewed_and_kept() {
    let server = Server::start(good);
    for minutes in [14, 0, -600] {
        for machine in machines() {
            let home = home(WORK, cached(minutes).as_bytes());
            is_keys(&ask(machine, &home, &server.url).expect("keys"));
            let seen = server.seen();
            let [.., asked, used] = seen.as_slice() else {
                panic!("two calls");
            };
            assert_eq!(asked.line, "POST /token");
            assert_eq!(asked.header("content-type"), Some("application/json"));
            assert_eq!(
                Value::from_json(&asked.body).expect("JSON"),
                Value::from_json(
                    r#"{"clientId": "marked-id", "clientSecret": "marked-client",
                        "refreshToken": "marked-refresh", "grantType": "refresh_token"}"#
                )
                .expect("JSON")
            );
            let token = used.header("x-amz-sso_bearer_token");
            assert_eq!(token, Some("marked-renewed"));
            assert_eq!(
                home.content(),
                Value::from_json(&renewed_file()).expect("JSON")
            );
            assert_eq!(home.files(), 1);
        }
    }
}

/// The file after a renewal: what the AWS CLI put there stays.
fn renewed_file() -> String {
    let text = cached(8 * 60).replace("marked-access", "marked-renewed");
    text.replace("\"marked-refresh\"", "\"marked-refresh-2\"")
}

#[cfg(unix)]
#[test]
fn the_file_is_the_users_alone_after_a_renewal() {
    use std::os::unix::fs::PermissionsExt as _;
    let server = Server::start(good);
    for machine in machines() {
        let home = home(WORK, cached(0).as_bytes());
        ask(machine, &home, &server.url).expect("keys");
        let mode = std::fs::metadata(&home.file).expect("a file").permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
}

#[test]
fn the_refresh_token_stays_where_the_answer_has_none() {
    let server = Server::start(|seen| match seen.line.as_str() {
        "POST /token" => Answer::new(200, r#"{"accessToken": "marked-renewed", "expiresIn": 60}"#),
        _ => good(seen),
    });
    for machine in machines() {
        let home = home(WORK, cached(0).as_bytes());
        ask(machine, &home, &server.url).expect("keys");
        let content = home.content();
        let refresh = content.get("refreshToken").and_then(Value::as_str);
        assert_eq!(refresh, Some("marked-refresh"));
    }
}

#[test]
fn a_token_that_cannot_be_renewed_is_used_to_its_end_and_then_says_how_to_sign_in() {
    let server = Server::start(good);
    let old = cached(1).replace(&written(60 * 24), &written(-1));
    let bare = cached(1).replace("refreshToken", "other");
    for content in [old, bare] {
        for machine in machines() {
            let home = home(WORK, content.as_bytes());
            is_keys(&ask(machine, &home, &server.url).expect("keys"));
        }
        for machine in machines() {
            let home = home(WORK, content.as_bytes());
            let late = machine.at(noon() + Duration::from_secs(60));
            is_expired(
                "expired",
                &ask(late, &home, &server.url).expect_err("no keys"),
            );
        }
    }
    assert!(server.lines().iter().all(|line| line.starts_with("GET")));
}

fn is_expired(case: &str, error: &CredentialsError) {
    assert_no_secret(case, error);
    assert_eq!(error.kind(), Kind::Expired, "{error}");
    let remedy = "aws sso login --sso-session work";
    assert!(error.to_string().contains(remedy), "{error}");
}

#[test]
fn the_older_form_is_not_renewed() {
    let server = Server::start(good);
    for machine in machines() {
        let home = home(START_URL, cached(-1).as_bytes());
        let machine = machine.at_home(home.folder.path());
        let error = run(load(&machine, &sign_in(None, &server.url))).expect_err("no keys");
        assert_no_secret("older form", &error);
        assert_eq!(error.kind(), Kind::Expired);
        assert!(error.to_string().contains("aws sso login"));
    }
    assert!(server.seen().is_empty());
}

#[test]
fn the_older_way_to_write_a_time_is_read() {
    let server = Server::start(good);
    for machine in machines() {
        let content = cached(30).replace(&written(30), "2023-11-14T22:43:20UTC");
        let home = home(WORK, content.as_bytes());
        is_keys(&ask(machine, &home, &server.url).expect("keys"));
    }
}

#[test]
fn nobody_who_has_not_signed_in_gets_keys() {
    for machine in machines() {
        let home = home("another", b"{}");
        let error = ask(machine, &home, "http://127.0.0.1:1").expect_err("no keys");
        is_expired("never signed in", &error);
    }
}

#[test]
fn a_portal_that_no_longer_takes_the_token_says_how_to_sign_in() {
    let server = Server::start(|_| {
        let header = "x-amzn-errortype: UnauthorizedException:http://x/\r\n";
        Answer::with(401, header, r#"{"message": "marked"}"#)
    });
    for machine in machines() {
        let home = home(WORK, cached(60).as_bytes());
        let error = ask(machine, &home, &server.url).expect_err("no keys");
        is_expired("unauthorized", &error);
        assert!(whole_text(&error).contains("UnauthorizedException"));
    }
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn a_role_that_is_not_the_users_is_a_refusal_with_its_code() {
    let server = Server::start(|_| {
        Answer::new(
            403,
            r#"{"__type": "a.b#ForbiddenException", "message": "marked"}"#,
        )
    });
    for machine in machines() {
        let home = home(WORK, cached(60).as_bytes());
        let error = ask(machine, &home, &server.url).expect_err("no keys");
        assert_no_secret("forbidden", &error);
        assert_eq!(error.code(), Some("ForbiddenException"));
    }
}

#[test]
fn faults_of_the_portal_are_told_apart_and_show_no_secret() {
    let home = home(WORK, cached(60).as_bytes());
    let trial = Trial {
        at: "/federation/credentials",
        good,
        ask: &|machine, url| ask(machine, &home, url),
        kind: |_, kind| kind,
    };
    trial.run();
    trial.recovers();
}

#[test]
fn faults_of_a_renewal_leave_the_file_and_an_expired_sign_in() {
    let before = cached(-1);
    let home = home(WORK, before.as_bytes());
    let trial = Trial {
        at: "/token",
        good,
        ask: &|machine, url| ask(machine, &home, url),
        kind: |_, _| Kind::Expired,
    };
    trial.run();
    assert_eq!(home.content(), Value::from_json(&before).expect("JSON"));
    trial.recovers();
}

#[test]
fn a_failed_renewal_of_a_token_that_is_good_uses_it_on() {
    let server = Server::start(|seen| match seen.line.as_str() {
        "POST /token" => Answer::new(400, r#"{"error": "invalid_grant"}"#),
        _ => good(seen),
    });
    for machine in machines() {
        let home = home(WORK, cached(5).as_bytes());
        is_keys(&ask(machine, &home, &server.url).expect("keys"));
        assert_eq!(home.content(), Value::from_json(&cached(5)).expect("JSON"));
    }
}

#[test]
fn a_token_that_another_process_has_renewed_meanwhile_is_used() {
    for client in 0..2 {
        let home = home(WORK, cached(-1).as_bytes());
        let file = home.file.clone();
        let server = Server::start(move |seen| match seen.line.as_str() {
            "POST /token" => {
                let theirs = cached(60).replace("marked-access", "marked-theirs");
                std::fs::write(&file, theirs).expect("a file");
                Answer::new(400, r#"{"error": "invalid_grant"}"#)
            }
            _ => good(seen),
        });
        let machine = machines().into_iter().nth(client).expect("a client");
        is_keys(&ask(machine, &home, &server.url).expect("keys"));
        let seen = server.seen().pop().expect("a call");
        let token = seen.header("x-amz-sso_bearer_token");
        assert_eq!(token, Some("marked-theirs"));
    }
}

#[test]
fn many_who_renew_at_once_leave_a_whole_file() {
    let server = Server::start(good);
    let home = home(WORK, cached(0).as_bytes());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for machine in machines() {
                    // Who comes after the first finds a token that is good.
                    is_keys(&ask(machine, &home, &server.url).expect("keys"));
                }
            });
        }
    });
    let renewed = Value::from_json(&renewed_file()).expect("JSON");
    assert_eq!(home.content(), renewed);
    assert_eq!(home.files(), 1);
}

/// Where the home folder of another process is, and its services.
const HOME: &str = "AWS_IDENTITY_TEST_HOME";
const URL: &str = "AWS_IDENTITY_TEST_URL";
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn two_processes_that_renew_at_once_leave_a_whole_file() {
    let (come, changed) = (Mutex::new(0), Condvar::new());
    let server = Server::start(move |seen| {
        if seen.line == "POST /token" {
            // Nobody is answered before both have asked.
            let mut come = come.lock().expect("no panic");
            *come += 1;
            changed.notify_all();
            let both = changed.wait_timeout_while(come, PATIENCE, |come| *come < 2);
            drop(both.expect("no panic"));
        }
        good(seen)
    });
    let home = home(WORK, cached(0).as_bytes());
    let children = [(); 2].map(|()| another_process(&home, &server.url));
    for mut child in children {
        assert!(child.wait().expect("an end").success());
    }
    let tokens = server.lines();
    let tokens = tokens.iter().filter(|line| *line == "POST /token");
    assert_eq!(tokens.count(), 2);
    let renewed = Value::from_json(&renewed_file()).expect("JSON");
    assert_eq!(home.content(), renewed);
    assert_eq!(home.files(), 1);
}

fn another_process(home: &Home, url: &str) -> Child {
    let this = std::env::current_exe().expect("this program");
    let mut command = Command::new(this);
    command.args(["--exact", "source::tests::sso::what_another_process_does"]);
    let command = command.env(HOME, home.folder.path()).env(URL, url);
    let command = command.stdout(std::process::Stdio::null());
    command.spawn().expect("a process")
}

/// Run by itself it does nothing.
#[test]
fn what_another_process_does() {
    let (Some(home), Ok(url)) = (std::env::var_os(HOME), std::env::var(URL)) else {
        return;
    };
    let [machine, _] = machines();
    let machine = machine.at_home(home.as_ref());
    is_keys(&run(load(&machine, &sign_in(Some("work"), &url))).expect("keys"));
}

/// Files as they may be found: noise, JSON of any shape, and nearly right ones.
fn content() -> impl Strategy<Value = Vec<u8>> {
    let member = prop_oneof![
        Just("accessToken"),
        Just("expiresAt"),
        Just("refreshToken"),
        Just("clientId"),
        Just("clientSecret"),
        Just("registrationExpiresAt"),
    ];
    let value = prop_oneof![
        Just("null".to_owned()),
        Just("7e300".to_owned()),
        Just("{}".to_owned()),
        Just("\"\"".to_owned()),
        Just("\"marked\\nline\"".to_owned()),
        Just("\"2023-11-14T22:13:20Z\"".to_owned()),
        Just("\"9999-12-31T23:59:59Z\"".to_owned()),
        Just("\"-999999999-01-01T00:00:00Z\"".to_owned()),
        "\"[ -!#-Z^-~]{0,9}\"",
    ];
    let members = proptest::collection::vec((member, value), 0..7);
    let object = members.prop_map(|members| {
        let members = members
            .iter()
            .map(|(name, value)| format!("\"{name}\": {value}"));
        let members: Vec<_> = members.collect();
        format!("{{{}}}", members.join(", ")).into_bytes()
    });
    let cut = (0usize..400).prop_map(|at| cached(-1).bytes().take(at).collect());
    prop_oneof![proptest::collection::vec(any::<u8>(), 0..200), object, cut]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_file_gives_keys_or_a_typed_error_and_is_not_spoilt(content in content()) {
        let home = home(WORK, &content);
        let [machine, _] = machines();
        let error = ask(machine, &home, &nobody()).expect_err("nobody gives keys");
        prop_assert!(!whole_text(&error).contains("marked"));
        prop_assert!(matches!(
            error.kind(),
            Kind::Unreadable | Kind::Expired | Kind::Unreachable
        ), "{error}");
        prop_assert_eq!(std::fs::read(&home.file).expect("a file"), content);
        prop_assert_eq!(home.files(), 1);
    }
}
