//! PutImage. Layers are not looked for, since none are kept here: a manifest may refer to any.

use super::{Context, Operation};
use crate::json;
use crate::seed::scan_of_push;
use crate::service_error::ServiceError;
use crate::store::{ImageId, Manifest, Repository, check_digest};

pub(crate) const OPERATION: Operation = Operation {
    name: "PutImage",
    run,
};

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let input = context.input;
    let tag = input.text("imageTag");
    let text = input.required_text("imageManifest")?;
    let at = context.store.tick();
    let repository = context.store.repository(input)?;
    let mut manifest = Manifest::read(text, input.text("imageManifestMediaType"))?;
    check_claimed_digest(&manifest, input.text("imageDigest"))?;
    manifest.size = manifest.size.max(size_of_children(repository, &manifest)?);
    let scan = repository
        .scan_on_push
        .then(|| scan_of_push(&manifest.digest, at));
    let (registry, name) = (repository.registry.clone(), repository.name.clone());
    let image = repository.put(manifest, tag, at)?;
    if image.scan.is_none() && image.manifest.children.is_empty() {
        image.scan = scan;
    }
    Ok(json::object(|o| {
        o.object("image", |o| {
            o.text("registryId", &registry);
            o.text("repositoryName", &name);
            o.object("imageId", |o| {
                ImageId {
                    digest: Some(&image.manifest.digest),
                    tag,
                }
                .write(o);
            });
            o.text("imageManifest", &image.manifest.text);
            o.text("imageManifestMediaType", &image.manifest.media_type);
        });
    }))
}

fn check_claimed_digest(manifest: &Manifest, claimed: Option<&str>) -> Result<(), ServiceError> {
    let Some(claimed) = claimed else {
        return Ok(());
    };
    check_digest(claimed)?;
    if claimed == manifest.digest {
        return Ok(());
    }
    let message = format!(
        "The manifest's digest is {}, not {claimed}",
        manifest.digest
    );
    Err(ServiceError::new(
        "ImageDigestDoesNotMatchException",
        message,
    ))
}

/// The largest of the images an index refers to, which must all be there.
fn size_of_children(repository: &Repository, manifest: &Manifest) -> Result<u64, ServiceError> {
    let mut largest = 0;
    for digest in &manifest.children {
        let child = repository
            .image(ImageId {
                digest: Some(digest),
                tag: None,
            })
            .map_err(|_| {
                let message = format!(
                    "The index refers to {digest}, which repository '{}' does not have",
                    repository.name
                );
                ServiceError::new("ReferencedImagesNotFoundException", message)
            })?;
        largest = largest.max(child.manifest.size);
    }
    Ok(largest)
}
