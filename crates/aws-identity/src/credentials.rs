//! The keys a request is signed with.

use std::fmt;
use std::time::SystemTime;

/// An access key, and what came with it.
///
/// `Debug` shows the key's identifier, which is no secret, and when the keys expire.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    expires: Option<SystemTime>,
    account_id: Option<String>,
}

impl Credentials {
    /// Long-term keys: an access key without session token that does not expire.
    #[must_use]
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            secret_access_key: secret_access_key.into(),
            session_token: None,
            expires: None,
            account_id: None,
        }
    }

    /// The same with the token that temporary keys are sent with.
    #[must_use]
    pub fn with_session_token(self, token: impl Into<String>) -> Self {
        Self {
            session_token: Some(token.into()),
            ..self
        }
    }

    /// The same with the time from which the service refuses the keys.
    #[must_use]
    pub fn with_expiry(self, expires: SystemTime) -> Self {
        Self {
            expires: Some(expires),
            ..self
        }
    }

    /// The same with the account the keys belong to, twelve digits.
    #[must_use]
    pub fn with_account_id(self, account: impl Into<String>) -> Self {
        Self {
            account_id: Some(account.into()),
            ..self
        }
    }

    /// The public half of the key, which every request names.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The secret half of the key, which never leaves the machine.
    #[must_use]
    pub fn secret_access_key(&self) -> &str {
        &self.secret_access_key
    }

    /// The token that goes with temporary keys; a secret too.
    #[must_use]
    pub fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref()
    }

    /// From when on the service refuses the keys; `None` for keys that last.
    #[must_use]
    pub fn expires(&self) -> Option<SystemTime> {
        self.expires
    }

    /// The keys, if they are worth signing with at this time.
    pub(crate) fn unexpired(self, at: SystemTime) -> Option<Self> {
        let has_expired = self.expires.is_some_and(|expires| expires <= at);
        (!has_expired).then_some(self)
    }

    /// The account the keys belong to, where their source says so.
    #[must_use]
    pub fn account_id(&self) -> Option<&str> {
        self.account_id.as_deref()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
