//! Error responses: which error it is, and what every error carries.

use http::{HeaderMap, Response};
use smithy_wire::json::{self, Kind, ReadError, ReadJson, Reader};
use smithy_wire::{ErrorMeta, Operation, ServiceError};

use crate::ResponseError;
use crate::unreadable::Answer;

/// Reads a response with an error status.
pub(crate) fn read<O: Operation>(
    answer: &Answer<'_>,
    response: &Response<bytes::Bytes>,
) -> ResponseError<O::Error> {
    let header = header_code(response.headers());
    let body = response.body();
    if body.is_empty() && header.is_some() {
        return service::<O>(answer, header, None, "");
    }
    match json::from_slice::<Summary>(body) {
        Ok(mut summary) => {
            let code = summary.code(header, response.headers());
            // What was read as JSON is UTF-8.
            let text = str::from_utf8(body).unwrap_or_default();
            service::<O>(
                answer,
                code,
                summary.message.or(summary.upper_message),
                text,
            )
        }
        Err(error) => answer.unreadable_json(header, error).into(),
    }
}

/// The code of an error response, without name space and address: what decides whether a call is tried again.
///
/// It is looked for in `__type` of the body, the `x-amzn-errortype` header, `code` of the body and the `x-amzn-query-error` header, in that order; none where none of them is there.
/// Of a body beyond [`BODY_LIMIT`](crate::BODY_LIMIT) or that is no JSON only the header counts.
///
/// # Example: a service that is busy
///
/// ```
/// use aws_json::http;
///
/// let busy = http::Response::builder().status(400).body(r#"{"__type":"a.b#ThrottlingException"}"#.into())?;
/// assert_eq!(aws_json::error_code(&busy).as_deref(), Some("ThrottlingException"));
/// # Ok::<(), http::Error>(())
/// ```
#[must_use]
pub fn error_code(response: &Response<bytes::Bytes>) -> Option<String> {
    let header = header_code(response.headers());
    let body = response.body();
    if body.len() > crate::BODY_LIMIT {
        return header;
    }
    match json::from_slice::<Summary>(body) {
        Ok(mut summary) => summary.code(header, response.headers()),
        Err(_) => header,
    }
}

/// The code of the `x-amzn-errortype` header.
pub(crate) fn header_code(headers: &HeaderMap) -> Option<String> {
    headers
        .get("x-amzn-errortype")?
        .to_str()
        .ok()
        .and_then(bare_code)
}

/// The code that a service once gave in another protocol: what stands before the semicolon of `x-amzn-query-error`.
/// The error's shape is named elsewhere; this counts where nothing else does.
fn query_code(headers: &HeaderMap) -> Option<String> {
    let text = headers.get("x-amzn-query-error")?.to_str().ok()?;
    let code = text.split(';').next()?.trim();
    (!code.is_empty()).then(|| code.to_owned())
}

fn service<O: Operation>(
    answer: &Answer<'_>,
    code: Option<String>,
    message: Option<String>,
    body: &str,
) -> ResponseError<O::Error> {
    let mut meta = ErrorMeta::new(answer.status());
    if let Some(code) = code {
        meta = meta.with_code(code);
    }
    if let Some(message) = message {
        meta = meta.with_message(message);
    }
    if let Some(request_id) = answer.request_id() {
        meta = meta.with_request_id(request_id);
    }
    ResponseError::Service(O::Error::from_body(meta, body))
}

/// The error's own name: `Code` of `name.space#Code:http://address/`, in which only `Code` is sure to be there.
/// Source: operation error serialization in Smithy's AWS JSON protocol specifications.
fn bare_code(text: &str) -> Option<String> {
    let name = text.split(':').next()?.rsplit('#').next()?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// What the body of every error may say at its top level, whichever error it is.
#[derive(Default)]
struct Summary {
    type_: Option<String>,
    code: Option<String>,
    message: Option<String>,
    upper_message: Option<String>,
}

impl Summary {
    fn code(&mut self, header: Option<String>, headers: &HeaderMap) -> Option<String> {
        let named = self.type_.take().or(header).or_else(|| self.code.take());
        named.or_else(|| query_code(headers))
    }
}

impl ReadJson for Summary {
    fn blank() -> Self {
        Self::default()
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.object_start()?;
        while let Some(name) = reader.next_key()? {
            match &*name {
                "__type" => self.type_ = text(reader)?.as_deref().and_then(bare_code),
                "code" => self.code = text(reader)?.as_deref().and_then(bare_code),
                "message" => self.message = text(reader)?,
                "Message" => self.upper_message = text(reader)?,
                _ => reader.skip()?,
            }
        }
        Ok(())
    }
}

/// A string, or nothing where another kind of value stands.
fn text(reader: &mut Reader<'_>) -> Result<Option<String>, ReadError> {
    if reader.peek()? == Kind::String {
        return Ok(Some(reader.string()?.into_owned()));
    }
    reader.skip()?;
    Ok(None)
}
