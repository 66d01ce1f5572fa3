//! The same model gives the same bytes, whatever the order in which its files list shapes and traits.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test"
)]

use std::fs;
use std::path::Path;

use codegen::{Files, Plan, generate, generate_workspace, generate_workspace_in_phases};
use proptest::prelude::*;
use smithy_schema_json::{Source, read};
use smithy_wire::{Object, Value, json};

/// The texts of ECR's model and its overlays, with their names.
fn real_model() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/ecr/2015-09-21");
    let entries = fs::read_dir(folder).expect("the model is there");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    paths.sort();
    let text = |path: &std::path::PathBuf| fs::read_to_string(path).expect("the file can be read");
    paths
        .iter()
        .map(|path| (path.display().to_string(), text(path)))
        .collect()
}

fn files(texts: Vec<(String, String)>) -> Files {
    let sources: Vec<Source> = texts
        .into_iter()
        .map(|(name, text)| Source::new(name, text))
        .collect();
    let model = read(&sources).unwrap_or_else(|errors| panic!("{errors}"));
    generate(&model, &Plan::new("ecr"))
        .unwrap_or_else(|errors| panic!("{errors}"))
        .files
}

/// The files that differ; comparing whole trees would print megabytes.
fn differing(one: &Files, other: &Files) -> Vec<String> {
    let paths = one.keys().chain(other.keys());
    let mut differing: Vec<String> = paths
        .filter(|path| one.get(*path) != other.get(*path))
        .cloned()
        .collect();
    differing.dedup();
    differing
}

/// Draws numbers from a seed; the quality of a shuffle does not matter here.
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % bound
    }
}

/// Shuffles the shapes of a model and the traits of every shape and member; all else keeps its order.
fn shuffled(value: Value, draws: &mut Draws, inside: &str) -> Value {
    let Value::Object(object) = value else {
        return value;
    };
    let mut members: Vec<(String, Value)> = object
        .iter()
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect();
    if matches!(inside, "shapes" | "traits") {
        for last in (1..members.len()).rev() {
            members.swap(last, draws.below(last + 1));
        }
    }
    // The value of a trait is data: nothing inside it is touched.
    let inner = |name: &str, value: Value, draws: &mut Draws| match inside {
        "traits" => value,
        _ => shuffled(value, draws, name),
    };
    let mut result = Object::new();
    for (name, value) in members {
        let value = inner(&name, value, draws);
        result.insert(name, value);
    }
    Value::Object(result)
}

#[test]
fn twice_is_the_same() {
    let once = files(real_model());
    assert!(once.len() > 500, "only {} files", once.len());
    assert_eq!(differing(&once, &files(real_model())), Vec::<String>::new());
}

#[test]
fn shuffling_moves_shapes_and_traits_and_leaves_members() {
    let text = r#"{"shapes":{"a":{"traits":{"t":{"x":1,"y":2},"u":1},"members":{"m":1,"n":2,"o":3}},"b":1,"c":1}}"#;
    let texts: std::collections::BTreeSet<String> = (0..200)
        .map(|seed| {
            json::to_string(&shuffled(
                json::from_str(text).expect("JSON"),
                &mut Draws(seed),
                "",
            ))
        })
        .collect();
    assert_eq!(
        texts.len(),
        12,
        "three shapes and two traits have 3! × 2! orders"
    );
    assert!(
        texts
            .iter()
            .all(|text| text.contains(r#""members":{"m":1,"n":2,"o":3}"#))
    );
    assert!(
        texts
            .iter()
            .all(|text| text.contains(r#""t":{"x":1,"y":2}"#))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shuffled_is_the_same(seed: u64) {
        let mut draws = Draws(seed);
        let mut texts: Vec<(String, String)> = real_model()
            .into_iter()
            .map(|(name, text)| {
                let value: Value = json::from_str(&text).expect("the model is JSON");
                (name, json::to_string(&shuffled(value, &mut draws, "")))
            })
            .collect();
        let first = draws.below(texts.len());
        texts.rotate_left(first);
        prop_assert_eq!(differing(&files(real_model()), &files(texts)), Vec::<String>::new());
    }
}

/// On all processors and on one thread: the same workspace.
#[test]
fn the_number_of_threads_does_not_matter() {
    let texts = real_model();
    let sources: Vec<Source> = texts
        .iter()
        .map(|(name, text)| Source::new(name, text))
        .collect();
    let model = read(&sources).unwrap_or_else(|errors| panic!("{errors}"));
    let plan = Plan::new("ecr");
    let many = generate_workspace(&model, &plan).unwrap_or_else(|errors| panic!("{errors}"));
    let one = generate_workspace_in_phases(&model, &plan, |_| {});
    let one = one.unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(differing(&many.files, &one.files), [""; 0]);
}
