//! One scenario from its first run to its last: botocore and the product on the same service, judged run by run.

use std::sync::Arc;

use smithy_pagination::codec;
use smithy_wire::{Object, Value};

use super::due;
use super::faults;
use super::peer::Peer;
use super::run::{self, Place, RUNS, Seen, without_nulls};
use super::scenario::{Scenario, What};
use super::server::Server;
use super::tokens::is_odd;
use crate::conformance::listing::{Failure, Listing};
use crate::conformance::path;
use crate::conformance::rows::{Row, list, object};
use crate::conformance::start::AMOUNT;
use crate::conformance::verdict::{self, Verdict};
use crate::conformance::{allowed::Deviation, run_typed};

/// More runs than this are not made of one listing.
const MOST_LINKS: usize = 9;

/// What came of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The deviations that were seen and checked, D7 among them.
    pub deviations: Vec<&'static str>,
    /// What it held.
    pub facts: Facts,
    /// How many listings were compared, each on the dynamic and on the generated paginator.
    pub listings: u64,
    /// Whether the runs together gave every item once, compared with the service itself.
    pub whole: bool,
}

/// What a scenario held, by name.
pub type Facts = std::collections::BTreeSet<&'static str>;

/// What is needed to run scenarios.
#[derive(Debug)]
pub struct Bench {
    /// The service.
    pub server: Server,
    /// botocore.
    pub peer: Peer,
}

/// One run of both.
struct Ran {
    row: Row,
    dynamic: Seen,
    verdicts: Vec<Verdict>,
    failed: Option<Failed>,
}

/// A call that failed in botocore's run.
enum Failed {
    /// botocore says how.
    Seen(Value),
    /// The body was cut and botocore did not notice; the row without the page it made of it.
    Unseen(Row),
}

impl Bench {
    /// Runs a scenario.
    ///
    /// # Errors
    ///
    /// What differs, and in which run.
    pub fn check(&mut self, scenario: &Scenario) -> Result<Outcome, String> {
        self.server
            .serve(Arc::new(scenario.service.clone()), scenario.fault);
        let mut outcome = Outcome::default();
        let mut config = scenario.config.clone();
        let mut delivered: Vec<Vec<Value>> = vec![Vec::new(); scenario.service.keys().len()];
        let mut sound = true;
        for link in 0..MOST_LINKS {
            let ran = self
                .run(scenario, link, &config)
                .map_err(|why| format!("run {link}: {why}"))?;
            outcome.add(&ran, link);
            for (all, more) in delivered.iter_mut().zip(&ran.dynamic.listing.items) {
                all.extend(more.iter().flatten().cloned());
            }
            sound &= goes_on(&ran);
            let Some(token) = next(scenario, &ran, link) else {
                sound &= ran.dynamic.listing.failure.is_none();
                return finish(scenario, outcome, &delivered, sound);
            };
            config = later(scenario, link);
            config.insert("StartingToken", token);
        }
        Ok(outcome)
    }

    fn run(&mut self, scenario: &Scenario, link: usize, config: &Object) -> Result<Ran, String> {
        let recorded = self.peer.ask(&question(scenario, link, config))?;
        let text = row(scenario, config, &recorded, &self.asked(link, &recorded)?);
        // As a row of a vector file it can be run again without Python and socket.
        self.compare(scenario, link, &text, &recorded)
            .map_err(|why| format!("{why}\n{text}"))
    }

