//! What a request asks for besides tokens: kept as hashes, so that a checkpoint is not resumed against another request.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use core::fmt;

use smithy_wire::Value;
use smithy_wire::json::{self, WriteJson};

use crate::hash::StableHash;

/// A hash for each member of a request but its tokens.
///
/// Hashes and not values: a checkpoint may be stored where the request's values should not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    members: BTreeMap<String, u64>,
}

/// How two requests differ: the first member that does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FilterChange {
    /// The request has a member that the checkpoint's had not.
    Added(String),
    /// The request lacks a member that the checkpoint's had.
    Missing(String),
    /// Both have the member, with different values.
    Changed(String),
}

impl fmt::Display for FilterChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FilterChange::Added(member) => write!(f, "{member} was not set then and is now"),
            FilterChange::Missing(member) => write!(f, "{member} was set then and is not now"),
            FilterChange::Changed(member) => write!(f, "{member} had another value then"),
        }
    }
}

impl Filters {
    /// No members.
    pub const fn new() -> Self {
        Filters {
            members: BTreeMap::new(),
        }
    }

    /// The members of a request that can be written as JSON, but for these, which are its tokens.
    pub fn of_json(request: &impl WriteJson, tokens: &[&str]) -> Self {
        let request: Value = json::from_str(&json::to_string(request)).unwrap_or_default();
        Filters::of_value(&request, |name| tokens.contains(&name))
    }

    /// Adds a member by hand, for requests that cannot be written as JSON.
    #[must_use]
    pub fn with(mut self, member: &str, value: &str) -> Self {
        let hash = StableHash::new().text(value).finish();
        self.members.insert(member.to_owned(), hash);
        self
    }

    pub(crate) fn of_value(request: &Value, is_token: impl Fn(&str) -> bool) -> Self {
        let members = request
            .as_object()
            .into_iter()
            .flat_map(|members| members.iter());
        let members = members.filter(|(name, value)| !is_token(name) && !value.is_null());
        Filters {
            members: members
                .map(|(name, value)| (name.to_owned(), StableHash::new().value(value).finish()))
                .collect(),
        }
    }

    pub(crate) fn from_hashes(members: BTreeMap<String, u64>) -> Self {
        Filters { members }
    }

    /// The members' names and hashes, by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.members
            .iter()
            .map(|(name, hash)| (name.as_str(), *hash))
    }

    /// What a request with the filters `now` changes.
    pub(crate) fn change(&self, now: &Filters) -> Option<FilterChange> {
        let changed = self
            .members
            .iter()
            .find_map(|(name, hash)| match now.members.get(name) {
                None => Some(FilterChange::Missing(name.clone())),
                Some(other) if other != hash => Some(FilterChange::Changed(name.clone())),
                Some(_) => None,
            });
        let is_new = |name: &&String| !self.members.contains_key(*name);
        changed.or_else(|| {
            let added = now.members.keys().find(is_new)?;
            Some(FilterChange::Added(added.clone()))
        })
    }
}
