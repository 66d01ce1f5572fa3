//! What is written by hand around generated code: manifests and crate roots, here for fixtures.

/// The ends of the crates' names.
pub const PARTS: [&str; 7] = [
    "-types",
    "-request",
    "-response",
    "-paginator",
    "-schema",
    "-endpoint",
    "",
];

/// The manifest of the workspace.
pub fn workspace() -> String {
    "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n".to_owned()
}

/// The manifest of a crate; `tested` are the ends of the names of the crates that only its tests use.
pub fn manifest(case: &str, part: &str, tested: &[&str]) -> String {
    let dependencies = dependencies(case, part).join("\n");
    let inner: Vec<String> = match part {
        "" => ["-types", "-request", "-response"]
            .iter()
            .map(|part| format!("\"{case}{part}/serde\""))
            .collect(),
        _ => vec!["\"dep:serde\"".to_owned()],
    };
    let inner = inner.join(", ");
    let mut tested: Vec<String> = tested
        .iter()
        .map(|name| format!("{case}{name} = {{ path = \"../{case}{name}\" }}"))
        .collect();
    if !tested.is_empty() {
        tested.push(runtime_crate("smithy-endpoint"));
    }
    let tested = tested.join("\n");
    format!(
        "[package]
name = \"{case}{part}\"
version = \"0.0.0\"
edition = \"2024\"
publish = false

[features]
serde = [{inner}, \"smithy-wire/serde\"]

[dependencies]
{dependencies}

[dev-dependencies]
serde_json = \"1\"
{tested}

[lints.rust]
missing_docs = \"warn\"
unreachable_pub = \"warn\"
unsafe_code = \"forbid\"
"
    )
}

/// The dependency on a runtime crate.
fn runtime_crate(name: &str) -> String {
    let crates = format!("{}/../crates", env!("CARGO_MANIFEST_DIR"));
    format!("{name} = {{ path = \"{crates}/{name}\" }}")
}

fn dependencies(case: &str, part: &str) -> Vec<String> {
    let ours = |names: &[&str]| -> Vec<String> {
        names
            .iter()
            .map(|name| format!("{case}{name} = {{ path = \"../{case}{name}\" }}"))
            .collect()
    };
    let mut lines = match part {
        "-request" | "-response" => ours(&["-types"]),
        "-paginator" => ours(&["-types", "-request", "-response"]),
        "" => ours(&["-types", "-request", "-response", "-paginator"]),
        _ => Vec::new(),
    };
    if part == "-endpoint" {
        lines.push(runtime_crate("smithy-endpoint"));
    }
    lines.push(runtime_crate("smithy-wire"));
    if matches!(part, "-paginator" | "") {
        lines.push(runtime_crate("smithy-pagination"));
    }
    if !part.is_empty() {
        lines.push(
            "serde = { version = \"1\", default-features = false, optional = true }".to_owned(),
        );
    }
    lines
}

/// The root of a crate.
pub fn root(case: &str, part: &str) -> String {
    let mut text = format!(
        "//! The fixture `{case}`.

#[allow(deprecated, reason = \"what is deprecated is still part of the protocol\")]
mod generated;

#[allow(unused_imports, unreachable_pub, reason = \"a service may have nothing of this kind\")]
pub use generated::*;
"
    );
    if part.is_empty() {
        let name = case.replace('-', "_");
        text.push_str(&format!(
            "
/// Nested types.
pub mod types {{
    #[allow(unused_imports, unreachable_pub, reason = \"a service may have none\")]
    pub use {name}_types::*;
}}

/// Errors.
pub mod error {{
    #[allow(unused_imports, unreachable_pub, reason = \"a service may have none\")]
    pub use {name}_response::error::*;
}}
"
        ));
    }
    text
}
