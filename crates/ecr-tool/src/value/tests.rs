use serde_json::json;
use smithy_wire::schema::{Constraints, Range, Structure, TimestampFormat};

use super::*;

const TEXT: Kind = Kind::String(Constraints::NONE);

const fn member(name: &'static str, kind: Kind) -> Member {
    Member {
        name,
        kind,
        required: false,
        sensitive: false,
    }
}

static IMAGE: Structure = Structure {
    name: "ImageIdentifier",
    members: &[member("imageDigest", TEXT), member("imageTag", TEXT)],
};

const IMAGES: Kind = Kind::List(&Kind::Structure(&IMAGE));

static CHOICE: Structure = Structure {
    name: "Choice",
    members: &[member("left", TEXT), member("right", TEXT)],
};

static RULE: Structure = Structure {
    name: "Rule",
    members: &[
        Member {
            name: "prefix",
            kind: TEXT,
            required: true,
            sensitive: false,
        },
        member(
            "count",
            Kind::Integer(Range {
                min: Some(1),
                max: Some(10),
            }),
        ),
        member("on", Kind::Boolean),
        member("share", Kind::Double),
        member("since", Kind::Timestamp(TimestampFormat::EpochSeconds)),
        member("names", Kind::List(&TEXT)),
        member("images", Kind::List(&Kind::Structure(&IMAGE))),
        member("choice", Kind::Union(&CHOICE)),
        member("labels", Kind::Map(&TEXT, &Kind::Long(Range::NONE))),
        member("level", Kind::Enum(&["LOW", "HIGH"])),
        member("free", Kind::Document),
    ],
};

fn of(kind: Kind, words: &[&str]) -> Result<Value, String> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    of_member(&member("value", kind), &words).map_err(|problem| problem.to_string())
}

fn rule(word: &str) -> Result<Value, String> {
    of(Kind::Structure(&RULE), &[word])
}

