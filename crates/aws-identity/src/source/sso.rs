//! The keys of a role of IAM Identity Center, by the sign-in the AWS CLI has made.

use crate::{Credentials, CredentialsError, Machine};

/// What a profile says of its sign-in.
#[derive(Clone, Debug)]
pub(crate) struct SignIn {
    /// The name of the `sso-session` section; without one the profile has the older form.
    pub(crate) session: Option<String>,
    pub(crate) start_url: String,
    pub(crate) region: String,
    pub(crate) account_id: String,
    pub(crate) role_name: String,
}

/// Takes the token the AWS CLI keeps, renews it where that is possible, and asks for the role's keys.
pub(crate) async fn load(
    machine: &dyn Machine,
    sign_in: &SignIn,
) -> Result<Credentials, CredentialsError> {
    let _ = (machine, sign_in);
    Err(CredentialsError::new(
        crate::Kind::Unsupported,
        "sign-ins",
        "not yet",
    ))
}
