//! What a user reads where a file is wrong.

use aws_identity::Kind;

use crate::machine::Maps;

const KEYS: &str = "aws_access_key_id = A\naws_secret_access_key = secret\n";

#[test]
fn a_file_that_cannot_be_read_is_told_with_its_line_even_where_variables_have_keys() {
    for (text, line, word) in [
        ("region = eu-west-1\n", 1, "`[default]`"),
        ("# why\n[default]\n\nno option\n", 4, "name = value"),
        ("[default]\n= nameless\n", 2, "name = value"),
        ("[default]\nregion = a\nREGION: b\n", 3, "line 2"),
        ("[default]\n[profile a]\n[default]\n", 3, "line 1"),
        (
            "[default]\ns3 =\n  a = b\n  addressing_style path\n",
            4,
            "indent",
        ),
        ("[]\n", 1, "before any section"),
    ] {
        let maps = Maps::default()
            .config(text)
            .variable("AWS_ACCESS_KEY_ID", "A")
            .variable("AWS_SECRET_ACCESS_KEY", "s");
        let (kind, found) = maps.failure();
        assert_eq!(kind, Kind::Configuration, "{text}");
        let place = format!("/home/me/.aws/config, line {line}: ");
        assert!(
            found.starts_with(&place) && found.contains(word),
            "{text}\n{found}"
        );
    }
}

#[test]
fn text_that_is_not_utf_8_is_told_with_its_line() {
    let mut maps = Maps::default().config("[default]\n#");
    let file = maps.files.values_mut().next().expect("a file");
    file.extend([b'\n', 0xff]);
    let (_, found) = maps.failure();
    assert!(
        found.starts_with("/home/me/.aws/config, line 3: is not UTF-8"),
        "{found}"
    );
}

#[test]
fn a_profile_that_is_nowhere_is_told_with_both_files() {
    let (kind, text) = Maps::default()
        .config("[default]\n")
        .variable("AWS_PROFILE", "dev")
        .failure();
    assert_eq!(kind, Kind::Configuration);
    assert_eq!(
        text,
        "the profile `dev`: is neither in /home/me/.aws/config nor in /home/me/.aws/credentials; choose another, or begin it with `[profile dev]` in /home/me/.aws/config"
    );
}

#[test]
fn half_of_a_key_is_told_with_its_section() {
    let (kind, text) = Maps::default()
        .credentials("[default]\naws_access_key_id = A\n")
        .failure();
    assert_eq!(kind, Kind::Configuration);
    assert!(
        text.starts_with("/home/me/.aws/credentials, line 1: "),
        "{text}"
    );
    let (_, text) = Maps::default()
        .credentials("[default]\naws_access_key_id =\naws_secret_access_key = s\n")
        .failure();
    assert!(
        text.starts_with("/home/me/.aws/credentials, line 2: `aws_access_key_id` is empty"),
        "{text}"
    );
}

#[test]
fn a_key_inside_another_value_is_told_and_not_shown() {
    let text = format!("[default]\nregion = eu-west-1\n  {KEYS}");
    let (kind, found) = Maps::default()
        .config(&text.replace("aws_access_key_id = A\n", ""))
        .failure();
    assert_eq!(kind, Kind::Configuration);
    assert!(
        found.contains("line 2: `region` has taken a key into its value"),
        "{found}"
    );
}

#[test]
fn sign_ins_without_what_they_need_are_told() {
    for (options, word) in [
        ("sso_account_id = 1\n", "sso_start_url"),
        (
            "sso_account_id = 1\nsso_session = none\n",
            "[sso-session NAME]",
        ),
        (
            "sso_account_id = 1\nsso_session = corp\nsso_region = a\n",
            "another value",
        ),
        (
            "sso_start_url = https://corp.example/start\nsso_account_id = 1\nsso_role_name = a\nsso_region = b\n  indented = 1\n",
            "cannot be the name of one",
        ),
    ] {
        let text = format!("[default]\n{options}[sso-session corp]\nsso_region = b\n");
        let (kind, found) = Maps::default().config(&text).failure();
        assert_eq!(kind, Kind::Configuration);
        assert!(found.contains(word), "{found}");
    }
}
