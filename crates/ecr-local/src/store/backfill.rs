//! Replication backfills: copies of what a registry had before it was replicated.
//!
//! What became of a copy is worked out from its image when somebody asks; a backfill keeps only what makes it differ.

use std::collections::BTreeSet;

use super::{Image, Repository};
use crate::json::Object;
use crate::moment::Moment;

/// Why copies fail. The model leaves the codes open.
const COPY_ERRORS: [&str; 3] = ["TAG_IMMUTABLE", "KMS_KEY_NOT_USABLE", "LAYER_NOT_AVAILABLE"];

/// How far a backfill got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BackfillStatus {
    Preparing,
    InProgress,
    Complete,
    Failed,
    Stopping,
    Stopped,
}

impl BackfillStatus {
    /// The spelling on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Preparing => "PREPARING",
            Self::InProgress => "IN_PROGRESS",
            Self::Complete => "COMPLETE",
            Self::Failed => "FAILED",
            Self::Stopping => "STOPPING",
            Self::Stopped => "STOPPED",
        }
    }

    /// Whether nothing more will be copied.
    pub(crate) fn is_final(self) -> bool {
        matches!(self, Self::Complete | Self::Failed | Self::Stopped)
    }

    /// Of a hundred copies, how many were tried.
    fn tried(self) -> u64 {
        match self {
            Self::Preparing => 0,
            Self::InProgress | Self::Stopping => 45,
            Self::Failed | Self::Stopped => 70,
            Self::Complete => 100,
        }
    }
}

/// A backfill; its identifier is what it is filed under.
#[derive(Clone, Debug)]
pub(crate) struct Backfill {
    pub(crate) id: String,
    pub(crate) region: &'static str,
    pub(crate) status: BackfillStatus,
    pub(crate) started_at: Moment,
    pub(crate) ended_at: Option<Moment>,
    /// Why the whole of it failed.
    pub(crate) failure: Option<&'static str>,
    /// Makes other copies fail than in other backfills.
    pub(crate) salt: u64,
}

/// An image under one of its tags, or untagged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Copy<'s> {
    pub(crate) repository: &'s Repository,
    pub(crate) image: &'s Image,
    pub(crate) tag: Option<&'s str>,
}

impl Copy<'_> {
    /// The key copies are listed by. No part of it has a space, and all sort behind one.
    pub(crate) fn key(&self) -> String {
        let (name, digest) = (&self.repository.name, &self.image.manifest.digest);
        format!("{name} {digest} {}", self.tag.unwrap_or_default())
    }
}

/// What became of a copy that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    Complete,
    Failed(&'static str),
}

impl Outcome {
    /// The spelling on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "COMPLETE",
            Self::Failed(_) => "FAILED",
        }
    }

    pub(crate) fn code(self) -> Option<&'static str> {
        match self {
            Self::Complete => None,
            Self::Failed(code) => Some(code),
        }
    }
}

impl Backfill {
    /// What became of a copy; nothing where the image came later, or the copy's turn did not come.
    pub(crate) fn outcome(&self, copy: &Copy<'_>) -> Option<Outcome> {
        let lot = self.lot(&copy.image.manifest.digest);
        if !self.plans(copy) || lot >= self.status.tried() {
            return None;
        }
        let failed = COPY_ERRORS.get(lot as usize);
        Some(failed.map_or(Outcome::Complete, |code| Outcome::Failed(code)))
    }

    fn plans(&self, copy: &Copy<'_>) -> bool {
        copy.image.pushed_at <= self.started_at
    }

    /// A number below a hundred, another one for each image and backfill.
    fn lot(&self, digest: &str) -> u64 {
        let hex = digest.rsplit(':').next().and_then(|hex| hex.get(..12));
        let number = hex.and_then(|hex| u64::from_str_radix(hex, 16).ok());
        (number.unwrap_or_default() ^ self.salt) % 100
    }

    /// Writes state and identity, what a summary and the results have in common.
    pub(crate) fn write_state(&self, o: &mut Object<'_>, registry: &str) {
        o.text("replicationBackfillId", &self.id);
        o.object("destination", |o| {
            o.text("region", self.region);
            o.text("registryId", registry);
        });
        o.text("status", self.status.as_str());
        o.maybe_text("failureCode", self.failure);
    }

    /// Writes how many of `copies` are done and failed. While they are being counted, there is nothing to write.
    pub(crate) fn write_progress(&self, o: &mut Object<'_>, copies: &[Copy<'_>]) {
        if self.status == BackfillStatus::Preparing {
            return;
        }
        let planned = copies.iter().filter(|copy| self.plans(copy));
        let outcomes: Vec<Outcome> = copies
            .iter()
            .filter_map(|copy| self.outcome(copy))
            .collect();
        let codes: Vec<&str> = outcomes
            .iter()
            .filter_map(|outcome| outcome.code())
            .collect();
        o.object("progress", |o| {
            o.plain("totalReplicationCount", planned.count());
            o.plain("completedReplicationCount", outcomes.len() - codes.len());
            o.plain("failedReplicationCount", codes.len());
            let distinct: BTreeSet<&str> = codes.into_iter().collect();
            o.texts("failureCodes", distinct);
        });
    }

    /// Writes when it began and, if it did, ended.
    pub(crate) fn write_times(&self, o: &mut Object<'_>) {
        o.moment("startedAt", self.started_at);
        o.maybe_moment("endedAt", self.ended_at);
    }
}
