//! Profiles that lead to others.

use aws_identity::Kind;

use crate::machine::{Maps, role_keys};

const KEYS: &str = "aws_access_key_id = BASE\naws_secret_access_key = secret\n";

fn profiles(text: &str) -> Maps {
    let config = text
        .replace("KEYS", KEYS)
        .replace("ROLE", "role_arn = arn:aws:iam::123456789012:role/a");
    Maps::default()
        .config(&config)
        .variable("AWS_EC2_METADATA_DISABLED", "true")
        .answer("Action=AssumeRole", &role_keys("AssumeRole", "ASIAROLE"))
}

#[test]
fn a_chain_of_profiles_ends_at_keys() {
    let maps = profiles(
        "[default]\nROLE\nsource_profile = b\n[profile b]\nROLE\nsource_profile = c\n[profile c]\nKEYS",
    );
    assert_eq!(maps.id(), "ASIAROLE");
}

#[test]
fn a_profile_may_name_itself_where_it_has_keys() {
    assert_eq!(
        profiles("[default]\nROLE\nsource_profile = default\nKEYS").id(),
        "ASIAROLE"
    );
    let (kind, text) = profiles("[default]\nROLE\nsource_profile = default\n").failure();
    assert_eq!(kind, Kind::Configuration);
    assert!(text.starts_with("/home/me/.aws/config, line 3: "), "{text}");
    assert!(text.contains("its own profile"), "{text}");
}

#[test]
fn a_circle_is_named() {
    let (kind, text) = profiles(
        "[default]\nROLE\nsource_profile = b\n[profile b]\nROLE\nsource_profile = default\n",
    )
    .failure();
    assert_eq!(kind, Kind::Configuration);
    assert!(text.contains("`default`, `b`, `default`"), "{text}");
}

#[test]
fn mistakes_are_told_with_their_line() {
    for (text, line, word) in [
        (
            "[default]\nROLE\nsource_profile = nowhere\n",
            3,
            "no profile",
        ),
        ("[default]\nROLE\n", 1, "source_profile"),
        (
            "[default]\nROLE\nsource_profile = b\ncredential_source = Environment\n[profile b]\nKEYS",
            4,
            "take one of them out",
        ),
        (
            "[default]\nROLE\ncredential_source = environment\n",
            3,
            "EcsContainer",
        ),
        (
            "[default]\nROLE\nsource_profile = b\n[profile b]\nregion = x\n",
            4,
            "has no credentials",
        ),
        (
            "[default]\nROLE\nsource_profile = b\nduration_seconds = soon\n[profile b]\nKEYS",
            4,
            "3600",
        ),
        (
            "[default]\nrole_arn =\nsource_profile = b\n[profile b]\nKEYS",
            1,
            "role_arn",
        ),
    ] {
        let (kind, found) = profiles(text).failure();
        assert_eq!(kind, Kind::Configuration, "{text}");
        let place = format!("/home/me/.aws/config, line {line}: ");
        assert!(
            found.starts_with(&place) && found.contains(word),
            "{text}\n{found}"
        );
    }
}

#[test]
fn what_asks_a_person_is_refused() {
    for text in [
        "[default]\nROLE\nsource_profile = b\nmfa_serial = me\n[profile b]\nKEYS",
        "[default]\nlogin_session = me\n",
    ] {
        let (kind, found) = profiles(text).failure();
        assert_eq!(kind, Kind::Unsupported, "{text}");
        assert!(found.contains("credential_process"), "{found}");
    }
}

#[test]
fn a_source_that_is_named_and_empty_says_what_fills_it() {
    let (kind, text) = profiles("[default]\nROLE\ncredential_source = Environment\n").failure();
    assert_eq!(kind, Kind::NotFound);
    assert!(text.contains("AWS_SECRET_ACCESS_KEY"), "{text}");
}

#[test]
fn a_role_is_not_taken_on_with_keys_that_have_expired() {
    let with = |expiration: &str| {
        let keys = format!(
            r#"{{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s", "Expiration": "{expiration}"}}"#
        );
        profiles("[default]\nROLE\nsource_profile = p\n[profile p]\ncredential_process = keys\n")
            .program(&["keys"], true, &keys)
    };
    assert_eq!(with("2023-11-14T22:13:20Z").failure().0, Kind::Expired);
    assert_eq!(with("2023-11-14T22:13:21Z").id(), "ASIAROLE");
}
