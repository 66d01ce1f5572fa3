//! DescribeImageScanFindings: basic findings before enhanced ones, worst first.

use super::{Context, Operation};
use crate::json::{self, Object};
use crate::paging::Page;
use crate::seed::{Finding, findings};
use crate::service_error::ServiceError;
use crate::store::{Image, ImageId, Repository, Scan};

pub(crate) const OPERATION: Operation = Operation {
    name: "DescribeImageScanFindings",
    run,
};

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let (input, listing) = (context.input, context.listing);
    let id = input
        .object("imageId")
        .ok_or_else(|| ServiceError::invalid_parameter("'imageId' must be given"))?;
    let id = ImageId::read(id)?;
    let repository = context.store.repository(input)?;
    let image = repository.image(id)?;
    let scan = image.scan.as_ref().ok_or_else(|| no_scan(repository, id))?;
    let keyed = findings(scan).map(|finding| (finding.key(), finding));
    let page = listing.page(keyed.filter(|(key, _)| key.as_str() > listing.after()));
    Ok(json::object(|o| {
        o.text("registryId", &repository.registry);
        o.text("repositoryName", &repository.name);
        o.object("imageId", |o| {
            ImageId {
                digest: Some(&image.manifest.digest),
                tag: id.tag,
            }
            .write(o);
        });
        o.object("imageScanStatus", |o| scan.write_status(o));
        if scan.status.has_findings() {
            o.object("imageScanFindings", |o| {
                write_findings(o, repository, image, scan, &page);
            });
        }
        o.maybe_text("nextToken", page.next_token.as_deref());
    }))
}

fn no_scan(repository: &Repository, id: ImageId<'_>) -> ServiceError {
    let message = format!(
        "The image with {id} in repository '{}' was never scanned",
        repository.name
    );
    ServiceError::new("ScanNotFoundException", message)
}

/// A list is there where the scan has findings of its kind, even if none of them are on this page.
fn write_findings(
    o: &mut Object<'_>,
    repository: &Repository,
    image: &Image,
    scan: &Scan,
    page: &Page<Finding>,
) {
    scan.write_summary(o);
    let has_enhanced = scan.enhanced.iter().any(|count| *count > 0);
    let has_basic = scan.basic.iter().any(|count| *count > 0);
    let of_kind = |is_enhanced| {
        page.items
            .iter()
            .filter(move |finding| finding.is_enhanced == is_enhanced)
    };
    if has_basic || !has_enhanced {
        o.list("findings", of_kind(false), |out, finding| {
            finding.write(out, repository, image);
        });
    }
    if has_enhanced {
        o.list("enhancedFindings", of_kind(true), |out, finding| {
            finding.write(out, repository, image);
        });
    }
}
