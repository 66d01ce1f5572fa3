//! Fifty threads and one question.

use std::sync::{Barrier, Condvar, mpsc};
use std::thread::ScopedJoinHandle;

use super::*;
use crate::Keeper;

/// For a mistake to end the test.
const PATIENCE: Duration = Duration::from_secs(20);

/// A source that does not answer before so many callers have come.
struct Gate {
    source: Source,
    come: Mutex<usize>,
    changed: Condvar,
    enough: usize,
}

impl Gate {
    fn new(enough: usize, answers: Vec<Answer>) -> Self {
        Self {
            source: Source::new(answers),
            come: Mutex::new(0),
            changed: Condvar::new(),
            enough,
        }
    }

    fn come(&self) {
        *self.come.lock().expect("no panic") += 1;
        self.changed.notify_all();
    }
}

impl Provider for Gate {
    fn credentials(&self) -> Answer {
        let come = self.come.lock().expect("no panic");
        let enough = self.changed.wait_while(come, |come| *come < self.enough);
        drop(enough.expect("no panic"));
        self.source.answer()
    }
}

/// What fifty threads get that ask at the same moment.
fn crowd(keeper: &Keeper<Gate>, time: u64) -> Vec<String> {
    let start = Barrier::new(CALLERS);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CALLERS)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    keeper.provider().come();
                    shown(&keeper.get(at(time), None))
                })
            })
            .collect();
        let results = threads.into_iter().map(ScopedJoinHandle::join);
        results.map(|result| result.expect("no panic")).collect()
    })
}

#[test]
fn fifty_wait_for_the_first_keys_and_one_asks() {
    let keeper = Keeper::new(Gate::new(CALLERS, vec![Ok(keys(1, HOUR))]));
    assert_eq!(crowd(&keeper, 0), vec!["AKID1"; CALLERS]);
    assert_eq!(keeper.provider().source.asked(), 1);
}

#[test]
fn fifty_wait_for_new_keys_and_one_asks() {
    let answers = vec![Ok(keys(1, HOUR)), Ok(keys(2, 2 * HOUR))];
    let keeper = Keeper::new(Gate::new(1, answers));
    keeper.provider().come();
    keeper.get(at(0), None).expect("keys");
    assert_eq!(crowd(&keeper, HOUR - 9 * 60), vec!["AKID2"; CALLERS]);
    assert_eq!(keeper.provider().source.asked(), 2);
}

#[test]
fn one_failure_is_told_to_all_fifty() {
    let keeper = Keeper::new(Gate::new(CALLERS, vec![Err(failure())]));
    assert_eq!(crowd(&keeper, 0), vec!["Unreachable"; CALLERS]);
    assert_eq!(keeper.provider().source.asked(), 1);
}

#[test]
fn while_one_refreshes_in_time_the_others_go_on_with_the_old_keys() {
    let answers = vec![Ok(keys(1, HOUR)), Ok(keys(2, 2 * HOUR))];
    let keeper = Keeper::new(Gate::new(1, answers));
    keeper.provider().come();
    keeper.get(at(0), None).expect("keys");
    // From now on nothing is answered before everybody has been served.
    *keeper.provider().come.lock().expect("no panic") = 0;
    let (served, hear) = mpsc::channel();
    let served = std::thread::scope(|scope| {
        for _ in 0..CALLERS {
            let (keeper, served) = (&keeper, served.clone());
            scope.spawn(move || {
                let result = keeper.get(at(HOUR - 14 * 60), None);
                served.send(shown(&result)).expect("a listener");
            });
        }
        // All but one come back without an answer of the source.
        let mut heard = vec![];
        for count in 1..=CALLERS {
            heard.push(hear.recv_timeout(PATIENCE).expect("a caller"));
            if count == CALLERS - 1 {
                keeper.provider().come();
            }
        }
        heard
    });
    let old = served.iter().filter(|served| *served == "AKID1").count();
    assert_eq!((old, served.len()), (CALLERS - 1, CALLERS));
    assert_eq!(keeper.provider().source.asked(), 2);
}
