//! Marked secrets, through every source that has any, with `--debug` and with calls that fail: no mark is ever printed.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use std::path::Path;

use common::server::{BUSY, PAGE, Plain};
use common::{IMAGES, Ran, command};

/// Whatever holds this is a secret.
const MARK: &str = "MARKED";
const KEY: &str = "ASIAMARKEDKEY0000001";
const SECRET: &str = "MARKEDsecret+key/0000000000000000000001";
const SESSION: &str = "MARKEDsession+token/1==";
const HANDED: &str = "MARKEDhanded+in/2==";

/// Where keys come from: what is set, which files there are, what the service that hands them out answers.
struct Source {
    name: &'static str,
    variables: Vec<(&'static str, String)>,
    files: Vec<(&'static str, String)>,
    hands_out: Option<String>,
}

impl Source {
    fn new(name: &'static str) -> Self {
        Source {
            name,
            variables: Vec::new(),
            files: Vec::new(),
            hands_out: None,
        }
    }

    fn variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    fn file(mut self, path: &'static str, text: &str) -> Self {
        self.files.push((path, text.to_owned()));
        self
    }

    fn hands_out(mut self, body: String) -> Self {
        self.hands_out = Some(body);
        self
    }
}

/// `{home}` and `{url}` stand for the user's folder and the service that hands out keys.
fn sources() -> Vec<Source> {
    let keys = format!(
        "aws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\naws_session_token = {SESSION}\n"
    );
    let json = |names: [&str; 4], more: &str| {
        let [key, secret, token, expires] = names;
        format!(
            "{{\"{key}\": \"{KEY}\", \"{secret}\": \"{SECRET}\", \"{token}\": \"{SESSION}\", \"{expires}\": {more}}}"
        )
    };
    let usual = ["AccessKeyId", "SecretAccessKey", "Token", "Expiration"];
    let future = "\"2999-01-01T00:00:00Z\"";
    let printed = json(
        ["AccessKeyId", "SecretAccessKey", "SessionToken", "Version"],
        "1",
    );
    let portal = json(
        [
            "accessKeyId",
            "secretAccessKey",
            "sessionToken",
            "expiration",
        ],
        "32472144000000",
    );
    vec![
        Source::new("variables")
            .variable("AWS_ACCESS_KEY_ID", KEY)
            .variable("AWS_SECRET_ACCESS_KEY", SECRET)
            .variable("AWS_SESSION_TOKEN", SESSION),
        Source::new("a file").file(".aws/credentials", &format!("[default]\n{keys}")),
        Source::new("a program")
            .file("printed", &printed)
            .file(".aws/config", "[default]\ncredential_process = cat {home}/printed\n"),
        Source::new("a container")
            .variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", "{url}/keys")
            .variable("AWS_CONTAINER_AUTHORIZATION_TOKEN", HANDED)
            .hands_out(json(usual, future)),
        Source::new("a web identity")
            .variable("AWS_WEB_IDENTITY_TOKEN_FILE", "{home}/token")
            .variable("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/reader")
            .variable("AWS_ENDPOINT_URL_STS", "{url}")
            .file("token", HANDED)
            .hands_out(taken_on("AssumeRoleWithWebIdentity")),
        Source::new("a role")
            .variable("AWS_ENDPOINT_URL_STS", "{url}")
            .file(".aws/credentials", &format!("[base]\n{keys}"))
            .file(".aws/config", "[default]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = base\n")
            .hands_out(taken_on("AssumeRole")),
        Source::new("a sign-in")
            .variable("AWS_ENDPOINT_URL_SSO", "{url}")
            .file(".aws/config", SIGN_IN)
            // The name is the SHA-1 of the session's.
            .file(
                ".aws/sso/cache/8fb3697a791f0332287ae0c71aa94d29b7dfd740.json",
                &format!("{{\"accessToken\": \"{HANDED}\", \"expiresAt\": \"2999-01-01T00:00:00Z\", \"startUrl\": \"https://marked.example/start\", \"region\": \"eu-west-1\"}}"),
            )
            .hands_out(format!("{{\"roleCredentials\": {portal}}}")),
    ]
}

const SIGN_IN: &str = "\
[sso-session marked]
sso_start_url = https://start.example/start
sso_region = eu-west-1
[default]
sso_session = marked
sso_account_id = 123456789012
sso_role_name = reader
";

fn taken_on(action: &str) -> String {
    format!(
        "<{action}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{action}Result><Credentials>\
         <AccessKeyId>{KEY}</AccessKeyId><SecretAccessKey>{SECRET}</SecretAccessKey>\
         <SessionToken>{SESSION}</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>\
         </Credentials></{action}Result></{action}Response>"
    )
}

fn http(status: u16, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

/// Lists images with keys of the source, which answers so, from a registry that answers so.
fn run(source: &Source, handed: &str, registry: &Plain) -> Ran {
    let service = Plain::start(&[handed]);
    let home = tempfile::tempdir().expect("a folder");
    let filled = |text: &str| {
        let text = text.replace("{url}", &service.url);
        text.replace("{home}", &home.path().display().to_string())
    };
    for (path, text) in &source.files {
        write(&home.path().join(path), &filled(text));
    }
    let flags = [
        "--debug",
        "--region",
        "eu-west-1",
        "--max-attempts",
        "1",
        "--endpoint-url",
        &registry.url,
    ];
    let mut command = command(&[&IMAGES[..], &flags].concat());
    command
        .env("HOME", home.path())
        .env("PATH", "/usr/bin:/bin");
    for (name, value) in &source.variables {
        command.env(name, filled(value));
    }
    command.output().expect("ecr runs").into()
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a folder");
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

#[track_caller]
fn assert_hidden(ran: &Ran, what: &str) {
    for text in [&ran.out, &ran.err] {
        assert!(!text.contains(MARK), "{what}: {text}");
    }
}

#[test]
fn calls_that_go_well_and_calls_that_fail_show_no_mark() {
    let expired = http(
        400,
        "{\"__type\":\"ExpiredTokenException\",\"message\":\"old\"}",
    );
    let answers = [
        (PAGE, 0),
        (BUSY, 254),
        (&expired, 254),
        ("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{", 255),
        ("", 255),
    ];
    for source in sources() {
        let handed = source
            .hands_out
            .as_deref()
            .map_or_else(String::new, |body| http(200, body));
        for (answer, exit) in answers {
            let registry = Plain::start(&[answer]);
            let ran = run(&source, &handed, &registry);
            assert_eq!(ran.exit, Some(exit), "{}: {ran:?}", source.name);
            assert_hidden(&ran, source.name);
            assert!(
                ran.err.contains("[redacted]"),
                "{}: {}",
                source.name,
                ran.err
            );
            let seen = registry.seen().concat();
            assert!(
                seen.contains(SESSION) && seen.contains(KEY),
                "{}: {seen}",
                source.name
            );
        }
    }
}

#[test]
fn services_that_hand_out_keys_wrongly_show_no_mark() {
    for source in sources() {
        let Some(body) = &source.hands_out else {
            continue;
        };
        let (cut, _) = body.split_at(body.len() * 3 / 4);
        let renamed = body.replace("ecretAccessKey", "ecret");
        let wrong = [
            http(200, cut),
            http(200, &renamed),
            http(403, body),
            http(200, &format!("{body}{body}")),
        ];
        for handed in wrong {
            let registry = Plain::start(&[PAGE]);
            let ran = run(&source, &handed, &registry);
            assert_eq!(ran.exit, Some(253), "{}: {handed}: {ran:?}", source.name);
            assert_hidden(&ran, source.name);
            assert_eq!(registry.seen().len(), 0, "{}", source.name);
        }
    }
}

#[test]
fn files_and_programs_that_are_wrong_show_no_mark() {
    let keys = format!("aws_access_key_id = {KEY}\naws_session_token = {SESSION}\n{SECRET}\n");
    let wrong = [
        Source::new("a torn file").file(".aws/credentials", &format!("[default]\n{keys}")),
        Source::new("no section").file(".aws/credentials", &format!("{SECRET}\n[default]\n")),
        Source::new("a program with keys").file(
            ".aws/config",
            &format!("[default]\ncredential_process = /no/such --key {SECRET}\n"),
        ),
        Source::new("a program that complains").file(
            ".aws/config",
            &format!(
                "[default]\ncredential_process = sh -c 'echo {SECRET} >&2; echo {SECRET}; exit 1'\n"
            ),
        ),
        Source::new("half of a pair").variable("AWS_ACCESS_KEY_ID", KEY),
        Source::new("a key with a break")
            .variable("AWS_ACCESS_KEY_ID", KEY)
            .variable("AWS_SECRET_ACCESS_KEY", SECRET)
            .variable("AWS_SESSION_TOKEN", &format!("{SESSION}\n{SESSION}")),
        Source::new("another secret as a token file")
            .variable("AWS_WEB_IDENTITY_TOKEN_FILE", "/no/such")
            .variable(
                "AWS_ROLE_ARN",
                &format!("arn:aws:iam::123456789012:role/{MARK}").to_lowercase(),
            ),
    ];
    for source in wrong {
        let registry = Plain::start(&[PAGE]);
        let ran = run(&source, "", &registry);
        assert_ne!(ran.exit, Some(0), "{}: {ran:?}", source.name);
        assert_hidden(&ran, source.name);
    }
}
