//! The shapes of a source.

use super::bound;
use super::check;
use super::document::{Document, Version};
use super::draft::{Apply, Bound, Draft, ShapeType};
use super::fields::{
    bad_id, bad_trait, mismatch, missing, object, reference, references, shape_id, stranger, text,
    with_article,
};
use crate::error::ErrorKind;
use crate::id::{ShapeId, is_identifier};
use crate::node::{Entry, Node, NodeKind, Object};
use crate::problem::{Problem, Problems};
use crate::shape::{Member, Reference};
use crate::span::Span;
use crate::suggest;
use crate::traits::{Trait, Traits};

/// Reads shapes into a document.
pub(super) struct Shapes<'p> {
    pub(super) version: Version,
    pub(super) problems: &'p mut Problems,
    pub(super) document: &'p mut Document,
}

impl Shapes<'_> {
    /// `None` where there are no shapes to read: what others refer to may have stood here.
    pub(super) fn read(&mut self, node: Node) -> Option<()> {
        let shapes = object(node, "`shapes`", self.problems)?;
        for Entry {
            key,
            key_span,
            value,
        } in shapes.entries
        {
            let read = object(value, "a shape", self.problems)
                .and_then(|body| self.entry(&key, key_span, body));
            if read.is_none() {
                self.document.broken.push(key);
            }
        }
        Some(())
    }

    fn entry(&mut self, key: &str, span: Span, body: Object) -> Option<()> {
        let Some(node) = body.get("type") else {
            return self.untyped(key, span, body);
        };
        let name = text(node, "the type of a shape", self.problems)?;
        if name == "apply" {
            self.apply(key, span, body);
            return Some(());
        }
        let Some(ty) = ShapeType::from_name(name) else {
            self.problems.push(unknown_type(name, node.span()));
            return None;
        };
        self.shape(key, span, ty, body);
        Some(())
    }

    /// Before there was `apply`, traits alone stood under the id of the shape or member they go to.
    fn untyped(&mut self, key: &str, span: Span, body: Object) -> Option<()> {
        let only_traits = || body.iter().all(|entry| entry.key().contains('#'));
        if self.version != Version::V1 || body.is_empty() || !only_traits() {
            self.problems.push(untyped(&body, span));
            return None;
        }
        let traits = Node {
            kind: NodeKind::Object(body),
            span,
        };
        self.apply_to(key, span, |shapes| shapes.traits(traits));
        Some(())
    }

    fn apply(&mut self, key: &str, span: Span, body: Object) {
        self.apply_to(key, span, |shapes| shapes.applied(body));
    }

    fn apply_to(&mut self, key: &str, span: Span, traits: impl FnOnce(&mut Self) -> Traits) {
        let Ok(target) = key.parse::<ShapeId>() else {
            self.problems.push(bad_id(key, span));
            return;
        };
        let traits = traits(self);
        self.document.applies.push(Apply {
            target,
            span,
            traits,
        });
    }

    fn applied(&mut self, body: Object) -> Traits {
        let mut traits = Traits::default();
        for entry in body.entries {
            match &*entry.key {
                "traits" => traits = self.traits(entry.value),
                "type" => {}
                _ => self
                    .problems
                    .warn(stranger(&entry, "an `apply`", &["type", "traits"])),
            }
        }
        traits
    }

    fn shape(&mut self, key: &str, span: Span, ty: ShapeType, body: Object) {
        let Some(id) = shape_id(key, span, self.problems) else {
            return;
        };
        let mut draft = Draft {
            id,
            ty,
            span,
            members: Vec::new(),
            bound: bound::empty(ty),
            traits: Traits::default(),
            mixins: Vec::new(),
            strangers: Vec::new(),
        };
        for entry in body.entries {
            self.property(&mut draft, entry);
        }
        self.document.shapes.push(draft);
    }

    fn property(&mut self, draft: &mut Draft, entry: Entry) {
        match &*entry.key {
            "type" => {}
            "traits" => draft.traits = self.traits(entry.value),
            "mixins" => draft.mixins = self.mixins(entry),
            name if !draft.ty.properties().contains(&name) => {
                let what = with_article(draft.ty.name());
                self.problems
                    .warn(stranger(&entry, &what, &known(draft.ty)));
                draft.strangers.push(entry.key);
            }
            "members" => self.members(draft, entry.value),
            "member" | "key" | "value" => self.member(draft, entry),
            "properties" if self.version == Version::V1 => self.problems.push(too_new(&entry)),
            _ => bound::property(&mut draft.bound, entry, self.problems),
        }
    }

    fn mixins(&mut self, entry: Entry) -> Vec<Reference> {
        if self.version == Version::V1 {
            self.problems.push(too_new(&entry));
        }
        references(entry.value, "a mixin", self.problems)
    }

    fn members(&mut self, draft: &mut Draft, node: Node) {
        let Some(members) = object(node, "`members`", self.problems) else {
            self.document.broken.push(draft.id.as_str().into());
            return;
        };
        draft.members.reserve_exact(members.len());
        for entry in members.entries {
            if is_identifier(&entry.key) {
                self.member(draft, entry);
            } else {
                self.problems.push(bad_name(&entry));
            }
        }
    }

    fn member(&mut self, draft: &mut Draft, entry: Entry) {
        let id = draft.id.with_member(&entry.key);
        let what = format!("the member `{}`", entry.key);
        let Some((target, traits)) = self.member_body(entry.value, &what) else {
            self.document.broken.push(id.as_str().into());
            return;
        };
        draft.members.push(Member {
            id,
            name: entry.key.into(),
            target_span: target.span,
            target: target.target,
            traits,
            span: entry.key_span,
        });
    }

    fn member_body(&mut self, node: Node, what: &str) -> Option<(Reference, Traits)> {
        let NodeKind::Object(mut body) = node.kind else {
            let remedy = "write `{\"target\": \"namespace#Name\"}`";
            let problem = mismatch(&node, what, "an object", remedy);
            self.problems.push(problem);
            return None;
        };
        let traits = body.remove("traits").map(|node| self.traits(node));
        for entry in body.iter().filter(|entry| entry.key() != "target") {
            let problem = stranger(entry, "a member", &["target", "traits"]);
            self.problems.warn(problem);
        }
        let target = Node {
            kind: NodeKind::Object(body),
            span: node.span,
        };
        let target = reference(target, what, self.problems)?;
        Some((target, traits.unwrap_or_default()))
    }

    /// The traits of one object; a second one of the same id was reported when the text was read.
    fn traits(&mut self, node: Node) -> Traits {
        let traits = object(node, "`traits`", self.problems).unwrap_or_default();
        let mut found = Traits {
            entries: Vec::with_capacity(traits.len()),
        };
        for entry in traits.entries {
            match entry.key.parse::<ShapeId>() {
                Ok(id) => {
                    found.set(Trait {
                        id,
                        span: entry.key_span,
                        value: self.coerce(&entry.key, entry.value),
                    });
                }
                Err(_) => self.problems.push(bad_trait(&entry.key, entry.key_span)),
            }
        }
        found
    }

    /// In 1.0 a trait's value could be null, for the empty one.
    fn coerce(&self, id: &str, value: Node) -> Node {
        match (self.version, &value.kind) {
            (Version::V1, NodeKind::Null) => Node {
                kind: match check::is_list(id) {
                    true => NodeKind::Array(Vec::new()),
                    false => NodeKind::Object(Object::new()),
                },
                span: value.span,
            },
            _ => value,
        }
    }
}

