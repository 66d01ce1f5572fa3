//! Ours: read, resolve, emit, print.

use std::path::Path;

use bench_harness::{Failure, cpu_seconds};
use codegen::{Generated, Phase, Plan};
use smithy_schema_json::{Model, Source};

/// Names and texts of a model and its overlays.
pub(crate) fn texts(folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            texts.push((name.into_owned(), std::fs::read_to_string(&path)?));
        }
    }
    texts.sort();
    Ok(texts)
}

pub(crate) fn read(texts: &[(String, String)]) -> Result<Model, Failure> {
    let sources: Vec<Source> = texts
        .iter()
        .map(|(name, text)| Source::new(name, text))
        .collect();
    Ok(smithy_schema_json::read(&sources)?)
}

/// Generates, and says how many lines that makes.
pub(crate) fn lines(texts: &[(String, String)]) -> Result<usize, Failure> {
    let generated = codegen::generate(&read(texts)?, &Plan::new("ecr"))?;
    Ok(count(&generated))
}

pub(crate) fn count(generated: &Generated) -> usize {
    generated
        .files
        .values()
        .map(|text| text.lines().count())
        .sum()
}

/// CPU seconds of each phase.
pub(crate) struct Phases(pub(crate) [f64; 4]);

impl Phases {
    pub(crate) const NAMES: [&'static str; 4] = ["read", "resolve", "emit", "print"];

    pub(crate) fn whole(&self) -> f64 {
        self.0.iter().sum()
    }
}

pub(crate) fn phases(texts: &[(String, String)]) -> Result<Phases, Failure> {
    let (mut taken, mut failed) = ([0.0; 4], None);
    let start = cpu_seconds()?;
    let model = read(texts)?;
    let mut last = cpu_seconds()?;
    taken[0] = last - start;
    let over = |phase: Phase| match cpu_seconds() {
        Ok(now) => {
            taken[1 + phase as usize] += now - last;
            last = now;
        }
        Err(error) => failed = Some(error),
    };
    codegen::generate_workspace_in_phases(&model, &Plan::new("ecr"), over)?;
    match failed {
        Some(error) => Err(error),
        None => Ok(Phases(taken)),
    }
}
