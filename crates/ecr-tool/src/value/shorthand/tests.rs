use proptest::prelude::*;

use super::*;

/// The tree without its offsets, in one line.
fn shown(node: &Node) -> String {
    match &node.tree {
        Tree::Word(word) => format!("{word:?}"),
        Tree::FileWord(word) => format!("file {word:?}"),
        Tree::List(items) => format!("[{}]", joined(items.iter().map(shown))),
        Tree::Map(pairs) => format!(
            "{{{}}}",
            joined(
                pairs
                    .iter()
                    .map(|pair| format!("{}: {}", pair.key, shown(&pair.value)))
            )
        ),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// What the AWS CLI's own parser gives for these, but for the notation.
#[test]
fn as_the_aws_cli_reads_it() {
    let cases = [
        ("a=b", r#"{a: "b"}"#),
        ("a=", r#"{a: ""}"#),
        ("a=b,c=d", r#"{a: "b", c: "d"}"#),
        ("a=b,c", r#"{a: ["b", "c"]}"#),
        (
            "a=b,c,d=e,f=g,h",
            r#"{a: ["b", "c"], d: "e", f: ["g", "h"]}"#,
        ),
        ("a=b\\,c", r#"{a: "b,c"}"#),
        ("a=b=c", r#"{a: "b=c"}"#),
        ("a='b,c]',d=\"e'f\"", r#"{a: "b,c]", d: "e'f"}"#),
        (r#"a="b\"c\\""#, r#"{a: "b\"c\\"}"#),
        ("a=[b,c]", r#"{a: ["b", "c"]}"#),
        ("a=[b,c,]", r#"{a: ["b", "c"]}"#),
        ("a=[]", "{a: []}"),
        ("a=[{b=c},{b=d}]", r#"{a: [{b: "c"}, {b: "d"}]}"#),
        (
            "a={b=c,d=[e,[f]]},g=h",
            r#"{a: {b: "c", d: ["e", ["f"]]}, g: "h"}"#,
        ),
        ("a = b , c = d", r#"{a: "b", c: "d"}"#),
        ("a=b c,\n d=e", r#"{a: "b c", d: "e"}"#),
        (
            "a@=file://x,b=file://y",
            r#"{a: file "file://x", b: "file://y"}"#,
        ),
        (
            "imageDigest=sha256:00ff,imageTag=v1",
            r#"{imageDigest: "sha256:00ff", imageTag: "v1"}"#,
        ),
        ("a=,b=c", r#"{a: "", b: "c"}"#),
        (
            "a={b@=file://x,c=d},e=f",
            r#"{a: {b: file "file://x", c: "d"}, e: "f"}"#,
        ),
        ("ключ=x", "error"),
    ];
    for (text, tree) in cases {
        let got = parse(text).map_or_else(|_| "error".to_owned(), |node| shown(&node));
        assert_eq!(got, tree, "{text}");
    }
}

#[test]
fn errors_point_at_the_place_and_say_what_to_write() {
    let cases = [
        (
            "",
            "expected a key, found the end of the value\n  \n  ^\nwrite key=value pairs",
        ),
        (
            "a",
            "expected `=`, found the end of the value\n  a\n   ^\nwrite key=value pairs",
        ),
        ("=b", "expected a key, found `=`\n  =b\n  ^"),
        (
            "a=b,",
            "expected a value or a key after the comma, found the end of the value\n  a=b,\n      ^",
        ),
        ("a=b,,c=d", "expected a key, found `,`\n  a=b,,c=d\n      ^"),
        (
            "a=b\"c",
            "expected `,`, found `\"`\n  a=b\"c\n     ^\nput quotes around",
        ),
        (
            "a='b",
            "expected the closing quote, found the end of the value\n  a='b\n    ^",
        ),
        (
            "a=[b",
            "expected `,` or `]`, found the end of the value\n  a=[b\n      ^",
        ),
        ("a={b=c", "expected `,` or `}`, found the end of the value"),
        ("a={b}", "expected `=`, found `}`\n  a={b}\n      ^"),
        (
            "a=b,c=d,a=e",
            "expected another key, found `a` a second time\n  a=b,c=d,a=e\n          ^\ntwo structures are separated by a space",
        ),
        (
            "a={b=c,b=d}",
            "expected another key, found `b` a second time",
        ),
        ("a=b,\nc==d", "expected `,`, found `=`\n  c==d\n    ^"),
    ];
    for (text, start) in cases {
        let error = parse(text).expect_err(text).to_string();
        assert!(error.starts_with(start), "{text}: {error}");
    }
}

#[test]
fn deep_nesting_is_refused_and_does_not_exhaust_the_stack() {
    let deep = format!("a={}", "[".repeat(100_000));
    let error = parse(&deep).expect_err("too deep").to_string();
    assert!(error.starts_with("expected no deeper nesting"));
    let fits = format!("a={}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
    assert!(parse(&fits).is_ok());
}

/// Any tree that shorthand can say: at the top a map, below it words, lists and maps.
fn trees() -> impl Strategy<Value = Vec<(String, Said)>> {
    let word = prop_oneof!["[a-z0-9:/._-]{1,8}", "\\PC{1,8}", any::<String>()].prop_map(Said::Word);
    let said = word.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Said::List),
            pairs(inner).prop_map(Said::Map),
        ]
    });
    pairs(said).prop_filter("a top without pairs cannot be written", |pairs| {
        !pairs.is_empty()
    })
}

fn pairs(value: impl Strategy<Value = Said>) -> impl Strategy<Value = Vec<(String, Said)>> {
    let pairs = proptest::collection::btree_map("[a-zA-Z0-9_.#/:-]{1,6}", value, 0..4);
    pairs.prop_map(|pairs| pairs.into_iter().collect())
}

#[derive(Clone, Debug)]
enum Said {
    Word(String),
    List(Vec<Said>),
    Map(Vec<(String, Said)>),
}

impl Said {
    fn written(&self) -> String {
        match self {
            Said::Word(word) => format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\"")),
            Said::List(items) => format!("[{}]", joined(items.iter().map(Said::written))),
            Said::Map(pairs) => format!("{{{}}}", written(pairs)),
        }
    }

    fn is(&self, node: &Node) -> bool {
        match (self, &node.tree) {
            (Said::Word(word), Tree::Word(read)) => word == read,
            (Said::List(items), Tree::List(read)) => {
                items.len() == read.len()
                    && items.iter().zip(read).all(|(item, read)| item.is(read))
            }
            (Said::Map(pairs), Tree::Map(read)) => are(pairs, read),
            _ => false,
        }
    }
}

fn written(pairs: &[(String, Said)]) -> String {
    joined(
        pairs
            .iter()
            .map(|(key, value)| format!("{key}={}", value.written())),
    )
}

fn are(pairs: &[(String, Said)], read: &[Pair]) -> bool {
    let same =
        |((key, value), pair): (&(String, Said), &Pair)| *key == pair.key && value.is(&pair.value);
    pairs.len() == read.len() && pairs.iter().zip(read).all(same)
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_back(pairs in trees()) {
        let text = written(&pairs);
        let node = parse(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        let Tree::Map(read) = node.tree else { return Err(TestCaseError::fail("no map")) };
        prop_assert!(are(&pairs, &read), "{text}: {read:?}");
    }

    #[test]
    fn plain_words_need_no_quotes(words in proptest::collection::vec("[a-zA-Z0-9:/._+-]{1,8}", 1..5)) {
        let node = parse(&format!("key={}", words.join(","))).expect("shorthand");
        let Tree::Map(pairs) = node.tree else { return Err(TestCaseError::fail("no map")) };
        let read = match &pairs[0].value.tree {
            Tree::List(items) => items.iter().map(shown).collect(),
            _ => vec![shown(&pairs[0].value)],
        };
        let words: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
        prop_assert_eq!(read, words);
    }

    #[test]
    fn no_text_panics_and_every_place_is_inside(text in "[a-c=,@{}\\[\\]'\"\\\\ é\n]{0,24}") {
        match parse(&text) {
            Ok(node) => prop_assert!(offsets_inside(&node, text.len())),
            Err(error) => prop_assert!(error.to_string().contains("expected ")),
        }
    }
}

fn offsets_inside(node: &Node, len: usize) -> bool {
    node.at <= len
        && match &node.tree {
            Tree::List(items) => items.iter().all(|item| offsets_inside(item, len)),
            Tree::Map(pairs) => pairs
                .iter()
                .all(|pair| pair.at <= len && offsets_inside(&pair.value, len)),
            Tree::Word(_) | Tree::FileWord(_) => true,
        }
}
