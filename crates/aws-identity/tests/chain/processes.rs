//! Programs that print keys.

use aws_identity::Kind;

use crate::machine::Maps;

fn printing(success: bool, output: &str) -> Maps {
    Maps::default()
        .config("[default]\naws_account_id = 123456789012\ncredential_process = \"/opt/my tools/keys\" --for 'the team' a\\ b\n")
        .program(&["/opt/my tools/keys", "--for", "the team", "a b"], success, output)
}

#[test]
fn arguments_are_split_as_a_shell_does_and_the_answer_is_read_whole() {
    let maps = printing(
        true,
        r#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","SessionToken":"t","Expiration":"2030-01-31T12:00:00Z"}"#,
    );
    let keys = maps.resolve().expect("keys");
    assert_eq!(
        (keys.access_key_id(), keys.session_token()),
        ("A", Some("t"))
    );
    assert_eq!(keys.account_id(), Some("123456789012"));
    let expires = keys
        .expires()
        .expect("a time")
        .duration_since(std::time::UNIX_EPOCH);
    assert_eq!(expires.expect("after 1970").as_secs(), 1_896_091_200);
}

#[test]
fn every_answer_that_is_none_has_its_kind_and_shows_nothing_of_it() {
    for (success, output, kind, word) in [
        (false, "marked", Kind::Process, "run it by hand"),
        (true, "marked", Kind::Unreadable, "JSON"),
        (
            true,
            r#"{"AccessKeyId":"A","SecretAccessKey":"marked"}"#,
            Kind::Unreadable,
            "Version",
        ),
        (
            true,
            r#"{"Version":2,"AccessKeyId":"A","SecretAccessKey":"marked"}"#,
            Kind::Unreadable,
            "Version",
        ),
        (
            true,
            r#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":7}"#,
            Kind::Unreadable,
            "SecretAccessKey",
        ),
        (
            true,
            r#"{"Version":1,"SecretAccessKey":"marked"}"#,
            Kind::Unreadable,
            "AccessKeyId",
        ),
        (
            true,
            r#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"marked","Expiration":"soon"}"#,
            Kind::Unreadable,
            "Expiration",
        ),
        (
            true,
            r#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"marked","Expiration":"2020-01-01T00:00:00Z"}"#,
            Kind::Expired,
            "clock",
        ),
    ] {
        let (found, text) = printing(success, output).failure();
        assert_eq!(found, kind, "{output}");
        assert!(
            text.contains(word) && !text.contains("marked"),
            "{output}\n{text}"
        );
    }
}

#[test]
fn a_command_that_cannot_be_run_names_its_line() {
    for (command, kind) in [
        ("'left open", Kind::Configuration),
        ("", Kind::Configuration),
        ("/no/such program", Kind::Process),
    ] {
        let maps = Maps::default().config(&format!("[default]\ncredential_process = {command}\n"));
        let (found, text) = maps.failure();
        assert_eq!(found, kind, "{command}");
        assert!(text.starts_with("/home/me/.aws/config, line 2: "), "{text}");
    }
}
