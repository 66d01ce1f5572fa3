//! Listings read in several runs, each going on with the token that the run before it made here.
//!
//! A row is judged alone with the token botocore made; here nothing of botocore's is used but the service's answers.
//! Every item of every page has to come exactly once, under every result key.

use std::collections::BTreeMap;

use smithy_wire::Value;

use super::allowed::Deviation;
use super::listing::Listing;
use super::pages::Outcome;
use super::path;
use super::rows::{NULL, Row, list};
use super::verdict::Verdict;
use super::{run_dynamic, run_typed};

/// A fault of one chain, at the row where it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The row's place in the file, counted from 0.
    pub row: usize,
    /// Whether the generated paginator is at fault, or the dynamic one.
    pub typed: bool,
    /// What is wrong.
    pub why: String,
}

/// What came of all chains of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chains {
    /// How many were run to their end.
    pub run: u64,
    /// How many were not, because one of their rows is refused, skipped, or ends by a cycle.
    pub left: u64,
    /// What failed.
    pub faults: Vec<Fault>,
}

type Link<'r> = (usize, &'r Row);
type Run = fn(&Row) -> Option<Ran>;

/// One run, and what the service answers as the runner sees it.
struct Ran {
    listing: Listing,
    responses: Vec<Value>,
}

/// Runs every chain of a file whose rows were judged already.
pub fn run(rows: &[(Row, Outcome)]) -> Chains {
    let mut chains = Chains::default();
    for links in chains_of(rows) {
        let runners: [(bool, Run); 2] = [(false, dynamic), (true, typed)];
        let [dynamic, typed] = runners.map(|(typed, run)| end_to_end(rows, &links, typed, run));
        match dynamic {
            End::Left => chains.left += 1,
            End::Whole => chains.run += 1,
            End::Fault(_) => {}
        }
        let faults = [dynamic, typed].into_iter().filter_map(|end| match end {
            End::Fault(fault) => Some(fault),
            _ => None,
        });
        chains.faults.extend(faults);
    }
    chains
}

/// How a chain fared.
enum End {
    Whole,
    /// Not to be run here.
    Left,
    Fault(Fault),
}

fn end_to_end(rows: &[(Row, Outcome)], links: &[Link<'_>], typed: bool, run: Run) -> End {
    let go_on = links.iter().all(|(at, _)| goes_on(rows, *at));
    if !go_on || !is_sound(links) {
        return End::Left;
    }
    let found = runs(rows, links, run).and_then(|runs| match runs {
        None => Ok(false),
        Some(runs) => check(links, &runs).map(|()| true),
    });
    match found {
        Ok(true) => End::Whole,
        Ok(false) => End::Left,
        Err((row, why)) => End::Fault(Fault { row, typed, why }),
    }
}

/// Whether botocore itself got all items of the first result key: the recorded service may answer one token with several pages.
fn is_sound(links: &[Link<'_>]) -> bool {
    let as_recorded = |(_, row): &Link<'_>| Ran {
        listing: Listing::recorded(row),
        responses: row.responses().to_vec(),
    };
    let runs: Vec<Ran> = links.iter().map(as_recorded).collect();
    let primary = links
        .first()
        .and_then(|(_, row)| row.paginator("result_key").first().copied());
    !is_complete(links) || lost_or_doubled(links, &runs).is_none_or(|key| Some(key) != primary)
}

/// Whether the chain is one of a whole listing.
fn is_complete(links: &[Link<'_>]) -> bool {
    let Some((_, first)) = links.first() else {
        return false;
    };
    chain(first, "complete").as_bool() == Some(true) && first.config("StartingToken").is_null()
}

fn chains_of(rows: &[(Row, Outcome)]) -> impl Iterator<Item = Vec<Link<'_>>> {
    let mut chains: BTreeMap<&str, Vec<Link<'_>>> = BTreeMap::new();
    for (at, (row, _)) in rows.iter().enumerate() {
        if let Some(id) = chain(row, "id").as_str() {
            chains.entry(id).or_default().push((at, row));
        }
    }
    chains.into_values().map(|mut links| {
        links.sort_by_key(|(_, row)| chain(row, "index").as_u64());
        links
    })
}

fn chain<'r>(row: &'r Row, member: &str) -> &'r Value {
    row.get("chain").get(member).unwrap_or(NULL)
}

