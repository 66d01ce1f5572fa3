//! The model's regular expressions, each compiled once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use regex_lite::Regex;

static COMPILED: Mutex<BTreeMap<&'static str, Option<Regex>>> = Mutex::new(BTreeMap::new());

/// Whether `text` has a match of `pattern`. Smithy's patterns are anchored only where they say so.
///
/// A pattern in a dialect unknown here admits every text.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled
        .entry(pattern)
        .or_insert_with(|| Regex::new(pattern).ok());
    regex.as_ref().is_none_or(|regex| regex.is_match(text))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use smithy_wire::schema::{Kind, Structure};

    use super::*;

    fn collect(
        structure: &'static Structure,
        seen: &mut BTreeSet<&'static str>,
        patterns: &mut BTreeSet<&'static str>,
    ) {
        if seen.insert(structure.name) {
            structure
                .members
                .iter()
                .for_each(|member| collect_kind(&member.kind, seen, patterns));
        }
    }

    fn collect_kind(
        kind: &Kind,
        seen: &mut BTreeSet<&'static str>,
        patterns: &mut BTreeSet<&'static str>,
    ) {
        match kind {
            Kind::String(constraints) => patterns.extend(constraints.pattern),
            Kind::Structure(structure) | Kind::Union(structure) => {
                collect(structure, seen, patterns);
            }
            Kind::List(element) => collect_kind(element, seen, patterns),
            Kind::Map(key, value) => [key, value]
                .into_iter()
                .for_each(|kind| collect_kind(kind, seen, patterns)),
            _ => (),
        }
    }

    #[test]
    fn every_pattern_of_the_service_is_understood() {
        let (mut seen, mut patterns) = (BTreeSet::new(), BTreeSet::new());
        ecr_schema::SERVICE
            .operations
            .iter()
            .for_each(|operation| collect(operation.input, &mut seen, &mut patterns));
        assert!(patterns.len() > 10, "{patterns:?}");
        for pattern in patterns {
            assert!(Regex::new(pattern).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn names_of_repositories_are_told_from_others() {
        let Some(Kind::String(constraints)) = ecr_schema::SERVICE
            .operation("ListImages")
            .and_then(|operation| operation.input.member("repositoryName"))
            .map(|member| member.kind)
        else {
            panic!("repositoryName is a string");
        };
        let pattern = constraints.pattern.unwrap();
        for good in ["app", "team/app", "a-b__c.d/e2e_tests", "a/b/c"] {
            assert!(matches(pattern, good), "{good}");
        }
        for bad in ["Team/app", "/app", "app/", "a//b", "a..b", "a\n", "ä"] {
            assert!(!matches(pattern, bad), "{bad}");
        }
    }
}
