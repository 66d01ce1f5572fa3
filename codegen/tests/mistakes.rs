//! Mistakes in ECR's model: each is told alone, and any ten of them together in one run.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use codegen::{Mistake, Plan};
use proptest::prelude::*;
use smithy_schema_json::{Node, NodeKind, Source};

/// The model's files, in the order they are read.
const FILES: [&str; 4] = ["docs.json", "ecr.json", "paginators.json", "sensitive.json"];

/// A kind of mistake: what is changed in the model, and where it is told.
struct Kind {
    name: String,
    file: String,
    at: String,
    patch: Node,
}

/// `mistakes/kinds.json`; `~` in it stands for the namespace.
fn kinds() -> Vec<Kind> {
    let text = file("codegen/tests/mistakes/kinds.json").replace('~', "com.amazonaws.ecr#");
    let root = Node::parse(&Source::new("kinds.json", text)).unwrap();
    let kind = |node: &Node| {
        let text = |name: &str| node.get(name).and_then(Node::as_str).map(str::to_owned);
        Kind {
            name: text("name").unwrap(),
            file: text("file").unwrap_or_else(|| "ecr.json".to_owned()),
            at: text("at").unwrap(),
            patch: node.get("patch").unwrap().clone(),
        }
    };
    root.as_array().unwrap().iter().map(kind).collect()
}

fn file(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).unwrap()
}

/// The model's files as trees.
fn model() -> Vec<Node> {
    let tree = |name: &&str| {
        let text = file(&format!("models/ecr/2015-09-21/{name}"));
        Node::parse(&Source::new(*name, text)).unwrap()
    };
    FILES.iter().map(tree).collect()
}

/// Applies a merge patch: null takes out, objects are merged, everything else replaces; a number names an element.
fn patch(target: &mut Node, changes: &Node) {
    for change in changes.as_object().unwrap() {
        let (key, value) = (change.key(), change.value());
        let merged = value.as_object().is_some();
        match target.kind_mut() {
            NodeKind::Array(elements) => {
                let element = &mut elements[key.parse::<usize>().unwrap()];
                match merged {
                    true => patch(element, value),
                    false => *element = value.clone(),
                }
            }
            NodeKind::Object(object) => match object.get_mut(key) {
                _ if matches!(value.kind(), NodeKind::Null) => drop(object.remove(key)),
                Some(place) if merged && !is_simple(place) => patch(place, value),
                _ => object.insert(key, value.clone()),
            },
            _ => panic!("nothing can be put into {target:?}"),
        }
    }
}

fn is_simple(node: &Node) -> bool {
    node.as_object().is_none() && node.as_array().is_none()
}

/// What is told of the model with these mistakes, in the order of the text.
fn told(model: &[Node], kinds: &[&Kind]) -> Vec<Mistake> {
    let mut files = model.to_vec();
    for kind in kinds {
        let index = FILES.iter().position(|name| *name == kind.file).unwrap();
        patch(&mut files[index], &kind.patch);
    }
    let source = |(name, tree): (&&str, &Node)| Source::new(*name, tree.to_string());
    let sources: Vec<Source> = FILES.iter().zip(&files).map(source).collect();
    let mistakes = codegen::read(&sources, &Plan::new("ecr")).err();
    mistakes.iter().flatten().cloned().collect()
}

/// The place as a path, and what is said; lines move when the file changes elsewhere.
fn said(mistake: &Mistake) -> (String, String) {
    let place = mistake.location().unwrap();
    (place.path().to_owned(), mistake.message().to_owned())
}

type Said = BTreeSet<(String, String)>;

/// The model, and each kind with what is told of it alone.
struct Alone {
    model: Vec<Node>,
    kinds: Vec<(Kind, Vec<Mistake>)>,
}

static MODEL: LazyLock<Vec<Node>> = LazyLock::new(model);

static ALONE: LazyLock<Alone> = LazyLock::new(|| {
    let model = model();
    let kinds = kinds().into_iter();
    let kinds = kinds.map(|kind| {
        let alone = told(&model, &[&kind]);
        (kind, alone)
    });
    let kinds = kinds.collect();
    Alone { model, kinds }
});