fn known(ty: ShapeType) -> Vec<&'static str> {
    [&["type", "traits", "mixins"], ty.properties()].concat()
}

fn untyped(body: &Object, span: Span) -> Problem {
    let types: Vec<&str> = ShapeType::ALL.iter().map(|(name, _)| *name).collect();
    missing(
        "type",
        "the shape",
        span,
        body,
        &["traits", "members", "member", "key", "value", "target"],
    )
    .expected(format!("the member `type`: one of {}", types.join(", ")))
}

fn unknown_type(ty: &str, span: Span) -> Problem {
    let names = ShapeType::ALL
        .iter()
        .map(|(name, _)| *name)
        .chain(["apply"]);
    let all: Vec<&str> = names.clone().collect();
    Problem::new(
        ErrorKind::ShapeType,
        span,
        format!("there is no shape type `{ty}`"),
    )
    .expected(format!("one of {}", all.join(", ")))
    .found(format!("\"{ty}\""))
    .remedy(suggest::remedy(ty, names, "use one of the types expected"))
}

fn too_new(entry: &Entry) -> Problem {
    Problem::new(
        ErrorKind::Unexpected,
        entry.key_span,
        format!("`{}` came with Smithy 2.0", entry.key),
    )
    .expected("only what Smithy 1.0 has")
    .found(format!("`{}`", entry.key))
    .remedy("set `smithy` to \"2.0\", or take it out")
}

fn bad_name(entry: &Entry) -> Problem {
    Problem::new(
        ErrorKind::Name,
        entry.key_span,
        format!("`{}` is no name of a member", entry.key),
    )
    .expected("letters, digits and `_`, with a letter first")
    .found(format!("\"{}\"", entry.key))
    .remedy("rename the member; `jsonName` gives it another name on the wire")
}

impl Bound {
    pub(super) fn is_none(&self) -> bool {
        matches!(self, Bound::None)
    }
}
