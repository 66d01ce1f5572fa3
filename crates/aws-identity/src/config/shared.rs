//! Both files together: profiles, sign-ins, services.

use std::collections::BTreeMap;

use super::file::{self, File};
use super::ini::Section;
use super::profile::{Options, Profile};
use super::{ConfigError, python};
use crate::Machine;

/// What both files say. There is no `Debug`: they hold secrets.
pub(crate) struct Shared {
    config: File,
    credentials: File,
    profiles: BTreeMap<String, Profile>,
    #[cfg_attr(
        not(feature = "sso"),
        allow(dead_code, reason = "read where the feature is on")
    )]
    sso_sessions: BTreeMap<String, Options>,
    services: BTreeMap<String, Options>,
}

impl Shared {
    pub(crate) fn load(machine: &dyn Machine) -> Result<Self, ConfigError> {
        let config = file::load(machine, "AWS_CONFIG_FILE", "~/.aws/config")?;
        let credentials = file::load(machine, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")?;
        let mut shared = Self {
            config,
            credentials,
            profiles: BTreeMap::new(),
            sso_sessions: BTreeMap::new(),
            services: BTreeMap::new(),
        };
        shared.sort();
        Ok(shared)
    }

    fn sort(&mut self) {
        for section in std::mem::take(&mut self.config.sections) {
            self.configured(section);
        }
        for section in std::mem::take(&mut self.credentials.sections) {
            let name = section.name.clone();
            let options = Options::new(self.credentials.name.clone(), section);
            self.profile_mut(name).credentials = Some(options);
        }
    }

    /// A section of the config file. The last of a name stands, `[default]` and `[profile default]` being two.
    fn configured(&mut self, section: Section) {
        let name = section.name.clone();
        let options = Options::new(self.config.name.clone(), section);
        if name.starts_with("profile") {
            if let Some(name) = second_word(&name) {
                self.profile_mut(name).config = Some(options);
            }
        } else if name.starts_with("sso-session") {
            self.sso_sessions
                .extend(second_word(&name).map(|name| (name, options)));
        } else if name.starts_with("services") {
            self.services
                .extend(second_word(&name).map(|name| (name, options)));
        } else if name == "default" {
            self.profile_mut(name).config = Some(options);
        }
    }

    fn profile_mut(&mut self, name: String) -> &mut Profile {
        self.profiles
            .entry(name.clone())
            .or_insert_with(|| Profile::new(name))
    }

    pub(crate) fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    #[cfg(feature = "sso")]
    pub(crate) fn sso_session(&self, name: &str) -> Option<&Options> {
        self.sso_sessions.get(name)
    }

    pub(crate) fn services(&self, name: &str) -> Option<&Options> {
        self.services.get(name)
    }

    /// The files, the one for settings first.
    pub(crate) fn files(&self) -> [&File; 2] {
        [&self.config, &self.credentials]
    }
}

/// The name in a header such as `profile "a b"`; a header of another form names nothing.
fn second_word(header: &str) -> Option<String> {
    let [_, name] = <[String; 2]>::try_from(python::words(header)?).ok()?;
    Some(name)
}
