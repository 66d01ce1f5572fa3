//! Entries of overlays that no longer apply: what they are about is gone or another, or the model says the same.

use std::collections::BTreeSet;

use smithy_schema_json::{Entry, Member, Model, Node, Object, Shape, ShapeId, Source, Span};

use super::paged::TRAIT;

/// The trait of the model that ours adds to.
const STANDARD: &str = "smithy.api#paginated";

/// The model that is taken in, and the one that lay there, both without overlays.
pub(super) struct Models<'m> {
    after: &'m Model,
    before: Option<&'m Model>,
    reached: BTreeSet<&'m str>,
}

impl<'m> Models<'m> {
    pub(super) fn new(after: &'m Model, before: Option<&'m Model>, service: &'m Shape) -> Self {
        let closure = after.closure(service);
        let all = [closure.operations, closure.resources, closure.shapes];
        let reached = all.into_iter().flatten().chain([service]);
        Models {
            after,
            before,
            reached: reached.map(|shape| shape.id().as_str()).collect(),
        }
    }

    /// What is stale in an overlay, a line each with place and remedy. What names nothing is not among it: the reader says that.
    pub(super) fn stale(&self, overlay: &Source) -> Vec<String> {
        let Ok(root) = Node::parse(overlay) else {
            return Vec::new();
        };
        let shapes = root.get("shapes").and_then(Node::as_object);
        let found = shapes.into_iter().flatten().flat_map(|entry| {
            let told = self.entry(entry);
            told.into_iter().map(|(node, text)| {
                let place = overlay.locate(node);
                format!("{place}: {text}")
            })
        });
        found.collect()
    }

    fn entry(&self, entry: &Entry) -> Vec<(Span, String)> {
        let id = entry.key();
        if self.is_unreached(id) {
            let text = format!("`{id}` is no part of the service any more: take the entry out");
            return vec![(entry.key_span(), text)];
        }
        if let Some((old, new)) = self.retyped(id) {
            let text = format!(
                "`{id}` was {old} and is {new}: take the entry out, import, and write it anew for what it is now"
            );
            return vec![(entry.key_span(), text)];
        }
        let traits = entry.value().get("traits").and_then(Node::as_object);
        let traits = traits.into_iter().flatten();
        traits.flat_map(|own| self.needless(id, own)).collect()
    }

    fn is_unreached(&self, id: &str) -> bool {
        let shape = id.split('$').next().unwrap_or_default();
        let there = self.after.shape(shape).is_some();
        there && !self.reached.contains(shape)
    }

    /// What it was and what it is, where the two differ.
    fn retyped(&self, id: &str) -> Option<(String, String)> {
        let (old, new) = (kind(self.before?, id)?, kind(self.after, id)?);
        (old != new).then_some((old, new))
    }

    /// What the model says itself, with the same value.
    fn needless(&self, id: &str, own: &Entry) -> Vec<(Span, String)> {
        let name = own.key();
        if self.says(id, name) == Some(own.value()) {
            let text = format!("the model says `{name}` of `{id}` itself: take the entry out");
            return vec![(own.key_span(), text)];
        }
        let standard = self.says(id, STANDARD).filter(|_| name == TRAIT);
        let (Some(standard), Some(ours)) = (standard, own.value().as_object()) else {
            return Vec::new();
        };
        let same = same(ours, standard);
        same.map(|part| {
            let text = format!(
                "`{STANDARD}` of `{id}` says `{}` itself: take it out of `{TRAIT}`",
                part.key()
            );
            (part.key_span(), text)
        })
        .collect()
    }

    fn says(&self, id: &str, name: &str) -> Option<&'m Node> {
        match id.split_once('$') {
            Some((shape, member)) => {
                let member = self.after.shape(shape)?.member(member)?;
                member.traits().get(name)
            }
            None => self.after.shape(id)?.traits().get(name),
        }
    }
}

/// The parts of ours that the standard trait has with the same value; a list of one text is that text.
fn same<'e>(ours: &'e Object, standard: &'e Node) -> impl Iterator<Item = &'e Entry> {
    let texts = |node: &Node| -> Option<Vec<String>> {
        match node.as_array() {
            Some(all) => all
                .iter()
                .map(|one| one.as_str().map(str::to_owned))
                .collect(),
            None => Some(vec![node.as_str()?.to_owned()]),
        }
    };
    ours.iter().filter(move |part| {
        let theirs = standard.get(part.key()).and_then(texts);
        theirs.is_some() && theirs == texts(part.value())
    })
}

/// What a shape is, or what type a member has.
fn kind(model: &Model, id: &str) -> Option<String> {
    let (shape, member) = match id.split_once('$') {
        Some((shape, member)) => (shape, Some(member)),
        None => (id, None),
    };
    let shape = model.shape(shape)?;
    match member {
        // A value of an enum has no type, and is gone where the enum is none any more.
        Some(_) if !is_aggregate(shape) => None,
        Some(member) => Some(ty(model, shape.member(member)?.target())),
        None => Some(described(model, shape)),
    }
}

fn is_aggregate(shape: &Shape) -> bool {
    !matches!(shape.kind().name(), "enum" | "intEnum")
}

fn ty(model: &Model, id: &ShapeId) -> String {
    let Some(shape) = model.get(id) else {
        return id.to_string();
    };
    match shape.kind().name() {
        "structure" | "union" | "enum" | "intEnum" => {
            format!("the {} `{}`", shape.kind().name(), id.name())
        }
        _ => described(model, shape),
    }
}

/// A kind, and of lists and maps what they hold.
fn described(model: &Model, shape: &Shape) -> String {
    let kind = shape.kind().name();
    if !matches!(kind, "list" | "map") {
        return format!("a {kind}");
    }
    let held = shape.members().iter().map(Member::target);
    let held: Vec<String> = held.map(|target| ty(model, target)).collect();
    format!("a {kind} of {}", held.join(" to "))
}
