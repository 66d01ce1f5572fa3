//! The documentation of the model's shapes and members: all there, none made from a name.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Words that say nothing of themselves.
const SMALL: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "for", "to", "and", "or", "is", "are", "be", "by", "with",
    "from", "at", "as", "it", "its", "this", "that", "which", "these", "those", "one", "any",
    "all", "you", "your", "if", "value", "list",
];

/// What a stated fact looks like: a number, an error, another name, absence, a default, an exclusion.
const FACTS: &[&str] = &[
    "`",
    "exception",
    "absent",
    "empty",
    "default",
    "only",
    "never",
    "always",
    "unless",
    "without",
    "instead",
    "exclude",
    "at most",
    "at least",
    "byte",
    "second",
    "must",
    "required",
    "not ",
    "no ",
    "none",
    "json",
    "base64",
    "url",
    "utc",
    "cannot",
    "nothing",
    "neither",
];

/// An overlay of the model.
fn overlay(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/ecr/2015-09-21");
    serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

/// Id and text of everything that is documented.
fn documented() -> Vec<(String, String)> {
    let file = overlay("docs.json");
    let entries = file["shapes"].as_object().unwrap().iter();
    let text = |entry: &Value| {
        entry["traits"]["smithy.api#documentation"]
            .as_str()
            .map(str::to_owned)
    };
    entries
        .filter_map(|(id, entry)| Some((id.clone(), text(entry)?)))
        .collect()
}

/// `imageSizeInBytes` → image, size, in, byte: lower case, without the ends that only inflect.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in text.chars() {
        let begins = !letter.is_alphanumeric() || (letter.is_uppercase() && before.is_lowercase());
        if begins {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words.last_mut().unwrap().extend(letter.to_lowercase());
        }
        before = letter;
    }
    words
        .into_iter()
        .filter(|word| !word.is_empty())
        .map(|word| stem(&word))
        .collect()
}

fn stem(word: &str) -> String {
    let ends = ["ies", "ing", "es", "ed", "s"];
    let cut = ends
        .iter()
        .find_map(|end| word.strip_suffix(end).filter(|rest| rest.len() > 2));
    cut.unwrap_or(word).to_owned()
}

/// The words of a text that neither its name has nor everyone uses.
fn beyond_the_name(id: &str, text: &str) -> BTreeSet<String> {
    let name: BTreeSet<String> = words(id.split('#').nth(1).unwrap_or(id))
        .into_iter()
        .collect();
    let small: BTreeSet<String> = SMALL.iter().map(|word| stem(word)).collect();
    words(text)
        .into_iter()
        .filter(|word| !name.contains(word) && !small.contains(word))
        .collect()
}

fn states_a_fact(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains(|letter: char| letter.is_ascii_digit())
        || FACTS.iter().any(|fact| lower.contains(fact))
}

#[test]
fn none_is_made_from_its_name() {
    let all = documented();
    let made: Vec<&(String, String)> = all
        .iter()
        .filter(|(id, text)| beyond_the_name(id, text).len() < 2)
        .collect();
    assert!(
        all.len() > 1_000 && made.is_empty(),
        "of {}, say more than the name does: {made:#?}",
        all.len()
    );
}

#[test]
fn a_text_that_only_repeats_its_name_is_found_out() {
    for (id, text) in [
        (
            "a#ImageDetail$imageSizeInBytes",
            "The size of the image in bytes.",
        ),
        ("a#ListImages", "Lists images."),
        ("a#Tag$key", "The tag's key value."),
    ] {
        assert!(
            beyond_the_name(id, text).len() < 2,
            "{text}: {:?}",
            beyond_the_name(id, text)
        );
    }
    let text = "Bytes of the compressed layers, hence fewer than on disk.";
    assert!(beyond_the_name("a#ImageDetail$imageSizeInBytes", text).len() > 3);
}

/// No unit, range, default, absence, exclusion or error stands in these. A new one shows here, to be judged by a person.
#[test]
fn those_that_state_no_such_fact_are_listed() {
    let all = documented();
    let lines = all.iter().filter(|(_, text)| !states_a_fact(text));
    let lines: Vec<String> = lines
        .map(|(id, text)| {
            format!(
                "{}: {}",
                id.replace("com.amazonaws.ecr#", ""),
                text.replace('\n', " ")
            )
        })
        .collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../surface");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!(
            "documentation",
            format!("{} of {}\n{}", lines.len(), all.len(), lines.join("\n"))
        );
    });
}

/// What the documentation of a page size promises, the paginator goes by.
#[test]
fn page_sizes_are_those_the_paginators_go_by() {
    let texts: BTreeMap<String, String> = documented().into_iter().collect();
    let overlay = overlay("paginators.json");
    let operations = overlay["shapes"].as_object().unwrap();
    assert_eq!(operations.len(), 11);
    for (operation, entry) in operations {
        let size = &entry["traits"]["codegen.pagination#paginated"]["defaultPageSize"];
        let text = &texts[&format!("{operation}Request$maxResults")];
        let promise = format!("When absent, a page has at most {size}.");
        assert!(text.contains(&promise), "{operation}: {text}");
    }
}
