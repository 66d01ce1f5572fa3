//! Every source, in the AWS CLI's order.

use std::task::{Context, Poll, Waker};

use crate::{
    AsyncProvider, Credentials, CredentialsError, Kind, Machine, Provider, Selection, Settings,
};

/// Every source of credentials, asked in the AWS CLI's order.
///
/// It asks anew each time; keeping credentials until they expire is not its concern.
///
/// # Example: the keys the AWS CLI would take
///
/// ```no_run
/// use aws_identity::{Chain, Here, Provider, Selection};
///
/// let here = Here::new(Default::default());
/// let chain = Chain::new(here, Selection::new());
/// let credentials = Provider::credentials(&chain)?;
/// println!("{}", credentials.access_key_id());
/// # Ok::<(), aws_identity::CredentialsError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Chain<M> {
    machine: M,
    selection: Selection,
}

impl<M: Machine> Chain<M> {
    /// The sources of a machine, of the profile that was chosen.
    #[must_use]
    pub fn new(machine: M, selection: Selection) -> Self {
        Self { machine, selection }
    }

    async fn resolve(&self) -> Result<Credentials, CredentialsError> {
        let _ = Settings::load(&self.machine, &self.selection)?;
        let variable = |name| {
            let value = self.machine.variable(name);
            value.filter(|value| !value.is_empty())
        };
        match (
            variable("AWS_ACCESS_KEY_ID"),
            variable("AWS_SECRET_ACCESS_KEY"),
        ) {
            (Some(id), Some(secret)) => Ok(Credentials::new(id, secret)),
            _ => Err(CredentialsError::new(
                Kind::NotFound,
                "credentials",
                "none in the environment",
            )),
        }
    }
}

/// For machines that block, as [`Here`](crate::Here).
impl<M: Machine> Provider for Chain<M> {
    fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let mut resolving = std::pin::pin!(self.resolve());
        match resolving
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(result) => result,
            Poll::Pending => Err(CredentialsError::new(
                Kind::Unsupported,
                "the chain of sources",
                "its machine does not block; ask it as an AsyncProvider, or give it one that does",
            )),
        }
    }
}

impl<M: Machine> AsyncProvider for Chain<M> {
    fn credentials(&self) -> impl Future<Output = Result<Credentials, CredentialsError>> + Send {
        self.resolve()
    }
}
