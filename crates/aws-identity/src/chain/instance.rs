//! The instance, asked as the settings say.

use super::lookup::Lookup;
use crate::source::instance::{self, Settings};
use crate::{Credentials, CredentialsError};

/// Asks the metadata service, unless that is turned off.
pub(super) async fn load(lookup: &Lookup<'_>) -> Result<Option<Credentials>, CredentialsError> {
    let metadata = lookup.settings.metadata();
    if metadata.disabled() {
        return Ok(None);
    }
    let settings = Settings {
        endpoint: metadata.endpoint().map(str::to_owned),
        ipv6: metadata.ipv6(),
        within: metadata.timeout(),
        attempts: metadata.attempts(),
    };
    instance::load(lookup.machine, &settings).await
}
