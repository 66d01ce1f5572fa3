//! Keepers under a walked clock, and with fifty callers at once.

mod tasks;
mod threads;
mod walked;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use crate::{AsyncProvider, Credentials, CredentialsError, Kind, Provider};

const HOUR: u64 = 3600;
const CALLERS: usize = 50;

/// A time, in seconds after the first.
fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds)
}

/// Keys of this number, which expire then.
fn keys(number: usize, expires: u64) -> Credentials {
    Credentials::new(format!("AKID{number}"), "marked-secret").with_expiry(at(expires))
}

fn failure() -> CredentialsError {
    CredentialsError::new(Kind::Unreachable, "the source", "it is gone")
}

type Answer = Result<Credentials, CredentialsError>;

/// A source that gives these answers one after the other, and counts how often it is asked.
struct Source {
    answers: Mutex<Vec<Answer>>,
    asked: AtomicUsize,
}

impl Source {
    fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        Self {
            answers: Mutex::new(answers),
            asked: AtomicUsize::new(0),
        }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn answer(&self) -> Answer {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().expect("no panic");
        answers.pop().expect("asked too often")
    }
}

impl Provider for Source {
    fn credentials(&self) -> Answer {
        self.answer()
    }
}

impl AsyncProvider for Source {
    async fn credentials(&self) -> Answer {
        self.answer()
    }
}

fn shown(result: &Answer) -> String {
    match result {
        Ok(credentials) => credentials.access_key_id().to_owned(),
        Err(error) => format!("{:?}", error.kind()),
    }
}
