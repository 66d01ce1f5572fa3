//! Every source before those behind it, whatever else is there.

use aws_identity::{Kind, Selection};

use crate::machine::{Maps, role_keys};

const SOURCES: [&str; 9] = [
    "ENVIRONMENT",
    "ROLE",
    "WEB",
    "SIGNIN",
    "CREDENTIALS",
    "PROCESS",
    "CONFIG",
    "CONTAINER",
    "INSTANCE",
];

/// A machine on which these sources have keys, each named after its source.
fn machine(there: impl Fn(&str) -> bool) -> Maps {
    let mut config =
        "[profile base]\naws_access_key_id = BASE\naws_secret_access_key = secret\n[default]\n"
            .to_owned();
    let mut credentials = "[default]\n".to_owned();
    let mut maps = network();
    if there("ENVIRONMENT") {
        maps = maps
            .variable("AWS_ACCESS_KEY_ID", "ENVIRONMENT")
            .variable("AWS_SECRET_ACCESS_KEY", "secret");
    }
    if there("ROLE") {
        config += "role_arn = arn:aws:iam::123456789012:role/a\nsource_profile = base\n";
    }
    if there("WEB") {
        maps = maps
            .variable("AWS_WEB_IDENTITY_TOKEN_FILE", "/token")
            .variable("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/w");
    }
    if there("SIGNIN") {
        config += "sso_account_id = 123456789012\nsso_role_name = reader\nsso_region = eu-west-1\nsso_start_url = https://corp.example/start\n";
    }
    if there("CREDENTIALS") {
        credentials += "aws_access_key_id = CREDENTIALS\naws_secret_access_key = secret\n";
    }
    if there("PROCESS") {
        config += "credential_process = print keys\n";
    }
    if there("CONFIG") {
        config += "aws_access_key_id = CONFIG\naws_secret_access_key = secret\n";
    }
    if there("CONTAINER") {
        maps = maps.variable(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://127.0.0.1/container",
        );
    }
    if !there("INSTANCE") {
        maps = maps.variable("AWS_EC2_METADATA_DISABLED", "true");
    }
    maps.config(&config).credentials(&credentials)
}

fn network() -> Maps {
    let json = |id: &str| {
        format!(
            r#"{{"Code":"Success","AccessKeyId":"{id}","SecretAccessKey":"s","Token":"t","Expiration":"2023-11-15T04:13:20Z"}}"#
        )
    };
    let token = r#"{"accessToken":"token","expiresAt":"2023-11-15T04:13:20Z"}"#;
    let signed_in = r#"{"roleCredentials":{"accessKeyId":"SIGNIN","secretAccessKey":"s","sessionToken":"t","expiration":1700003600000}}"#;
    Maps::default()
        .file("/token", "a token")
        .file(
            "/home/me/.aws/sso/cache/f7c9b39d0b4c7a7d82c79307585f77e1c5e74378.json",
            token,
        )
        .program(
            &["print", "keys"],
            true,
            r#"{"Version":1,"AccessKeyId":"PROCESS","SecretAccessKey":"s"}"#,
        )
        .answer(
            "Action=AssumeRoleWithWebIdentity",
            &role_keys("AssumeRoleWithWebIdentity", "WEB"),
        )
        .answer("Action=AssumeRole", &role_keys("AssumeRole", "ROLE"))
        .answer("/federation/credentials", signed_in)
        .answer("/container", &json("CONTAINER"))
        .answer("/latest/api/token", "a token")
        .answer("/security-credentials/role", &json("INSTANCE"))
        .answer("/security-credentials/", "role")
}

#[test]
fn the_first_source_that_has_keys_is_taken_whatever_is_behind_it() {
    for chosen in 1..1_u32 << SOURCES.len() {
        let there = |name: &str| {
            SOURCES
                .iter()
                .position(|source| *source == name)
                .is_some_and(|at| chosen >> at & 1 == 1)
        };
        let expected = SOURCES
            .into_iter()
            .find(|source| there(source))
            .expect("one is there");
        assert_eq!(machine(there).id(), expected, "{chosen:b}");
    }
}

#[test]
fn a_profile_that_was_chosen_goes_before_keys_and_tokens_in_variables() {
    let selection = || Selection::new().with_profile("default");
    let all = machine(|_| true).resolve_as(selection()).expect("keys");
    assert_eq!(all.access_key_id(), "ROLE");
    let without_role = machine(|name| name != "ROLE")
        .resolve_as(selection())
        .expect("keys");
    assert_eq!(without_role.access_key_id(), "SIGNIN");
}

#[test]
fn a_profile_named_by_a_variable_leaves_keys_in_variables_first() {
    let maps = machine(|_| true).variable("AWS_PROFILE", "base");
    assert_eq!(maps.id(), "ENVIRONMENT");
}

#[test]
fn the_older_variable_names_the_profile_first() {
    let maps = machine(|_| false)
        .config("[profile a]\naws_access_key_id = A\naws_secret_access_key = s\n[profile b]\naws_access_key_id = B\naws_secret_access_key = s\n")
        .variable("AWS_PROFILE", "a")
        .variable("AWS_DEFAULT_PROFILE", "b");
    assert_eq!(maps.id(), "B");
}

#[test]
fn nothing_anywhere_lists_every_place_and_what_fills_it() {
    let (kind, text) = machine(|_| false).failure();
    assert_eq!(kind, Kind::NotFound);
    for word in [
        "AWS_ACCESS_KEY_ID",
        "the profile `default`",
        "/home/me/.aws/config",
        "/home/me/.aws/credentials",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_EC2_METADATA_DISABLED",
    ] {
        assert!(text.contains(word), "{word} is missing in:\n{text}");
    }
}

#[test]
fn a_secret_key_without_its_id_is_told() {
    let secret = "wJalrXUtnFEMI";
    let variable = machine(|_| false).variable("AWS_SECRET_ACCESS_KEY", secret);
    let profile = format!("[default]\naws_secret_access_key = {secret}\n");
    for (maps, told) in [
        (
            variable,
            "AWS_SECRET_ACCESS_KEY is set and AWS_ACCESS_KEY_ID is not",
        ),
        (
            machine(|_| false).config(&profile),
            "the profile `default` has aws_secret_access_key and no aws_access_key_id",
        ),
    ] {
        let (kind, text) = maps.failure();
        assert_eq!(kind, Kind::NotFound);
        assert!(text.contains(told) && !text.contains(secret), "{text}");
    }
    assert!(!machine(|_| false).failure().1.contains("both are needed"));
}

#[test]
fn an_error_of_a_source_ends_the_search() {
    let maps = machine(|name| name == "INSTANCE").variable("AWS_ACCESS_KEY_ID", "half");
    let (kind, text) = maps.failure();
    assert_eq!(kind, Kind::Configuration);
    assert!(text.contains("AWS_SECRET_ACCESS_KEY"), "{text}");
}

#[test]
fn keys_that_have_expired_are_an_error() {
    let maps = machine(|name| name == "ENVIRONMENT")
        .variable("AWS_CREDENTIAL_EXPIRATION", "2023-11-14T22:13:20Z");
    assert_eq!(maps.failure().0, Kind::Expired);
    let later = maps.variable("AWS_CREDENTIAL_EXPIRATION", "2023-11-14T23:13:21+01:00");
    assert_eq!(later.id(), "ENVIRONMENT");
}
