//! The shapes of a Smithy model as a JSON schema: the same members, enums and documentation, for typify.

use std::collections::BTreeMap;

use bench_harness::Failure;
use serde_json::{Map, Value, json};

const DOCS: &str = "smithy.api#documentation";

/// The schema's text.
pub(crate) fn of(texts: &[(String, String)]) -> Result<String, Failure> {
    let shapes = assembled(texts)?;
    let definitions: Map<String, Value> = shapes
        .iter()
        .filter_map(|(id, shape)| Some((name(id).to_owned(), definition(id, shape)?)))
        .collect();
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": definitions,
    });
    Ok(serde_json::to_string_pretty(&schema)?)
}

/// All shapes, with the documentation that overlays apply to them and their members.
fn assembled(texts: &[(String, String)]) -> Result<BTreeMap<String, Value>, Failure> {
    let (mut shapes, mut applied) = (BTreeMap::new(), Vec::new());
    for (name, text) in texts {
        let file: Value = serde_json::from_str(text)?;
        let all = file["shapes"]
            .as_object()
            .ok_or(format!("{name} has no shapes"))?;
        for (id, shape) in all {
            match shape["type"].as_str() {
                Some("apply") => applied.push((id.clone(), shape["traits"][DOCS].clone())),
                _ => drop(shapes.insert(id.clone(), shape.clone())),
            }
        }
    }
    for (id, docs) in applied.into_iter().filter(|(_, docs)| docs.is_string()) {
        let (shape, member) = id.split_once('$').unwrap_or((&id, ""));
        let place = shapes.get_mut(shape).map(|shape| match member {
            "" => shape,
            member => &mut shape["members"][member],
        });
        if let Some(place) = place {
            place["traits"][DOCS] = docs;
        }
    }
    Ok(shapes)
}

fn definition(id: &str, shape: &Value) -> Option<Value> {
    let mut schema = match shape["type"].as_str()? {
        "structure" => structure(shape),
        "list" => json!({"type": "array", "items": target(&shape["member"])}),
        "map" => json!({"type": "object", "additionalProperties": target(&shape["value"])}),
        "enum" => json!({"type": "string", "enum": values(shape)}),
        simple => scalar(simple)?,
    };
    schema["title"] = json!(name(id));
    schema["description"] = shape["traits"][DOCS].clone();
    if schema["description"].is_null() {
        schema["description"] = json!("");
    }
    Some(schema)
}

fn structure(shape: &Value) -> Value {
    let members = shape["members"].as_object().into_iter().flatten();
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for (name, member) in members {
        properties.insert(name.clone(), target(member));
        if member["traits"].get("smithy.api#required").is_some() {
            required.push(name.clone());
        }
    }
    json!({"type": "object", "properties": properties, "required": required})
}

fn values(shape: &Value) -> Vec<Value> {
    let members = shape["members"].as_object().into_iter().flatten();
    members
        .map(
            |(name, member)| match &member["traits"]["smithy.api#enumValue"] {
                Value::Null => json!(name),
                value => value.clone(),
            },
        )
        .collect()
}

fn target(member: &Value) -> Value {
    let target = member["target"].as_str().unwrap_or_default();
    match target.strip_prefix("smithy.api#") {
        Some(simple) => scalar(&simple.to_ascii_lowercase()).unwrap_or_default(),
        None => json!({"$ref": format!("#/definitions/{}", name(target))}),
    }
}

fn scalar(name: &str) -> Option<Value> {
    Some(match name {
        "string" | "blob" => json!({"type": "string"}),
        "boolean" | "primitiveboolean" => json!({"type": "boolean"}),
        "integer" => json!({"type": "integer", "format": "int32"}),
        "long" => json!({"type": "integer", "format": "int64"}),
        "timestamp" | "double" | "float" => json!({"type": "number"}),
        _ => return None,
    })
}

fn name(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}
