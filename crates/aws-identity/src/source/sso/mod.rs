//! The keys of a role of IAM Identity Center, by the sign-in the AWS CLI has made.

mod cache;
mod oidc;
mod portal;
mod services;
mod token;

use super::exchange;
use crate::{Credentials, CredentialsError, Kind, Machine};

/// What a profile says of its sign-in.
#[derive(Clone, Debug)]
pub(crate) struct SignIn {
    /// The name of the `sso-session` section; without one the profile has the older form.
    pub(crate) session: Option<String>,
    pub(crate) start_url: String,
    pub(crate) region: String,
    pub(crate) account_id: String,
    pub(crate) role_name: String,
    pub(crate) services: Services,
}

/// Where its services are asked; profile and variables have been looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Services {
    /// An address of one's own for the portal, `sso`.
    pub(crate) portal: Option<String>,
    /// An address of one's own for the service of tokens, `sso-oidc`.
    pub(crate) oidc: Option<String>,
    pub(crate) fips: bool,
    pub(crate) dual_stack: bool,
}

/// Takes the token the AWS CLI keeps, renews it where that is possible, and asks for the role's keys.
///
/// A token of the older form, or of a sign-in that gave none to renew it with, is used until it expires.
/// As in botocore another one is renewed in its last 15 minutes; where that fails it is used on as long as it is good.
/// The file with it is replaced at one go, with all the members that the AWS CLI has put into it.
pub(crate) async fn load(
    machine: &dyn Machine,
    sign_in: &SignIn,
) -> Result<Credentials, CredentialsError> {
    exchange::named(&sign_in.region)?;
    let token = token::current(machine, sign_in).await?;
    portal::keys(machine, sign_in, &token).await
}

impl SignIn {
    fn whom(&self) -> String {
        match &self.session {
            Some(session) => format!("the sign-in of the sso-session `{session}`"),
            None => format!("the sign-in at {}", self.start_url),
        }
    }

    /// The command that makes a new sign-in.
    fn remedy(&self) -> String {
        match &self.session {
            Some(session) => format!("run `aws sso login --sso-session {session}`"),
            None => "run `aws sso login` with this profile".to_owned(),
        }
    }

    fn expired(&self, what: &str) -> CredentialsError {
        let message = format!("{what}; {}", self.remedy());
        CredentialsError::new(Kind::Expired, self.whom(), message)
    }

    fn unreadable(&self, what: &str) -> CredentialsError {
        let message = format!("{what}; {}", self.remedy());
        CredentialsError::new(Kind::Unreadable, self.whom(), message)
    }
}
