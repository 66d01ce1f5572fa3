//! A fixture a kind of change: patches of `fixtures/base.json`, and the page they make.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use smithy_schema_json::{Node, NodeKind, Object};

use super::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diff/fixtures")
}

fn source(name: &str) -> Source {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    Source::new(name, text)
}

/// Applies a merge patch: null takes out, objects are merged, everything else replaces.
fn patch(target: &mut Object, patch: &Object) {
    for entry in patch {
        let (key, value) = (entry.key(), entry.value());
        match (
            value.kind(),
            target.get_mut(key).and_then(Node::as_object_mut),
        ) {
            (NodeKind::Null, _) => drop(target.remove(key)),
            (NodeKind::Object(inner), Some(place)) => self::patch(place, inner),
            _ => target.insert(key, value.clone()),
        }
    }
}

/// The two sides of a fixture.
fn sides(name: &str) -> [Side; 2] {
    let fixture = Node::parse(&source(&format!("{name}.json"))).unwrap();
    let old = Node::parse(&source("base.json")).unwrap();
    let mut new = old.clone();
    let Some(NodeKind::Array(patches)) = fixture.get("patches").map(Node::kind) else {
        panic!("{name} has no patches");
    };
    for part in patches {
        patch(new.as_object_mut().unwrap(), part.as_object().unwrap());
    }
    let sides = [("old.json", old), ("new.json", new)].map(|(file, node)| Side {
        name: file.to_owned(),
        model: read(&[Source::new(file, node.to_string())])
            .unwrap_or_else(|error| panic!("{name}: {error}")),
    });
    let reverse = fixture.get("reverse").is_some();
    let [old, new] = sides;
    if reverse { [new, old] } else { [old, new] }
}

fn names() -> Vec<String> {
    let files = fs::read_dir(folder()).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let names = names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned));
    let mut names: Vec<String> = names.filter(|name| name != "base").collect();
    names.sort();
    names
}

fn fixture_changes(name: &str) -> Changes {
    let [old, new] = sides(name);
    changes(&old, &new).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn every_fixture_makes_its_page() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("fixtures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for name in names() {
            let [old, new] = sides(&name);
            let changes = changes(&old, &new).unwrap();
            insta::assert_snapshot!(name, page::text(&changes, "old", "new"));
        }
    });
}

/// What is not told in any fixture is a kind of change nobody has judged.
#[test]
fn every_kind_of_change_has_a_fixture() {
    let mut told = BTreeSet::new();
    for name in names() {
        for change in fixture_changes(&name).0 {
            told.insert(match change.what {
                compare::What::Added => format!("{} added", change.kind),
                compare::What::Removed(_) => format!("{} removed", change.kind),
                compare::What::Changed { fact, .. } => format!("{fact} changed"),
            });
        }
    }
    let kinds = [
        "operation",
        "structure",
        "error structure",
        "union",
        "enum",
        "request member",
        "response member",
        "member",
        "error member",
        "union case",
        "enum value",
        "error of an operation",
        "paginator",
        "endpoint rules",
        "endpoint parameter",
        "endpoint rule",
        "endpoint of an operation",
    ];
    let facts = [
        "type",
        "new",
        "is",
        "order",
        "wire",
        "always sent",
        "range",
        "length",
        "pattern",
        "inside",
        "timestamp",
        "sensitive",
        "deprecated",
        "tokens",
        "more",
        "page size",
        "page size range",
        "page size default",
        "results",
        "item",
        "keeps",
        "excludes",
        "identity",
        "built-in",
        "default",
        "has to be set",
        "gives",
        "sets",
    ];
    let wanted = kinds
        .iter()
        .flat_map(|kind| [format!("{kind} added"), format!("{kind} removed")]);
    let wanted: BTreeSet<String> = wanted
        .chain(facts.iter().map(|fact| format!("{fact} changed")))
        .collect();
    let missing: Vec<&String> = wanted.difference(&told).collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}

