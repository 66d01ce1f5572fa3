//! Roles: keys exchanged for others at the token service, STS.

mod answer;
mod call;
mod service;

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use call::{Call, Form};

use crate::{Credentials, CredentialsError, Kind, Machine};

/// Where the token service is asked; profile and variables have been looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Service {
    /// The region; the global address without one.
    pub(crate) region: Option<String>,
    /// An address of one's own.
    pub(crate) endpoint: Option<String>,
    /// `sts_regional_endpoints = legacy`: the global address for the regions that once had no other.
    pub(crate) legacy: bool,
    pub(crate) fips: bool,
    pub(crate) dual_stack: bool,
}

/// A role that is taken on with other keys.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) arn: String,
    pub(crate) session_name: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) duration: Option<Duration>,
}

/// A role that is taken on with the token of another identity.
#[derive(Clone, Debug)]
pub(crate) struct WebIdentity {
    pub(crate) role_arn: String,
    pub(crate) session_name: Option<String>,
    pub(crate) token_file: PathBuf,
}

/// Takes on a role with other keys.
///
/// Where this machine's clock is more than four minutes off, the service's is signed with.
pub(crate) async fn assume_role(
    machine: &dyn Machine,
    service: &Service,
    role: &Role,
    with: &Credentials,
) -> Result<Credentials, CredentialsError> {
    let session = session_name(role.session_name.as_ref(), machine.now());
    let mut form = Form::new("AssumeRole");
    form.add("RoleArn", &role.arn);
    form.add("RoleSessionName", &session);
    if let Some(id) = &role.external_id {
        form.add("ExternalId", id);
    }
    if let Some(duration) = role.duration {
        form.add("DurationSeconds", &duration.as_secs().to_string());
    }
    let secrets = [Some(with.secret_access_key()), with.session_token()];
    let call = Call {
        machine,
        service,
        whom: format!("the role {}", role.arn),
        secrets: secrets.into_iter().flatten().collect(),
        keys: Some(with),
    };
    call.send(&form).await
}

/// Takes on a role with the token in a file, which is read each time.
pub(crate) async fn assume_role_with_web_identity(
    machine: &dyn Machine,
    service: &Service,
    identity: &WebIdentity,
) -> Result<Credentials, CredentialsError> {
    let token = web_token(machine, identity)?;
    let session = session_name(identity.session_name.as_ref(), machine.now());
    let mut form = Form::new("AssumeRoleWithWebIdentity");
    form.add("RoleArn", &identity.role_arn);
    form.add("RoleSessionName", &session);
    form.add("WebIdentityToken", &token);
    let call = Call {
        machine,
        service,
        whom: format!("the role {}", identity.role_arn),
        secrets: vec![&token],
        keys: None,
    };
    call.send(&form).await
}

fn web_token(machine: &dyn Machine, identity: &WebIdentity) -> Result<String, CredentialsError> {
    let path = &identity.token_file;
    let whom = || format!("the web identity token file {}", path.display());
    let wrong = |message| CredentialsError::new(Kind::Configuration, whom(), message);
    let content = machine.read(path);
    let content = content.map_err(|error| wrong("it cannot be read").because(error))?;
    let token = String::from_utf8(content).unwrap_or_default();
    match token.trim() {
        "" => Err(wrong("there is no token in it")),
        token => Ok(token.to_owned()),
    }
}

/// The name that the role's actions are logged under, where none was chosen.
fn session_name(chosen: Option<&String>, now: SystemTime) -> String {
    let since = now.duration_since(SystemTime::UNIX_EPOCH);
    let usual = || format!("aws-identity-{}", since.unwrap_or_default().as_secs());
    chosen.cloned().unwrap_or_else(usual)
}
