//! Providers of the AWS SDK for Rust: theirs for our signers, ours for their clients.

use std::fmt;

use aws_credential_types as sdk;
use sdk::provider::error::CredentialsError as SdkError;
use sdk::provider::{ProvideCredentials, future};

use crate::{AsyncProvider, Credentials, CredentialsError, Kind};

/// A provider of the AWS SDK for Rust, as `aws-config` makes them, for an [`AsyncSigner`](crate::AsyncSigner).
///
/// # Example: a signer with the SDK's credentials
///
/// ```
/// use aws_identity::sign::Scope;
/// use aws_identity::{AsyncSigner, FromSdk};
///
/// let theirs = aws_credential_types::Credentials::new("AKIDEXAMPLE", "secret", None, None, "example");
/// let signer = AsyncSigner::new(FromSdk::new(theirs), Scope::new("eu-west-1", "ecr"));
/// # let _ = signer;
/// ```
pub struct FromSdk<P>(P);

impl<P: ProvideCredentials> FromSdk<P> {
    /// Takes a provider of theirs.
    pub fn new(provider: P) -> Self {
        Self(provider)
    }
}

impl<P: ProvideCredentials> AsyncProvider for FromSdk<P> {
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let theirs = self.0.provide_credentials().await;
        theirs.map(ours).map_err(our_error)
    }
}

/// One of our providers, as a [`Chain`](crate::Chain), for a client of the AWS SDK for Rust, which keeps what it gets.
///
/// # Example: the SDK's client with our credentials
///
/// ```
/// use aws_credential_types::provider::SharedCredentialsProvider;
/// use aws_identity::{Credentials, ForSdk};
///
/// let ours = Credentials::new("AKIDEXAMPLE", "secret");
/// let provider = SharedCredentialsProvider::new(ForSdk::new(ours));
/// # let _ = provider;
/// ```
pub struct ForSdk<P>(P);

impl<P: AsyncProvider> ForSdk<P> {
    /// Takes a provider of ours.
    pub fn new(provider: P) -> Self {
        Self(provider)
    }
}

impl<P: AsyncProvider> ProvideCredentials for ForSdk<P> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            let ours = self.0.credentials().await;
            ours.map(|ours| theirs(&ours)).map_err(their_error)
        })
    }
}

fn ours(theirs: sdk::Credentials) -> Credentials {
    let mut ours = Credentials::new(theirs.access_key_id(), theirs.secret_access_key());
    if let Some(token) = theirs.session_token() {
        ours = ours.with_session_token(token);
    }
    if let Some(expires) = theirs.expiry() {
        ours = ours.with_expiry(expires);
    }
    match theirs.account_id() {
        Some(account) => ours.with_account_id(account.as_str()),
        None => ours,
    }
}

fn theirs(ours: &Credentials) -> sdk::Credentials {
    let mut theirs = sdk::Credentials::builder()
        .access_key_id(ours.access_key_id())
        .secret_access_key(ours.secret_access_key())
        .provider_name("aws-identity");
    theirs.set_session_token(ours.session_token().map(str::to_owned));
    theirs.set_expiry(ours.expires());
    theirs.set_account_id(ours.account_id().map(Into::into));
    theirs.build()
}

fn our_error(theirs: SdkError) -> CredentialsError {
    let (kind, message) = match theirs {
        SdkError::CredentialsNotLoaded(_) => (Kind::NotFound, "it has no credentials"),
        SdkError::InvalidConfiguration(_) => (Kind::Configuration, "its configuration is wrong"),
        SdkError::ProviderTimedOut(_) => (Kind::Unreachable, "it took too long"),
        _ => (Kind::Refused, "it failed"),
    };
    CredentialsError::new(kind, "the provider of the AWS SDK", message).because(theirs)
}

fn their_error(ours: CredentialsError) -> SdkError {
    match ours.kind() {
        Kind::NotFound => SdkError::not_loaded(ours),
        Kind::Configuration | Kind::Unsupported => SdkError::invalid_configuration(ours),
        _ => SdkError::provider_error(ours),
    }
}

impl<P> fmt::Debug for FromSdk<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FromSdk").finish_non_exhaustive()
    }
}

impl<P> fmt::Debug for ForSdk<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForSdk").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::time::{Duration, SystemTime};

    use super::*;

    fn run<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.expect("a runtime").block_on(future)
    }

    /// What fails like this, on either side.
    #[derive(Debug)]
    struct Fails(Kind);

    impl AsyncProvider for Fails {
        async fn credentials(&self) -> Result<Credentials, CredentialsError> {
            Err(CredentialsError::new(self.0, "the source", "it is gone"))
        }
    }

    #[test]
    fn keys_go_to_the_sdk_and_back_whole() {
        let expires = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let long = Credentials::new("AKID1", "secret");
        let short = (long.clone().with_session_token("token"))
            .with_expiry(expires)
            .with_account_id("123456789012");
        for keys in [long, short] {
            let there = run(ForSdk::new(keys.clone()).provide_credentials()).expect("keys");
            assert_eq!(there.secret_access_key(), "secret");
            let back = run(FromSdk::new(there).credentials()).expect("keys");
            assert_eq!(back, keys);
        }
    }

    #[test]
    fn an_error_says_the_same_on_the_other_side() {
        for (kind, expected) in [
            (Kind::NotFound, Kind::NotFound),
            (Kind::Configuration, Kind::Configuration),
            (Kind::Unsupported, Kind::Configuration),
            (Kind::Expired, Kind::Refused),
        ] {
            let error = run(FromSdk::new(ForSdk::new(Fails(kind))).credentials());
            let error = error.expect_err("no keys");
            assert_eq!(error.kind(), expected);
            let mut last: &dyn Error = &error;
            while let Some(cause) = last.source() {
                last = cause;
            }
            assert_eq!(last.to_string(), "the source: it is gone");
        }
    }
}
