//! Manifests as build tools write them.

use std::fmt::Write as _;

use crate::rng::Rng;
use crate::store::{Layer, Manifest, media_type};

const DOCKER_LAYER: &str = "application/vnd.docker.image.rootfs.diff.tar.gzip";
const OCI_LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
const HELM_CONFIG: &str = "application/vnd.cncf.helm.config.v1+json";
const HELM_LAYER: &str = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
const EMPTY_CONFIG: &str = "application/vnd.oci.empty.v1+json";
const EMPTY_DIGEST: &str =
    "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

/// What a repository's images are built on.
pub(crate) fn base_layers(rng: &mut Rng) -> Vec<(String, u64)> {
    let count = rng.between(1, 2);
    (0..count)
        .map(|_| (layer_digest(rng), rng.between(3_000_000, 60_000_000)))
        .collect()
}

fn layer_digest(rng: &mut Rng) -> String {
    format!("sha256:{}", rng.hex(64))
}

/// A container image, in Docker's form or in OCI's.
pub(crate) fn image(rng: &mut Rng, base: &[(String, u64)], docker: bool) -> Manifest {
    let (own, config_type, layer_type) = if docker {
        (
            media_type::DOCKER_IMAGE,
            media_type::DOCKER_CONFIG,
            DOCKER_LAYER,
        )
    } else {
        (media_type::OCI_IMAGE, media_type::OCI_CONFIG, OCI_LAYER)
    };
    let config = Layer {
        media_type: config_type,
        digest: layer_digest(rng),
        size: rng.between(1_500, 9_000),
    };
    let shared = base.iter().map(|(digest, size)| Layer {
        media_type: layer_type,
        digest: digest.clone(),
        size: *size,
    });
    let mut layers: Vec<Layer> = shared.collect();
    for _ in 0..rng.between(1, 3) {
        layers.push(Layer {
            media_type: layer_type,
            digest: layer_digest(rng),
            size: rng.between(900, 45_000_000),
        });
    }
    Draft {
        media_type: own,
        artifact_type: None,
        config,
        layers,
        subject: None,
    }
    .finish()
}

/// A chart that Helm installs.
pub(crate) fn helm_chart(rng: &mut Rng) -> Manifest {
    let config = Layer {
        media_type: HELM_CONFIG,
        digest: layer_digest(rng),
        size: rng.between(150, 900),
    };
    let chart = Layer {
        media_type: HELM_LAYER,
        digest: layer_digest(rng),
        size: rng.between(4_000, 90_000),
    };
    Draft {
        media_type: media_type::OCI_IMAGE,
        artifact_type: None,
        config,
        layers: vec![chart],
        subject: None,
    }
    .finish()
}

/// Annotations of artifacts by their type.
const ANNOTATIONS: [(&str, &str, &str); 3] = [
    (
        "application/vnd.dev.sigstore.bundle.v0.3+json",
        "dev.sigstore.bundle.content",
        "dsse-envelope",
    ),
    (
        "application/spdx+json",
        "org.opencontainers.image.title",
        "sbom.spdx.json",
    ),
    (
        "application/sarif+json",
        "org.opencontainers.image.title",
        "scan.sarif",
    ),
];

/// A signature, a bill of materials or the like, which refers to an image by its digest.
pub(crate) fn referrer(rng: &mut Rng, artifact_type: &'static str, subject: &Manifest) -> Manifest {
    let config = Layer {
        media_type: EMPTY_CONFIG,
        digest: EMPTY_DIGEST.into(),
        size: 2,
    };
    let content = Layer {
        media_type: artifact_type,
        digest: layer_digest(rng),
        size: rng.between(400, 300_000),
    };
    let draft = Draft {
        media_type: media_type::OCI_IMAGE,
        artifact_type: Some(artifact_type),
        config,
        layers: vec![content],
        subject: Some(subject),
    };
    draft.finish()
}

