//! GetLifecyclePolicyPreview: the images a policy would delete or archive, in the order of digests.

use std::collections::BTreeSet;

use super::{Context, Operation};
use crate::input::Input;
use crate::json::{self, Object, write_object};
use crate::paging::{Listing, Page};
use crate::service_error::ServiceError;
use crate::store::{
    Image, ImageFilter, ImageId, ImageStatus, Images, Preview, PreviewStatus, Repository, Rule,
    policy_text,
};

pub(crate) const OPERATION: Operation = Operation {
    name: "GetLifecyclePolicyPreview",
    run,
};

/// An image with the rule that hits it.
type Hit<'r> = (&'r Image, &'static Rule);

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let input = context.input;
    input.check_count("imageIds", 1, 100)?;
    let now = context.store.plan.now();
    let repository = &*context.store.repository(input)?;
    let status = repository.preview.ok_or_else(|| no_preview(repository))?;
    let complete = status == PreviewStatus::Complete;
    // Without a result there is nothing to count either.
    let images = repository.images().filter(|_| complete);
    let preview = images.map(|images| (images, Preview::new(images, now)));
    let page = match &preview {
        Some((images, preview)) => page(images, preview, input, context.listing)?,
        None => context.listing.page([] as [(String, Hit<'_>); 0]),
    };
    Ok(json::object(|o| {
        o.text("registryId", &repository.registry);
        o.text("repositoryName", &repository.name);
        o.text("lifecyclePolicyText", &policy_text());
        o.text("status", status.as_str());
        o.maybe_text("nextToken", page.next_token.as_deref());
        o.list("previewResults", page.items, |out, (image, rule)| {
            write_object(out, |o| write_result(o, image, rule));
        });
        if let Some((images, preview)) = &preview {
            o.object("summary", |o| write_summary(o, preview.totals(images)));
        }
    }))
}

fn page<'r>(
    images: &'r Images,
    preview: &Preview<'_>,
    input: Input<'_>,
    listing: &Listing,
) -> Result<Page<Hit<'r>>, ServiceError> {
    let filter = ImageFilter::of_tags(input);
    let hit = |image: &'r Image| Some((image, preview.rule_for(image)?));
    if input.has("imageIds") {
        let named = named(images, input)?.into_iter();
        let items = named.filter(|image| filter.admits(image)).filter_map(hit);
        return Ok(Page {
            items: items.collect(),
            next_token: None,
        });
    }
    let behind = images.after(listing.after());
    let behind = behind.filter(|(_, image)| filter.admits(image));
    Ok(listing.page(behind.filter_map(|(key, image)| Some((key, hit(image)?)))))
}

/// The images named, each once. The operation knows no error for an image that is not there.
fn named<'r>(images: &'r Images, input: Input<'_>) -> Result<Vec<&'r Image>, ServiceError> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for id in input.objects("imageIds") {
        let image = images.find(ImageId::read(id)?);
        found.extend(image.filter(|image| seen.insert(&image.manifest.digest)));
    }
    Ok(found)
}

fn no_preview(repository: &Repository) -> ServiceError {
    let message = format!(
        "Repository '{}' has no preview of a lifecycle policy",
        repository.name
    );
    ServiceError::new("LifecyclePolicyPreviewNotFoundException", message)
}

fn write_result(o: &mut Object<'_>, image: &Image, rule: &Rule) {
    if !image.tags.is_empty() {
        o.texts("imageTags", image.tags.iter().map(String::as_str));
    }
    o.text("imageDigest", &image.manifest.digest);
    o.moment("imagePushedAt", image.pushed_at);
    o.object("action", |o| rule.action.write(o));
    o.plain("appliedRulePriority", rule.priority);
    let archived = image.status != ImageStatus::Active;
    o.text(
        "storageClass",
        if archived { "ARCHIVE" } else { "STANDARD" },
    );
}

fn write_summary(o: &mut Object<'_>, (expiring, archived): (usize, usize)) {
    o.plain("expiringImageTotalCount", expiring);
    if archived > 0 {
        o.list("transitioningImageTotalCounts", [archived], |out, count| {
            write_object(out, |o| {
                o.text("targetStorageClass", "ARCHIVE");
                o.plain("imageTotalCount", count);
            });
        });
    }
}