#[test]
fn plain_texts_and_lists_of_them() {
    assert_eq!(of(TEXT, &["team/app"]), Ok(json!("team/app")));
    assert_eq!(of(TEXT, &["{a}"]), Ok(json!("{a}")));
    let list = Kind::List(&TEXT);
    assert_eq!(of(list, &["a", "b,c"]), Ok(json!(["a", "b,c"])));
    assert_eq!(of(list, &["a"]), Ok(json!(["a"])));
    assert_eq!(of(list, &[r#" ["a", "b"]"#]), Ok(json!(["a", "b"])));
}

#[test]
fn structures_as_shorthand_and_as_json_are_the_same() {
    let images = IMAGES;
    let two = Ok(json!([{"imageTag": "v1"}, {"imageDigest": "sha256:00", "imageTag": "v2"}]));
    assert_eq!(
        of(
            images,
            &["imageTag=v1", "imageDigest=sha256:00,imageTag=v2"]
        ),
        two
    );
    let text = r#"[{"imageTag": "v1"}, {"imageDigest": "sha256:00", "imageTag": "v2"}]"#;
    assert_eq!(of(images, &[text]), two);
    let mixed = [r#"{"imageTag": "v1"}"#, "imageDigest=sha256:00,imageTag=v2"];
    assert_eq!(of(images, &mixed), two);
}

#[test]
fn words_get_the_types_of_the_model() {
    let value = rule(
        "prefix=7,count=7,on=TRUE,share=0.5,since=1715012342,names=a,images=[{imageTag=v1},{imageTag=v2}],\
         choice={left=x},labels={a=1,b=2},level=MEDIUM",
    );
    let expected = json!({
        "prefix": "7", "count": 7, "on": true, "share": 0.5, "since": "1715012342", "names": ["a"],
        "images": [{"imageTag": "v1"}, {"imageTag": "v2"}],
        "choice": {"left": "x"}, "labels": {"a": 1, "b": 2}, "level": "MEDIUM",
    });
    assert_eq!(value, Ok(expected));
}

#[test]
fn shorthand_errors_name_the_place_and_the_remedy() {
    let cases = [
        (
            "prefx=a",
            "Rule has no member `prefx`\n  prefx=a\n  ^\ndid you mean `prefix`?",
        ),
        (
            "prefix=a,images={imagetag=v}",
            "ImageIdentifier has no member `imagetag`\n  prefix=a,images={imagetag=v}\n                   ^\ndid you mean `imageTag`?",
        ),
        (
            "prefix=a,zzz=b",
            "Rule has no member `zzz`\n  prefix=a,zzz=b\n           ^\nthe members are: prefix, count,",
        ),
        (
            "prefix=a,b",
            "takes one value, not several\n  prefix=a,b\n         ^\nwrite a comma that is part",
        ),
        (
            "prefix=a,count=x",
            "expected a whole number\n  prefix=a,count=x\n                 ^",
        ),
        (
            "prefix=a,on=yes",
            "expected true or false\n  prefix=a,on=yes",
        ),
        (
            "prefix=a,choice=b",
            "expected key=value pairs\n  prefix=a,choice=b\n                  ^\ninside a value",
        ),
        (
            "prefix=a,free=b",
            "shorthand has no types for a free document\n  prefix=a,free=b\n                ^\nwrite the whole value as JSON",
        ),
        (
            "prefix=a,count=11",
            "at count: expected a whole number from 1 to 10, found 11",
        ),
        ("count=1", "the required member `prefix` is missing"),
        (
            "prefix=a,choice={left=b,right=c}",
            "at choice: Choice takes exactly one member",
        ),
    ];
    for (word, start) in cases {
        let error = rule(word).expect_err(word);
        assert!(error.starts_with(start), "{word}: {error}");
    }
}

#[test]
fn json_errors_name_the_path_and_the_remedy() {
    let cases = [
        (
            r#"{"prefix": 7}"#,
            "at prefix: expected a text, found a number",
        ),
        (
            r#"{"prefix": null}"#,
            "at prefix: expected a text, found null",
        ),
        (
            r#"{"prefix": "a", "images": [{}, {"imageTags": "v"}]}"#,
            "at images[1]: ImageIdentifier has no member `imageTags`\ndid you mean `imageTag`?",
        ),
        (
            r#"{"prefix": "a", "labels": {"x": "1"}}"#,
            "at labels.x: expected a whole number, found a text",
        ),
        (
            r#"{"prefix": "a", "names": "b"}"#,
            "at names: expected a list, found a text",
        ),
        (r#"{"prefix": "a""#, "is not JSON: EOF"),
        ("[]", "expected an object, found a list"),
    ];
    for (word, start) in cases {
        let error = rule(word).expect_err(word);
        assert!(error.starts_with(start), "{word}: {error}");
    }
    let free = rule(r#"{"prefix": "a", "free": {"any": [1, null]}}"#);
    assert_eq!(free, Ok(json!({"prefix": "a", "free": {"any": [1, null]}})));
}

#[test]
fn a_file_stands_for_its_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        format!("file://{}", path.display())
    };
    let images = IMAGES;
    let json_list = write("images.json", "\n[{\"imageTag\": \"v1\"}]\n");
    assert_eq!(of(images, &[&json_list]), Ok(json!([{"imageTag": "v1"}])));
    let short = write("short", "imageTag=v1");
    assert_eq!(of(images, &[&short]), Ok(json!([{"imageTag": "v1"}])));
    let text = write("text", "a,b");
    assert_eq!(of(TEXT, &[&text]), Ok(json!("a,b")));
    assert_eq!(
        rule(&format!("prefix@={text}")),
        Ok(json!({"prefix": "a,b"}))
    );
    let error = of(TEXT, &["file:///no/such/file"]).expect_err("no file");
    assert!(
        error.starts_with("cannot read /no/such/file: ") && error.contains("file://input.json")
    );
}

#[test]
fn lengths_below_the_least_are_refused() {
    let name = Kind::String(Constraints {
        min_length: Some(2),
        ..Constraints::NONE
    });
    assert_eq!(
        of(name, &["é"]),
        Err("expected 2 characters or more, found 1".to_owned())
    );
    assert_eq!(of(name, &["éé"]), Ok(json!("éé")));
}
