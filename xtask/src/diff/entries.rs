//! The entries for the changelog: what breaks first, then the rest, a line each; of many equal ones one line.

use codegen::ItemKind;

use super::compare::{Change, Changes, What};
use super::page::{self, FEW, code, without_kind};

/// The entries, a line each.
pub(crate) fn entries(changes: &Changes) -> String {
    let is_rule = |change: &&Change| change.kind == ItemKind::EndpointRule;
    let (rules, others): (Vec<&Change>, Vec<&Change>) = changes.0.iter().partition(is_rule);
    let (breaking, rest): (Vec<&Change>, Vec<&Change>) = others
        .into_iter()
        .partition(|change| change.verdict.breaking);
    let groups = page::groups(breaking).into_iter().chain(page::groups(rest));
    let lines: String = groups.map(|group| entry(&group)).collect();
    lines + &of_rules(&rules)
}

fn entry(group: &[&Change]) -> String {
    match group {
        [first, rest @ ..] if group.len() > FEW => {
            let (path, change) = (code(&first.path), without_kind(first));
            let prefix = prefix(first);
            format!("- {prefix}{path} and {} more: {change}.\n", rest.len())
        }
        few => few.iter().map(|change| line(change)).collect(),
    }
}

fn line(change: &Change) -> String {
    let (prefix, path) = (prefix(change), code(&change.path));
    format!("- {prefix}{path}: {}.\n", page::what(change))
}

fn prefix(change: &Change) -> &'static str {
    if change.verdict.breaking {
        "Breaking: "
    } else {
        ""
    }
}

/// Rules have long paths and come in numbers: more than a few are counted.
fn of_rules(rules: &[&Change]) -> String {
    let Some(first) = rules.first().filter(|_| rules.len() > FEW) else {
        return rules.iter().map(|change| line(change)).collect();
    };
    let count = |test: fn(&What) -> bool| rules.iter().filter(|rule| test(&rule.what)).count();
    let added = count(|what| *what == What::Added);
    let removed = count(|what| matches!(what, What::Removed(_)));
    let function = first.path.split(' ').next().unwrap_or_default();
    format!(
        "- {}: endpoint rules: {added} added, {} changed, {removed} removed; `cargo xtask diff` lists them.\n",
        code(function),
        rules.len() - added - removed
    )
}