/// Whether the run of a row ends as botocore's does, so that there is a next one.
fn goes_on(rows: &[(Row, Outcome)], at: usize) -> bool {
    match rows.get(at).map(|(_, outcome)| outcome.verdict()) {
        Some(Verdict::Passed) => true,
        Some(Verdict::Deviated(all)) => all
            .iter()
            .all(|one| matches!(one, Deviation::D3 | Deviation::D4)),
        _ => false,
    }
}

fn dynamic(row: &Row) -> Option<Ran> {
    let listing = run_dynamic::run(row).ok()?;
    let responses = row.responses().to_vec();
    Some(Ran { listing, responses })
}

fn typed(row: &Row) -> Option<Ran> {
    let typed = run_typed::run_if_it_fits(row)?;
    let responses = typed.responses(row)?;
    let listing = typed.observed;
    Some(Ran { listing, responses })
}

/// Every item of every result key came once, and the end is where botocore's is.
fn check(links: &[Link<'_>], runs: &[Ran]) -> Result<(), (usize, String)> {
    let Some((at, last)) = links.last() else {
        return Ok(());
    };
    let complete = chain(last, "complete").as_bool() == Some(true);
    let ended = runs.last().is_some_and(|ran| ran.listing.resume.is_none());
    if complete != ended {
        return Err((*at, "chain: it does not end where botocore's does".into()));
    }
    match lost_or_doubled(links, runs).filter(|_| is_complete(links)) {
        None => Ok(()),
        Some(key) => Err((*at, format!("chain: {key} is not the whole listing"))),
    }
}

/// The runs one after another; `None` if a row does not run here, or a deviation that was checked leads it elsewhere.
fn runs(
    rows: &[(Row, Outcome)],
    links: &[Link<'_>],
    run: Run,
) -> Result<Option<Vec<Ran>>, (usize, String)> {
    let mut runs: Vec<Ran> = Vec::new();
    for (at, row) in links {
        let made = runs.last().map(|before| before.listing.resume.as_deref());
        let row = match made {
            None => (*row).clone(),
            Some(None) => return Err((*at, "chain: the run before made no token".into())),
            Some(Some(token)) => row.with_starting_token(token),
        };
        match run(&row) {
            Some(ran) if ends_as_recorded(&ran, &row) || !deviates(rows, *at) => runs.push(ran),
            _ => return Ok(None),
        }
    }
    Ok(Some(runs))
}

fn ends_as_recorded(ran: &Ran, row: &Row) -> bool {
    ran.listing.resume.as_deref() == row.expect("resume_token").as_str()
}

fn deviates(rows: &[(Row, Outcome)], at: usize) -> bool {
    let verdict = rows.get(at).map(|(_, outcome)| outcome.verdict());
    matches!(verdict, Some(Verdict::Deviated(_)))
}

/// The first result key that is a list everywhere and does not come whole and once.
fn lost_or_doubled<'r>(links: &[Link<'r>], runs: &[Ran]) -> Option<&'r str> {
    let keys = links.first()?.1.paginator("result_key");
    let pages = service_pages(links, runs);
    let is_wrong = |(number, key): &(usize, &&str)| {
        let values: Vec<&Value> = pages.iter().map(|page| path::get(page, key)).collect();
        let are_lists = values
            .iter()
            .all(|value| value.is_null() || value.as_list().is_some());
        let whole = values
            .iter()
            .flat_map(|value| list(value))
            .map(Value::to_json);
        are_lists && whole.ne(delivered(runs, *number).map(Value::to_json))
    };
    let wrong = keys.iter().enumerate().find(is_wrong);
    wrong.map(|(_, key)| *key)
}

fn delivered(runs: &[Ran], number: usize) -> impl Iterator<Item = &Value> {
    let flat = runs.iter().flat_map(|ran| &ran.listing.flat);
    flat.filter_map(move |(of, item)| (*of == number).then_some(item))
}

/// What the service holds, each page once: the runs ask for the page they were cut in a second time.
fn service_pages<'r>(links: &[Link<'_>], runs: &'r [Ran]) -> Vec<&'r Value> {
    let mut seen = Vec::new();
    let mut pages = Vec::new();
    for ((_, row), ran) in links.iter().zip(runs) {
        for (request, page) in ran.listing.requests.iter().zip(&ran.responses) {
            let names = row.paginator("input_token");
            let token: Vec<_> = names
                .iter()
                .map(|name| request.get(name).cloned())
                .collect();
            if !seen.contains(&token) {
                seen.push(token);
                pages.push(page);
            }
        }
    }
    pages
}