    fn compare(
        &self,
        scenario: &Scenario,
        link: usize,
        text: &str,
        recorded: &Value,
    ) -> Result<Ran, String> {
        let row = Row::parse(text).map_err(|error| error.to_string())?;
        let place = Place {
            server: &self.server,
            link,
        };
        let name = scenario.service.operation.name;
        let dynamic = run::dynamic(&row, name, place)?;
        let failed = failed(scenario, link, recorded, &row)?;
        let judge = |seen: &Seen, project: &dyn Fn(&Listing) -> Option<Listing>| {
            let (until, verdict) = match &failed {
                Some(Failed::Seen(fault)) => (&row, faults::judge(&row, fault, seen, project)),
                Some(Failed::Unseen(short)) => {
                    (short, faults::judge_cut(&row, short, seen, project))
                }
                None => (&row, verdict::judge(&row, &seen.listing, project)),
            };
            match due::missing(until, failed.is_none(), seen, project) {
                Some(why) if verdict.name() != "failed" => Verdict::Failed(why),
                _ => verdict,
            }
        };
        let mut verdicts = vec![named(
            "dynamic",
            judge(&dynamic, &|listing| Some(listing.clone())),
        )?];
        // It runs on what was recorded, too; needed here is how the model's types see that.
        let fits = run_typed::run_if_it_fits(&row).ok_or("the recording does not fit the model")?;
        let seen = run::typed(&row, name, place).ok_or("typed: the parameters do not fit")?;
        verdicts.push(named(
            "typed",
            judge(&seen, &|listing| fits.project(listing)),
        )?);
        Ok(Ran {
            row,
            dynamic,
            verdicts,
            failed,
        })
    }

    /// What botocore sent: the same in its three runs, and what the caller of its client saw.
    fn asked(&self, link: usize, recorded: &Value) -> Result<Vec<Value>, String> {
        let [pages, full, items] = RUNS.map(|kind| self.server.asked(&format!("{link}-{kind}")));
        let expect = |path| recorded.at(path).unwrap_or(&Value::Null);
        let refused = !expect("expect.error.parameters").is_null();
        if !refused && list(expect("expect.requests")) != pages {
            return Err("botocore's requests are not what the service saw".into());
        }
        let is_other = |error: &Value| error.get("kind").and_then(Value::as_str) == Some("other");
        let alike = pages == full && pages == items;
        // Python's own accidents differ from way to way.
        if !alike
            && !is_other(expect("expect.error"))
            && !is_other(expect("expect.full_result_error"))
        {
            return Err("botocore's three runs sent different requests".into());
        }
        Ok(pages)
    }
}

fn named(runner: &str, verdict: Verdict) -> Result<Verdict, String> {
    match verdict {
        Verdict::Failed(why) => Err(format!("{runner}: {why}")),
        verdict => Ok(verdict),
    }
}

fn question(scenario: &Scenario, link: usize, config: &Object) -> Value {
    Value::Object(object([
        ("run", Value::from(link as u64)),
        ("paginator", Value::from(scenario.paginator)),
        ("params", scenario.params.clone()),
        ("config", Value::Object(config.clone())),
    ]))
}

/// The call that failed, if the run came so far.
fn failed(
    scenario: &Scenario,
    link: usize,
    recorded: &Value,
    row: &Row,
) -> Result<Option<Failed>, String> {
    let told = recorded.get("fault").filter(|fault| !fault.is_null());
    if let Some(told) = told {
        return Ok(Some(Failed::Seen(told.clone())));
    }
    let cut = scenario
        .fault
        .filter(|fault| fault.what == What::Cut && link == 0);
    if cut.is_none_or(|fault| row.responses().len() != fault.call) {
        return Ok(None);
    }
    let mut short = recorded.clone();
    short
        .get_mut("responses")
        .and_then(Value::as_list_mut)
        .and_then(Vec::pop);
    let asked = list(row.expect("requests"));
    let text = self::row(scenario, &scenario.config, &short, asked);
    let short = Row::parse(&text).map_err(|error| error.to_string())?;
    Ok(Some(Failed::Unseen(short)))
}

/// What Python recorded as a row, its requests as the service saw them.
fn row(scenario: &Scenario, config: &Object, recorded: &Value, asked: &[Value]) -> String {
    let part = |name| recorded.get(name).cloned().unwrap_or_default();
    let mut expect = part("expect");
    path::set(&mut expect, "requests", Value::List(asked.to_vec()));
    let operation = format!("ecr.{}", scenario.service.operation.name);
    let row = object([
        ("id", Value::from(format!("live-{}", scenario.number))),
        ("tags", part("tags")),
        ("operation", Value::from(operation)),
        ("paginator", part("paginator")),
        ("params", scenario.params.clone()),
        ("config", Value::Object(config.clone())),
        ("responses", part("responses")),
        ("expect", expect),
    ]);
    Value::Object(row).to_json()
}

