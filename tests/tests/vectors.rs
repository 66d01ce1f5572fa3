//! Every recorded row of botocore's paginator, on both runners; a row that is spoilt is found out.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use ecr_tests::conformance::allowed::SKIPPED_PAGES;
use ecr_tests::conformance::listing::Listing;
use ecr_tests::conformance::model::{Switches, model};
use ecr_tests::conformance::pages::{self, Outcome};
use ecr_tests::conformance::report::{Kind, Report};
use ecr_tests::conformance::rows::Row;
use ecr_tests::conformance::verdict::Verdict;
use smithy_wire::Value;

fn report(kind: Kind, name: &str) -> Report {
    Report::of(kind, name, &text(name)).unwrap()
}

fn text(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/");
    std::fs::read_to_string(format!("{folder}{name}")).unwrap()
}

fn counts(counts: &[(&str, u64)]) -> BTreeMap<String, u64> {
    let owned = counts.iter().map(|(why, count)| ((*why).into(), *count));
    owned.collect()
}

#[test]
fn every_recorded_listing() {
    let report = report(Kind::Pages, "public.jsonl");
    assert_eq!(report.reasons, [""; 0]);
    // A figure that moves is a change of behaviour, wanted or not.
    assert_eq!(report.passed, 587);
    let deviated = [
        ("D1", 40),
        ("D2", 15),
        ("D3", 39),
        ("D4", 11),
        ("D6", 28),
        ("D9", 49),
    ];
    assert_eq!(report.deviated, counts(&deviated));
    let skipped = [
        ("bytes", 6),
        ("exotic_config", 14),
        ("jmespath_complex", 5),
        ("python_int_syntax", 1),
        ("python_quirk", 5),
    ];
    assert_eq!(report.skipped, counts(&skipped));
    assert_eq!(report.typed, 373);
    assert_eq!((report.chains, report.chains_left), (33, 0));
}

/// Rows of other seeds that found a fault once.
#[test]
fn every_row_that_found_a_fault() {
    let pages = report(Kind::Pages, "found-pages.jsonl");
    assert_eq!(pages.reasons, [""; 0]);
    assert_eq!((pages.passed, pages.deviated), (5, counts(&[("D3", 1)])));
    let tokens = report(Kind::Tokens, "found-tokens.jsonl");
    assert_eq!(tokens.reasons, [""; 0]);
    assert_eq!(tokens.passed, 2);
}

#[test]
fn every_listing_of_botocores_own_tests() {
    let report = report(Kind::Pages, "unit.jsonl");
    assert_eq!(report.reasons, [""; 0]);
    assert_eq!(report.passed, 63);
    assert_eq!(report.deviated, counts(&[("D1", 1), ("D3", 2)]));
    assert_eq!(report.skipped, counts(&[("bytes", 8)]));
}

#[test]
fn every_recorded_token() {
    let report = report(Kind::Tokens, "tokens-public.jsonl");
    assert_eq!(report.reasons, [""; 0]);
    assert_eq!((report.passed, report.typed), (200, 0));
    assert_eq!(report.skipped, counts(&[]));
}

#[test]
fn a_chain_that_ends_elsewhere_fails() {
    let is_whole = |row: &Value| {
        let complete = row.get("chain").and_then(|chain| chain.get("complete"));
        complete == Some(&Value::Bool(true))
    };
    let mut links: Vec<Value> = rows().into_iter().filter(is_whole).collect();
    let text = |links: &[Value]| {
        let lines: Vec<String> = links.iter().map(Value::to_json).collect();
        lines.join("\n")
    };
    let run = Report::of(Kind::Pages, "chains", &text(&links)).unwrap();
    assert_eq!((run.failures.len(), run.chains_left), (0, 0));
    for link in &mut links {
        let chain = link.get_mut("chain").and_then(Value::as_object_mut);
        chain.unwrap().insert("complete", false);
    }
    let spoilt = Report::of(Kind::Pages, "chains", &text(&links)).unwrap();
    assert_eq!(
        (spoilt.failures.len() as u64, spoilt.chains),
        (run.chains, 0)
    );
    assert!(run.chains > 25, "{}", run.chains);
}

type Spoil = fn(&mut Value);

