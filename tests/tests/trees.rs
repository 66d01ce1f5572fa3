//! What comes with the facade, as ARCHITECTURE.md tables it, each crate with its reason.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::process::Command;

/// The columns of the table, and the features they stand for.
const COLUMNS: [(usize, &str); 3] = [(3, ""), (4, "blocking"), (5, "async")];

#[test]
fn the_table_is_what_cargo_says() {
    let rows = rows();
    for (column, features) in COLUMNS {
        let marked = rows.iter().filter(|cells| cells[column] == "x");
        let listed = marked.flat_map(|cells| cells[1].split(", "));
        let listed: BTreeSet<String> = listed.map(str::to_owned).collect();
        assert_eq!(listed, tree(features), "with the features `{features}`");
        let all = rows.iter().find(|cells| cells[1] == "all").unwrap();
        assert_eq!(all[column], listed.len().to_string());
    }
}

/// The cells of the table's rows.
fn rows() -> Vec<Vec<&'static str>> {
    let text = include_str!("../../ARCHITECTURE.md");
    let section = text
        .split("\n## What comes with the facade")
        .nth(1)
        .unwrap();
    let section = section.split("\n## ").next().unwrap();
    let lines = section.lines().filter(|line| line.starts_with('|'));
    let cells = lines.map(|line| line.split('|').map(str::trim).collect());
    cells.skip(2).collect()
}

/// The crates that a program depends on, on Linux, by depending on the facade with these features.
fn tree(features: &str) -> BTreeSet<String> {
    let arguments = [
        "tree",
        "--locked",
        "--offline",
        "--package=ecr",
        "--edges=normal",
        "--prefix=none",
        "--target=x86_64-unknown-linux-gnu",
        "--no-default-features",
        "--features",
        features,
    ];
    let cargo = Command::new(env!("CARGO"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        cargo.status.success(),
        "{}",
        String::from_utf8_lossy(&cargo.stderr)
    );
    let text = String::from_utf8(cargo.stdout).unwrap();
    let names = text.lines().filter_map(|line| line.split(' ').next());
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}
