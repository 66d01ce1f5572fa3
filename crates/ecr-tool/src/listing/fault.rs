//! Failed calls and pages, told to a person.

use ecr::client::{CallError, EndpointError, HttpError};
use smithy_pagination::{PageError, PageErrorKind};
use smithy_wire::{ErrorMeta, ServiceError};

use super::Noun;
use crate::failure::{Exit, Failure, chain};

/// What a failed call says, and the exit code it leads to.
pub(crate) fn of_call<E: ServiceError + 'static>(operation: &str, error: &CallError<E>) -> Failure {
    let (exit, what) = told(error);
    Failure::new(exit, format!("{operation}: {what}"))
}

/// What a failed page says; how to go on is added where something was delivered.
pub(crate) fn of_page<E: ServiceError + 'static>(
    error: &PageError<CallError<E>>,
    noun: Noun,
) -> Failure {
    let (exit, what) = match error.kind() {
        PageErrorKind::Call(error) => told(error),
        kind => (Exit::Other, kind.to_string()),
    };
    let operation = error.operation();
    match error.page() {
        1 => Failure::new(exit, format!("{operation}: {what}")),
        page => Failure::new(exit, format!("{operation}, page {page}: {what}")).note(format!(
            "delivered before that, and printed: {} in {} page{}",
            noun.count(error.items()),
            page - 1,
            if page == 2 { "" } else { "s" },
        )),
    }
}

/// What a failed page says where nothing of the listing was printed.
pub(crate) fn of_first<E: ServiceError + 'static>(
    error: &PageError<CallError<E>>,
    operation: &str,
) -> Failure {
    let (exit, what) = match error.kind() {
        PageErrorKind::Call(error) => told(error),
        kind => (Exit::Other, kind.to_string()),
    };
    let page = error.page();
    let failure = Failure::new(exit, format!("{operation}, page {page}: {what}"));
    match page {
        1 => failure,
        _ => failure.note("nothing is kept of the pages before: run the same command again"),
    }
}

fn told<E: ServiceError + 'static>(error: &CallError<E>) -> (Exit, String) {
    match error.meta() {
        Some(meta) => (Exit::Service, answered(meta)),
        None if is_unsent(error) => (Exit::Configuration, unsent(error)),
        None => (Exit::Other, chain(error)),
    }
}

/// Whether the address was refused, or the keys, before anything was sent.
fn is_unsent<E>(error: &CallError<E>) -> bool {
    matches!(error, CallError::Sign(_)) || refused(error).is_some()
}

fn refused<E>(error: &CallError<E>) -> Option<&EndpointError> {
    match error.as_transport()?.downcast_ref() {
        Some(HttpError::Refused(error)) => Some(error),
        _ => None,
    }
}

/// What was wrong, with the flag that allows what the library's text can only describe.
fn unsent<E: ServiceError + 'static>(error: &CallError<E>) -> String {
    let what = chain(error);
    match refused(error) {
        Some(EndpointError::PlainHttp { .. }) => format!("{what}: --plain-http"),
        _ => what,
    }
}

/// `RepositoryNotFoundException: it is not there (HTTP status 400, request id 1b6e…)`.
fn answered(meta: &ErrorMeta) -> String {
    let code = meta.code().unwrap_or("an error without a code");
    let message = meta
        .message()
        .map_or_else(String::new, |message| format!(": {message}"));
    let id = meta
        .request_id()
        .map_or_else(String::new, |id| format!(", request id {id}"));
    format!(
        "the service answered {code}{message} (HTTP status {}{id})",
        meta.status()
    )
}

#[cfg(test)]
mod tests {
    use ecr::client::SignError;
    use ecr::describe_images::DescribeImagesError;

    use super::*;

    #[test]
    fn keys_that_are_gone_in_mid_listing_are_a_matter_of_configuration() {
        let error = CallError::<DescribeImagesError>::Sign(SignError::new("the keys have expired"));
        let failure = of_call("DescribeImages", &error);
        assert_eq!(failure.exit(), Exit::Configuration);
        assert!(failure.to_string().contains("the keys have expired"));
    }
}
