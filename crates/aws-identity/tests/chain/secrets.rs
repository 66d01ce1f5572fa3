//! No secret in anything an error shows, however a configuration is broken.

use aws_identity::{Selection, Settings};
use proptest::prelude::*;

use crate::machine::{Maps, whole_text};

/// In every secret, and nowhere else.
const MARK: &str = "marked";

const CONFIG: &str = "\
[default]
role_arn = arn:aws:iam::123456789012:role/a
source_profile = base
duration_seconds = 3600
region = eu-west-1
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = marked+secret/1
[profile base]
credential_process = /bin/keys --password marked-password
aws_session_token = marked-token-1
retry_mode = adaptive
[profile web]
web_identity_token_file = /token
role_arn = arn:aws:iam::123456789012:role/w
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.example/start
[profile in]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = reader
";

const CREDENTIALS: &str = "\
[base]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = marked+secret/2
aws_session_token = marked-token-2
[default]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = marked+secret/3
";

const PRINTED: &str = r#"{"Version": 1, "AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "marked-secret", "SessionToken": "marked-token", "Expiration": "2030-01-31T12:00:00Z"}"#;

/// One way in which an editor breaks a file: something happens to a line, or the file ends early.
#[derive(Clone, Debug)]
enum Break {
    JoinNext,
    Remove,
    Repeat,
    Indent,
    Swap(prop::sample::Index),
    Without(char),
    Before(String),
    Behind(String),
    End,
}

fn breaks() -> impl Strategy<Value = Break> {
    prop_oneof![
        Just(Break::JoinNext),
        Just(Break::Remove),
        Just(Break::Repeat),
        Just(Break::Indent),
        any::<prop::sample::Index>().prop_map(Break::Swap),
        prop::sample::select(vec!['=', '[', ']', '/', ':', '"', '{', ',']).prop_map(Break::Without),
        "[\\PC\n]{0,3}".prop_map(Break::Before),
        "[\\PC\n]{0,3}".prop_map(Break::Behind),
        Just(Break::End),
    ]
}

fn broken(text: &str, at: prop::sample::Index, what: &Break) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let index = at.index(lines.len());
    match what {
        Break::JoinNext if index + 1 < lines.len() => {
            let next = lines.remove(index + 1);
            lines[index].push_str(&next);
        }
        Break::JoinNext | Break::Remove => drop(lines.remove(index)),
        Break::Repeat => lines.insert(index, lines[index].clone()),
        Break::Indent => lines[index].insert_str(0, "  "),
        Break::Swap(other) => {
            let other = other.index(lines.len());
            lines.swap(index, other);
        }
        Break::Without(c) => lines[index] = lines[index].replace(*c, ""),
        Break::Before(junk) => lines[index].insert_str(0, junk),
        Break::Behind(junk) => lines[index].push_str(junk),
        Break::End => lines.truncate(index),
    }
    lines.join("\n")
}

fn file(text: &'static str) -> impl Strategy<Value = String> {
    prop::collection::vec((any::<prop::sample::Index>(), breaks()), 0..4).prop_map(move |breaks| {
        let text = text.to_owned();
        breaks
            .into_iter()
            .fold(text, |text, (at, what)| broken(&text, at, &what))
    })
}

fn machine(config: &str, credentials: &str, printed: &str) -> Maps {
    Maps::default()
        .config(config)
        .credentials(credentials)
        .file("/token", "marked-token")
        .program(
            &["/bin/keys", "--password", "marked-password"],
            true,
            printed,
        )
        .answer("sts.", "marked answer")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn no_error_shows_a_secret(
        config in file(CONFIG),
        credentials in file(CREDENTIALS),
        printed in file(PRINTED),
        profile in prop::sample::select(vec!["default", "base", "web", "in"]),
    ) {
        let maps = machine(&config, &credentials, &printed);
        let selection = Selection::new().with_profile(profile);
        if let Err(error) = Settings::load(&maps, &selection) {
            prop_assert!(!whole_text(&error).contains(MARK), "{}", whole_text(&error));
        }
        match maps.resolve_as(selection) {
            Err(error) => prop_assert!(!whole_text(&error).contains(MARK), "{}", whole_text(&error)),
            Ok(keys) => {
                let shown = format!("{keys:?}");
                prop_assert!(!shown.contains(MARK), "{}", shown);
            },
        }
    }
}

/// The test above would pass if nothing ever failed, or everything did.
#[test]
fn the_whole_configuration_leads_to_keys() {
    let maps = machine(CONFIG, CREDENTIALS, PRINTED);
    let keys = maps
        .resolve_as(Selection::new().with_profile("base"))
        .expect("keys");
    assert_eq!(keys.secret_access_key(), "marked+secret/2");
    assert!(maps.resolve().is_err(), "STS answered with no XML");
}
