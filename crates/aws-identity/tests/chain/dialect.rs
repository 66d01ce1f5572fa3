//! The files' dialect, as Python's `configparser` has it.

use aws_identity::{Selection, Settings};
use proptest::prelude::*;

use crate::machine::Maps;

/// What a profile says its region is; the error's text where the file is none.
fn region(config: &str, profile: &str) -> Result<Option<String>, String> {
    let maps = Maps::default().config(config);
    let selection = Selection::new().with_profile(profile);
    let settings = Settings::load(&maps, &selection).map_err(|error| error.to_string())?;
    Ok(settings.region().map(str::to_owned))
}

/// Each is what botocore 1.44.5 reads, by its source; random files are put to botocore itself in `tests/peers/credentials.py`.
#[test]
fn forms_that_are_read() {
    for (config, profile, expected) in [
        ("[default]\nregion=a\n", "default", "a"),
        ("[default]\r\nregion = a\r\n", "default", "a"),
        ("[default]\rRegion : a", "default", "a"),
        ("[profile x] # why\nregion = a # b\n", "x", "a # b"),
        ("[profile \"two words\"]\nregion = a\n", "two words", "a"),
        ("[profile\tx]\nregion = a\n", "x", "a"),
        ("[profiled x]\nregion = a\n", "x", "a"),
        (
            "[profile default]\nregion = a\n[default]\nregion = b\n",
            "default",
            "b",
        ),
        (
            "[default]\nregion = b\n[profile default]\nregion = a\n",
            "default",
            "a",
        ),
        (
            "[default]\nregion = a\n  ; no part\n  b\n\n  c\n",
            "default",
            "a\nb\n\nc",
        ),
        ("  [default]\n  region = a\n", "default", "a"),
        (
            "[DEFAULT]\nregion = a\n[profile x]\noutput = json\n",
            "x",
            "a",
        ),
        (
            "[default]\ns3 =\n  region = b\nregion = a\n",
            "default",
            "a",
        ),
        (
            "[profile a]b]\nregion = a\n[default]\nregion = c\n",
            "default",
            "c",
        ),
        ("[profile x]\nregion = ü\u{a0}\n", "x", "ü"),
    ] {
        assert_eq!(
            region(config, profile),
            Ok(Some(expected.to_owned())),
            "{config:?}"
        );
    }
}

#[test]
fn files_are_found_as_variables_say() {
    for path in ["~/other", "$DIR/other", "${DIR}/other", "/home/me/other"] {
        let maps = Maps::default()
            .file("/home/me/other", "[default]\nregion = a\n")
            .variable("DIR", "/home/me")
            .variable("AWS_CONFIG_FILE", path);
        let settings = Settings::load(&maps, &Selection::new()).expect("settings");
        assert_eq!(settings.region(), Some("a"), "{path}");
    }
}

/// Texts of the pieces that mean something, and of anything else.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("[default]".to_owned()),
        Just("[profile \"".to_owned()),
        Just("sso_session = ".to_owned()),
        Just("source_profile = default".to_owned()),
        Just("role_arn:x".to_owned()),
        Just("credential_process = '\\".to_owned()),
        Just("\n".to_owned()),
        Just("\n  ".to_owned()),
        Just("\r".to_owned()),
        Just("=".to_owned()),
        Just("services = a".to_owned()),
        Just("[services a]".to_owned()),
        Just("$HOME/${x".to_owned()),
        "\\PC{0,8}",
        "[\\x00-\\x20\\x7f-\\xa0\u{2028}]{0,3}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(config in texts(), credentials in texts(), path in texts()) {
        let maps = Maps::default().config(&config).credentials(&credentials);
        let _ = maps.resolve();
        let _ = maps.variable("AWS_CONFIG_FILE", &path).resolve();
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut maps = Maps::default().config("");
        for file in maps.files.values_mut() {
            file.clone_from(&bytes);
        }
        let _ = maps.resolve();
    }

    #[test]
    fn what_is_written_is_read(value in "[a-z0-9/:.=#;-][a-z0-9/:.=#; -]{0,20}[a-z0-9]", sign in "[ \t]{0,2}[=:][ \t]{0,2}", indent in " {0,3}") {
        let config = format!("[default]\n{indent}region{sign}{value}\n");
        // A sign in front of the value is not part of it only where it is the first.
        prop_assert_eq!(region(&config, "default"), Ok(Some(value)));
    }
}
