//! Reading the values of the endpoint traits: each mistake with its place.

use smithy_schema_json::{Model, Node, Object};

use crate::error::Error;

/// What a mistake is reported with.
#[derive(Clone, Copy)]
pub(super) struct Reader<'m> {
    pub(super) model: &'m Model,
    pub(super) shape: &'m str,
}

const LANGUAGE: &str = "correct it as Smithy's rules language has it, or leave out the trait";

impl<'m> Reader<'m> {
    /// A mistake at a node.
    pub(super) fn error(self, node: &Node, message: impl Into<String>) -> Error {
        self.error_with(node, message, LANGUAGE)
    }

    /// A mistake at a node, with its own remedy.
    pub(super) fn error_with(
        self,
        node: &Node,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Error {
        Error::new(self.shape, message, remedy).within(self.model, Some(node.span()))
    }

    fn unlike(self, node: &Node, wanted: &str) -> Error {
        self.error(
            node,
            format!("expected {wanted}, found {}", node.kind_name()),
        )
    }

    pub(super) fn object(self, node: &'m Node) -> Result<&'m Object, Error> {
        node.as_object()
            .ok_or_else(|| self.unlike(node, "an object"))
    }

    pub(super) fn array(self, node: &'m Node) -> Result<&'m [Node], Error> {
        node.as_array().ok_or_else(|| self.unlike(node, "an array"))
    }

    pub(super) fn text(self, node: &'m Node) -> Result<&'m str, Error> {
        node.as_str().ok_or_else(|| self.unlike(node, "a string"))
    }

    pub(super) fn boolean(self, node: &Node) -> Result<bool, Error> {
        node.as_bool().ok_or_else(|| self.unlike(node, "a boolean"))
    }

    pub(super) fn integer(self, node: &Node) -> Result<i64, Error> {
        node.as_i64()
            .ok_or_else(|| self.unlike(node, "a whole number"))
    }

    /// The member of this name.
    pub(super) fn member(self, node: &'m Node, name: &str) -> Result<&'m Node, Error> {
        let found = self.object(node)?.get(name);
        found.ok_or_else(|| self.error(node, format!("there is no member `{name}`")))
    }

    /// The elements of a member; none where it is absent.
    pub(super) fn elements(self, node: &'m Node, name: &str) -> Result<&'m [Node], Error> {
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
    ) -> Result<Vec<(&'m str, &'m Node)>, Error> {
        let Some(member) = self.object(node)?.get(name) else {
            return Ok(Vec::new());
        };
        let entries = self.object(member)?.iter();
        Ok(entries.map(|entry| (entry.key(), entry.value())).collect())
    }

    /// A boolean member, false where it is absent.
    pub(super) fn flag(self, node: &'m Node, name: &str) -> Result<bool, Error> {
        match self.object(node)?.get(name) {
            Some(member) => self.boolean(member),
            None => Ok(false),
        }
    }

    /// A member that is a text, where it is there.
    pub(super) fn optional_text(
        self,
        node: &'m Node,
        name: &str,
    ) -> Result<Option<&'m str>, Error> {
        let member = self.object(node)?.get(name);
        member.map(|member| self.text(member)).transpose()
    }
}