/// Each with its place, a line of what is wrong, what should be there, and a remedy: the snapshot is the list.
#[test]
fn each_alone_is_told_where_it_is() {
    assert_eq!(told(&ALONE.model, &[]), []);
    let mut page = String::new();
    for (kind, mistakes) in &ALONE.kinds {
        let mut places = mistakes.iter().filter_map(Mistake::location);
        let named = places.any(|place| place.path() == kind.at && place.line() > 0);
        assert!(
            named,
            "{} is not told at {}: {mistakes:#?}",
            kind.name, kind.at
        );
        page.push_str(&format!("# {}\n\n", kind.name));
        for mistake in mistakes {
            assert!(!mistake.remedy().is_empty(), "{mistake}");
            page.push_str(&format!("{mistake}\n\n"));
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "mistakes" }, {
        insta::assert_snapshot!("kinds", page);
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    /// Ten of them say together what each says alone: none hides another, none follows from another.
    #[test]
    fn any_ten_are_told_together(ten in proptest::sample::subsequence(kinds_by_index(), 10)) {
        let Alone { model, kinds } = &*ALONE;
        let ten: Vec<&(Kind, Vec<Mistake>)> = ten.into_iter().map(|index| &kinds[index]).collect();
        let alone: Said = ten.iter().flat_map(|(_, alone)| alone).map(said).collect();
        let kinds: Vec<&Kind> = ten.iter().map(|(kind, _)| kind).collect();
        let together: Said = told(model, &kinds).iter().map(said).collect();
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name.as_str()).collect();
        prop_assert_eq!(together, alone, "{:#?}", names);
    }
}

/// Puts another value in the place of one somewhere in the tree; places are counted as they are come to.
fn replace(node: &mut Node, place: &mut usize, other: &Node) -> bool {
    if *place == 0 {
        *node = other.clone();
        return true;
    }
    *place -= 1;
    match node.kind_mut() {
        NodeKind::Array(elements) => elements.iter_mut().any(|node| replace(node, place, other)),
        NodeKind::Object(object) => object
            .iter_mut()
            .any(|entry| replace(entry.value_mut(), place, other)),
        _ => false,
    }
}

/// Values that stand somewhere in a model, and some that stand nowhere.
fn other() -> impl Strategy<Value = Node> {
    let texts = [
        "null",
        "0",
        "-1",
        "1e400",
        "true",
        "\"\"",
        "\"*\"",
        "[]",
        "[0]",
        "{}",
        "{\"a\": {}}",
        "\"com.amazonaws.ecr#Image\"",
        "\"com.amazonaws.ecr#PutImage\"",
        "\"smithy.api#Unit\"",
        "\"nextToken\"",
        "\"list\"",
        "\"union\"",
        "{\"target\": \"com.amazonaws.ecr#ImageDetailList\"}",
        "{\"ref\": \"Region\"}",
        "{\"fn\": \"split\", \"argv\": [\"a\", \"b\", 9223372036854775807]}",
    ];
    let node = |text: &str| Node::parse(&Source::new("other", text)).unwrap();
    proptest::sample::select(texts.map(node).to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    /// Whatever is put where, every stage comes to its end, and what is told has a remedy.
    #[test]
    fn any_values_anywhere(changes in proptest::collection::vec((0..FILES.len(), any::<proptest::sample::Index>(), other()), 1..4)) {
        let mut files = MODEL.clone();
        for (file, place, other) in changes {
            let count = count(&files[file]);
            replace(&mut files[file], &mut place.index(count), &other);
        }
        let source = |(name, tree): (&&str, &Node)| Source::new(*name, tree.to_string());
        let sources: Vec<Source> = FILES.iter().zip(&files).map(source).collect();
        let mistakes = codegen::read(&sources, &Plan::new("ecr")).err();
        for one in mistakes.iter().flatten() {
            prop_assert!(!one.message().is_empty() && !one.remedy().is_empty(), "{one}");
        }
    }
}

/// How many values a tree has.
fn count(node: &Node) -> usize {
    let inner = match node.kind() {
        NodeKind::Array(elements) => elements.iter().map(count).sum(),
        NodeKind::Object(object) => object.iter().map(|entry| count(entry.value())).sum(),
        _ => 0,
    };
    inner + 1
}

fn kinds_by_index() -> Vec<usize> {
    (0..ALONE.kinds.len()).collect()
}
