//! How the time grows with the model.

use std::path::Path;

use bench_harness::{Contender, Failure, Goal, Row, Spread, Timing, alternate};
use codegen::Plan;
use serde_json::Value;

use crate::ours;

/// How many times its shapes the larger models have.
const COPIES: [usize; 3] = [1, 4, 16];

/// The same model with all its shapes several times: whatever grows faster than the model shows.
pub(crate) fn copies(texts: &[(String, String)], rounds: usize) -> Result<(), Failure> {
    let (_, text) = texts
        .iter()
        .find(|(name, _)| name == "ecr.json")
        .ok_or("no ecr.json")?;
    let models = COPIES.map(|copies| Ok((format!("ECR {copies} times"), copied(text, copies)?)));
    let models = models.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    report("ms a thousand shapes, ECR copied", &models, rounds)
}

/// Real models of other services.
pub(crate) fn services(folder: &Path, rounds: usize) -> Result<(), Failure> {
    let models: Vec<_> = ours::texts(folder)?
        .into_iter()
        .filter(|(_, text)| generate(text).is_ok())
        .collect();
    report("ms a thousand shapes, services", &models, rounds)
}

fn report(what: &str, models: &[(String, String)], rounds: usize) -> Result<(), Failure> {
    let contenders: Vec<Contender<'_, usize>> = models
        .iter()
        .map(|(_, text)| {
            let run: Box<dyn FnMut() -> usize> = Box::new(|| generate(text).unwrap_or_default());
            ("a model", run)
        })
        .collect();
    let timings = alternate(rounds.min(7), contenders)?;
    let mut lines: Vec<(f64, &str, &Timing<usize>)> = models
        .iter()
        .zip(&timings)
        .map(|((name, text), timing)| Ok((shapes(text)?, name.as_str(), timing)))
        .collect::<Result<_, Failure>>()?;
    lines.sort_by(|one, other| one.0.total_cmp(&other.0));
    let Some((least, _, smallest)) = lines.first() else {
        return Err("no model that can be generated".into());
    };
    for (shapes, name, timing) in &lines {
        let a_thousand = |shapes: f64, timing: &Timing<usize>| -> Vec<f64> {
            timing
                .seconds
                .iter()
                .map(|run| run / shapes * 1e6)
                .collect()
        };
        let (ours, first) = (a_thousand(*shapes, timing), a_thousand(*least, smallest));
        let figure =
            |values: &[f64]| format!("{:.1} ms", Spread::of(values.iter().copied()).median);
        Row {
            benchmark: "generation",
            what: format!("{what}: {name}, {shapes} shapes"),
            peer: "the smallest",
            ratio: Spread::ratio(&ours, &first),
            goal: Goal::AtMost(1.5),
            ours: figure(&ours),
            theirs: figure(&first),
        }
        .print();
    }
    Ok(())
}

fn shapes(text: &str) -> Result<f64, Failure> {
    let model: Value = serde_json::from_str(text)?;
    Ok(model["shapes"].as_object().map_or(0, serde_json::Map::len) as f64)
}

/// Types alone where the service speaks another protocol.
fn generate(text: &str) -> Result<usize, Failure> {
    let model = ours::read(&[("model.json".to_owned(), text.to_owned())])?;
    let plan = Plan::new("bench");
    let generated = codegen::generate(&model, &plan)
        .or_else(|_| codegen::generate(&model, &plan.clone().with_types_only()))?;
    Ok(ours::count(&generated))
}

/// A model in which everything but the service is there so often.
fn copied(text: &str, copies: usize) -> Result<String, Failure> {
    let mut model: Value = serde_json::from_str(text)?;
    let original = model["shapes"].as_object().cloned().ok_or("no shapes")?;
    for copy in 1..copies {
        let suffix = format!("Copy{copy}");
        for (id, shape) in &original {
            if shape["type"] == "service" {
                for operation in shape["operations"].as_array().into_iter().flatten() {
                    let service = model["shapes"][id]["operations"].as_array_mut();
                    service
                        .ok_or("no operations")?
                        .push(renamed(operation, &original, &suffix));
                }
            } else {
                model["shapes"][format!("{id}{suffix}")] = renamed(shape, &original, &suffix);
            }
        }
    }
    Ok(model.to_string())
}

/// The same with every shape that is named replaced by its copy.
fn renamed(value: &Value, original: &serde_json::Map<String, Value>, suffix: &str) -> Value {
    match value {
        Value::String(text) if original.contains_key(text) => format!("{text}{suffix}").into(),
        Value::Array(values) => values
            .iter()
            .map(|value| renamed(value, original, suffix))
            .collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), renamed(value, original, suffix)))
            .collect(),
        other => other.clone(),
    }
}
