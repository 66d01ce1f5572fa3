//! Every source, in the AWS CLI's order.

#[cfg(feature = "instance")]
mod instance;
mod left_out;
mod lookup;
mod nothing;
mod roles;
#[cfg(feature = "sso")]
mod sso;
#[cfg(feature = "sts")]
mod sts;
mod web_identity;

use std::task::{Context, Poll, Waker};
use std::time::SystemTime;

use crate::{
    AsyncProvider, Credentials, CredentialsError, Kind, Machine, Provider, Selection, Settings,
};

/// Every source of credentials, asked in the AWS CLI's order.
///
/// The first that has any is the answer, and the first that is there and fails is the error:
///
/// 1. the variables `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, unless a [`Selection`] chooses a profile;
/// 2. a role of the profile: `role_arn` with `source_profile` or `credential_source`;
/// 3. a role by the token of another identity: `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`, unless a profile is chosen, or `web_identity_token_file` and `role_arn` of the profile;
/// 4. a sign-in of the profile: `sso_session`, or the older `sso_start_url`;
/// 5. keys of the profile in `~/.aws/credentials`;
/// 6. the program of the profile's `credential_process`, which is waited for as long as it takes, as by the AWS CLI: it may ask a person;
///    for a limit, name a program that has one, such as `timeout 30 PROGRAM`;
/// 7. keys of the profile in `~/.aws/config`;
/// 8. the container: `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI`;
/// 9. the instance: its metadata service.
///
/// It asks anew each time; keeping credentials until they expire is not its concern.
/// A source whose feature is off is an error that names the feature, where something asks for it.
///
/// # What differs from the AWS CLI
///
/// - Everything that [`Settings`] lists.
/// - An empty variable or option is as good as none, and an empty key is an error; boto3 signs with it.
/// - `duration_seconds` that is no number is an error; boto3 leaves it out.
/// - Keys that have expired already are an error for every source. Times have a date, a time and an offset; boto3 takes more forms.
/// - An option that has taken `aws_secret_access_key` or a token into its value, as an indented line does, is an error; boto3 takes it for the value.
/// - A role is asked for without any region, at the address for all regions; boto3 asks for one.
/// - A sign-in that is not needed is not looked at; boto3 refuses a role whose profile also names a sign-in that is nowhere.
/// - `mfa_serial` is refused, since nobody can be asked for the code; a `credential_process` can.
/// - `login_session`, the sign-in of `aws login`, is refused.
/// - Files of older programs are not read: `~/.boto`, `/etc/boto.cfg`, and what `AWS_CREDENTIAL_FILE` names.
/// - An instance without IMDSv2 is not asked.
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
        let lookup = lookup::Lookup {
            machine: &self.machine,
            settings: Settings::load(&self.machine, &self.selection)?,
            with_variables: self.selection.profile().is_none(),
        };
        let credentials = lookup.run().await?;
        unexpired(credentials, self.machine.now())
    }
}

/// Keys that are worth signing with.
fn unexpired(credentials: Credentials, now: SystemTime) -> Result<Credentials, CredentialsError> {
    credentials.unexpired(now).ok_or_else(|| {
        let message = "those that were found have expired; renew them where they come from, or set this machine's clock";
        CredentialsError::new(Kind::Expired, "credentials", message)
    })
}

/// For machines that block, as [`Here`](crate::Here).
impl<M: Machine> Provider for Chain<M> {
    fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let mut resolving = std::pin::pin!(self.resolve());
        let mut context = Context::from_waker(Waker::noop());
        match resolving.as_mut().poll(&mut context) {
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
