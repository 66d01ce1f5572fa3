//! The keeper for callers that do not block.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use tokio::sync::Mutex as Turn;

use super::kept::{Caller, Kept, Need};
use crate::{AsyncProvider, Credentials, CredentialsError};

/// [`Keeper`](crate::Keeper) without blocking, of an [`AsyncProvider`].
///
/// A call that is dropped loses nothing: where it was the one that asked the provider, the next in line asks.
/// It needs no particular runtime.
pub struct AsyncKeeper<P> {
    provider: P,
    kept: Mutex<Kept>,
    /// Held by whoever asks the provider.
    turn: Turn<()>,
}

impl<P> AsyncKeeper<P> {
    /// A keeper that has asked nothing yet.
    pub fn new(provider: P) -> Self {
        Self {
            provider,
            kept: Mutex::default(),
            turn: Turn::default(),
        }
    }

    /// The provider that is asked.
    pub fn provider(&self) -> &P {
        &self.provider
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P: AsyncProvider> AsyncKeeper<P> {
    /// Credentials for a signature made `at` this time, as [`Keeper::get`](crate::Keeper::get).
    ///
    /// # Errors
    ///
    /// As [`AsyncProvider::credentials`], and where the provider gives credentials that have expired already.
    pub async fn get(
        &self,
        at: SystemTime,
        refused: Option<SystemTime>,
    ) -> Result<Credentials, CredentialsError> {
        let caller = self.kept().caller(at, refused);
        let need = self.kept().need(caller);
        match need {
            Need::Nothing(kept) => kept,
            Need::Advisory(old) => match self.turn.try_lock() {
                Ok(_turn) => Ok(self.renew(caller).await.unwrap_or(old)),
                Err(_) => Ok(old),
            },
            Need::Mandatory => {
                let _turn = self.turn.lock().await;
                self.renew(caller).await
            }
        }
    }

    /// Asks the provider, unless that was done while the turn was waited for.
    async fn renew(&self, caller: Caller) -> Result<Credentials, CredentialsError> {
        let need = self.kept().need(caller);
        if let Need::Nothing(kept) = need {
            return kept;
        }
        let result = self.provider.credentials().await;
        self.kept().settle(caller, result)
    }
}

impl<P> fmt::Debug for AsyncKeeper<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncKeeper").finish_non_exhaustive()
    }
}
