//! What is said about models with mistakes: one snapshot a file of `broken/`.

use smithy_schema_json::{Source, read};

macro_rules! broken {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            let name = concat!(stringify!($name), ".json");
            let text = include_str!(concat!("broken/", stringify!($name), ".json"));
            let errors = read(&[Source::new(name, text)]).unwrap_err();
            insta::assert_snapshot!(stringify!($name), errors);
        })*

        const TESTED: &[&str] = &[$(stringify!($name)),*];
    };
}

broken! {
    applies
    botocore_file
    cases
    circles
    cut_off
    hosts
    json_types
    missing_members
    mixins
    names
    pagination
    places
    shape_types
    targets
    trailing_comma
    trait_values
    twins
    validators
    versions
}

/// An overlay speaks of shapes that the broken source should have had: that is not told once more for each of them.
#[test]
fn what_a_broken_source_lacks_is_not_missed() {
    let overlay = r#"{"smithy": "2.0", "shapes": {
        "a#Tag": {"type": "apply", "traits": {"smithy.api#documentation": "A tag."}},
        "a#Tag$key": {"type": "apply", "traits": {"smithy.api#documentation": "Its key."}}
    }}"#;
    let broken = [
        "[1, 2]",
        r#"{"smithy": "2.0", "shapes": []}"#,
        r#"{"smithy": "2.0", "shapes": {"a#Tag": {"type": "structure", "members": []}}}"#,
    ];
    for text in broken {
        let sources = [
            Source::new("docs.json", overlay),
            Source::new("model.json", text),
        ];
        let errors = read(&sources).unwrap_err();
        assert_eq!(errors.len(), 1, "{errors}");
        let place = errors.iter().next().unwrap().location().to_string();
        assert!(place.starts_with("model.json:1:"), "{place}");
    }
}

#[test]
fn every_file_is_tested() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .display()
                .to_string()
        })
        .collect();
    files.sort();
    assert_eq!(files, TESTED);
}

#[test]
fn files_that_contradict_each_other() {
    let one = r#"{"smithy": "2.0", "metadata": {"owner": "us"}, "shapes": {
        "a.b#Tag": {"type": "string", "traits": {"smithy.api#documentation": "one"}},
        "a.b#Image": {"type": "structure", "members": {"tag": {"target": "a.b#Tag"}}}}}"#;
    let two = r#"{"smithy": "2.0", "metadata": {"owner": "them"}, "shapes": {
        "a.b#Tag": {"type": "string", "traits": {"smithy.api#documentation": "two"}},
        "a.b#Image": {"type": "structure", "members": {"tag": {"target": "smithy.api#Blob"}}}}}"#;
    let errors = read(&[Source::new("one.json", one), Source::new("two.json", two)]).unwrap_err();
    insta::assert_snapshot!(errors);
}
