//! The page for a person: counts, what breaks, what does not.

use std::fmt::Write as _;

use codegen::{Fact, ItemKind};

use super::compare::{Change, Changes, What};

/// More places than this with the same change are told in one row, and listed behind the tables.
pub(super) const FEW: usize = 3;

/// The page.
pub(crate) fn text(changes: &Changes, old: &str, new: &str) -> String {
    let mut page = format!("# {old} → {new}\n\n{}\n", summary(changes));
    let all = &changes.0;
    let is_new = |change: &Change| change.what == What::Added;
    let breaking: Vec<&Change> = all
        .iter()
        .filter(|change| change.verdict.breaking)
        .collect();
    let rest = || all.iter().filter(|change| !change.verdict.breaking);
    let new: Vec<&Change> = rest().filter(|change| is_new(change)).collect();
    let changed: Vec<&Change> = rest().filter(|change| !is_new(change)).collect();
    section(&mut page, "Breaking", breaking);
    section(&mut page, "New", new);
    section(&mut page, "Changed, not breaking", changed);
    page
}

/// How much there is, in a sentence.
fn summary(changes: &Changes) -> String {
    let all = changes.0.len();
    if all == 0 {
        return "The public surface is the same.".to_owned();
    }
    let count =
        |test: fn(&What) -> bool| changes.0.iter().filter(|change| test(&change.what)).count();
    let added = count(|what| *what == What::Added);
    let removed = count(|what| matches!(what, What::Removed(_)));
    let s = if all == 1 { "" } else { "s" };
    format!(
        "{all} change{s} of the public surface: {added} added, {} changed, {removed} removed; {} breaking.",
        all - added - removed,
        changes.breaking()
    )
}

fn section(page: &mut String, title: &str, changes: Vec<&Change>) {
    if changes.is_empty() {
        return;
    }
    let _ = write!(
        page,
        "\n## {title}\n\n| what | Rust | model | why |\n| --- | --- | --- | --- |\n"
    );
    let groups = groups(changes);
    for group in &groups {
        page.push_str(&rows(group));
    }
    for group in groups.iter().filter(|group| group.len() > FEW) {
        page.push_str(&places(group));
    }
}

/// The same change in several places, in the order of the kinds and then of the first place.
pub(super) fn groups(mut changes: Vec<&Change>) -> Vec<Vec<&Change>> {
    changes.sort_by_key(|change| change.kind);
    let mut groups: Vec<Vec<&Change>> = Vec::new();
    for change in changes {
        let is_same =
            |group: &&mut Vec<&Change>| group.first().is_some_and(|first| same(first, change));
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(change),
            None => groups.push(vec![change]),
        }
    }
    groups
}

/// A fact that became another in the same way. What is new or gone is told one by one.
fn same(one: &Change, other: &Change) -> bool {
    matches!(one.what, What::Changed { .. })
        && one.what == other.what
        && one.verdict == other.verdict
}

fn rows(group: &[&Change]) -> String {
    match group {
        [first, ..] if group.len() > FEW => {
            let places = format!("{} places, listed below", group.len());
            let what = cell(&without_kind(first));
            format!("| {what} | {places} | | {} |\n", first.verdict.why)
        }
        few => few.iter().map(|change| row(change)).collect(),
    }
}

fn row(change: &Change) -> String {
    let (path, shape) = (code(&change.path), code(&change.shape));
    format!(
        "| {} | {path} | {shape} | {} |\n",
        cell(&what(change)),
        change.verdict.why
    )
}

/// Text in a cell of a table, which a bar would end.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn places(group: &[&Change]) -> String {
    let Some(first) = group.first() else {
        return String::new();
    };
    let mut text = format!("\n{}:\n\n", without_kind(first));
    for change in group {
        let _ = writeln!(text, "- {} ({})", code(&change.path), code(&change.shape));
    }
    text
}

/// What happened, without the path.
pub(super) fn what(change: &Change) -> String {
    let kind = change.kind;
    match &change.what {
        What::Added => match &change.ty {
            Some(ty) => format!("{kind} added: {}", code(ty)),
            None => format!("{kind} added"),
        },
        What::Removed(Some(to)) => format!("{kind} renamed to {}", code(to)),
        What::Removed(None) => match &change.ty {
            Some(ty) => format!("{kind} removed: {}", code(ty)),
            None => format!("{kind} removed"),
        },
        What::Changed { .. } => format!("{kind}: {}", without_kind(change)),
    }
}

pub(super) fn without_kind(change: &Change) -> String {
    match &change.what {
        What::Changed {
            fact: Fact::Order, ..
        } if change.kind == ItemKind::EndpointRules => "other order".to_owned(),
        What::Changed { fact, old, new } => {
            let side = |value: &Option<String>| side(*fact, value.as_deref());
            format!("{fact} {} → {}", side(old), side(new))
        }
        _ => what(change),
    }
}

fn side(fact: Fact, value: Option<&str>) -> String {
    match (fact, value) {
        (_, None) => "none".to_owned(),
        (Fact::New, Some(arguments)) => code(&format!("({arguments})")),
        (_, Some("")) => "yes".to_owned(),
        (_, Some(text)) => code(text),
    }
}

/// Text as code.
pub(super) fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}
