//! ListImages: an entry for each tag, or one without a tag, in the order of digests and then of tags.

use super::{Context, Operation};
use crate::json::{self, write_object};
use crate::service_error::ServiceError;
use crate::store::{Image, ImageFilter, ImageId};

pub(crate) const OPERATION: Operation = Operation {
    name: "ListImages",
    run,
};

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let (input, listing) = (context.input, context.listing);
    let filter = ImageFilter::read(input);
    let repository = context.store.repository(input)?;
    let (digest, _) = listing.after().split_once(' ').unwrap_or_default();
    let images = repository
        .images()
        .into_iter()
        .flat_map(|images| images.from(digest));
    let entries = images
        .filter(|(_, image)| filter.admits(image))
        .flat_map(|(_, image)| entries(image));
    let page = listing.page(entries.filter(|(key, _)| key.as_str() > listing.after()));
    Ok(json::object(|o| {
        o.list("imageIds", page.items, |out, id| {
            write_object(out, |o| id.write(o));
        });
        o.maybe_text("nextToken", page.next_token.as_deref());
    }))
}

/// The entries of an image with their keys. No tag holds a space, and all sort behind it.
fn entries(image: &Image) -> impl Iterator<Item = (String, ImageId<'_>)> {
    let digest = image.manifest.digest.as_str();
    let untagged = image.tags.is_empty().then_some(None);
    let tags = untagged
        .into_iter()
        .chain(image.tags.iter().map(|tag| Some(tag.as_str())));
    tags.map(move |tag| {
        (
            format!("{digest} {}", tag.unwrap_or_default()),
            ImageId {
                digest: Some(digest),
                tag,
            },
        )
    })
}
