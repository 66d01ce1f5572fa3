//! The manifest of a folder of models: what the reference implementation says of each.

use std::path::Path;

use serde_json::Value;

use crate::failure::Failure;

/// A model file and the verdict of the reference implementation.
pub(super) struct Case {
    /// The file, relative to the folder.
    pub(super) file: String,
    pub(super) expect: Expect,
    /// The events that made the reference refuse the model.
    pub(super) events: Vec<Event>,
}

/// What the reference implementation does with a model.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Expect {
    Valid,
    Accept,
    RejectLoader,
    RejectTarget,
    RejectValidation,
    NotAModel,
}

/// One mistake as the reference implementation names it.
pub(super) struct Event {
    /// The shape, or `namespace#Shape$member`.
    pub(super) shape: String,
    /// The validator that speaks: `TraitValue`.
    pub(super) name: String,
    pub(super) message: String,
}

impl Expect {
    pub(super) const ALL: [(&'static str, Expect); 6] = [
        ("valid", Expect::Valid),
        ("accept", Expect::Accept),
        ("reject-loader", Expect::RejectLoader),
        ("reject-target", Expect::RejectTarget),
        ("reject-validation", Expect::RejectValidation),
        ("not-a-model", Expect::NotAModel),
    ];

    fn from_name(name: &str) -> Option<Expect> {
        let found = Expect::ALL.iter().find(|(text, _)| *text == name);
        found.map(|(_, expect)| *expect)
    }
}

/// The cases of a folder, in the manifest's order.
pub(super) fn cases(folder: &Path) -> Result<Vec<Case>, Failure> {
    let path = folder.join("manifest.json");
    let text =
        std::fs::read_to_string(&path).map_err(|error| Failure::disk("read", &path, &error))?;
    let manifest: Value = serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("{} is no JSON: {error}", path.display())))?;
    let cases = manifest.get("cases").and_then(Value::as_array);
    let Some(cases) = cases else {
        return Err(Failure::new(format!("{} has no `cases`", path.display())));
    };
    cases.iter().map(|case| read(case, &path)).collect()
}

fn read(case: &Value, manifest: &Path) -> Result<Case, Failure> {
    let text = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default();
    let expect = Expect::from_name(text("expect")).ok_or_else(|| {
        let place = manifest.display();
        Failure::new(format!(
            "{place}: `{}` is no verdict, of {}",
            text("expect"),
            text("file")
        ))
    })?;
    let events = case.get("events").and_then(Value::as_array);
    Ok(Case {
        file: text("file").to_owned(),
        expect,
        events: events.into_iter().flatten().filter_map(event).collect(),
    })
}

fn event(value: &Value) -> Option<Event> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let severity = text("severity")?;
    matches!(severity.as_str(), "ERROR" | "DANGER").then(|| Event {
        shape: text("shape").unwrap_or_default(),
        name: text("event").unwrap_or_default(),
        message: text("message").unwrap_or_default(),
    })
}