/// An index over images of several architectures.
pub(crate) fn index(children: &[(&Manifest, &str)], docker: bool) -> Manifest {
    let own = if docker {
        media_type::DOCKER_LIST
    } else {
        media_type::OCI_INDEX
    };
    let mut text = format!(r#"{{"schemaVersion":2,"mediaType":"{own}","manifests":["#);
    for (position, (child, architecture)) in children.iter().enumerate() {
        let comma = if position > 0 { "," } else { "" };
        let (kind, size, digest) = (&child.media_type, child.text.len(), &child.digest);
        let _ = write!(
            text,
            r#"{comma}{{"mediaType":"{kind}","size":{size},"digest":"{digest}","platform":{{"architecture":"{architecture}","os":"linux"}}}}"#
        );
    }
    text.push_str("]}");
    Manifest {
        digest: crate::store::digest(&text),
        text,
        media_type: own.into(),
        artifact_type: None,
        subject: None,
        size: children
            .iter()
            .map(|(child, _)| child.size)
            .max()
            .unwrap_or_default(),
        children: children
            .iter()
            .map(|(child, _)| child.digest.clone())
            .collect(),
    }
}

/// The parts of an image's manifest, before they are text.
struct Draft<'a> {
    media_type: &'static str,
    artifact_type: Option<&'static str>,
    config: Layer,
    layers: Vec<Layer>,
    subject: Option<&'a Manifest>,
}

impl Draft<'_> {
    fn finish(self) -> Manifest {
        let text = self.text();
        let artifact_type = self.artifact_type.unwrap_or(self.config.media_type);
        Manifest {
            digest: crate::store::digest(&text),
            text,
            media_type: self.media_type.into(),
            artifact_type: Some(artifact_type.into()),
            subject: self.subject.map(|subject| subject.digest.clone()),
            size: self.layers.iter().map(|layer| layer.size).sum::<u64>() + self.config.size,
            children: Vec::new(),
        }
    }

    fn text(&self) -> String {
        let mut text = format!(r#"{{"schemaVersion":2,"mediaType":"{}","#, self.media_type);
        if let Some(artifact_type) = self.artifact_type {
            let _ = write!(text, r#""artifactType":"{artifact_type}","#);
        }
        text.push_str(r#""config":"#);
        write_layer(&mut text, &self.config);
        text.push_str(r#","layers":["#);
        for (position, layer) in self.layers.iter().enumerate() {
            text.push_str(if position > 0 { "," } else { "" });
            write_layer(&mut text, layer);
        }
        text.push(']');
        if let Some(subject) = self.subject {
            let (kind, size, digest) = (&subject.media_type, subject.text.len(), &subject.digest);
            let _ = write!(
                text,
                r#","subject":{{"mediaType":"{kind}","size":{size},"digest":"{digest}"}}"#
            );
        }
        let own = ANNOTATIONS
            .iter()
            .find(|(kind, ..)| Some(*kind) == self.artifact_type);
        if let Some((_, name, value)) = own {
            let _ = write!(text, r#","annotations":{{"{name}":"{value}"}}"#);
        }
        text.push('}');
        text
    }
}

fn write_layer(text: &mut String, layer: &Layer) {
    let (kind, size, digest) = (layer.media_type, layer.size, &layer.digest);
    let _ = write!(
        text,
        r#"{{"mediaType":"{kind}","size":{size},"digest":"{digest}"}}"#
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reads_back_as_what_it_was_made_from() {
        let mut rng = Rng::new(3, "manifests");
        let base = base_layers(&mut rng);
        let amd64 = image(&mut rng, &base, false);
        let arm64 = image(&mut rng, &base, false);
        let whole = index(&[(&amd64, "amd64"), (&arm64, "arm64")], false);
        let signature = referrer(
            &mut rng,
            "application/vnd.dev.sigstore.bundle.v0.3+json",
            &whole,
        );
        let docker = image(&mut rng, &base, true);
        for manifest in [amd64, arm64, signature, docker, helm_chart(&mut rng)] {
            assert_eq!(Manifest::read(&manifest.text, None), Ok(manifest));
        }
        let read = Manifest::read(&whole.text, None).unwrap();
        assert_eq!(read, Manifest { size: 0, ..whole });
    }
}
