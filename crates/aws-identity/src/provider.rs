//! Whoever has credentials.

use crate::{Credentials, CredentialsError};

/// Whoever has credentials: a chain of sources, or a vault of your own in three lines.
///
/// It is asked again when the credentials are about to expire; keeping them until then is not its concern.
///
/// # Example: keys from a vault of your own
///
/// ```
/// use aws_identity::{Credentials, CredentialsError, Provider};
///
/// struct Vault;
///
/// impl Provider for Vault {
///     fn credentials(&self) -> Result<Credentials, CredentialsError> {
///         Ok(Credentials::new("AKIDEXAMPLE", "secret"))
///     }
/// }
/// ```
pub trait Provider: Send + Sync {
    /// Gets credentials, and may wait for them.
    ///
    /// # Errors
    ///
    /// There are none; the error says where they were looked for and what helps.
    fn credentials(&self) -> Result<Credentials, CredentialsError>;
}

/// [`Provider`] without blocking.
pub trait AsyncProvider: Send + Sync {
    /// Begins to get credentials.
    fn credentials(&self) -> impl Future<Output = Result<Credentials, CredentialsError>> + Send;
}

impl Provider for Credentials {
    fn credentials(&self) -> Result<Credentials, CredentialsError> {
        Ok(self.clone())
    }
}

impl AsyncProvider for Credentials {
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        Ok(self.clone())
    }
}
