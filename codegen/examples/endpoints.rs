//! Makes a crate of a model's endpoint rules, with the model's own tests of them:
//! `cargo run -p codegen --example endpoints -- MODEL OUT && cargo test --manifest-path OUT/Cargo.toml`.
//!
//! It takes any model that has rules, whatever its protocol.
//!
//! A model's tests hold for AWS's partitions as they were when it was published.
//! With a third argument, a partitions file of that time, the crate has that table: `endpoints MODEL OUT PARTITIONS`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::{Files, Plan, generate_endpoint, generate_partitions};
use smithy_schema_json::{Source, read};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("give a model and a folder: endpoints MODEL OUT".into());
    };
    let out = Path::new(&out);
    let model = read(&[source(&model)?])?;
    let files = generate_endpoint(&model, &Plan::new("model"))?;
    if files.is_empty() {
        return Err("the model has no endpoint rule set".into());
    }
    write_all(out, &files)?;
    write(&out.join("src/lib.rs"), ROOT)?;
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/smithy-endpoint");
    let runtime = match arguments.next() {
        Some(partitions) => runtime(&ours, &out.join("runtime"), &source(&partitions)?)?,
        None => ours,
    };
    write(&out.join("Cargo.toml"), &manifest(&runtime))
}

fn source(path: &str) -> Result<Source, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(Source::new(path, text))
}

/// A copy of the runtime with another table of partitions.
fn runtime(ours: &Path, copy: &Path, partitions: &Source) -> Result<PathBuf, Box<dyn Error>> {
    for entry in fs::read_dir(ours.join("src"))? {
        let path = entry?.path();
        if let (true, Some(name)) = (path.is_file(), path.file_name()) {
            write(&copy.join("src").join(name), &fs::read_to_string(&path)?)?;
        }
    }
    write_all(copy, &generate_partitions(partitions, &Plan::new("model"))?)?;
    let manifest =
        "[package]\nname = \"smithy-endpoint\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    write(&copy.join("Cargo.toml"), manifest)?;
    Ok(PathBuf::from("runtime"))
}

/// Writes generated files into a crate.
fn write_all(krate: &Path, files: &Files) -> Result<(), Box<dyn Error>> {
    for (path, text) in files {
        let inner = path
            .split_once("/src/")
            .map_or(path.as_str(), |(_, inner)| inner);
        write(&krate.join("src").join(inner), text)?;
    }
    Ok(())
}

const ROOT: &str = "//! Endpoint rules of a model.\n\n#[allow(deprecated, reason = \"what is deprecated is still part of the rules\")]\nmod generated;\n\npub use generated::*;\n";

fn manifest(runtime: &Path) -> String {
    format!(
        "[package]
name = \"model-endpoint\"
version = \"0.0.0\"
edition = \"2024\"
publish = false

[workspace]

[dependencies]
smithy-endpoint = {{ path = {runtime:?} }}

[lints.rust]
missing_docs = \"warn\"
unreachable_pub = \"warn\"
unsafe_code = \"forbid\"
"
    )
}

fn write(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    Ok(fs::write(path, text)?)
}
