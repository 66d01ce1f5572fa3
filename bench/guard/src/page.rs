//! The response as a user of serde writes it: derived, owned strings, enums that keep an unknown word.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

/// A page.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "decoded to be compared, never looked at")]
pub(crate) struct Page {
    image_details: Option<Vec<Image>>,
    next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "decoded to be compared, never looked at")]
struct Image {
    registry_id: Option<String>,
    repository_name: Option<String>,
    image_digest: Option<String>,
    image_tags: Option<Vec<String>>,
    image_size_in_bytes: Option<i64>,
    image_pushed_at: Option<f64>,
    image_scan_status: Option<ScanStatus>,
    image_scan_findings_summary: Option<Findings>,
    image_manifest_media_type: Option<String>,
    artifact_media_type: Option<String>,
    last_recorded_pull_time: Option<f64>,
    subject_manifest_digest: Option<String>,
    image_status: Option<Word>,
    last_archived_at: Option<f64>,
    last_activated_at: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "decoded to be compared, never looked at")]
struct ScanStatus {
    status: Option<Word>,
    description: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "decoded to be compared, never looked at")]
struct Findings {
    image_scan_completed_at: Option<f64>,
    vulnerability_source_updated_at: Option<f64>,
    finding_severity_counts: Option<BTreeMap<Word, i64>>,
}

/// An open enum of every word of the model, as the SDK's enums are: an unknown word is kept.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    /// Index into `WORDS`.
    Known(u8),
    Other(String),
}

const WORDS: [&str; 20] = [
    "CRITICAL",
    "HIGH",
    "MEDIUM",
    "LOW",
    "INFORMATIONAL",
    "UNDEFINED",
    "IN_PROGRESS",
    "COMPLETE",
    "FAILED",
    "UNSUPPORTED_IMAGE",
    "ACTIVE",
    "PENDING",
    "SCAN_ELIGIBILITY_EXPIRED",
    "FINDINGS_UNAVAILABLE",
    "LIMIT_EXCEEDED",
    "IMAGE_ARCHIVED",
    "IMAGE_SIZE_EXCEEDED",
    "ARCHIVED",
    "ACTIVATING",
    "OTHER",
];

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(WordVisitor)
    }
}

struct WordVisitor;

impl Visitor<'_> for WordVisitor {
    type Value = Word;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, word: &str) -> Result<Word, E> {
        let known = (0u8..).zip(WORDS).find(|(_, known)| *known == word);
        Ok(known.map_or_else(
            || Word::Other(word.to_owned()),
            |(index, _)| Word::Known(index),
        ))
    }
}
