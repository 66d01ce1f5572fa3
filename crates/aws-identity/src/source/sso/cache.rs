//! The file in which the AWS CLI keeps a token.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::SystemTime;

use sha1::{Digest as _, Sha1};
use smithy_wire::{Timestamp, Value};

use super::super::exchange::json;
use super::super::time;
use super::SignIn;
use crate::{CredentialsError, Kind, Machine};

/// What is in the file: a token, when it ends, and everything else.
pub(super) struct Cached {
    path: PathBuf,
    content: Value,
    pub(super) expires: SystemTime,
}

/// A token to put in the file.
pub(super) struct Renewed {
    pub(super) access: String,
    pub(super) expires: SystemTime,
    pub(super) refresh: Option<String>,
}

/// Reads the file of a sign-in.
pub(super) fn load(machine: &dyn Machine, sign_in: &SignIn) -> Result<Cached, CredentialsError> {
    let path = path(machine, sign_in)?;
    let bytes = machine.read(&path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => sign_in.expired("there is none on this machine"),
        _ => {
            let message = format!("{} cannot be read", path.display());
            CredentialsError::new(Kind::Configuration, sign_in.whom(), message).because(error)
        }
    })?;
    let unreadable = |what: &str| sign_in.unreadable(&format!("{} {what}", path.display()));
    let content = json::value(&bytes).ok_or_else(|| unreadable("is no JSON"))?;
    let missing = |name| unreadable(&format!("has no {name}"));
    json::text(&content, "accessToken").ok_or_else(|| missing("accessToken"))?;
    let expires = json::text(&content, "expiresAt").ok_or_else(|| missing("expiresAt"))?;
    let expires =
        time::parse(expires).ok_or_else(|| unreadable("has an expiresAt that is no time"))?;
    Ok(Cached {
        path,
        content,
        expires,
    })
}

impl Cached {
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        json::text(&self.content, name)
    }

    /// Puts a new token in place of the old one, and leaves everything else.
    pub(super) fn renew(&mut self, renewed: Renewed) {
        self.expires = renewed.expires;
        let Some(content) = self.content.as_object_mut() else {
            return;
        };
        content.insert("accessToken", renewed.access);
        content.insert("expiresAt", written(renewed.expires));
        if let Some(refresh) = renewed.refresh {
            content.insert("refreshToken", refresh);
        }
    }

    /// Writes the file; where that cannot be done the token is good all the same, until the next run renews it again.
    pub(super) fn save(&self, machine: &dyn Machine) {
        let _ = machine.write(&self.path, self.content.to_json().as_bytes());
    }
}

fn path(machine: &dyn Machine, sign_in: &SignIn) -> Result<PathBuf, CredentialsError> {
    let home = machine.home().ok_or_else(|| {
        let message = "this machine names no home folder, in which the AWS CLI keeps it; set HOME";
        CredentialsError::new(Kind::Configuration, sign_in.whom(), message)
    })?;
    let name = sign_in.session.as_ref().unwrap_or(&sign_in.start_url);
    let mut file = String::new();
    for byte in Sha1::digest(name.as_bytes()) {
        // A `String` takes everything.
        let _ = write!(file, "{byte:02x}");
    }
    Ok(home.join(".aws/sso/cache").join(file + ".json"))
}

/// The time as the AWS CLI writes it, in whole seconds.
fn written(time: SystemTime) -> String {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    let seconds = since.unwrap_or_default().as_secs();
    Timestamp::new(i64::try_from(seconds).unwrap_or(i64::MAX), 0).to_string()
}
