//! From drafts to images: times, pulls, archives, scans.

use super::draft::{Draft, History};
use super::{DAY_MILLIS, Plan, SPAN_MILLIS, scans};
use crate::moment::Moment;
use crate::rng::Rng;
use crate::store::{Image, ImageStatus, Images, Repository};

/// One image in the archive for so many that are not.
const ACTIVE_PER_ARCHIVED: usize = 25;

/// The images of a repository: as many active ones as the plan says, and some in the archive beside them.
///
/// A listing shows active images alone unless asked for others, so the plan's number is what a plain listing shows.
pub(crate) fn grow(plan: &Plan, repository: &Repository) -> Images {
    let rng = Rng::new(plan.seed, &format!("images of {}", repository.name));
    let archived = plan.sizes.images.div_ceil(ACTIVE_PER_ARCHIVED);
    let mut drafts = History::new(rng.clone(), archived).grow(plan.sizes.images + archived);
    tag_latest(&mut drafts, repository);
    let mut grower = Grower {
        plan,
        rng,
        archived: archived_places(&drafts, archived),
        pushed_at: push_times(plan, &drafts),
    };
    let mut images = grower.images(drafts);
    scans::scan_all(&mut images, plan.seed, plan.now);
    collect(images)
}

/// The newest tagged image is `latest`, where the repository lets that tag move.
fn tag_latest(drafts: &mut [Draft], repository: &Repository) {
    let newest = drafts.iter_mut().rev().find(|draft| draft.tags.len() > 1);
    if let Some(newest) = newest
        && repository.tag_rule.may_move("latest")
    {
        newest.tags.push("latest".into());
    }
}

/// The places of the images that are archived, in order: the oldest ones, and the oldest reports on a newer one.
fn archived_places(drafts: &[Draft], count: usize) -> Vec<usize> {
    let places = |reports: bool| {
        let drafts = drafts.iter().enumerate();
        drafts
            .filter(move |(_, draft)| draft.is_report == reports)
            .map(|(place, _)| place)
    };
    let mut archived: Vec<usize> = places(true).take(count / 2).collect();
    archived.extend(places(false).take(count - archived.len()));
    archived.sort_unstable();
    archived
}

/// When each draft was pushed: a group within seconds, groups hours or days apart, the last one not long ago.
fn push_times(plan: &Plan, drafts: &[Draft]) -> Vec<Moment> {
    let mut rng = Rng::new(plan.seed, "times");
    let groups = drafts
        .iter()
        .filter(|draft| draft.begins_group)
        .count()
        .max(1) as u64;
    let pause = (2 * SPAN_MILLIS / groups).min(3 * DAY_MILLIS);
    let mut age = rng.between(60_000, DAY_MILLIS / 6);
    let mut ages = Vec::with_capacity(drafts.len());
    for draft in drafts.iter().rev() {
        ages.push(age.min(SPAN_MILLIS));
        age += if draft.begins_group {
            rng.between(pause / 20, pause)
        } else {
            rng.between(300, 4_000)
        };
    }
    ages.into_iter()
        .rev()
        .map(|age| plan.before_now(age))
        .collect()
}

struct Grower<'a> {
    plan: &'a Plan,
    rng: Rng,
    archived: Vec<usize>,
    pushed_at: Vec<Moment>,
}

impl Grower<'_> {
    fn images(&mut self, drafts: Vec<Draft>) -> Vec<(Image, Draft)> {
        let times = std::mem::take(&mut self.pushed_at);
        let pairs = drafts.into_iter().zip(times).enumerate();
        pairs
            .map(|(age, (draft, pushed_at))| (self.image(age, &draft, pushed_at), draft))
            .collect()
    }

    /// `place` counts from the oldest.
    fn image(&mut self, place: usize, draft: &Draft, pushed_at: Moment) -> Image {
        let mut image = Image::pushed(draft.manifest.clone(), pushed_at);
        if self.rng.percent(if draft.is_container { 75 } else { 20 }) {
            image.last_pulled_at = Some(self.between(pushed_at, self.plan.now));
        }
        if let Ok(rank) = self.archived.binary_search(&place) {
            image.status = if rank % 4 == 1 {
                ImageStatus::Activating
            } else {
                ImageStatus::Archived
            };
            image.archived_at = Some(self.between(pushed_at, self.plan.now));
        } else if place < self.archived.len() * 2 && self.rng.percent(50) {
            let archived_at = self.between(pushed_at, self.plan.now);
            image.archived_at = Some(archived_at);
            image.activated_at = Some(self.between(archived_at, self.plan.now));
        }
        image
    }

    fn between(&mut self, from: Moment, to: Moment) -> Moment {
        let gap = u64::try_from(to.millis_since(from)).unwrap_or_default();
        from.plus_millis(self.rng.below(gap) as i64)
    }
}

fn collect(grown: Vec<(Image, Draft)>) -> Images {
    let mut images = Images::default();
    for (image, draft) in grown {
        let mut tags = draft.tags.iter().map(String::as_str);
        images.insert(image.clone(), tags.next());
        for tag in tags {
            images.insert(image.clone(), Some(tag));
        }
    }
    images
}