/// The token of the next run: botocore's, which is ours; after a failed call ours, as botocore has none.
fn next(scenario: &Scenario, ran: &Ran, link: usize) -> Option<String> {
    match &ran.dynamic.listing.failure {
        None => ran.row.expect("resume_token").as_str().map(str::to_owned),
        Some(Failure::OutOfResponses { resume }) if scenario.fault.is_some() && link == 0 => {
            Some(resume.clone())
        }
        Some(_) => None,
    }
}

fn later(scenario: &Scenario, link: usize) -> Object {
    let later = scenario.later.get(link).or(scenario.later.last());
    later.cloned().unwrap_or_default()
}

/// Whether the run took nothing away from the listing that botocore would have given.
fn goes_on(ran: &Ran) -> bool {
    let keeps = |deviation: &Deviation| matches!(deviation, Deviation::D3 | Deviation::D4);
    ran.verdicts.iter().all(|verdict| match verdict {
        Verdict::Passed => true,
        Verdict::Deviated(all) => all.iter().all(keeps),
        _ => false,
    })
}

/// The runs together against the service itself: nothing lost, nothing doubled, under every key.
fn finish(
    scenario: &Scenario,
    mut outcome: Outcome,
    delivered: &[Vec<Value>],
    sound: bool,
) -> Result<Outcome, String> {
    let from_the_start =
        !scenario.config.contains("StartingToken") && scenario.params.get("nextToken").is_none();
    if !sound || !from_the_start {
        return Ok(outcome);
    }
    let whole = scenario
        .service
        .whole()
        .into_iter()
        .map(|items| items.into_iter().map(without_nulls).collect::<Vec<_>>());
    if whole.ne(delivered.iter().cloned()) {
        return Err("the runs together are not the whole listing".into());
    }
    outcome.whole = true;
    if outcome.facts.contains("failed call") {
        outcome.facts.insert("failed call, resumed, and whole");
    }
    Ok(outcome)
}

impl Outcome {
    fn add(&mut self, ran: &Ran, link: usize) {
        self.listings += 1;
        for verdict in &ran.verdicts {
            if let Verdict::Deviated(all) = verdict {
                self.deviations.extend(all.iter().map(|one| one.name()));
            }
        }
        let stopped = matches!(
            ran.dynamic.listing.failure,
            Some(Failure::OutOfResponses { .. })
        );
        match &ran.failed {
            Some(Failed::Seen(_)) if stopped => self.deviations.push("D7"),
            Some(Failed::Unseen(_)) if stopped => self
                .deviations
                .push("a cut body, which botocore takes for the end"),
            _ => {}
        }
        if ran.failed.is_some() {
            self.facts.insert("failed call");
        }
        self.facts.extend(facts(&ran.row, link));
    }
}

/// What a run held.
fn facts(row: &Row, link: usize) -> impl Iterator<Item = &'static str> {
    let keys = row.paginator("result_key");
    let key = keys.first().copied().unwrap_or_default();
    let empty = row
        .responses()
        .iter()
        .any(|page| list(path::get(page, key)).is_empty());
    let mut tokens = row
        .responses()
        .iter()
        .filter_map(|page| page.get("nextToken")?.as_str());
    let starting = row.config("StartingToken").as_str();
    let decoded = |token: Option<&str>| token.and_then(|token| codec::decode(token).ok());
    let cut =
        decoded(row.expect("resume_token").as_str()).is_some_and(|token| token.contains(AMOUNT));
    let inside = decoded(starting).is_some_and(|token| token.contains(AMOUNT));
    let held = [
        ("three pages or more", row.responses().len() >= 3),
        ("empty page", empty && !row.responses().is_empty()),
        ("cut inside a page", cut),
        ("resumed", link > 0),
        (
            "cut inside the page resumed into",
            cut && inside && row.responses().len() == 1,
        ),
        ("odd token", tokens.any(is_odd)),
        ("two result keys", keys.len() > 1),
    ];
    held.into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(name, _)| name)
}
