//! The ways through the trees of endpoint rules: what all has to hold, and what is then.

use super::endpoint::{Endpoints, Parameter, Rule, Then};

/// A way to an endpoint or a refusal.
#[derive(Debug)]
pub(crate) struct Way {
    /// What has to hold and what is named, from the outermost tree inwards; empty where nothing has to.
    pub(crate) when: Vec<String>,
    /// What is then.
    pub(crate) gives: String,
}

impl Endpoints {
    /// Whether a parameter has to be set.
    pub(crate) fn needs(&self, parameter: &Parameter) -> bool {
        self.required
            .iter()
            .any(|required| required.wire == parameter.wire)
    }

    /// All ways, in the order in which they are tried.
    pub(crate) fn ways(&self) -> Vec<Way> {
        let mut ways = Vec::new();
        if let Some(root) = self.functions.first() {
            self.walk(&root.rules, &[], &mut ways);
        }
        ways
    }

    fn walk(&self, rules: &[Rule], outer: &[String], ways: &mut Vec<Way>) {
        for rule in rules {
            let own = rule.steps.iter().map(ToString::to_string);
            let when: Vec<String> = outer.iter().cloned().chain(own).collect();
            match &rule.then {
                Then::Tree { function, .. } => {
                    let found = self.functions.iter().find(|one| one.name == *function);
                    let inner = found.map(|function| function.rules.as_slice());
                    self.walk(inner.unwrap_or_default(), &when, ways);
                }
                gives => ways.push(Way {
                    when,
                    gives: gives.to_string(),
                }),
            }
        }
    }
}
