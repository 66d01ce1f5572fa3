//! The recording, played exchange by exchange.

use std::collections::VecDeque;

use ecr::Operation;
use ecr::client::{Bytes, CallError, Client, Replay, Reply, http};
use serde::Serialize;
use serde_json::Value;
use smithy_wire::Call;

use crate::{answer, python};

/// One exchange, a line of the file.
struct Row(Value);

/// The exchanges that were not played yet.
pub(crate) struct Tape {
    rows: VecDeque<Row>,
    pub(crate) played: usize,
    pub(crate) errors: usize,
}

impl Tape {
    pub(crate) fn open() -> Self {
        let lines = include_str!("../../vectors/moto-exchanges.jsonl").lines();
        let rows = lines.map(|line| Row(parsed(line)));
        Self {
            rows: rows.collect(),
            played: 0,
            errors: 0,
        }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.rows.is_empty()
    }

    /// A text of the next exchange's request, where it is too long to stand in a test.
    pub(crate) fn text(&self, member: &str) -> String {
        let row = self.rows.front().expect("one more exchange");
        let text = parsed(row.text("request"))[member].take();
        text.as_str().expect("a text").to_owned()
    }

    /// Sends the request to the next exchange, which has to be the same to the byte and answers with success.
    pub(crate) fn answers<O>(&mut self, operation: O, request: &O::Input) -> O::Output
    where
        O: Operation<Output: Serialize>,
    {
        let (row, result) = self.play(operation, request);
        let output = result.unwrap_or_else(|error| panic!("{}: {error}", row.operation()));
        assert_eq!(row.error(), None, "{}", row.operation());
        let read = serde_json::to_value(&output).expect("a response as JSON");
        answer::same(&read, row.text("response"), row.operation());
        output
    }

    /// The same of an exchange that ends in an error.
    pub(crate) fn refuses<O: Operation>(&mut self, operation: O, request: &O::Input) -> O::Error {
        let (row, result) = self.play(operation, request);
        let error = match result {
            Err(CallError::Service(error)) => error,
            _ => panic!("{} is no error of the service", row.operation()),
        };
        let meta = ecr::ServiceError::meta(&error);
        let body = parsed(row.text("response"));
        assert_eq!(meta.code(), row.error(), "{}", row.operation());
        assert_eq!(meta.message(), body["message"].as_str());
        assert_eq!(meta.status(), row.status());
        assert_eq!(
            meta.request_id(),
            row.0["headers"]["x-amzn-requestid"].as_str()
        );
        self.errors += 1;
        error
    }

    fn play<O: Operation>(
        &mut self,
        _: O,
        request: &O::Input,
    ) -> (Row, Result<O::Output, CallError<O::Error>>) {
        let row = self.rows.pop_front().expect("one more exchange");
        let replay = Replay::new([row.reply()]);
        let client = Client::with(&replay);
        let result = Call::<O>::call(&client, request);
        let sent = replay.requests();
        row.was_sent(sent[0].request());
        self.played += 1;
        (row, result)
    }
}

impl Row {
    fn text(&self, name: &str) -> &str {
        self.0[name].as_str().expect("a text")
    }

    fn operation(&self) -> &str {
        self.text("operation")
    }

    /// The code of the error it ends in.
    fn error(&self) -> Option<&str> {
        self.0["error"].as_str()
    }

    fn status(&self) -> u16 {
        let status = self.0["status"].as_u64().expect("a status");
        status.try_into().expect("a status")
    }

    fn reply(&self) -> Reply {
        let mut response = http::Response::builder().status(self.status());
        for (name, value) in self.0["headers"].as_object().expect("headers") {
            response = response.header(name, value.as_str().expect("a header"));
        }
        let body = self.text("response").to_owned();
        Reply::from(response.body(body).expect("a response"))
    }

    /// What botocore sent is what is sent here, spelled as Python spells JSON.
    fn was_sent(&self, request: &http::Request<Bytes>) {
        let header = |name: &str| request.headers()[name].to_str().expect("a header");
        assert_eq!(request.method(), "POST");
        assert_eq!(header("x-amz-target"), self.text("target"));
        assert_eq!(header("content-type"), "application/x-amz-json-1.1");
        let body = smithy_wire::json::from_slice(request.body()).expect("a body");
        assert_eq!(python::dumps(&body), self.text("request"));
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}
