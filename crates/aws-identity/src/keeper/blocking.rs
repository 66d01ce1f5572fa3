//! The keeper for callers that block.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::SystemTime;

use super::kept::{Caller, Kept, Need};
use crate::{Credentials, CredentialsError, Provider};

/// Credentials of a [`Provider`], kept until shortly before they expire.
///
/// From 15 minutes before on, one caller asks the provider for others while the rest go on with the old ones;
/// from 10 minutes before on, all wait for that one.
/// These are botocore's figures.
///
/// Where that fails while the old ones are good for more than 10 minutes they stay, and the provider is left alone for a minute.
/// Where it fails later, everybody who waited gets the error, and the next caller asks again after a second.
/// A provider that hands out keys with little time left is asked again after a minute, not with every call.
///
/// # Example: one question for any number of calls
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use aws_identity::{Credentials, Keeper};
///
/// let keeper = Keeper::new(Credentials::new("AKIDEXAMPLE", "secret"));
/// let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// assert_eq!(keeper.get(at, None)?.access_key_id(), "AKIDEXAMPLE");
/// # Ok::<(), aws_identity::CredentialsError>(())
/// ```
pub struct Keeper<P> {
    provider: P,
    kept: Mutex<Kept>,
    /// Held by whoever asks the provider.
    turn: Mutex<()>,
}

impl<P> Keeper<P> {
    /// A keeper that has asked nothing yet.
    pub fn new(provider: P) -> Self {
        Self {
            provider,
            kept: Mutex::default(),
            turn: Mutex::default(),
        }
    }

    /// The provider that is asked.
    pub fn provider(&self) -> &P {
        &self.provider
    }
}

impl<P: Provider> Keeper<P> {
    /// Credentials for a signature made `at` this time.
    ///
    /// `refused` is the time of a signature that the service refused because the credentials in it had expired:
    /// credentials got since then are good, older ones are not used again.
    ///
    /// # Errors
    ///
    /// As [`Provider::credentials`], and where the provider gives credentials that have expired already.
    pub fn get(
        &self,
        at: SystemTime,
        refused: Option<SystemTime>,
    ) -> Result<Credentials, CredentialsError> {
        let caller = lock(&self.kept).caller(at, refused);
        match self.need(caller) {
            Need::Nothing(kept) => kept,
            Need::Advisory(old) => match self.turn.try_lock() {
                Ok(turn) => Ok(self.renew(caller, turn).unwrap_or(old)),
                Err(TryLockError::Poisoned(turn)) => {
                    Ok(self.renew(caller, turn.into_inner()).unwrap_or(old))
                }
                Err(TryLockError::WouldBlock) => Ok(old),
            },
            Need::Mandatory => self.renew(caller, lock(&self.turn)),
        }
    }

    fn need(&self, caller: Caller) -> Need {
        lock(&self.kept).need(caller)
    }

    /// Asks the provider, unless that was done while the turn was waited for.
    fn renew(
        &self,
        caller: Caller,
        turn: MutexGuard<'_, ()>,
    ) -> Result<Credentials, CredentialsError> {
        if let Need::Nothing(kept) = self.need(caller) {
            return kept;
        }
        let result = self.provider.credentials();
        let settled = lock(&self.kept).settle(caller, result);
        drop(turn);
        settled
    }
}

impl<P> fmt::Debug for Keeper<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keeper").finish_non_exhaustive()
    }
}

/// What the locks hold is whole at any moment, so a provider that panicked has spoilt nothing.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
