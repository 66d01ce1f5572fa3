//! DescribeImages. Images are listed in the order of their digests.

use std::collections::BTreeSet;

use super::{Context, Operation};
use crate::input::Input;
use crate::json::{self, Object, write_object};
use crate::paging::Page;
use crate::service_error::ServiceError;
use crate::store::{Image, ImageFilter, ImageId, Repository, Scan};

pub(crate) const OPERATION: Operation = Operation {
    name: "DescribeImages",
    run,
};

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let (input, listing) = (context.input, context.listing);
    let filter = ImageFilter::read(input);
    input.check_count("imageIds", 1, 100)?;
    let repository = context.store.repository(input)?;
    let page = if input.has("imageIds") {
        let filter = if input.has("filter") {
            filter
        } else {
            ImageFilter::any()
        };
        Page {
            items: named(repository, input, filter)?,
            next_token: None,
        }
    } else {
        let images = repository
            .images()
            .into_iter()
            .flat_map(|images| images.after(listing.after()));
        listing.page(images.filter(|(_, image)| filter.admits(image)))
    };
    Ok(json::object(|o| {
        o.list("imageDetails", &page.items, |out, image| {
            write_object(out, |o| write_detail(o, repository, image));
        });
        o.maybe_text("nextToken", page.next_token.as_deref());
    }))
}

/// The images named, each once, in the order they are named in.
fn named<'r>(
    repository: &'r Repository,
    input: Input<'_>,
    filter: ImageFilter<'_>,
) -> Result<Vec<&'r Image>, ServiceError> {
    let mut seen = BTreeSet::new();
    let mut images = Vec::new();
    for id in input.objects("imageIds") {
        let image = repository.image(ImageId::read(id)?)?;
        if filter.admits(image) && seen.insert(&image.manifest.digest) {
            images.push(image);
        }
    }
    Ok(images)
}

fn write_detail(o: &mut Object<'_>, repository: &Repository, image: &Image) {
    o.text("registryId", &repository.registry);
    o.text("repositoryName", &repository.name);
    o.text("imageDigest", &image.manifest.digest);
    if !image.tags.is_empty() {
        o.texts("imageTags", image.tags.iter().map(String::as_str));
    }
    o.plain("imageSizeInBytes", image.manifest.size);
    o.moment("imagePushedAt", image.pushed_at);
    if let Some(scan) = image.scan.as_ref().filter(|scan| scan.in_summary) {
        write_scan(o, scan);
    }
    o.text("imageManifestMediaType", &image.manifest.media_type);
    o.maybe_text("artifactMediaType", image.manifest.artifact_type.as_deref());
    o.maybe_moment("lastRecordedPullTime", image.last_pulled_at);
    o.maybe_text("subjectManifestDigest", image.manifest.subject.as_deref());
    o.text("imageStatus", image.status.as_str());
    o.maybe_moment("lastArchivedAt", image.archived_at);
    o.maybe_moment("lastActivatedAt", image.activated_at);
}

fn write_scan(o: &mut Object<'_>, scan: &Scan) {
    o.object("imageScanStatus", |o| scan.write_status(o));
    if scan.status.has_findings() {
        o.object("imageScanFindingsSummary", |o| scan.write_summary(o));
    }
}
