//! The AWS CLI's files: a profile's region, endpoint, retries and keys.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use common::server::{BUSY, PAGE, Plain};
use common::{IMAGES, Ran, command};

/// Runs `ecr` for a user with these files.
fn with(config: &str, credentials: &str, more: &[&str]) -> Ran {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join(".aws");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("config"), config).expect("a file");
    std::fs::write(folder.join("credentials"), credentials).expect("a file");
    let mut command = command(&[&IMAGES, more].concat());
    command.env("HOME", home.path());
    command.output().expect("ecr runs").into()
}

const KEYS: &str = "\
[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = secret
[dev]
aws_access_key_id = AKIADEV
aws_secret_access_key = secret
";

#[test]
fn a_profile_says_where_as_whom_and_how_often() {
    let registry = Plain::start(&[BUSY, BUSY, BUSY, BUSY, PAGE]);
    let config = format!(
        "[default]\nregion = eu-west-1\nendpoint_url = {0}\nmax_attempts = 1\n\
         [profile dev]\nregion = eu-west-2\nservices = here\nmax_attempts = 4\n\
         [services here]\necr =\n  endpoint_url = {0}\n",
        registry.url
    );
    assert_eq!(with(&config, KEYS, &[]).exit, Some(254));
    with(&config, KEYS, &["--profile", "dev"]).ok();
    let seen = registry.seen();
    assert_eq!(seen.len(), 5);
    assert!(
        seen[0].contains("Credential=AKIADEFAULT/") && seen[0].contains("/eu-west-1/ecr/"),
        "{}",
        seen[0]
    );
    for request in &seen[1..] {
        assert!(
            request.contains("Credential=AKIADEV/") && request.contains("/eu-west-2/ecr/"),
            "{request}"
        );
    }
}

#[test]
fn a_profile_that_is_nowhere_or_wrong_is_253_and_named() {
    let cases: [(&str, &[&str], &str); 4] = [
        ("", &["--profile", "prod"], "prod"),
        ("[default]\nregion = eu west\n", &[], "eu west"),
        (
            "[default]\nregion = eu-west-1\nretry_mode = fast\n",
            &[],
            "line 3: `retry_mode`",
        ),
        (
            "[default]\nregion = eu-west-1\nuse_fips_endpoint = 1\n",
            &[],
            "line 3: `use_fips_endpoint` is neither",
        ),
    ];
    for (config, more, text) in cases {
        let ran = with(config, KEYS, more);
        assert_eq!(ran.exit, Some(253), "{config}: {ran:?}");
        assert!(ran.err.contains(text), "{config}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
}
