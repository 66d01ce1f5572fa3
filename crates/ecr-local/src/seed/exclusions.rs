//! Users and roles whose pulls do not count as use: scanners, mirrors, pipelines.

use super::Plan;
use super::names::TEAMS;

const KINDS: [&str; 5] = [
    "role/ci/image-scanner",
    "role/ci/pipeline",
    "user/mirror",
    "role/audit",
    "user/ci/nightly-build",
];

/// As many ARNs as the plan says, the same for every seed.
pub(super) fn grow<'a>(plan: &Plan, account: &'a str) -> impl Iterator<Item = String> + 'a {
    let principals = (0_usize..).flat_map(|round| {
        KINDS.into_iter().flat_map(move |kind| {
            let number = if round == 0 {
                String::new()
            } else {
                format!("-{round}")
            };
            TEAMS
                .into_iter()
                .map(move |team| format!("{kind}-{team}{number}"))
        })
    });
    principals
        .take(plan.sizes.exclusions)
        .map(move |principal| format!("arn:aws:iam::{account}:{principal}"))
}
