//! Replication backfills: the newest are running, the others ended one way or another.

use super::{DAY_MILLIS, Plan, uuid};
use crate::rng::Rng;
use crate::store::{Backfill, BackfillStatus};

use BackfillStatus::{Complete, Failed, InProgress, Preparing, Stopped, Stopping};

/// Only one backfill runs for each region, so there are no more running ones than regions.
const REGIONS: [&str; 8] = [
    "eu-central-1",
    "us-west-2",
    "ap-southeast-2",
    "eu-west-1",
    "sa-east-1",
    "ap-northeast-1",
    "ca-central-1",
    "us-east-2",
];
const RUNNING: [BackfillStatus; 4] = [Preparing, InProgress, Stopping, InProgress];
const ENDED: [BackfillStatus; 6] = [Complete, Complete, Failed, Complete, Stopped, Complete];
/// How long ago the oldest began, at most: even a small repository had images then.
const SPAN_MILLIS: u64 = 20 * DAY_MILLIS;

/// As many backfills as the plan says.
pub(super) fn grow(plan: &Plan) -> impl Iterator<Item = Backfill> + '_ {
    (0..plan.sizes.backfills).map(|place| backfill(plan, place))
}

/// `place` counts from the newest.
fn backfill(plan: &Plan, place: usize) -> Backfill {
    let mut rng = Rng::new(plan.seed, &format!("backfill {place}"));
    let ended = place.checked_sub(RUNNING.len());
    let status = match ended {
        None => RUNNING.get(place),
        Some(ended) => ENDED.get(ended % ENDED.len()),
    };
    let status = status.copied().unwrap_or(Complete);
    let hours = DAY_MILLIS / 24;
    let age = match ended {
        None => rng.between(60_000, hours),
        Some(_) => rng.between(6 * hours, SPAN_MILLIS),
    };
    let lasted = rng.between(60_000, 5 * hours);
    Backfill {
        id: uuid(&mut rng),
        region: REGIONS
            .get(place % REGIONS.len())
            .copied()
            .unwrap_or_default(),
        status,
        started_at: plan.before_now(age),
        ended_at: ended.map(|_| plan.before_now(age - lasted)),
        failure: (status == Failed)
            .then(|| rng.word(&["DESTINATION_NOT_REACHABLE", "ROLE_NOT_USABLE"])),
        salt: rng.next(),
    }
}