/// Changes to what was recorded, each of which the judge has to see.
const SPOILT: &[(&str, Spoil)] = &[
    ("requests", |requests| {
        let requests = requests.as_list_mut().unwrap();
        match requests.last_mut() {
            Some(last) => drop(last.as_object_mut().unwrap().insert("spoilt", true)),
            None => requests.push(empty()),
        }
    }),
    ("pages", |pages| {
        let pages = pages.as_list_mut().unwrap();
        if pages.pop().is_none() {
            pages.push(empty());
        }
    }),
    ("items", |items| {
        let items = items.as_list_mut().unwrap();
        match items.pop() {
            Some(Value::List(mut last)) => {
                last.push(Value::from("spoilt"));
                items.push(Value::List(last));
            }
            _ => items.push(Value::List(Vec::new())),
        }
    }),
    ("full_result", |full| match full.as_object_mut() {
        Some(full) => drop(full.insert("NextToken", "spoilt")),
        None => *full = empty(),
    }),
    ("full_result_error", spoil_error),
    ("resume_token", |token| *token = Value::from("spoilt")),
    ("error", spoil_error),
];

fn empty() -> Value {
    Value::from_json("{}").unwrap()
}

fn spoil_error(error: &mut Value) {
    *error = match error.is_null() {
        true => Value::from_json(r#"{"kind": "invalid_int", "field": "MaxItems"}"#).unwrap(),
        false => Value::Null,
    };
}

fn rows() -> Vec<Value> {
    let files = [text("public.jsonl"), text("unit.jsonl")].concat();
    let rows = files.lines().map(|line| Value::from_json(line).unwrap());
    rows.filter(|row| skip_tags().all(|tag| !tags(row).contains(&tag)))
        .collect()
}

fn skip_tags() -> impl Iterator<Item = &'static str> {
    SKIPPED_PAGES.iter().copied()
}

fn tags(row: &Value) -> Vec<&str> {
    let tags = row.get("tags").and_then(Value::as_list).unwrap();
    tags.iter().filter_map(Value::as_str).collect()
}

fn judge(row: &Value) -> Outcome {
    pages::judge(&Row::parse(&row.to_json()).unwrap())
}

/// What was refused before or at the first page shares nothing with the recording that could be spoilt.
fn shares_a_listing(verdict: &Verdict) -> bool {
    !["D1", "D6", "D9"].contains(&verdict.why())
}

#[test]
fn a_spoilt_recording_fails() {
    let mut seen = 0;
    for row in rows() {
        if !shares_a_listing(judge(&row).verdict()) {
            continue;
        }
        for (member, spoil) in SPOILT {
            let mut spoilt = row.clone();
            let expect = spoilt.get_mut("expect").unwrap();
            spoil(expect.get_mut(member).unwrap());
            let outcome = judge(&spoilt);
            let id = row.get("id");
            assert_eq!(
                outcome.dynamic.name(),
                "failed",
                "{id:?} with another {member}"
            );
            // A recording that no longer fits the model does not run typed.
            if let Some(typed) = &outcome.typed {
                assert_eq!(
                    typed.name(),
                    "failed",
                    "{id:?} typed, with another {member}"
                );
            }
            seen += 1;
        }
    }
    assert!(seen > 4_000, "{seen}");
}

#[test]
fn a_row_that_deviates_without_the_tags_for_it_fails() {
    let mut seen = 0;
    for row in rows() {
        let found = judge(&row);
        if found.verdict().name() != "deviated" {
            continue;
        }
        let mut bare = row.clone();
        *bare.get_mut("tags").unwrap() = Value::List(Vec::new());
        // D9 has no tag: the numbers themselves give cause.
        let expected = if found.verdict().why() == "D9" {
            "deviated"
        } else {
            "failed"
        };
        assert_eq!(
            judge(&bare).verdict().name(),
            expected,
            "{:?}",
            row.get("id")
        );
        seen += 1;
    }
    assert!(seen > 150, "{seen}");
}

/// Where the product passes, the model of botocore's loop gives the recording too: it knows botocore and not just the deviations.
#[test]
fn the_model_is_botocore() {
    let mut seen = 0;
    for row in rows() {
        let row = Row::parse(&row.to_json()).unwrap();
        let requested = !row.expect("requests").as_list().unwrap().is_empty();
        if !requested || pages::judge(&row).verdict() != &Verdict::Passed {
            continue;
        }
        let recorded = Listing::recorded(&row);
        let modelled = model(&row, Switches::default());
        assert_eq!(
            modelled.unwrap().differences(&recorded),
            [""; 0],
            "{}",
            row.id()
        );
        seen += 1;
    }
    assert!(seen > 550, "{seen}");
}
