//! Keys that a program prints.

use smithy_wire::Value;

use super::time;
use crate::config::{Found, python};
use crate::{Credentials, CredentialsError, Kind, Machine, Ran};

/// Runs the program that `credential_process` names, and reads what it prints.
///
/// Neither the command nor anything it prints is in an error: keys are handed over in both.
pub(crate) async fn load(
    machine: &dyn Machine,
    command: &Found<'_>,
) -> Result<Credentials, CredentialsError> {
    let place = command.place();
    let error = |kind, message: &str| CredentialsError::new(kind, place.clone(), message);
    let arguments =
        arguments(command.value).map_err(|message| error(Kind::Configuration, message))?;
    let ran = machine.run(&arguments).await.map_err(|cause| {
        let message = match cause.kind() {
            std::io::ErrorKind::FileTooLarge => "the program of `credential_process` prints without end; it has to print one object and nothing else",
            _ => "the program of `credential_process` cannot be started; give its whole path",
        };
        error(Kind::Process, message).because(cause)
    })?;
    let printed = printed(ran).map_err(|message| error(Kind::Process, message))?;
    read(&printed).map_err(|message| {
        error(
            Kind::Unreadable,
            &format!("what the program of `credential_process` printed {message}"),
        )
    })
}

fn arguments(command: &str) -> Result<Vec<String>, &'static str> {
    let arguments = match cfg!(windows) {
        true => python::windows_words(command),
        false => python::words(command),
    };
    let arguments = arguments.ok_or(
        "`credential_process` leaves a quote or a backslash open; close it, or take it out",
    )?;
    match arguments.is_empty() {
        true => Err("`credential_process` names no program; name one, or take the option out"),
        false => Ok(arguments),
    }
}

fn printed(ran: Ran) -> Result<String, &'static str> {
    if !ran.success {
        return Err("the program of `credential_process` failed; run it by hand to see why");
    }
    String::from_utf8(ran.output)
        .map_err(|_| "the program of `credential_process` printed something that is not UTF-8")
}

fn read(printed: &str) -> Result<Credentials, &'static str> {
    let value = Value::from_json(printed)
        .map_err(|_| "is not JSON; it has to print one object and nothing else")?;
    if value.get("Version").and_then(Value::as_i64) != Some(1) {
        return Err("has no `\"Version\": 1`, the only one there is");
    }
    let text = |name| {
        value
            .get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let id = text("AccessKeyId").ok_or("has no text `AccessKeyId`")?;
    let secret = text("SecretAccessKey").ok_or("has no text `SecretAccessKey`")?;
    let mut credentials = Credentials::new(id, secret);
    if let Some(token) = text("SessionToken") {
        credentials = credentials.with_session_token(token);
    }
    if let Some(account) = text("AccountId") {
        credentials = credentials.with_account_id(account);
    }
    match value.get("Expiration") {
        None | Some(Value::Null) => Ok(credentials),
        Some(value) => {
            let time = value.as_str().and_then(time::parse);
            let time =
                time.ok_or("has an `Expiration` that is no time, as 2030-01-31T12:00:00Z")?;
            Ok(credentials.with_expiry(time))
        }
    }
}
