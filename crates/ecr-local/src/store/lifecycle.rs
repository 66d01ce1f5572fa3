//! Lifecycle policies, and previews of what one would do.
//!
//! There is one policy here, of rules by age alone: what it does to an image depends on no other image,
//! and what is pushed after the preview is too young for any rule.

use std::collections::BTreeSet;

use super::{Image, ImageStatus, Images};
use crate::json::{self, Object, write_object};
use crate::moment::Moment;

const DAY_MILLIS: i64 = 86_400_000;

/// How far a preview got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PreviewStatus {
    InProgress,
    Complete,
    Expired,
    Failed,
}

impl PreviewStatus {
    /// The spelling on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Complete => "COMPLETE",
            Self::Expired => "EXPIRED",
            Self::Failed => "FAILED",
        }
    }
}

/// What a rule does to an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Expire,
    Archive,
}

impl Action {
    /// Writes the action of a preview's result.
    pub(crate) fn write(self, o: &mut Object<'_>) {
        match self {
            Self::Expire => o.text("type", "EXPIRE"),
            Self::Archive => {
                o.text("type", "TRANSITION");
                o.text("targetStorageClass", "ARCHIVE");
            }
        }
    }
}

/// Which images a rule is about.
#[derive(Clone, Copy, Debug)]
enum Selection {
    Untagged,
    /// One of the tags begins like this.
    Tagged(&'static str),
    Any,
    /// Those in the archive; the others are about those that are not.
    Archived,
}

/// A rule; of those that fit an image, the first alone hits it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) priority: u32,
    selection: Selection,
    days: u32,
    pub(crate) action: Action,
}

const RULES: [Rule; 6] = [
    rule(1, Selection::Untagged, 1, Action::Expire),
    rule(2, Selection::Tagged("pr-"), 3, Action::Expire),
    rule(3, Selection::Tagged("dev-"), 7, Action::Expire),
    rule(4, Selection::Tagged("build."), 14, Action::Expire),
    rule(5, Selection::Any, 30, Action::Archive),
    rule(6, Selection::Archived, 10, Action::Expire),
];

const fn rule(priority: u32, selection: Selection, days: u32, action: Action) -> Rule {
    Rule {
        priority,
        selection,
        days,
        action,
    }
}

impl Rule {
    fn fits(&self, image: &Image, now: Moment) -> bool {
        let archived = image.status != ImageStatus::Active;
        let since = match self.selection {
            Selection::Archived => image.archived_at.filter(|_| archived),
            _ => Some(image.pushed_at).filter(|_| !archived),
        };
        let selected = match self.selection {
            Selection::Untagged => image.tags.is_empty(),
            Selection::Tagged(prefix) => image.tags.iter().any(|tag| tag.starts_with(prefix)),
            Selection::Any | Selection::Archived => true,
        };
        let age = i64::from(self.days) * DAY_MILLIS;
        selected && since.is_some_and(|since| now.millis_since(since) >= age)
    }

    fn write(&self, o: &mut Object<'_>) {
        o.plain("rulePriority", self.priority);
        o.object("selection", |o| self.write_selection(o));
        o.object("action", |o| match self.action {
            Action::Expire => o.text("type", "expire"),
            Action::Archive => {
                o.text("type", "transition");
                o.text("targetStorageClass", "archive");
            }
        });
    }

    fn write_selection(&self, o: &mut Object<'_>) {
        match self.selection {
            Selection::Untagged => o.text("tagStatus", "untagged"),
            Selection::Tagged(prefix) => {
                o.text("tagStatus", "tagged");
                o.texts("tagPrefixList", [prefix]);
            }
            Selection::Any => o.text("tagStatus", "any"),
            Selection::Archived => {
                o.text("tagStatus", "any");
                o.text("storageClass", "archive");
            }
        }
        let since = match self.selection {
            Selection::Archived => "sinceImageTransitioned",
            _ => "sinceImagePushed",
        };
        o.text("countType", since);
        o.text("countUnit", "days");
        o.plain("countNumber", self.days);
    }
}

/// The policy's text.
pub(crate) fn policy_text() -> String {
    json::object(|o| {
        o.list("rules", RULES, |out, rule| {
            write_object(out, |o| rule.write(o));
        });
    })
}

/// What the policy would do to the images of one repository.
#[derive(Debug)]
pub(crate) struct Preview<'r> {
    now: Moment,
    /// What an index refers to goes with the index.
    parts: BTreeSet<&'r str>,
}

impl<'r> Preview<'r> {
    /// The preview of that moment.
    pub(crate) fn new(images: &'r Images, now: Moment) -> Self {
        let children = images
            .after("")
            .flat_map(|(_, image)| &image.manifest.children);
        Self {
            now,
            parts: children.map(String::as_str).collect(),
        }
    }

    /// The rule that hits an image, if one does.
    ///
    /// None hits what goes with another image: a part of an index, or what is attached to an image.
    pub(crate) fn rule_for(&self, image: &Image) -> Option<&'static Rule> {
        let manifest = &image.manifest;
        if manifest.subject.is_some() || self.parts.contains(manifest.digest.as_str()) {
            return None;
        }
        RULES.iter().find(|rule| rule.fits(image, self.now))
    }

    /// How many images would be deleted, and how many archived.
    pub(crate) fn totals(&self, images: &Images) -> (usize, usize) {
        let actions = || {
            let hit = images
                .after("")
                .filter_map(|(_, image)| self.rule_for(image));
            hit.map(|rule| rule.action)
        };
        let count = |wanted| actions().filter(|action| *action == wanted).count();
        (count(Action::Expire), count(Action::Archive))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_json_of_a_length_the_model_allows() {
        let text = policy_text();
        assert!((100..=30_720).contains(&text.len()));
        let policy: serde_json::Value = serde_json::from_str(&text).unwrap();
        let priorities: Vec<u64> = policy["rules"]
            .as_array()
            .unwrap()
            .iter()
            .map(|rule| rule["rulePriority"].as_u64().unwrap())
            .collect();
        assert_eq!(priorities, [1, 2, 3, 4, 5, 6]);
    }
}
