//! Parts as JSON: `{"repository": …, "registryId": …, "state": "new" | "done" | "gone", "place": …}`.

use smithy_pagination::Checkpoint;
use smithy_wire::{Object, Value};

use crate::part::{Part, PartState};

pub(crate) fn part(part: &Part) -> Value {
    let mut form = Object::new();
    form.insert("repository", part.repository.as_str());
    if let Some(id) = &part.registry_id {
        form.insert("registryId", id.as_str());
    }
    write_state(&mut form, &part.state);
    Value::Object(form)
}

pub(crate) fn write_state(form: &mut Object, state: &PartState) {
    match state {
        PartState::New => drop(form.insert("state", "new")),
        PartState::Done => drop(form.insert("state", "done")),
        PartState::Gone => drop(form.insert("state", "gone")),
        PartState::At(place) => {
            // A checkpoint's text is JSON.
            let place = Value::from_json(&place.to_string()).unwrap_or_default();
            form.insert("place", place);
        }
    }
}

pub(crate) fn read_part(form: &Value) -> Result<Part, String> {
    let text = |name| form.get(name).and_then(Value::as_str).map(str::to_owned);
    Ok(Part {
        repository: text("repository").ok_or("a part's repository has to be a text")?,
        registry_id: text("registryId"),
        state: read_state(form)?,
    })
}

pub(crate) fn read_state(form: &Value) -> Result<PartState, String> {
    if let Some(place) = form.get("place") {
        let place: Result<Checkpoint, _> = place.to_json().parse();
        return match place {
            Ok(place) => Ok(PartState::At(Box::new(place))),
            Err(error) => Err(format!("a part's place: {error}")),
        };
    }
    match form.get("state").and_then(Value::as_str) {
        Some("new") => Ok(PartState::New),
        Some("done") => Ok(PartState::Done),
        Some("gone") => Ok(PartState::Gone),
        _ => Err("a part's state has to be new, done or gone, unless it has a place".to_owned()),
    }
}
