//! ASTs that the reference implementation wrote: what is assembled from one must say the same.
//!
//! The reference leaves mixins standing beside `apply`; here they are flattened.
//! So a shape must have all that its entry says, and nothing that neither its entry, an `apply` nor a mixin says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use smithy_schema_json::{Member, Model, Node, Object, Shape, Source, Traits};

use super::{exit, source};
use crate::failure::Failure;

/// Judges every `model.json` under a folder.
#[expect(clippy::print_stdout, reason = "the command's result")]
pub(super) fn run(folder: &Path) -> Result<ExitCode, Failure> {
    let mut files = Vec::new();
    find(folder, &mut files)?;
    files.sort();
    let mut failed = 0;
    for path in &files {
        if let Err(why) = judge(&source(path, &path.display().to_string())?) {
            println!("FAILED  {}: {why}", path.display());
            failed += 1;
        }
    }
    println!(
        "{} of {} models are what the reference assembled",
        files.len() - failed,
        files.len()
    );
    Ok(exit(failed == 0 && !files.is_empty()))
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let wrong = |error: std::io::Error| Failure::disk("read", folder, &error);
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.ends_with("model.json") {
            files.push(path);
        }
    }
    Ok(())
}

fn judge(source: &Source) -> Result<(), String> {
    let model = smithy_schema_json::read(std::slice::from_ref(source))
        .map_err(|errors| errors.to_string())?;
    let tree = Node::parse(source).map_err(|errors| errors.to_string())?;
    let written = Written::new(&tree);
    let shapes: Vec<&Shape> = model.shapes().collect();
    if shapes.len() != written.shapes.len() {
        return Err(format!(
            "{} shapes instead of {}",
            shapes.len(),
            written.shapes.len()
        ));
    }
    shapes
        .iter()
        .try_for_each(|shape| written.compare(shape, &model))
}

/// The reference's AST: shapes and `apply` apart.
struct Written<'n> {
    shapes: BTreeMap<&'n str, &'n Object>,
    applies: BTreeMap<&'n str, &'n Node>,
}

impl<'n> Written<'n> {
    fn new(tree: &'n Node) -> Written<'n> {
        let mut written = Written {
            shapes: BTreeMap::new(),
            applies: BTreeMap::new(),
        };
        let shapes = tree.get("shapes").and_then(Node::as_object);
        for entry in shapes.into_iter().flatten() {
            let Some(body) = entry.value().as_object() else {
                continue;
            };
            match (body.get("type").and_then(Node::as_str), body.get("traits")) {
                (Some("apply"), Some(traits)) => {
                    written.applies.insert(entry.key(), traits);
                }
                _ => {
                    written.shapes.insert(entry.key(), body);
                }
            }
        }
        written
    }

    fn compare(&self, shape: &Shape, model: &Model) -> Result<(), String> {
        let id = shape.id().as_str();
        let body = self
            .shapes
            .get(id)
            .ok_or_else(|| format!("`{id}` is not there"))?;
        let ty = body.get("type").and_then(Node::as_str).unwrap_or_default();
        if ty != shape.kind().name() {
            return Err(format!(
                "`{id}` is a {} instead of a {ty}",
                shape.kind().name()
            ));
        }
        let inherited = |mixin: &Shape| mixin.traits().clone();
        self.traits(
            id,
            shape.traits(),
            body.get("traits"),
            &lent(shape, model, inherited),
        )?;
        for member in shape.members() {
            self.member(member, body, shape, model)?;
        }
        members(body).try_for_each(|name| match shape.member(name) {
            Some(_) => Ok(()),
            None => Err(format!("`{id}` lacks the member `{name}`")),
        })
    }

    fn member(
        &self,
        member: &Member,
        body: &Object,
        shape: &Shape,
        model: &Model,
    ) -> Result<(), String> {
        let own = own_member(body, member.name());
        let lenders: Vec<&Member> = mixins(shape, model)
            .into_iter()
            .filter_map(|mixin| mixin.member(member.name()))
            .collect();
        let target = own.and_then(|own| own.get("target")).and_then(Node::as_str);
        let targets = target
            .into_iter()
            .chain(lenders.iter().map(|lender| lender.target().as_str()));
        let id = member.id().as_str();
        if !targets
            .clone()
            .all(|target| target == member.target().as_str())
            || targets.count() == 0
        {
            return Err(format!("`{id}` targets `{}`", member.target()));
        }
        let lent: Vec<Traits> = lenders
            .iter()
            .map(|lender| lender.traits().clone())
            .collect();
        self.traits(
            id,
            member.traits(),
            own.and_then(|own| own.get("traits")),
            &lent,
        )
    }

    /// Own traits and applied ones stand as written; any other is one that a mixin has with the same value.
    fn traits(
        &self,
        id: &str,
        found: &Traits,
        own: Option<&Node>,
        lent: &[Traits],
    ) -> Result<(), String> {
        let said = [own, self.applies.get(id).copied()];
        let said: BTreeMap<&str, &Node> = said
            .into_iter()
            .flatten()
            .filter_map(Node::as_object)
            .flatten()
            .map(|entry| (entry.key(), entry.value()))
            .collect();
        for (name, value) in &said {
            if found.get(name) != Some(*value) {
                return Err(format!("`{id}` has another `{name}`"));
            }
        }
        for entry in found
            .iter()
            .filter(|entry| !said.contains_key(entry.id().as_str()))
        {
            let from_mixin = lent
                .iter()
                .any(|traits| traits.get(entry.id().as_str()) == Some(entry.value()));
            if !from_mixin {
                return Err(format!("`{id}` has a `{}` from nowhere", entry.id()));
            }
        }
        complete(id, found, lent)
    }
}

/// What a mixin has, but for what it keeps to itself, is there in one form or another.
fn complete(id: &str, found: &Traits, lent: &[Traits]) -> Result<(), String> {
    const MIXIN: &str = "smithy.api#mixin";
    for traits in lent {
        let kept = traits.get(MIXIN).and_then(|mixin| mixin.get("localTraits"));
        let kept: Vec<&str> = kept
            .and_then(Node::as_array)
            .into_iter()
            .flatten()
            .filter_map(Node::as_str)
            .collect();
        for entry in traits {
            let name = entry.id().as_str();
            if name != MIXIN && !kept.contains(&name) && !found.has(name) {
                return Err(format!("`{id}` lacks the `{name}` of a mixin"));
            }
        }
    }
    Ok(())
}

fn mixins<'m>(shape: &Shape, model: &'m Model) -> Vec<&'m Shape> {
    shape
        .mixins()
        .iter()
        .filter_map(|mixin| model.get(mixin))
        .collect()
}

fn lent(shape: &Shape, model: &Model, of: impl Fn(&Shape) -> Traits) -> Vec<Traits> {
    mixins(shape, model).into_iter().map(of).collect()
}

fn members(body: &Object) -> impl Iterator<Item = &str> {
    let members = body.get("members").and_then(Node::as_object);
    let single = ["member", "key", "value"]
        .into_iter()
        .filter(|name| body.get(name).is_some());
    members
        .into_iter()
        .flatten()
        .map(smithy_schema_json::Entry::key)
        .chain(single)
}

fn own_member<'n>(body: &'n Object, name: &str) -> Option<&'n Node> {
    let members = body.get("members").and_then(|members| members.get(name));
    members.or_else(|| body.get(name).filter(|node| node.get("target").is_some()))
}
