//! ListImageReferrers: what is attached to an image, in the order of digests.

use super::{Context, Operation};
use crate::input::Input;
use crate::json::{self, Object, write_object};
use crate::service_error::ServiceError;
use crate::store::{Image, check_digest};

pub(crate) const OPERATION: Operation = Operation {
    name: "ListImageReferrers",
    run,
};

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let (input, listing) = (context.input, context.listing);
    let subject = subject(input)?;
    let filter = Filter::read(input)?;
    let repository = context.store.repository(input)?;
    let images = repository.images().into_iter();
    let attached = images
        .flat_map(|images| images.after(listing.after()))
        .filter(|(_, image)| image.manifest.subject.as_deref() == Some(subject))
        .filter(|(_, image)| filter.admits(image));
    let page = listing.page(attached);
    Ok(json::object(|o| {
        o.list("referrers", page.items, |out, image| {
            write_object(out, |o| write_referrer(o, image));
        });
        o.maybe_text("nextToken", page.next_token.as_deref());
    }))
}

/// The subject's digest. There need not be such an image: then nothing is attached to it.
fn subject(input: Input<'_>) -> Result<&str, ServiceError> {
    let subject = input.object("subjectId");
    let subject =
        subject.ok_or_else(|| ServiceError::invalid_parameter("'subjectId' must be given"))?;
    let digest = subject.required_text("imageDigest")?;
    check_digest(digest)?;
    Ok(digest)
}

/// Which artifacts are listed: active ones of every kind, where nothing else is said.
struct Filter<'a> {
    types: Vec<&'a str>,
    status: &'a str,
}

impl<'a> Filter<'a> {
    fn read(input: Input<'a>) -> Result<Self, ServiceError> {
        let filter = input.object("filter");
        if let Some(filter) = filter {
            filter.check_count("artifactTypes", 0, 5)?;
        }
        let types = filter
            .into_iter()
            .flat_map(|filter| filter.texts("artifactTypes"));
        Ok(Self {
            types: types.collect(),
            status: filter
                .and_then(|filter| filter.text("artifactStatus"))
                .unwrap_or("ACTIVE"),
        })
    }

    fn admits(&self, image: &Image) -> bool {
        let own = image.manifest.artifact_type.as_deref();
        let type_fits = self.types.is_empty() || own.is_some_and(|own| self.types.contains(&own));
        type_fits && (self.status == "ANY" || self.status == image.status.as_str())
    }
}

fn write_referrer(o: &mut Object<'_>, image: &Image) {
    let manifest = &image.manifest;
    o.text("digest", &manifest.digest);
    o.text("mediaType", &manifest.media_type);
    o.maybe_text("artifactType", manifest.artifact_type.as_deref());
    o.plain("size", manifest.size);
    let annotations = manifest.annotations();
    if !annotations.is_empty() {
        o.object("annotations", |o| {
            annotations
                .iter()
                .for_each(|(key, value)| o.text(key, value));
        });
    }
    o.text("artifactStatus", image.status.as_str());
}
