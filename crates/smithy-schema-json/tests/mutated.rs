//! Whatever happens to a model's text: no panic, and every refusal names a place and a remedy.

use proptest::prelude::*;
use proptest::sample::Index;
use smithy_schema_json::{Error, Model, Node, NodeKind, Object, Source, read};

const MODELS: [&str; 2] = [
    include_str!("models/store.json"),
    include_str!("models/ours.json"),
];

/// A change to one value of a tree.
#[derive(Clone, Debug)]
enum Change {
    Replace(Node),
    TakeFrom(Index),
    RemoveMember(Index),
    RenameMember(Index, String),
    AddMember(String, Node),
    Repeat(usize),
    Wrap(usize),
}

fn value() -> impl Strategy<Value = Node> {
    let text = prop_oneof![
        "[a-z.]{0,3}#?[A-Z]?[a-z$]{0,4}",
        Just("smithy.api#String".to_owned()),
        Just("com.example#Image".to_owned()),
        Just("com.example#Named".to_owned()),
        Just("com.example#Repository".to_owned()),
        Just("list".to_owned()),
        Just("apply".to_owned()),
        any::<String>(),
    ];
    let leaf = prop_oneof![
        Just(NodeKind::Null),
        any::<bool>().prop_map(NodeKind::Bool),
        any::<i64>().prop_map(|number| NodeKind::Number(number.into())),
        text.prop_map(|text| NodeKind::String(text.into())),
    ];
    leaf.prop_map(Node::new).prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|all| Node::new(NodeKind::Array(all))),
            prop::collection::vec((key(), inner), 0..4).prop_map(|all| {
                let object: Object = all
                    .iter()
                    .map(|(key, value)| (key.as_str(), value.clone()))
                    .collect();
                Node::new(NodeKind::Object(object))
            }),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "type",
            "traits",
            "target",
            "members",
            "member",
            "key",
            "value",
            "mixins",
            "input",
            "errors",
            "resources",
            "smithy.api#mixin",
            "smithy.api#length",
            "smithy.api#enum",
            "com.example#Image",
            "com.example#Image$name",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        value().prop_map(Change::Replace),
        any::<Index>().prop_map(Change::TakeFrom),
        any::<Index>().prop_map(Change::RemoveMember),
        (any::<Index>(), key()).prop_map(|(index, key)| Change::RenameMember(index, key)),
        (key(), value()).prop_map(|(key, value)| Change::AddMember(key, value)),
        (1..5_usize).prop_map(Change::Repeat),
        (1..200_usize).prop_map(Change::Wrap),
    ]
}

fn count(node: &Node) -> usize {
    let inner = match node.kind() {
        NodeKind::Array(all) => all.iter().map(count).sum(),
        NodeKind::Object(object) => object.iter().map(|entry| count(entry.value())).sum(),
        _ => 0,
    };
    inner + 1
}

/// The nth value of a tree, in the order of the text.
fn nth<'n>(node: &'n mut Node, left: &mut usize) -> Option<&'n mut Node> {
    if *left == 0 {
        return Some(node);
    }
    *left -= 1;
    match node.kind_mut() {
        NodeKind::Array(all) => all.iter_mut().find_map(|element| nth(element, left)),
        NodeKind::Object(object) => object
            .iter_mut()
            .find_map(|entry| nth(entry.value_mut(), left)),
        _ => None,
    }
}

fn mutate(root: &mut Node, place: Index, change: Change) {
    let size = count(root);
    let taken = match &change {
        Change::TakeFrom(index) => nth(root, &mut index.index(size)).map(|node| node.clone()),
        _ => None,
    };
    let Some(node) = nth(root, &mut place.index(size)) else {
        return;
    };
    match change {
        Change::Replace(value) => *node = value,
        Change::TakeFrom(_) => *node = taken.unwrap_or(Node::string("")),
        Change::Wrap(depth) => {
            for _ in 0..depth {
                *node = Node::new(NodeKind::Array(vec![node.clone()]));
            }
        }
        Change::Repeat(times) => {
            if let NodeKind::Array(all) = node.kind_mut() {
                *all = std::iter::repeat_n(all.clone(), times + 1)
                    .flatten()
                    .collect();
            }
        }
        Change::RemoveMember(index) => {
            with_member(node, index, |object, name| drop(object.remove(name)));
        }
        Change::RenameMember(index, key) => with_member(node, index, |object, name| {
            if let Some(value) = object.remove(name) {
                object.insert(&key, value);
            }
        }),
        Change::AddMember(key, value) => {
            if let Some(object) = node.as_object_mut() {
                object.insert(&key, value);
            }
        }
    }
}

fn with_member(node: &mut Node, index: Index, act: impl FnOnce(&mut Object, &str)) {
    if let Some(object) = node.as_object_mut().filter(|object| !object.is_empty()) {
        let name = object
            .iter()
            .nth(index.index(object.len()))
            .map(|entry| entry.key().to_owned());
        act(object, &name.unwrap_or_default());
    }
}

