//! `publish-order`: the published crates in the order in which they can go out, as the manifests say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{self, ExitCode};

use clap::Command;
use serde_json::Value;

use crate::failure::Failure;

/// Each crate that is published, and those of them that it depends on.
type Needs = BTreeMap<String, BTreeSet<String>>;

pub(crate) fn command() -> Command {
    Command::new("publish-order")
        .about("Prints the published crates in the order in which they can go out")
        .long_about(
            "Prints a line a step: crates that depend only on those of earlier steps. Read from the manifests; nothing \
             is published. docs/publishing.md tells what comes before and how they go out.",
        )
}

#[expect(clippy::print_stdout, reason = "the command's result")]
pub(crate) fn run(root: &Path) -> Result<ExitCode, Failure> {
    let needs = needs(&metadata(root)?);
    for (number, step) in (1..).zip(steps(needs)?) {
        let names: Vec<String> = step.into_iter().collect();
        println!("{number}. {}", names.join(", "));
    }
    Ok(ExitCode::SUCCESS)
}

fn metadata(root: &Path) -> Result<Value, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = process::Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(root)
        .output()
        .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format!("cargo metadata failed: {said}")));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| Failure::new(format!("cargo metadata is not understood: {error}")))
}

/// A path without version is for the workspace alone and does not go out.
fn needs(metadata: &Value) -> Needs {
    let packages = || list(metadata, "packages").filter(|package| package["publish"].is_null());
    let published: BTreeSet<String> = packages().map(name).collect();
    let own = |package: &Value| {
        let needed = list(package, "dependencies").filter(|dependency| dependency["req"] != "*");
        let needed = needed.map(name).filter(|other| published.contains(other));
        needed.filter(|other| *other != name(package)).collect()
    };
    packages()
        .map(|package| (name(package), own(package)))
        .collect()
}

fn list<'v>(value: &'v Value, member: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    value
        .get(member)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn name(of: &Value) -> String {
    let name = of.get("name").and_then(Value::as_str);
    name.unwrap_or_default().to_owned()
}

/// Whoever needs nothing that is left goes next.
fn steps(mut left: Needs) -> Result<Vec<BTreeSet<String>>, Failure> {
    let mut steps = Vec::new();
    while !left.is_empty() {
        let waits = |needs: &BTreeSet<String>| needs.iter().any(|other| left.contains_key(other));
        let ready = left.iter().filter(|(_, needs)| !waits(needs));
        let ready: BTreeSet<String> = ready.map(|(name, _)| name.clone()).collect();
        if ready.is_empty() {
            let names: Vec<&str> = left.keys().map(String::as_str).collect();
            let names = names.join(", ");
            return Err(Failure::new(format!(
                "none of {names} can go out first: they depend on each other; a dependency for tests alone needs no version"
            )));
        }
        left.retain(|name, _| !ready.contains(name));
        steps.push(ready);
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn package(name: &str, needs: &[(&str, &str)]) -> Value {
        let needs = needs
            .iter()
            .map(|(name, req)| json!({"name": name, "req": req}));
        json!({"name": name, "publish": null, "dependencies": needs.collect::<Vec<_>>()})
    }

    fn of(packages: Vec<Value>) -> Result<Vec<Vec<String>>, String> {
        let steps = steps(needs(&json!({"packages": packages})));
        let steps = steps.map_err(|failure| failure.to_string())?;
        Ok(steps
            .into_iter()
            .map(|step| step.into_iter().collect())
            .collect())
    }

    #[test]
    fn each_goes_out_behind_what_it_needs() {
        let mut private = package("tests", &[("top", "^1")]);
        private["publish"] = json!([]);
        let packages = vec![
            package("top", &[("left", "^1"), ("right", "^1"), ("serde", "^1")]),
            package("right", &[("base", "^1"), ("top", "*")]),
            package("left", &[("base", "^1")]),
            package("base", &[]),
            private,
        ];
        let expected = [vec!["base"], vec!["left", "right"], vec!["top"]];
        assert_eq!(of(packages).unwrap(), expected);
    }

    #[test]
    fn the_crates_of_this_workspace_can_go_out() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let needs = needs(&metadata(root).unwrap());
        let steps = steps(needs.clone()).unwrap();
        assert_eq!(steps.iter().map(BTreeSet::len).sum::<usize>(), needs.len());
        assert!(steps.len() > 3, "{steps:?}");
    }

    #[test]
    fn a_circle_is_named() {
        let packages = vec![package("a", &[("b", "^1")]), package("b", &[("a", "^1")])];
        let message = of(packages).unwrap_err();
        assert!(message.contains("none of a, b can go out"), "{message}");
    }
}
