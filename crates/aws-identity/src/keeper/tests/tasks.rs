//! Fifty tasks and one question, some of them dropped.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::*;
use crate::AsyncKeeper;

/// A source that answers as often as it is allowed to.
struct Gate {
    source: Source,
    begun: AtomicUsize,
    allowed: Semaphore,
}

impl AsyncProvider for Gate {
    async fn credentials(&self) -> Answer {
        self.begun.fetch_add(1, Ordering::SeqCst);
        let allowed = self.allowed.acquire().await.expect("an open gate");
        allowed.forget();
        self.source.answer()
    }
}

type Kept = Arc<AsyncKeeper<Gate>>;

fn keeper(allowed: usize, answers: Vec<Answer>) -> Kept {
    Arc::new(AsyncKeeper::new(Gate {
        source: Source::new(answers),
        begun: AtomicUsize::new(0),
        allowed: Semaphore::new(allowed),
    }))
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(test);
}

/// Tasks that ask, each as far as it gets by itself.
async fn crowd(keeper: &Kept, count: usize, time: u64) -> Vec<JoinHandle<Answer>> {
    let begin = |_| {
        let keeper = Arc::clone(keeper);
        tokio::spawn(async move { keeper.get(at(time), None).await })
    };
    let tasks = (0..count).map(begin).collect();
    settle().await;
    tasks
}

/// Lets every task go on until it waits for something.
async fn settle() {
    for _ in 0..10 * CALLERS {
        tokio::task::yield_now().await;
    }
}

async fn results(tasks: Vec<JoinHandle<Answer>>) -> Vec<String> {
    let mut results = Vec::new();
    for task in tasks {
        results.push(shown(&task.await.expect("no panic")));
    }
    results
}

#[test]
fn fifty_wait_and_one_asks() {
    run(async {
        let keeper = keeper(0, vec![Ok(keys(1, HOUR)), Ok(keys(2, 2 * HOUR))]);
        for (time, expected) in [(0, "AKID1"), (HOUR - 9 * 60, "AKID2")] {
            let tasks = crowd(&keeper, CALLERS, time).await;
            assert!(tasks.iter().all(|task| !task.is_finished()));
            keeper.provider().allowed.add_permits(1);
            assert_eq!(results(tasks).await, vec![expected; CALLERS]);
        }
        assert_eq!(keeper.provider().begun.load(Ordering::SeqCst), 2);
    });
}

#[test]
fn one_failure_is_told_to_all_fifty() {
    run(async {
        let keeper = keeper(0, vec![Err(failure())]);
        let tasks = crowd(&keeper, CALLERS, 0).await;
        keeper.provider().allowed.add_permits(1);
        assert_eq!(results(tasks).await, vec!["Unreachable"; CALLERS]);
        assert_eq!(keeper.provider().source.asked(), 1);
    });
}

#[test]
fn one_failure_is_told_to_whoever_came_while_it_was_on_its_way() {
    run(async {
        let keeper = keeper(0, vec![Err(failure())]);
        let mut tasks = crowd(&keeper, 1, 0).await;
        // The source takes its time: these sign half a minute later.
        tasks.extend(crowd(&keeper, CALLERS, 30).await);
        keeper.provider().allowed.add_permits(1);
        assert_eq!(results(tasks).await, vec!["Unreachable"; CALLERS + 1]);
        assert_eq!(keeper.provider().begun.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn while_one_refreshes_in_time_the_others_go_on_with_the_old_keys() {
    run(async {
        let keeper = keeper(1, vec![Ok(keys(1, HOUR)), Ok(keys(2, 2 * HOUR))]);
        keeper.get(at(0), None).await.expect("keys");
        let mut tasks = crowd(&keeper, CALLERS, HOUR - 14 * 60).await;
        let asks = tasks.iter().position(|task| !task.is_finished());
        let asks = tasks.remove(asks.expect("one that waits"));
        assert_eq!(results(tasks).await, vec!["AKID1"; CALLERS - 1]);
        keeper.provider().allowed.add_permits(1);
        assert_eq!(results(vec![asks]).await, ["AKID2"]);
        assert_eq!(keeper.provider().source.asked(), 2);
    });
}

#[test]
fn dropping_callers_that_wait_loses_nothing() {
    run(async {
        let keeper = keeper(0, vec![Ok(keys(1, HOUR))]);
        let mut tasks = crowd(&keeper, CALLERS, 0).await;
        for dropped in tasks.split_off(CALLERS / 2) {
            dropped.abort();
        }
        settle().await;
        keeper.provider().allowed.add_permits(1);
        assert_eq!(results(tasks).await, vec!["AKID1"; CALLERS / 2]);
        assert_eq!(keeper.provider().begun.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn when_the_one_that_asks_is_dropped_the_next_asks() {
    run(async {
        let keeper = keeper(0, vec![Ok(keys(1, HOUR))]);
        let mut tasks = crowd(&keeper, CALLERS, 0).await;
        tasks.remove(0).abort();
        settle().await;
        assert_eq!(keeper.provider().begun.load(Ordering::SeqCst), 2);
        keeper.provider().allowed.add_permits(1);
        assert_eq!(results(tasks).await, vec!["AKID1"; CALLERS - 1]);
        assert_eq!(keeper.provider().source.asked(), 1);
    });
}

#[test]
fn an_advisory_refresh_that_is_dropped_is_begun_again() {
    run(async {
        let keeper = keeper(1, vec![Ok(keys(1, HOUR)), Ok(keys(2, 2 * HOUR))]);
        keeper.get(at(0), None).await.expect("keys");
        let late = HOUR - 14 * 60;
        for dropped in crowd(&keeper, 1, late).await {
            dropped.abort();
        }
        settle().await;
        keeper.provider().allowed.add_permits(1);
        let next = crowd(&keeper, 1, late).await;
        assert_eq!(results(next).await, ["AKID2"]);
    });
}
