//! What users can name, a line an item, and the resolved service beside it.
//!
//! The first is what a reviewer of a model update reads first; both lie in `surface/`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

use codegen::{Fact, Item, ItemKind, Plan, Surface};
use smithy_schema_json::{Model, Source};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn model() -> Model {
    let files = fs::read_dir(root().join("models/ecr/2015-09-21")).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    let source = |path: &PathBuf| {
        Source::new(
            path.display().to_string(),
            fs::read_to_string(path).unwrap(),
        )
    };
    let sources: Vec<Source> = paths.iter().map(source).collect();
    smithy_schema_json::read(&sources).unwrap()
}

fn surface() -> Surface {
    codegen::surface(&model(), &Plan::new("ecr")).unwrap()
}

/// What is new here is new to users. Accept with `cargo insta review`, or with `INSTA_UPDATE=always`.
#[test]
fn the_surface_is_the_one_that_was_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../surface");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("ecr", surface().to_string()));
}

#[test]
fn the_resolved_service_is_the_one_checked_in() {
    let resolved = codegen::resolved(&model(), &Plan::new("ecr")).unwrap();
    let file = fs::read_to_string(root().join("tests/surface/ecr.ir.txt")).unwrap();
    assert!(
        resolved == file,
        "tests/surface/ecr.ir.txt differs; `cargo xtask regenerate` repairs it"
    );
}

/// The surface tells of the code and not of itself: whatever it names stands in a generated file.
#[test]
fn whatever_it_names_is_there() {
    for item in surface().items() {
        if let Some(wanted) = of_endpoints(item) {
            let text = ["params", "rules"].map(generated_endpoints).concat();
            assert!(text.contains(&wanted), "{item}: no `{wanted}`");
            continue;
        }
        let parts: Vec<&str> = item.path.split("::").collect();
        let [_, module, rest @ ..] = parts.as_slice() else {
            continue;
        };
        let name = rest.join("::");
        let (ty, inner) = name
            .split_once('.')
            .or_else(|| name.split_once("::"))
            .unwrap_or((&name, ""));
        let text = file(item.kind, module, ty);
        let wanted = match item.kind {
            ItemKind::Paginator => "pub fn paginate<".to_owned(),
            ItemKind::EnumValue | ItemKind::OperationError => format!("    {inner}"),
            _ if inner.is_empty() => format!(" {ty}"),
            _ => format!("    pub {inner}: "),
        };
        assert!(text.contains(&wanted), "{item}: no `{wanted}`");
    }
}

/// How the endpoint crate has an item, where it is there that it stands; of a rule, what it gives up to the first value.
fn of_endpoints(item: &Item) -> Option<String> {
    let name = item.path.rsplit(['.', ':']).next().unwrap_or_default();
    match item.kind {
        ItemKind::EndpointRules => Some("pub fn resolve(".to_owned()),
        ItemKind::EndpointParameter => Some(format!("    pub {name}: ")),
        ItemKind::EndpointRule => {
            let gives = item
                .fact(Fact::Gives)
                .unwrap()
                .trim_start_matches("error: ");
            let literal = gives.trim_start_matches('{');
            Some(literal.split(['{', '}']).next().unwrap().to_owned())
        }
        _ => None,
    }
}

fn generated_endpoints(file: &str) -> String {
    fs::read_to_string(root().join(format!("crates/ecr-endpoint/src/generated/{file}.rs"))).unwrap()
}

/// The generated file that has an item.
fn file(kind: ItemKind, module: &str, ty: &str) -> String {
    let (krate, file) = match (kind, module) {
        (ItemKind::Operation | ItemKind::Paginator | ItemKind::Waiter, module) => {
            ("ecr", module.to_owned())
        }
        (ItemKind::Request | ItemKind::RequestMember, module) => ("ecr-request", module.to_owned()),
        (ItemKind::Response | ItemKind::ResponseMember | ItemKind::OperationError, module) => {
            ("ecr-response", module.to_owned())
        }
        (ItemKind::Error | ItemKind::ErrorMember, _) => (
            "ecr-response",
            format!(
                "error/{}",
                declaring("ecr-response/src/generated/error", ty)
            ),
        ),
        _ => ("ecr-types", declaring("ecr-types/src/generated", ty)),
    };
    fs::read_to_string(root().join(format!("crates/{krate}/src/generated/{file}.rs"))).unwrap()
}

/// The module that a type is declared in, as the folder's root says.
fn declaring(folder: &str, ty: &str) -> String {
    let text = fs::read_to_string(root().join(format!("crates/{folder}/mod.rs"))).unwrap();
    let line = text
        .lines()
        .find(|line| line.ends_with(&format!("::{ty};")))
        .unwrap_or_else(|| panic!("{ty} in {folder}"));
    line.trim_start_matches("pub use ")
        .trim_start_matches("self::")
        .split("::")
        .next()
        .unwrap()
        .to_owned()
}
