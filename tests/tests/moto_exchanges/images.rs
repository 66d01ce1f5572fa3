//! Images: put, listed, scanned, uploaded layer by layer, deleted.

use ecr::Blob;
use ecr::batch_check_layer_availability::{
    BatchCheckLayerAvailability, BatchCheckLayerAvailabilityRequest,
};
use ecr::batch_delete_image::{BatchDeleteImage, BatchDeleteImageRequest};
use ecr::batch_get_image::{BatchGetImage, BatchGetImageRequest};
use ecr::complete_layer_upload::{
    CompleteLayerUpload, CompleteLayerUploadError, CompleteLayerUploadRequest,
};
use ecr::describe_image_scan_findings::{
    DescribeImageScanFindings, DescribeImageScanFindingsError, DescribeImageScanFindingsRequest,
};
use ecr::describe_images::{DescribeImages, DescribeImagesError, DescribeImagesRequest};
use ecr::initiate_layer_upload::{InitiateLayerUpload, InitiateLayerUploadRequest};
use ecr::list_images::{ListImages, ListImagesError, ListImagesRequest};
use ecr::put_image::{PutImage, PutImageRequest};
use ecr::start_image_scan::{StartImageScan, StartImageScanRequest};
use ecr::types::{ImageFailureCode, LayerFailureCode, ListImagesFilter, TagStatus};
use ecr::upload_layer_part::{UploadLayerPart, UploadLayerPartError, UploadLayerPartRequest};

use crate::tape::Tape;
use crate::{NO_LAYER, refused, tagged};

pub(crate) fn are_put(tape: &mut Tape) {
    for name in ["t0", "t1", "t2", "t3", "t0"] {
        let manifest = tape.text("imageManifest");
        let request = PutImageRequest::new("alpha", manifest.clone()).with_image_tag(name);
        let image = tape.answers(PutImage, &request).image.expect("an image");
        assert_eq!(image.image_manifest, Some(manifest));
        let id = image.image_id.expect("an id");
        assert_eq!(id.image_tag.as_deref(), Some(name));
    }
}

pub(crate) fn are_listed(tape: &mut Tape) {
    let alpha = ListImagesRequest::new("alpha");
    let with = |status| {
        let filter = ListImagesFilter::default().with_tag_status(status);
        alpha.clone().with_filter(filter)
    };
    let all = tape.answers(ListImages, &alpha).image_ids;
    let tagged_ones = tape.answers(ListImages, &with(TagStatus::Tagged)).image_ids;
    assert_eq!(tagged_ones, all);
    let untagged = tape.answers(ListImages, &with(TagStatus::Untagged));
    assert_eq!(untagged.image_ids, Some(Vec::new()));
    tape.answers(ListImages, &alpha.clone().with_max_results(2));
    refused!(
        tape,
        ListImages,
        &ListImagesRequest::new("nope"),
        ListImagesError::RepositoryNotFoundException(_)
    );
    tape.answers(ListImages, &ListImagesRequest::new("beta/one"));
    are_described(tape);
    are_fetched(tape);
}

fn are_described(tape: &mut Tape) {
    let alpha = DescribeImagesRequest::new("alpha");
    let read = tape.answers(DescribeImages, &alpha);
    let moments = read
        .image_details()
        .iter()
        .map(|image| image.image_pushed_at);
    assert!(moments.clone().count() > 0 && moments.clone().all(|moment| moment.is_some()));
    let one = alpha.clone().with_image_ids([tagged("t1")]);
    assert_eq!(tape.answers(DescribeImages, &one).image_details().len(), 1);
    refused!(
        tape,
        DescribeImages,
        &alpha.with_image_ids([tagged("zzz")]),
        DescribeImagesError::ImageNotFoundException(_)
    );
}

fn are_fetched(tape: &mut Tape) {
    let request = BatchGetImageRequest::new("alpha", [tagged("t1"), tagged("zzz")]);
    let read = tape.answers(BatchGetImage, &request);
    assert_eq!(read.images().len(), 1);
    let why = read.failures()[0].failure_code.clone();
    assert_eq!(why, Some(ImageFailureCode::ImageNotFound));
    let request = BatchCheckLayerAvailabilityRequest::new("alpha", [NO_LAYER]);
    let read = tape.answers(BatchCheckLayerAvailability, &request);
    let why = read.failures()[0].failure_code.clone();
    assert_eq!(why, Some(LayerFailureCode::MissingLayerDigest));
}

pub(crate) fn are_scanned(tape: &mut Tape) {
    let request = StartImageScanRequest::new("alpha", tagged("t1"));
    tape.answers(StartImageScan, &request);
    let request = DescribeImageScanFindingsRequest::new("alpha", tagged("t1"));
    let read = tape.answers(DescribeImageScanFindings, &request);
    let findings = read.image_scan_findings.expect("findings");
    assert!(!findings.findings().is_empty());
    refused!(
        tape,
        DescribeImageScanFindings,
        &DescribeImageScanFindingsRequest::new("alpha", tagged("t2")),
        DescribeImageScanFindingsError::ScanNotFoundException(_)
    );
}

pub(crate) fn are_uploaded(tape: &mut Tape) {
    let request = InitiateLayerUploadRequest::new("alpha");
    let read = tape.answers(InitiateLayerUpload, &request);
    assert_eq!(read.part_size, Some(10_485_760));
    let bytes = Blob::from([0, 1, 0xff, 0xfe].as_slice());
    refused!(
        tape,
        UploadLayerPart,
        &UploadLayerPartRequest::new("alpha", "x", 0, 3, bytes),
        UploadLayerPartError::UploadNotFoundException(_)
    );
    refused!(
        tape,
        CompleteLayerUpload,
        &CompleteLayerUploadRequest::new("alpha", "x", [NO_LAYER]),
        CompleteLayerUploadError::UploadNotFoundException(_)
    );
}

pub(crate) fn are_deleted(tape: &mut Tape) {
    let request = BatchDeleteImageRequest::new("alpha", [tagged("t3"), tagged("none")]);
    let read = tape.answers(BatchDeleteImage, &request);
    assert_eq!((read.image_ids().len(), read.failures().len()), (1, 1));
}
