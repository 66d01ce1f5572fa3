//! Reading the values of the endpoint traits: each mistake with its place.

use std::cell::RefCell;

use smithy_schema_json::{Entry, Model, Node, Object, nearest};

use crate::error::{Error, Findings, Told};

/// Where mistakes are told as they are found; what comes back is only that there was one.
#[derive(Clone, Copy)]
pub(super) struct Reader<'m> {
    pub(super) model: &'m Model,
    pub(super) shape: &'m str,
    pub(super) told: &'m RefCell<Findings>,
}

/// Looks at every one before it gives up, so that each tells its own mistakes.
pub(super) fn every<T>(results: impl Iterator<Item = Result<T, Told>>) -> Result<Vec<T>, Told> {
    let results: Vec<Result<T, Told>> = results.collect();
    results.into_iter().collect()
}

const LANGUAGE: &str = "correct it as Smithy's rules language has it, or leave out the trait";

impl<'m> Reader<'m> {
    /// A mistake at a node.
    pub(super) fn error(self, node: &Node, message: impl Into<String>) -> Told {
        self.error_with(node, message, LANGUAGE)
    }

    /// A mistake at a node, with its own remedy.
    pub(super) fn error_with(
        self,
        node: &Node,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Told {
        let error = Error::new(self.shape, message, remedy);
        let error = error.within(self.model, Some(node.span()));
        self.told.borrow_mut().tell(error)
    }

    fn unlike(self, node: &Node, wanted: &str) -> Told {
        let message = format!("expected {wanted}, found {}", node.kind_name());
        self.error_with(node, message, format!("write {wanted} here"))
    }

    pub(super) fn object(self, node: &'m Node) -> Result<&'m Object, Told> {
        node.as_object()
            .ok_or_else(|| self.unlike(node, "an object"))
    }

    pub(super) fn array(self, node: &'m Node) -> Result<&'m [Node], Told> {
        node.as_array().ok_or_else(|| self.unlike(node, "an array"))
    }

    pub(super) fn text(self, node: &'m Node) -> Result<&'m str, Told> {
        node.as_str().ok_or_else(|| self.unlike(node, "a string"))
    }

    pub(super) fn boolean(self, node: &Node) -> Result<bool, Told> {
        node.as_bool().ok_or_else(|| self.unlike(node, "a boolean"))
    }

    pub(super) fn integer(self, node: &Node) -> Result<i64, Told> {
        node.as_i64()
            .ok_or_else(|| self.unlike(node, "a whole number"))
    }

    /// The member of this name.
    pub(super) fn member(self, node: &'m Node, name: &str) -> Result<&'m Node, Told> {
        let found = self.object(node)?.get(name);
        found.ok_or_else(|| {
            let names = self.object(node).into_iter().flatten().map(Entry::key);
            let near = nearest(name, names);
            let remedy = match near.first() {
                Some(near) => format!("rename `{near}` to `{name}`"),
                None => format!("add `\"{name}\": …`"),
            };
            self.error_with(node, format!("there is no member `{name}`"), remedy)
        })
    }

    /// The elements of a member; none where it is absent.
    pub(super) fn elements(self, node: &'m Node, name: &str) -> Result<&'m [Node], Told> {
        match self.object(node)?.get(name) {
            Some(member) => self.array(member),
            None => Ok(&[]),
        }
    }

    /// The members of a member; none where it is absent.
    pub(super) fn entries(
        self,
        node: &'m Node,
        name: &str,
    ) -> Result<Vec<(&'m str, &'m Node)>, Told> {
        let Some(member) = self.object(node)?.get(name) else {
            return Ok(Vec::new());
        };
        let entries = self.object(member)?.iter();
        Ok(entries.map(|entry| (entry.key(), entry.value())).collect())
    }

    /// What a parameter or a variable is called, at the node that says so.
    pub(super) fn is_name(self, node: &Node, name: &str) -> Result<(), Told> {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let opens = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        if opens && name.chars().all(is_part) {
            return Ok(());
        }
        let message = format!("`{name}` is no name");
        let remedy = "name it with ASCII letters, digits and `_`, no digit first";
        Err(self.error_with(node, message, remedy))
    }

    /// A boolean member, false where it is absent.
    pub(super) fn flag(self, node: &'m Node, name: &str) -> Result<bool, Told> {
        match self.object(node)?.get(name) {
            Some(member) => self.boolean(member),
            None => Ok(false),
        }
    }

    /// A member that is a text, where it is there.
    pub(super) fn optional_text(self, node: &'m Node, name: &str) -> Result<Option<&'m str>, Told> {
        let member = self.object(node)?.get(name);
        member.map(|member| self.text(member)).transpose()
    }
}
