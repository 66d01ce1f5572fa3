//! Which registry is asked, as the command line says it.

use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches};
use ecr::client::Retries;

use super::whole;

/// What the command line says of the registry and of the way there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Target {
    /// One that lives as long as the command.
    pub(crate) local: bool,
    /// The one at this URL.
    pub(crate) endpoint: Option<String>,
    /// Amazon's in this region; also the one that calls are signed for.
    pub(crate) region: Option<String>,
    /// Whose settings and credentials.
    pub(crate) profile: Option<String>,
    /// Calls go out without a signature.
    pub(crate) unsigned: bool,
    /// Plain HTTP may go to other machines.
    pub(crate) plain_http: bool,
    /// A PEM file.
    pub(crate) ca_bundle: Option<String>,
    /// The retry mode, attempts left aside.
    pub(crate) retry_mode: Option<Retries>,
    /// Attempts of a call, the first one included.
    pub(crate) max_attempts: Option<u32>,
    /// For a connection to be made.
    pub(crate) connect_timeout: Option<Duration>,
    /// For an answer to begin, and for it to arrive whole.
    pub(crate) read_timeout: Option<Duration>,
    /// Requests and responses are told.
    pub(crate) debug: bool,
}

/// The flags that say which registry is asked, and how.
pub(crate) fn flags() -> Vec<Arg> {
    let registry = registry().map(|flag| flag.help_heading("Registry"));
    let connection = connection().map(|flag| flag.help_heading("Connection"));
    registry.into_iter().chain(connection).collect()
}

fn registry() -> [Arg; 5] {
    [
        switch(
            "local",
            "Ask an embedded registry started for this command: no account, no network",
        )
        .conflicts_with("endpoint-url"),
        value(
            "endpoint-url",
            "URL",
            "Ask the registry at this address instead of Amazon's own",
        ),
        value(
            "region",
            "REGION",
            "Ask Amazon's in this region; without it AWS_REGION, AWS_DEFAULT_REGION and the profile say; calls to an http:// endpoint of this machine are signed for us-east-1 without any",
        ),
        value(
            "profile",
            "NAME",
            "Take settings and credentials from this profile instead of AWS_PROFILE's",
        ),
        switch(
            "no-sign-request",
            "Send calls without a signature, and look for no credentials",
        ),
    ]
}

fn connection() -> [Arg; 7] {
    [
        value(
            "max-attempts",
            "N",
            "Try a call N times; 3 without this, AWS_MAX_ATTEMPTS and the profile's max_attempts",
        )
        .allow_negative_numbers(true)
        .value_parser(whole(1..=u32::MAX)),
        value(
            "retry-mode",
            "MODE",
            "standard, or adaptive, which also slows down once it is throttled; \
             an older `legacy` in AWS_RETRY_MODE or the profile counts as standard",
        )
        .value_parser(mode),
        value(
            "cli-connect-timeout",
            "SECONDS",
            "Wait so long for a connection, 5 by default; 0 is for ever",
        )
        .allow_negative_numbers(true)
        .value_parser(seconds),
        value(
            "cli-read-timeout",
            "SECONDS",
            "Wait so long for an answer, 60 by default; 0 is for ever",
        )
        .allow_negative_numbers(true)
        .value_parser(seconds),
        value(
            "ca-bundle",
            "FILE",
            "Trust the certificates in this PEM file, as AWS_CA_BUNDLE does",
        ),
        switch(
            "plain-http",
            "Let an http:// endpoint be on another machine: everybody on the way reads along",
        ),
        switch(
            "debug",
            "Tell of each request and response on standard error, secrets left out",
        ),
    ]
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    let flag = Arg::new(name).long(name).help(help);
    flag.action(ArgAction::SetTrue)
}

fn value(name: &'static str, placeholder: &'static str, help: &'static str) -> Arg {
    let flag = Arg::new(name).long(name).value_name(placeholder);
    flag.help(help).action(ArgAction::Set)
}

fn mode(text: &str) -> Result<Retries, String> {
    if text.eq_ignore_ascii_case("legacy") {
        return Err(LEGACY.to_owned());
    }
    Retries::read(Some(text), None).map_err(|error| error.to_string())
}

/// Of old settings it is taken, so that they go on working; nobody needs to ask for it anew.
const LEGACY: &str = "write standard or adaptive: legacy is what botocore did before, \
    five attempts that nothing keeps from adding to an overload; --max-attempts 5 gives as many";

/// A limit that nobody lives to see: a hundred years.
const FOR_EVER: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

fn seconds(text: &str) -> Result<Duration, &'static str> {
    match text.parse::<u32>() {
        Ok(0) => Ok(FOR_EVER),
        Ok(seconds) => Ok(Duration::from_secs(seconds.into())),
        Err(_) => Err("write a whole number of seconds, up to 4294967295; 0 is for ever"),
    }
}

/// What the flags say.
pub(crate) fn target(matches: &ArgMatches) -> Target {
    let text = |name| matches.get_one::<String>(name).cloned();
    Target {
        local: matches.get_flag("local"),
        endpoint: text("endpoint-url"),
        region: text("region"),
        profile: text("profile"),
        unsigned: matches.get_flag("no-sign-request"),
        plain_http: matches.get_flag("plain-http"),
        ca_bundle: text("ca-bundle"),
        retry_mode: matches.get_one("retry-mode").copied(),
        max_attempts: matches.get_one("max-attempts").copied(),
        connect_timeout: matches.get_one("cli-connect-timeout").copied(),
        read_timeout: matches.get_one("cli-read-timeout").copied(),
        debug: matches.get_flag("debug"),
    }
}

impl Target {
    /// The flags over what is set elsewhere over what is usual.
    pub(crate) fn retries(&self, set: Option<Retries>, usual: Retries) -> Retries {
        let known = set.unwrap_or(usual);
        let retries = match (self.retry_mode, set) {
            (Some(mode), Some(set)) => mode.with_attempts(set.attempts()),
            (Some(mode), None) => mode,
            (None, _) => known,
        };
        match self.max_attempts {
            Some(attempts) => retries.with_attempts(attempts),
            None => retries,
        }
    }
}
