//! The same model with shapes and members more, whose names are near those that are there, or near Rust's.

use std::collections::BTreeSet;

use smithy_schema_json::{Model, Node, NodeKind, Object, ShapeKind, Source};

use crate::draws::Draws;

/// Keywords, names of the prelude, and names of ours.
const TROUBLE: [&str; 28] = [
    "Self",
    "self",
    "type",
    "async",
    "crate",
    "super",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "Default",
    "Clone",
    "Error",
    "Types",
    "Request",
    "Response",
    "Client",
    "Paginator",
    "Blob",
    "Timestamp",
    "Value",
    "Generated",
    "Con",
];

/// What is added, for people.
pub(crate) struct Neighbours {
    pub(crate) sources: Vec<Source>,
    pub(crate) names: Vec<String>,
}

/// Adds an operation that uses new shapes, and a member to a structure.
pub(crate) fn add(
    sources: &[Source],
    model: &Model,
    draws: &mut Draws,
) -> Result<Neighbours, String> {
    let service = model.services().next().ok_or("there is no service")?;
    let namespace = service.id().namespace();
    let mut taken: BTreeSet<String> = model
        .shapes()
        .map(|shape| shape.id().name().to_lowercase())
        .collect();
    let known: Vec<&str> = model.shapes().map(|shape| shape.id().name()).collect();
    let mut names = Vec::new();
    while names.len() < 6 {
        let name = near(&known, draws);
        if taken.insert(name.to_lowercase()) {
            names.push(name);
        }
    }
    let shapes = shapes(namespace, &names);
    let id = service.id().to_string();
    let mut sources = sources.to_vec();
    let host = sources
        .iter_mut()
        .find(|source| source.text.contains("\"operations\""));
    let host = host.ok_or("the service has no list of operations")?;
    let mut root = Node::parse(host).map_err(|errors| errors.to_string())?;
    let operation = names.first().ok_or("there are no names")?;
    bind(&mut root, &id, &format!("{namespace}#{operation}"))?;
    names.extend(add_member(&mut root, model, draws));
    host.text = root.to_string();
    sources.push(Source::new("added.json", shapes));
    Ok(Neighbours { sources, names })
}

/// Trouble, or what becomes like another name: in other words, with a suffix of ours, with underscores.
fn near(known: &[&str], draws: &mut Draws) -> String {
    let known = draws.pick(known).copied().unwrap_or("Shape");
    let trouble = draws.pick(&TROUBLE).copied().unwrap_or("Self");
    let inner = |separator: &str| {
        let starts_word =
            |(at, letter): (usize, char)| (at > 0 && letter.is_ascii_uppercase()).then_some(at);
        match known.char_indices().find_map(starts_word) {
            Some(at) => known
                .split_at_checked(at)
                .map(|(start, end)| [start, separator, end].concat()),
            None => None,
        }
    };
    let suffixes = [
        "_",
        "Request",
        "Response",
        "Error",
        "Paginator",
        "Draft",
        "Item",
        "2",
        "s",
    ];
    let suffix = draws.pick(&suffixes).copied().unwrap_or("_");
    match draws.below(6) {
        0 => trouble.to_owned(),
        1 => format!("{trouble}_"),
        2 => inner("_").unwrap_or_else(|| format!("{known}__")),
        3 => inner("__").unwrap_or_else(|| format!("{known}_1")),
        4 => format!("_{known}"),
        _ => format!("{known}{suffix}"),
    }
}

/// An operation, its input, and a structure, a union, an enum and an error that it reaches.
fn shapes(namespace: &str, names: &[String]) -> String {
    let id = |at: usize| format!("{namespace}#{}", names.get(at).map_or("", String::as_str));
    let string = r#"{"target": "smithy.api#String"}"#;
    let entries = [
        format!(r#"{{"type": "operation", "input": {{"target": "{}"}}, "errors": [{{"target": "{}"}}]}}"#, id(1), id(5)),
        format!(
            r#"{{"type": "structure", "members": {{"one": {{"target": "{}"}}, "two": {{"target": "{}"}}, "three": {{"target": "{}"}}}}}}"#,
            id(2), id(3), id(4)
        ),
        format!(r#"{{"type": "structure", "members": {{"inner": {string}, "type": {string}}}}}"#),
        format!(r#"{{"type": "union", "members": {{"None": {string}, "Self": {string}}}}}"#),
        r#"{"type": "enum", "members": {"A": {"target": "smithy.api#Unit"}, "Unknown": {"target": "smithy.api#Unit"}}}"#.to_owned(),
        format!(r#"{{"type": "structure", "members": {{"meta": {string}}}, "traits": {{"smithy.api#error": "client"}}}}"#),
    ];
    let entries = entries.iter().enumerate();
    let entries: Vec<String> = entries
        .map(|(at, shape)| format!("\"{}\": {shape}", id(at)))
        .collect();
    format!(
        r#"{{"smithy": "2.0", "shapes": {{{}}}}}"#,
        entries.join(", ")
    )
}

fn shape<'n>(root: &'n mut Node, id: &str) -> Option<&'n mut Object> {
    let shapes = root.as_object_mut()?.get_mut("shapes")?.as_object_mut()?;
    shapes.get_mut(id)?.as_object_mut()
}

fn bind(root: &mut Node, service: &str, operation: &str) -> Result<(), String> {
    let service =
        shape(root, service).ok_or("the service stands in another file than the operations")?;
    let operations = service.get_mut("operations").map(Node::kind_mut);
    match operations {
        Some(NodeKind::Array(operations)) => operations.push(target(operation)),
        _ => service.insert(
            "operations",
            Node::new(NodeKind::Array(vec![target(operation)])),
        ),
    }
    Ok(())
}

fn target(id: &str) -> Node {
    Node::new(NodeKind::Object(Object::from_iter([(
        "target",
        Node::string(id),
    )])))
}

/// A member behind the others of a structure; its name, with the structure's.
fn add_member(root: &mut Node, model: &Model, draws: &mut Draws) -> Option<String> {
    let structures: Vec<_> = model
        .shapes()
        .filter(|shape| matches!(shape.kind(), ShapeKind::Structure(_)))
        .collect();
    let chosen = draws.pick(&structures)?;
    let known: Vec<&str> = chosen
        .members()
        .iter()
        .map(smithy_schema_json::Member::name)
        .collect();
    let name = near(&known, draws);
    if known.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
        return None;
    }
    let id = chosen.id().to_string();
    let members = shape(root, &id)?.get_mut("members")?.as_object_mut()?;
    members.insert(&name, target("smithy.api#String"));
    Some(format!("{id}${name}"))
}