/// Reads the two, and looks at everything that comes out.
fn inspect(texts: [&str; 2]) -> Result<(), TestCaseError> {
    let sources = [
        Source::new("store.json", texts[0]),
        Source::new("ours.json", texts[1]),
    ];
    match read(&sources) {
        Ok(model) => {
            sound(&model)?;
            model
                .warnings()
                .iter()
                .try_for_each(|warning| complete(warning, texts))
        }
        Err(errors) => {
            prop_assert!(errors.len() > 0);
            prop_assert!(!errors.to_string().is_empty());
            errors.iter().try_for_each(|error| complete(error, texts))
        }
    }
}

fn complete(error: &Error, texts: [&str; 2]) -> Result<(), TestCaseError> {
    let place = error.location();
    let text = match place.file() {
        "store.json" => texts[0],
        "ours.json" => texts[1],
        other => {
            return Err(TestCaseError::fail(format!(
                "the file is `{other}`: {error}"
            )));
        }
    };
    let lines = text.matches('\n').count() as u32 + 1;
    prop_assert!((1..=lines).contains(&place.line()), "{}", error);
    prop_assert!(place.column() >= 1);
    prop_assert!(place.path().starts_with('$'));
    for part in [
        error.message(),
        error.expected(),
        error.found(),
        error.remedy(),
    ] {
        prop_assert!(!part.is_empty(), "{}", error);
    }
    Ok(())
}

/// What the documentation of [`Model`] promises.
fn sound(model: &Model) -> Result<(), TestCaseError> {
    for shape in model.shapes() {
        for member in shape.members() {
            prop_assert!(model.get(member.target()).is_some());
        }
        if let Some(operation) = shape.as_operation() {
            for reference in [&operation.input, &operation.output]
                .into_iter()
                .chain(&operation.errors)
            {
                prop_assert!(model.get(reference).is_some());
            }
            for service in model.services() {
                model.pagination(Some(service), shape);
            }
        }
        model.closure(shape);
        model.locate(shape.span());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_values_and_keys(which in 0..2_usize, changes in prop::collection::vec((any::<Index>(), change()), 1..4)) {
        let mut texts = MODELS.map(str::to_owned);
        let mut root = Node::parse(&Source::new("m", texts[which].as_str())).unwrap();
        for (place, change) in changes {
            mutate(&mut root, place, change);
        }
        texts[which] = root.to_string();
        inspect([&texts[0], &texts[1]])?;
    }

    #[test]
    fn any_bytes(which in 0..2_usize, at in any::<Index>(), cut in 0..4_usize, put in "[\\PC{}\\[\\]\",:0-9\n]{0,3}") {
        let mut texts = MODELS.map(str::to_owned);
        let start = at.index(texts[which].len());
        let end = (start + cut).min(texts[which].len());
        texts[which].replace_range(start..end, &put);
        inspect([&texts[0], &texts[1]])?;
    }

    #[test]
    fn any_end(which in 0..2_usize, at in any::<Index>()) {
        let mut texts = MODELS.map(str::to_owned);
        let end = at.index(texts[which].len());
        texts[which].truncate(end);
        inspect([&texts[0], &texts[1]])?;
    }

    #[test]
    fn any_text_at_all(text in any::<String>()) {
        inspect([&text, MODELS[1]])?;
    }

    #[test]
    fn what_is_written_reads_as_the_same(value in value()) {
        let text = value.to_string();
        let again = Node::parse(&Source::new("v", text.as_str())).unwrap();
        prop_assert_eq!(&again, &value);
        prop_assert_eq!(again.to_string(), text);
    }
}

#[test]
fn brackets_without_end_are_refused() {
    for bracket in ["[", "{\"a\":"] {
        let text = bracket.repeat(100_000);
        let errors = read(&[Source::new("deep.json", text)]).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(
            errors.to_string().len() < 3_000,
            "the path of a deep place stays readable"
        );
    }
}

/// A chain of mixins as long as the file: no recursion over shapes, no time beyond the size of the result.
#[test]
fn long_chains_and_wide_circles_end() {
    let shape = |index: usize, next: usize| {
        format!(
            r#""a#M{index}": {{"type": "structure", "traits": {{"smithy.api#mixin": {{}}}}, "mixins": [{{"target": "a#M{next}"}}]}}"#
        )
    };
    let model = |last: &str| {
        let chain: Vec<String> = (0..5_000).map(|index| shape(index, index + 1)).collect();
        format!(
            r#"{{"smithy": "2.0", "shapes": {{{}, {last}}}}}"#,
            chain.join(", ")
        )
    };
    let end =
        r#""a#M5000": {"type": "structure", "traits": {"smithy.api#mixin": {}}, "members": {}}"#;
    assert!(read(&[Source::new("chain.json", model(end))]).is_ok());
    let errors = read(&[Source::new("circle.json", model(&shape(5_000, 0)))]).unwrap_err();
    assert_eq!(errors.len(), 5_001);
}
