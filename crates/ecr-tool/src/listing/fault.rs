//! Failed calls and pages, told to a person.

use ecr::client::{CallError, EndpointError};
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
    let (exit, what) = told_page(error);
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
    let (exit, what) = told_page(error);
    match error.page() {
        1 => Failure::new(exit, format!("{operation}: {what}")),
        page => Failure::new(exit, format!("{operation}, page {page}: {what}"))
            .note("nothing is kept of the pages before: run the same command again"),
    }
}

/// Whether the service takes a page's request for wrong, be it for its token.
pub(crate) fn is_of_parameters<E: ServiceError>(error: &PageError<CallError<E>>) -> bool {
    match error.kind() {
        PageErrorKind::Call(error) => {
            error.meta().and_then(ErrorMeta::code) == Some("InvalidParameterException")
        }
        _ => false,
    }
}

fn told_page<E: ServiceError + 'static>(error: &PageError<CallError<E>>) -> (Exit, String) {
    match error.kind() {
        PageErrorKind::Call(error) => told(error),
        kind => (Exit::Other, kind.to_string()),
    }
}

fn told<E: ServiceError + 'static>(error: &CallError<E>) -> (Exit, String) {
    let what = match (error.meta(), error.as_refused()) {
        (Some(meta), _) => answered(meta),
        // The library's text can only describe what this flag allows.
        (None, Some(EndpointError::PlainHttp { .. })) => format!("{}: --plain-http", chain(error)),
        (None, _) => chain(error),
    };
    (error.reached().into(), what)
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
