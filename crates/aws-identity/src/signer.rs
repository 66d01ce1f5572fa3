//! Calls signed with kept credentials: what a client is given.

use std::fmt;
#[cfg(feature = "async")]
use std::sync::Arc;

#[cfg(feature = "async")]
use aws_transport::{AsyncSign, Signing};
use aws_transport::{Bytes, Sign, SignError, Unsigned, http};

use crate::sign::{Scope, SigV4};
#[cfg(feature = "async")]
use crate::{AsyncKeeper, AsyncProvider};
use crate::{Keeper, Provider};

/// Signs the calls of a client that blocks, with credentials of a [`Provider`] that a [`Keeper`] keeps.
///
/// A [`CredentialsError`](crate::CredentialsError) or [`SignatureError`](crate::sign::SignatureError) is inside
/// the [`SignError`] that a call fails with, for [`SignError::downcast_ref`].
///
/// # Example: a client that signs
///
/// ```
/// use aws_identity::sign::Scope;
/// use aws_identity::{Credentials, Signer};
/// use aws_transport::{Client, Replay};
///
/// let keys = Credentials::new("AKIDEXAMPLE", "secret");
/// let client = Client::new(Replay::pages(["{}"]), "https://api.ecr.eu-west-1.amazonaws.com")?
///     .with_signer(Signer::new(keys, Scope::new("eu-west-1", "ecr")));
/// # let _ = client;
/// # Ok::<(), aws_transport::EndpointError>(())
/// ```
pub struct Signer<P> {
    keeper: Keeper<P>,
    sigv4: SigV4,
}

impl<P: Provider> Signer<P> {
    /// Signatures with the provider's credentials, for one region and service.
    pub fn new(provider: P, scope: Scope) -> Self {
        Self {
            keeper: Keeper::new(provider),
            sigv4: SigV4::new(scope),
        }
    }

    /// The keeper of the credentials.
    pub fn keeper(&self) -> &Keeper<P> {
        &self.keeper
    }
}

impl<P: Provider> Sign for Signer<P> {
    fn sign(&self, unsigned: Unsigned) -> Result<http::Request<Bytes>, SignError> {
        let keys = self.keeper.get(unsigned.at, unsigned.renew);
        let keys = keys.map_err(SignError::new)?;
        let signed = self.sigv4.sign_header(unsigned.request, &keys, unsigned.at);
        signed.map_err(SignError::new)
    }
}

impl<P> fmt::Debug for Signer<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("sigv4", &self.sigv4)
            .finish_non_exhaustive()
    }
}

/// [`Signer`] without blocking, with credentials of an [`AsyncProvider`] that an [`AsyncKeeper`] keeps.
///
/// Clones share the credentials.
#[cfg(feature = "async")]
pub struct AsyncSigner<P>(Arc<Inner<P>>);

#[cfg(feature = "async")]
struct Inner<P> {
    keeper: AsyncKeeper<P>,
    sigv4: SigV4,
}

#[cfg(feature = "async")]
impl<P: AsyncProvider> AsyncSigner<P> {
    /// Signatures with the provider's credentials, for one region and service.
    pub fn new(provider: P, scope: Scope) -> Self {
        Self(Arc::new(Inner {
            keeper: AsyncKeeper::new(provider),
            sigv4: SigV4::new(scope),
        }))
    }

    /// The keeper of the credentials.
    pub fn keeper(&self) -> &AsyncKeeper<P> {
        &self.0.keeper
    }
}

#[cfg(feature = "async")]
impl<P: AsyncProvider + 'static> AsyncSign for AsyncSigner<P> {
    fn sign(&self, unsigned: Unsigned) -> Signing {
        let inner = Arc::clone(&self.0);
        Box::pin(async move {
            let keys = inner.keeper.get(unsigned.at, unsigned.renew).await;
            let keys = keys.map_err(SignError::new)?;
            let signed = inner
                .sigv4
                .sign_header(unsigned.request, &keys, unsigned.at);
            signed.map_err(SignError::new)
        })
    }
}

#[cfg(feature = "async")]
impl<P> Clone for AsyncSigner<P> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

#[cfg(feature = "async")]
impl<P> fmt::Debug for AsyncSigner<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncSigner")
            .field("sigv4", &self.0.sigv4)
            .finish_non_exhaustive()
    }
}
