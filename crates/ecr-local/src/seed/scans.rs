//! Scans: how far each image's got, and how much it found.
//!
//! The older half of a repository was scanned by the basic scanner, the newer half by the enhanced one,
//! as in a registry that was switched over; where the halves meet, images have findings of both.

use super::DAY_MILLIS;
use super::draft::Draft;
use crate::moment::Moment;
use crate::rng::Rng;
use crate::store::{Counts, Image, ImageStatus, Scan, ScanStatus};

use ScanStatus::{
    Active, Complete, EligibilityExpired, Failed, FindingsUnavailable, ImageArchived,
    ImageSizeExceeded, InProgress, LimitExceeded, Pending, UnsupportedImage,
};

/// What enhanced scans came to, newest image first, over and over; `None` was never scanned.
const ENHANCED: [Option<ScanStatus>; 12] = [
    Some(Active),
    Some(Active),
    Some(FindingsUnavailable),
    Some(Active),
    Some(EligibilityExpired),
    Some(Active),
    None,
    Some(Active),
    Some(LimitExceeded),
    Some(Active),
    Some(ImageSizeExceeded),
    Some(Active),
];
const BASIC: [Option<ScanStatus>; 8] = [
    Some(Complete),
    Some(Complete),
    Some(Failed),
    Some(Complete),
    Some(UnsupportedImage),
    Some(Complete),
    None,
    Some(Complete),
];
/// So many images where the halves meet were scanned both ways.
const SCANNED_TWICE: usize = 2;
/// One image in so many has findings for several pages.
const WITH_MANY: usize = 17;

/// Gives the container images among `grown` their scans.
pub(crate) fn scan_all(grown: &mut [(Image, Draft)], seed: u64, now: Moment) {
    let containers = || grown.iter().filter(|(_, draft)| draft.is_container);
    let enhanced = containers().count().div_ceil(2);
    let newest_first = grown
        .iter_mut()
        .rev()
        .filter(|(_, draft)| draft.is_container);
    for (place, (image, _)) in newest_first.enumerate() {
        let status = status_at(place, enhanced, image.status);
        image.scan = status.map(|status| {
            let mut rng = Rng::new(seed, &image.manifest.digest);
            scan_at(place, enhanced, status, image.pushed_at, now, &mut rng)
        });
    }
}

/// `place` counts from the newest image. The newest ones are still waiting for their scans.
fn status_at(place: usize, enhanced: usize, status: ImageStatus) -> Option<ScanStatus> {
    match place {
        _ if status != ImageStatus::Active => Some(ImageArchived),
        1 => Some(InProgress),
        4 => Some(Pending),
        _ if place < enhanced => ENHANCED.get(place % ENHANCED.len()).copied().flatten(),
        _ => BASIC
            .get((place - enhanced) % BASIC.len())
            .copied()
            .flatten(),
    }
}

fn scan_at(
    place: usize,
    enhanced: usize,
    status: ScanStatus,
    pushed: Moment,
    now: Moment,
    rng: &mut Rng,
) -> Scan {
    let most = if place % WITH_MANY == WITH_MANY - 1 {
        350
    } else {
        24
    };
    let is_enhanced = place < enhanced;
    let twice = !is_enhanced && place - enhanced < SCANNED_TWICE;
    let mut scan = finished(status, pushed, now, rng);
    if status.has_findings() {
        scan.enhanced = if is_enhanced || twice {
            counts(rng, most)
        } else {
            Counts::default()
        };
        scan.basic = if is_enhanced {
            Counts::default()
        } else {
            counts(rng, most)
        };
    }
    scan
}

/// A scan that found nothing, and was over soon after the push.
fn finished(status: ScanStatus, pushed: Moment, now: Moment, rng: &mut Rng) -> Scan {
    let completed_at = pushed
        .plus_millis(rng.between(4_000, 90_000) as i64)
        .min(now);
    Scan {
        status,
        completed_at,
        source_updated_at: completed_at.plus_millis(-(rng.below(DAY_MILLIS) as i64)),
        basic: Counts::default(),
        enhanced: Counts::default(),
        in_summary: rng.percent(85),
    }
}

/// Few findings are critical; one image in eight has none at all.
fn counts(rng: &mut Rng, most: u64) -> Counts {
    if rng.percent(12) {
        return Counts::default();
    }
    [8, 4, 2, 2, 4, 16].map(|part| rng.between(most / part / 3, most / part) as u32)
}

/// The scan that a push sets off where the repository says so: done at once.
pub(crate) fn scan_of_push(digest: &str, pushed: Moment) -> Scan {
    let mut rng = Rng::new(0, digest);
    let mut scan = finished(Complete, pushed, pushed, &mut rng);
    scan.basic = counts(&mut rng, 24);
    scan
}
