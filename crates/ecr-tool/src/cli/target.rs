//! Which registry is asked: an embedded one, or the one at an address.

use clap::{Arg, ArgAction, ArgMatches};

use crate::failure::{Exit, Failure};

/// Which registry is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// One that lives as long as the command.
    Local,
    /// The one at this URL.
    Endpoint(String),
}

/// The flags that say which registry is asked.
pub(crate) fn flags() -> Vec<Arg> {
    let local = Arg::new("local")
        .long("local")
        .help("Ask an embedded registry started for this command: no account, no network")
        .action(ArgAction::SetTrue)
        .conflicts_with("endpoint-url");
    let endpoint = Arg::new("endpoint-url")
        .long("endpoint-url")
        .value_name("URL")
        .help("Ask the registry at this address of this machine, such as one of `ecr local`")
        .action(ArgAction::Set);
    let region = Arg::new("region")
        .long("region")
        .value_name("REGION")
        .help("Accepted for scripts written for aws; nothing is signed yet, so it changes nothing")
        .action(ArgAction::Set);
    let profile = Arg::new("profile")
        .long("profile")
        .value_name("NAME")
        .help("Likewise; profiles are not read yet")
        .action(ArgAction::Set);
    [local, endpoint, region, profile]
        .map(|flag| flag.help_heading("Registry"))
        .to_vec()
}

/// The registry the flags and the environment name.
///
/// `--local`, then `--endpoint-url`, then `AWS_ENDPOINT_URL_ECR`, then `AWS_ENDPOINT_URL`, as in the AWS CLI.
///
/// # Errors
///
/// None is named: Amazon's own cannot be asked before requests are signed.
pub(crate) fn target(
    matches: &ArgMatches,
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Target, Failure> {
    if matches.get_flag("local") {
        return Ok(Target::Local);
    }
    let flag = matches.get_one::<String>("endpoint-url").cloned();
    let url = flag.or_else(|| configured(environment));
    url.map(Target::Endpoint).ok_or_else(nowhere)
}

fn configured(environment: impl Fn(&str) -> Option<String>) -> Option<String> {
    let variable = |name| environment(name).filter(|value| !value.is_empty());
    let ignored = variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    if ignored.is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return None;
    }
    variable("AWS_ENDPOINT_URL_ECR").or_else(|| variable("AWS_ENDPOINT_URL"))
}

fn nowhere() -> Failure {
    Failure::new(
        Exit::Configuration,
        "no registry to ask: this version does not sign requests, so it cannot ask Amazon's",
    )
    .note("use --local for an embedded registry with sample images,")
    .note("or --endpoint-url http://127.0.0.1:PORT for one on this machine, such as `ecr local` starts")
}
