//! Decides which faults a call meets.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{Fault, FaultKind, When};
use crate::service_error::ServiceError;
use crate::token::Binding;

/// How many listings a fault at a page remembers having met.
const REMEMBERED: usize = 4096;

/// Which page of which listing a call asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageOf {
    pub(crate) listing: Binding,
    pub(crate) number: u32,
}

/// What faults do to one call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effects {
    pub(crate) latency: Duration,
    pub(crate) error: Option<ServiceError>,
    pub(crate) ending: Ending,
    pub(crate) paging: Paging,
}

/// How the answer's body ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ending {
    #[default]
    Whole,
    Cut(Option<usize>),
    Reset,
}

/// What faults do to a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paging {
    pub(crate) empty: bool,
    pub(crate) repeat_token: bool,
    pub(crate) cycle: Option<Cycle>,
}

/// A circle of tokens: the page that gives out its first one, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cycle {
    pub(crate) first_page: u32,
    pub(crate) length: u32,
}

/// The faults of a server, with what they must remember.
#[derive(Debug, Default)]
pub(crate) struct Injector {
    faults: Vec<(Fault, BTreeSet<Binding>)>,
}

impl Injector {
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        Self {
            faults: faults
                .into_iter()
                .map(|fault| (fault, BTreeSet::new()))
                .collect(),
        }
    }

    /// The effects on the call of this number, counted from 1.
    ///
    /// Where two faults end the call, the first one given does.
    pub(crate) fn decide(&mut self, call: u64, page: Option<PageOf>) -> Effects {
        let mut effects = Effects::default();
        for (fault, met) in &mut self.faults {
            if let FaultKind::Cycle(length) = fault.kind {
                effects.paging.cycle.get_or_insert(Cycle {
                    first_page: first_page(fault.when),
                    length,
                });
            } else if is_due(fault.when, met, call, page) {
                effects.add(&fault.kind);
            }
        }
        effects
    }
}

fn first_page(when: When) -> u32 {
    if let When::Page(page) = when { page } else { 1 }
}

fn is_due(when: When, met: &mut BTreeSet<Binding>, call: u64, page: Option<PageOf>) -> bool {
    match when {
        When::Always => true,
        When::Call(number) => call == number,
        When::Every(number) => call.is_multiple_of(number),
        When::Page(number) => page.is_some_and(|page| is_due_at_page(number, met, page)),
    }
}

/// Once a listing; its first page begins it anew.
fn is_due_at_page(number: u32, met: &mut BTreeSet<Binding>, page: PageOf) -> bool {
    if page.number == 1 && number != 1 {
        met.remove(&page.listing);
    }
    if page.number != number {
        return false;
    }
    if met.len() >= REMEMBERED {
        met.clear();
    }
    let first_time = met.insert(page.listing);
    if number == 1 && !first_time {
        met.remove(&page.listing);
    }
    first_time
}

impl Effects {
    fn add(&mut self, kind: &FaultKind) {
        match kind {
            FaultKind::Latency(latency) => self.latency += *latency,
            FaultKind::Status(status) => self.fail(of_status(*status)),
            FaultKind::Throttle => self.fail(ServiceError::new(
                "ThrottlingException",
                "Too many calls: slow down",
            )),
            FaultKind::Error(code) => self.fail(of_class(code)),
            FaultKind::Cut(bytes) => self.end(Ending::Cut(*bytes)),
            FaultKind::Reset => self.end(Ending::Reset),
            FaultKind::Empty => self.paging.empty = true,
            FaultKind::RepeatToken => self.paging.repeat_token = true,
            FaultKind::Cycle(_) => (),
        }
    }

    fn fail(&mut self, error: ServiceError) {
        self.error.get_or_insert(error);
    }

    fn end(&mut self, ending: Ending) {
        if self.ending == Ending::Whole {
            self.ending = ending;
        }
    }
}

/// The class that AWS's services use for a status.
fn of_status(status: u16) -> ServiceError {
    let code = match status {
        403 => "AccessDeniedException",
        404 => "ResourceNotFoundException",
        408 => "RequestTimeoutException",
        413 => "RequestEntityTooLargeException",
        429 => "ThrottlingException",
        503 => "ServiceUnavailableException",
        500.. => "ServerException",
        _ => "InvalidParameterException",
    };
    ServiceError::new(code, format!("A fault asked for, of status {status}")).with_status(status)
}

fn of_class(code: &str) -> ServiceError {
    let status = if code == "ServerException" { 500 } else { 400 };
    ServiceError::new(
        code.to_owned(),
        format!("A fault asked for, of class {code}"),
    )
    .with_status(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn injector(specs: &[&str]) -> Injector {
        Injector::new(specs.iter().map(|spec| spec.parse().unwrap()).collect())
    }

    fn page(listing: u8, number: u32) -> Option<PageOf> {
        Some(PageOf {
            listing: Binding::of("ListImages", &listing.to_string()),
            number,
        })
    }

    #[test]
    fn calls_are_counted_for_the_server() {
        let mut injector = injector(&["throttle@call:2", "cut@every:3"]);
        let met: Vec<(bool, bool)> = (1..=6)
            .map(|call| injector.decide(call, None))
            .map(|effects| (effects.error.is_some(), effects.ending != Ending::Whole))
            .collect();
        let (no, yes) = (false, true);
        assert_eq!(
            met,
            [
                (no, no),
                (yes, no),
                (no, yes),
                (no, no),
                (no, no),
                (no, yes)
            ]
        );
    }

    #[test]
    fn a_page_meets_its_fault_once_until_the_listing_begins_anew() {
        for number in [1, 3] {
            let mut injector = injector(&[&format!("reset@page:{number}")]);
            let mut meets = |page| injector.decide(1, page).ending == Ending::Reset;
            assert!(meets(page(0, number)));
            assert!(!meets(page(0, number)), "the retry of page {number}");
            assert!(meets(page(1, number)), "another listing");
            assert!(!meets(page(0, 2)));
            assert_eq!(meets(page(0, 1)), number == 1);
            assert_eq!(meets(page(0, number)), number != 1);
            assert!(!meets(None));
        }
    }

    #[test]
    fn the_first_of_two_endings_wins_and_latencies_add_up() {
        let effects = injector(&[
            "latency=5ms",
            "cut=3",
            "reset",
            "latency=1ms",
            "status=503",
            "throttle",
        ])
        .decide(1, None);
        assert_eq!(effects.latency, Duration::from_millis(6));
        assert_eq!(effects.ending, Ending::Cut(Some(3)));
        assert_eq!(effects.error.map(|error| error.status()), Some(503));
    }
}
