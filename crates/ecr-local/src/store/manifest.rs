//! Manifests: what an image's digest is the hash of.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::service_error::ServiceError;

/// The media types of manifests and configurations.
pub(crate) mod media_type {
    pub(crate) const DOCKER_IMAGE: &str = "application/vnd.docker.distribution.manifest.v2+json";
    pub(crate) const DOCKER_LIST: &str =
        "application/vnd.docker.distribution.manifest.list.v2+json";
    pub(crate) const OCI_IMAGE: &str = "application/vnd.oci.image.manifest.v1+json";
    pub(crate) const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
    pub(crate) const DOCKER_CONFIG: &str = "application/vnd.docker.container.image.v1+json";
    pub(crate) const OCI_CONFIG: &str = "application/vnd.oci.image.config.v1+json";
}

/// A manifest and what the registry reads out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Manifest {
    pub(crate) text: String,
    pub(crate) digest: String,
    pub(crate) media_type: String,
    pub(crate) artifact_type: Option<String>,
    pub(crate) subject: Option<String>,
    /// Bytes of the configuration and the layers; of an index, those of nothing: its images have their own.
    pub(crate) size: u64,
    /// The digests an index refers to.
    pub(crate) children: Vec<String>,
}

/// A layer or a configuration, as a manifest refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layer {
    pub(crate) media_type: &'static str,
    pub(crate) digest: String,
    pub(crate) size: u64,
}

impl Manifest {
    /// Reads a manifest that is being pushed. `declared` is the media type the request gives.
    ///
    /// # Errors
    ///
    /// `InvalidParameterException` where the text is no manifest of a type known here.
    pub(crate) fn read(text: &str, declared: Option<&str>) -> Result<Self, ServiceError> {
        let refused = |why: &str| ServiceError::invalid_parameter(format!("'imageManifest' {why}"));
        let Ok(manifest @ Value::Object(_)) = serde_json::from_str(text) else {
            return Err(refused("is no JSON object"));
        };
        if manifest.get("schemaVersion").and_then(Value::as_u64) != Some(2) {
            return Err(refused("has no 'schemaVersion' 2"));
        }
        let own = string(&manifest, "mediaType");
        let media_type = own
            .or(declared)
            .ok_or_else(|| refused("has no 'mediaType', and the request gives none"))?;
        if declared.is_some_and(|declared| declared != media_type) {
            return Err(refused("has another 'mediaType' than the request"));
        }
        let part = match media_type {
            media_type::DOCKER_IMAGE | media_type::OCI_IMAGE => "config",
            media_type::DOCKER_LIST | media_type::OCI_INDEX => "manifests",
            _ => return Err(refused("has a media type unknown here")),
        };
        if manifest.get(part).is_none() {
            return Err(refused(&format!(
                "has no '{part}', which its media type asks for"
            )));
        }
        Ok(Self::from_json(text, media_type, &manifest))
    }

    fn from_json(text: &str, media_type: &str, manifest: &Value) -> Self {
        let config = manifest.get("config");
        let artifact_type =
            string(manifest, "artifactType").or_else(|| string(config?, "mediaType"));
        let subject = manifest
            .get("subject")
            .and_then(|subject| string(subject, "digest"));
        let sizes = list(manifest, "layers")
            .chain(config)
            .filter_map(|blob| blob.get("size")?.as_u64());
        let children = list(manifest, "manifests").filter_map(|child| string(child, "digest"));
        Self {
            digest: digest(text),
            text: text.into(),
            media_type: media_type.into(),
            artifact_type: artifact_type.map(str::to_owned),
            subject: subject.map(str::to_owned),
            // A long on the wire.
            size: sizes.fold(0, u64::saturating_add).min(i64::MAX as u64),
            children: children.map(str::to_owned).collect(),
        }
    }
}

impl Manifest {
    /// The annotations in the manifest's text, in the order of their names.
    pub(crate) fn annotations(&self) -> BTreeMap<String, String> {
        let manifest: Value = serde_json::from_str(&self.text).unwrap_or_default();
        let annotations = manifest.get("annotations").and_then(Value::as_object);
        annotations
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
            .collect()
    }
}

fn string<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(Value::as_str)
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The digest of a text: `sha256:` and 64 hexadecimal digits.
pub(crate) fn digest(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let hash = Sha256::digest(text.as_bytes());
    let nibbles = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let hex = nibbles
        .filter_map(|nibble| DIGITS.get(usize::from(nibble)))
        .map(|digit| char::from(*digit));
    "sha256:".chars().chain(hex).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_sha256_of_the_text() {
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest(""), empty);
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let cases = [
            ("{", None, "is no JSON object"),
            ("[]", None, "is no JSON object"),
            ("{}", None, "schemaVersion"),
            (r#"{"schemaVersion":2}"#, None, "the request gives none"),
            (r#"{"schemaVersion":2}"#, Some("text/plain"), "unknown here"),
            (
                r#"{"schemaVersion":2,"mediaType":"a"}"#,
                Some("b"),
                "another 'mediaType'",
            ),
            (
                r#"{"schemaVersion":2,"config":{}}"#,
                Some(media_type::OCI_INDEX),
                "no 'manifests'",
            ),
        ];
        for (text, declared, expected) in cases {
            let body = Manifest::read(text, declared).unwrap_err().body();
            assert!(body.contains(expected), "{text}: {body}");
        }
    }

    #[test]
    fn sizes_that_add_up_beyond_all_bounds_do_not_overflow() {
        let text = format!(
            r#"{{"schemaVersion":2,"config":{{"size":{0}}},"layers":[{{"size":{0}}}]}}"#,
            u64::MAX
        );
        assert_eq!(
            Manifest::read(&text, Some(media_type::OCI_IMAGE))
                .unwrap()
                .size,
            i64::MAX as u64
        );
    }
}
