//! From HTTP to a call, and back.

use std::time::Duration;

use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use crate::body::Reply;
use crate::fault::Ending;
use crate::service::{Answer, Service};
use crate::service_error::ServiceError;

const JSON: &str = "application/x-amz-json-1.1";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
/// A manifest has at most 4 MiB, and each of its characters up to six in JSON; builders escape few of them.
const LONGEST_BODY: usize = 16 << 20;
const SLOWEST_BODY: Duration = Duration::from_secs(30);

/// The connection is to be reset: no answer is sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reset;

impl std::fmt::Display for Reset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection is reset, as a fault wants it")
    }
}

impl std::error::Error for Reset {}

/// Answers one request.
pub(crate) async fn serve(
    service: &Service,
    request: Request<Incoming>,
) -> Result<Response<Reply>, Reset> {
    let (head, body) = request.into_parts();
    let answer = match check_head(&head.method, head.uri.path(), &head.headers) {
        Err(error) => service.refuse(&error),
        Ok(()) => match read_body(body).await {
            Err(error) => service.refuse(&error),
            Ok(body) => service.answer(target(&head.headers), &body),
        },
    };
    if !answer.latency.is_zero() {
        tokio::time::sleep(answer.latency).await;
    }
    respond(answer)
}

fn target(headers: &HeaderMap) -> Option<&str> {
    headers
        .get("x-amz-target")
        .and_then(|value| value.to_str().ok())
}

fn check_head(method: &Method, path: &str, headers: &HeaderMap) -> Result<(), ServiceError> {
    if method != Method::POST || path != "/" {
        let message = format!("An operation is called by POST to /, not by {method} to {path}");
        return Err(ServiceError::unknown_operation(message));
    }
    let given = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case(JSON) {
        let message = format!("The content-type must be {JSON}, not '{given}'");
        return Err(ServiceError::new("UnsupportedMediaTypeException", message).with_status(415));
    }
    Ok(())
}

async fn read_body(body: Incoming) -> Result<Bytes, ServiceError> {
    if body.size_hint().lower() > LONGEST_BODY as u64 {
        return Err(too_long());
    }
    let limited = Limited::new(body, LONGEST_BODY);
    match tokio::time::timeout(SLOWEST_BODY, limited.collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_long()),
        Ok(Err(_)) => Err(ServiceError::serialization("The body broke off")),
        Err(_) => Err(too_slow()),
    }
}

fn too_long() -> ServiceError {
    let message = format!("The body is longer than {LONGEST_BODY} bytes");
    ServiceError::new("RequestEntityTooLargeException", message).with_status(413)
}

fn too_slow() -> ServiceError {
    let message = format!(
        "The body took longer than {} seconds",
        SLOWEST_BODY.as_secs()
    );
    ServiceError::new("RequestTimeoutException", message).with_status(408)
}

fn respond(answer: Answer) -> Result<Response<Reply>, Reset> {
    let bytes = Bytes::from(answer.body);
    let length = bytes.len();
    let reply = match answer.ending {
        Ending::Reset => return Err(Reset),
        Ending::Whole => Reply::whole(bytes),
        // At least one byte is missing, or nobody would notice.
        Ending::Cut(at) => Reply::cut(
            bytes,
            at.unwrap_or(length / 2).min(length.saturating_sub(1)),
        ),
    };
    let mut response = Response::new(reply);
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    if let Ok(request_id) = HeaderValue::from_str(&answer.request_id) {
        headers.insert(REQUEST_ID, request_id);
    }
    Ok(response)
}
