//! The models that are there: ECR's with its overlays, the generator's fixtures, and a folder of others.

use std::fs;
use std::path::{Path, PathBuf};

use smithy_schema_json::Source;

/// A model that is read and generated as it is.
pub(crate) struct Case {
    /// Its folder, or its file.
    pub(crate) name: String,
    /// The model, and overlays after it.
    pub(crate) sources: Vec<Source>,
    /// It speaks another protocol than awsJson.
    pub(crate) types_only: bool,
}

impl Case {
    fn read(name: &Path, files: &[PathBuf]) -> Result<Case, String> {
        let source = |path: &PathBuf| {
            let text = fs::read_to_string(path).map_err(|error| at(path, &error))?;
            Ok(Source::new(path.display().to_string(), text))
        };
        let sources: Vec<Source> = files.iter().map(source).collect::<Result<_, String>>()?;
        let is_json = |source: &Source| source.text.contains("\"aws.protocols#awsJson1_");
        Ok(Case {
            name: name.display().to_string(),
            types_only: !sources.iter().any(is_json),
            sources,
        })
    }

    /// The bytes of all sources.
    pub(crate) fn len(&self) -> usize {
        self.sources.iter().map(|source| source.text.len()).sum()
    }
}

/// The models of the workspace.
pub(crate) fn own() -> Result<Vec<Case>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = root.parent().unwrap_or(root);
    let mut cases = Vec::new();
    for service in entries(&root.join("models"))? {
        for version in entries(&service)?.iter().filter(|path| path.is_dir()) {
            let files = models(version)?;
            if files.iter().any(|path| is_model(path)) {
                cases.push(Case::read(version, &files)?);
            }
        }
    }
    for fixture in entries(&root.join("codegen/tests/fixtures"))? {
        let file = fixture.join("model.json");
        if file.exists() {
            cases.push(Case::read(&fixture, &[file])?);
        }
    }
    Ok(cases)
}

/// The models of a folder, each of one file.
pub(crate) fn others(folder: &Path) -> Result<Vec<Case>, String> {
    let files = models(folder)?;
    files
        .iter()
        .map(|file| Case::read(file, std::slice::from_ref(file)))
        .collect()
}

/// Overlays define no shape.
fn is_model(path: &Path) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.contains("\"service\""))
}

fn models(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = entries(folder)?;
    files.retain(|path| path.extension().is_some_and(|end| end == "json"));
    Ok(files)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| at(folder, &error))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths
        .collect::<Result<_, _>>()
        .map_err(|error| at(folder, &error))?;
    paths.sort();
    Ok(paths)
}

fn at(path: &Path, error: &std::io::Error) -> String {
    format!("cannot read {}: {error}", path.display())
}
