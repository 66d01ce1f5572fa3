//! Where things are: the workspace's root and the models in it.

use std::fs;
use std::path::{Path, PathBuf};

use smithy_schema_json::Source;

use crate::failure::Failure;

/// The folder of the workspace's own `Cargo.toml`.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    xtask
        .as_deref()
        .and_then(Path::parent)
        .map(Path::to_path_buf)
        .ok_or_else(|| Failure::new("run this as `cargo xtask …`, so that the workspace is known"))
}

/// The folders `models/<service>/<version>`, sorted.
pub(crate) fn models(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for service in folders(&root.join("models"))? {
        found.extend(folders(&service)?);
    }
    if found.is_empty() {
        return Err(Failure::new(
            "no model under models/<service>/<version>/; bring one in with `cargo xtask import MODEL`",
        ));
    }
    Ok(found)
}

/// The JSON files of a folder, sorted by name.
pub(crate) fn json_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = entries(folder)?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    Ok(files)
}

/// A file of the workspace as a source, named by its path from the root.
pub(crate) fn source(path: &Path, root: &Path) -> Result<Source, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::disk("read", path, &error))?;
    let name = relative(path, root);
    let text = text(bytes, &name)?;
    Ok(Source::new(name, text))
}

/// Bytes as text; `name` is what a failure calls the file they came from.
pub(crate) fn text(bytes: Vec<u8>, name: &str) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Failure::new(format!(
            "{name}:{line}: byte {at} of the file is no UTF-8 text; give the JSON form of a model, saved as UTF-8"
        ))
    })
}

/// A path as it is named to people: from the root where it lies below.
pub(crate) fn relative(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = entries(folder)?;
    found.retain(|path| path.is_dir());
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let disk = |error| Failure::disk("read", folder, &error);
    let mut found = fs::read_dir(folder)
        .map_err(disk)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(disk)?;
    found.sort();
    Ok(found)
}
