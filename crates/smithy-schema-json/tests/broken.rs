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
    circles
    cut_off
    json_types
    missing_members
    mixins
    names
    pagination
    shape_types
    targets
    trailing_comma
    trait_values
    twins
    versions
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
