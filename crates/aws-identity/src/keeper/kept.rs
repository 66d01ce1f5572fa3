//! What is kept, and what has to be done about it at a given time; no clock and no lock.

use std::time::{Duration, SystemTime};

use crate::{Credentials, CredentialsError, Kind};

/// From so long before the keys expire, one caller gets new ones while the others go on with the old.
const ADVISORY: Duration = Duration::from_secs(15 * 60);
/// From so long before the keys expire, everybody waits for new ones.
const MANDATORY: Duration = Duration::from_secs(10 * 60);
/// How long a source is left alone that gave nothing better while the keys were still good.
const PAUSE: Duration = Duration::from_secs(60);
/// How long a source is left alone that failed while keys were needed.
const BREATH: Duration = Duration::from_secs(1);

/// Keys, when they were got, and how the last attempt to get others ended.
#[derive(Debug, Default)]
pub(super) struct Kept {
    keys: Option<Keys>,
    failed: Option<Failed>,
    /// The attempts that have ended so far.
    attempts: u64,
}

#[derive(Debug)]
struct Keys {
    credentials: Credentials,
    /// The time of the caller who got them.
    got: SystemTime,
}

#[derive(Debug)]
struct Failed {
    error: CredentialsError,
    at: SystemTime,
}

/// A caller: the time it signs with, what the service refused, and how many attempts had ended when it came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    pub(super) at: SystemTime,
    pub(super) refused: Option<SystemTime>,
    came: u64,
}

/// What a caller has to do.
#[derive(Debug)]
pub(super) enum Need {
    /// Nothing: go on with these, or with this error.
    Nothing(Result<Credentials, CredentialsError>),
    /// Get others, unless somebody is at it; these are good until then.
    Advisory(Credentials),
    /// Get others, or wait for whoever is at it.
    Mandatory,
}

impl Kept {
    pub(super) fn caller(&self, at: SystemTime, refused: Option<SystemTime>) -> Caller {
        Caller {
            at,
            refused,
            came: self.attempts,
        }
    }

    pub(super) fn need(&self, caller: Caller) -> Need {
        let usable = self.keys.as_ref().filter(|keys| !keys.is_refused(caller));
        let Some(keys) = usable else {
            return self.mandatory(caller);
        };
        let left = keys.left(caller.at);
        let kept = || keys.credentials.clone();
        match left {
            Some(left) if left < MANDATORY && !keys.is_new(caller.at, left) => {
                self.mandatory(caller)
            }
            Some(left) if left < ADVISORY && !self.pauses(keys, caller.at) => {
                Need::Advisory(kept())
            }
            _ => Need::Nothing(Ok(kept())),
        }
    }

    /// Takes in how an attempt ended, and says what the caller who made it gets.
    pub(super) fn settle(
        &mut self,
        caller: Caller,
        result: Result<Credentials, CredentialsError>,
    ) -> Result<Credentials, CredentialsError> {
        self.attempts += 1;
        match result.and_then(|credentials| unexpired(credentials, caller.at)) {
            Ok(credentials) => {
                self.failed = None;
                self.keys = Some(Keys {
                    credentials: credentials.clone(),
                    got: caller.at,
                });
                Ok(credentials)
            }
            Err(error) => {
                self.failed = Some(Failed {
                    error: error.clone(),
                    at: caller.at,
                });
                Err(error)
            }
        }
    }

    /// Keys are needed: whoever waited for an attempt that failed, or comes right after it, gets its error.
    fn mandatory(&self, caller: Caller) -> Need {
        match &self.failed {
            Some(failed)
                if caller.came < self.attempts || is_near(failed.at, caller.at, BREATH) =>
            {
                Need::Nothing(Err(failed.error.clone()))
            }
            _ => Need::Mandatory,
        }
    }

    fn pauses(&self, keys: &Keys, at: SystemTime) -> bool {
        let failed = self.failed.as_ref().map(|failed| failed.at);
        is_near(failed.unwrap_or(keys.got), at, PAUSE)
    }
}

impl Keys {
    /// Whether the service refused these, and not their predecessors.
    fn is_refused(&self, caller: Caller) -> bool {
        // After a clock was put back the times say nothing about which came first.
        let put_back = self.got > caller.at && !is_near(self.got, caller.at, PAUSE);
        let refused = caller.refused;
        refused.is_some_and(|refused| put_back || self.got <= refused)
    }

    /// How long they last; `None` for ever.
    fn left(&self, at: SystemTime) -> Option<Duration> {
        let expires = self.credentials.expires()?;
        Some(expires.duration_since(at).unwrap_or_default())
    }

    /// Whether the source gave them a moment ago and has no better ones: some hand out the same until they run out.
    fn is_new(&self, at: SystemTime, left: Duration) -> bool {
        !left.is_zero() && is_near(self.got, at, PAUSE.min(left))
    }
}

/// Whether less than `by` lies between the two, whichever came first.
fn is_near(one: SystemTime, other: SystemTime, by: Duration) -> bool {
    let apart = one
        .duration_since(other)
        .unwrap_or_else(|error| error.duration());
    apart < by
}

fn unexpired(credentials: Credentials, at: SystemTime) -> Result<Credentials, CredentialsError> {
    credentials.unexpired(at).ok_or_else(|| {
        let message =
            "it gave credentials that have expired already; is this machine's clock right?";
        CredentialsError::new(Kind::Expired, "the source of credentials", message)
    })
}