/// A release that adds can be taken back only by one that breaks, but for what the service alone checks.
#[test]
fn nothing_new_breaks_but_what_has_to_be_given() {
    for name in names() {
        for change in fixture_changes(&name).0 {
            let added = change.what == compare::What::Added;
            let required = change.kind == codegen::ItemKind::RequestMember
                && !change
                    .ty
                    .as_ref()
                    .is_some_and(|ty| ty.starts_with("Option<"));
            assert_eq!(
                added && change.verdict.breaking,
                added && required,
                "{name}: {}",
                change.path
            );
        }
    }
}

#[test]
fn many_endpoint_rules_are_one_entry_of_the_changelog() {
    let few = entries(&fixture_changes("endpoint-rule-added"));
    assert!(
        few.contains("endpoint rule added: `https://library.cn"),
        "{few}"
    );
    let changes = fixture_changes("endpoint-rules-many");
    assert_eq!(
        entries(&changes),
        "- `library_endpoint::resolve`: endpoint rules: 4 added, 1 changed, 0 removed; `cargo xtask diff` lists them.\n"
    );
}

#[test]
fn a_model_beside_itself_is_the_same() {
    let [old, _] = sides("nothing-changed");
    let [again, _] = sides("nothing-changed");
    assert_eq!(changes(&old, &again).unwrap().0.len(), 0);
}

#[test]
fn two_services_are_not_compared() {
    let text = fs::read_to_string(folder().join("base.json")).unwrap();
    let other = text.replace("\"sdkId\": \"Library\"", "\"sdkId\": \"Archive\"");
    let sides = [("a.json", text), ("b.json", other)].map(|(name, text)| Side {
        name: name.to_owned(),
        model: read(&[Source::new(name, text)]).unwrap(),
    });
    let [one, other] = &sides;
    let message = changes(one, other).unwrap_err().to_string();
    assert!(
        message.contains("`library`") && message.contains("`archive`"),
        "{message}"
    );
}

#[test]
fn programs_get_what_the_page_says() {
    let changes = fixture_changes("request-member-made-required");
    let value: serde_json::Value =
        serde_json::from_str(&json::text(&changes, "old", "new")).unwrap();
    assert_eq!(value["breaking"], 2);
    let paths: Vec<&str> = value["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        paths,
        [
            "library::put_book::PutBookRequest",
            "library::put_book::PutBookRequest.secret"
        ]
    );
    assert_eq!(value["changes"][1]["old"], "Option<String>");
    assert_eq!(value["changes"][1]["new"], "String");
}

/// A mistake of the reader, one of the generator, and one of the other side: all in one run.
#[test]
fn all_that_is_wrong_with_both_models_is_told_in_one_run() {
    let text = fs::read_to_string(folder().join("base.json")).unwrap();
    let patched = |file: &str, patches: &[serde_json::Value]| {
        let mut root = Node::parse(&Source::new(file, text.clone())).unwrap();
        for part in patches {
            let part = Node::parse(&Source::new("patch", part.to_string())).unwrap();
            patch(root.as_object_mut().unwrap(), part.as_object().unwrap());
        }
        let model = read(&[Source::new(file, root.to_string())]);
        model.map(|model| Side {
            name: file.to_owned(),
            model,
        })
    };
    let shape = |name: &str, shape: serde_json::Value| serde_json::json!({ "shapes": { (format!("com.example#{name}")): shape } });
    let unread = shape(
        "Lost",
        serde_json::json!({"type": "list", "member": {"target": "com.example#Nowhere"}}),
    );
    let unpaged = serde_json::json!({"shapes": {"com.example#ListBooks": {"traits": {
        "smithy.api#paginated": {"items": "nothing"}
    }}}});
    let old = patched("old.json", &[unread.clone(), unpaged]);
    let new = patched("new.json", &[unread]);
    let message = both(old, new).err().unwrap().to_string();
    for told in [
        "old.json cannot be read",
        "new.json cannot be read",
        "Nowhere",
        "nothing",
    ] {
        assert!(message.contains(told), "{told} is not in {message}");
    }
}
