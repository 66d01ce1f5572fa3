//! Repository creation templates: one for all names, one for each team, then ones for single repositories.

use super::names::{self, TEAMS};
use super::{DAY_MILLIS, Plan, tag_rule, uuid};
use crate::json;
use crate::rng::Rng;
use crate::store::{Encryption, Template, policy_text};

const OCCASIONS: [&str; 3] = ["REPLICATION", "PULL_THROUGH_CACHE", "CREATE_ON_PUSH"];

/// As many templates as the plan says, the same prefixes for every seed.
pub(super) fn grow<'a>(
    plan: &'a Plan,
    account: &'a str,
    region: &'a str,
) -> impl Iterator<Item = Template> + 'a {
    let teams = TEAMS.into_iter().map(str::to_owned);
    std::iter::once("ROOT".to_owned())
        .chain(teams)
        .chain(names::repositories())
        .take(plan.sizes.templates)
        .map(move |prefix| template(plan, account, region, prefix))
}

fn template(plan: &Plan, account: &str, region: &str, prefix: String) -> Template {
    let mut rng = Rng::new(plan.seed, &format!("template {prefix}"));
    let age = rng.between(DAY_MILLIS, 500 * DAY_MILLIS);
    let updated = if rng.percent(40) { rng.below(age) } else { age };
    let description = rng
        .percent(70)
        .then(|| format!("What comes to be under {prefix}"));
    let tagged = rng.percent(40);
    let occasions = rng.between(1, 7);
    Template {
        description,
        encryption: encryption(&mut rng, account, region),
        tags: tags(tagged, &mut rng),
        tag_rule: tag_rule(&mut rng),
        repository_policy: rng.percent(30).then(|| policy(account)),
        lifecycle_policy: rng.percent(60).then(policy_text),
        applied_for: (0..OCCASIONS.len())
            .filter(|bit| occasions >> bit & 1 == 1)
            .filter_map(|bit| OCCASIONS.get(bit).copied())
            .collect(),
        // Tags are set by a role alone.
        role: tagged.then(|| format!("arn:aws:iam::{account}:role/ecr/repository-creation")),
        created_at: plan.before_now(age),
        updated_at: plan.before_now(updated),
        prefix,
    }
}

fn encryption(rng: &mut Rng, account: &str, region: &str) -> Encryption {
    if !rng.percent(25) {
        return Encryption::aes256();
    }
    Encryption {
        kind: rng.word(&["KMS", "KMS_DSSE"]).into(),
        kms_key: Some(format!("arn:aws:kms:{region}:{account}:key/{}", uuid(rng))),
    }
}

fn tags(tagged: bool, rng: &mut Rng) -> Vec<(&'static str, String)> {
    let team = rng.word(&TEAMS).to_owned();
    let cost_center = rng.between(1_000, 9_999).to_string();
    let tags = [("team", team), ("cost-center", cost_center)];
    tags.into_iter().filter(|_| tagged).collect()
}

/// Lets the whole account pull.
fn policy(account: &str) -> String {
    json::object(|o| {
        o.text("Version", "2012-10-17");
        o.list("Statement", [account], |out, account| {
            json::write_object(out, |o| {
                o.text("Effect", "Allow");
                o.object("Principal", |o| {
                    o.text("AWS", &format!("arn:aws:iam::{account}:root"));
                });
                o.texts(
                    "Action",
                    ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                );
            });
        });
    })
}
