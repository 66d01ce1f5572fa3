//! Three operations as generated code would write them: an open one, a sensitive one, one without output.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "a module of test helpers, of which every file uses some"
)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper fails the test that calls it"
)]

use std::error::Error;
use std::fmt::{self, Write};

use aws_json::{Bytes, ResponseError, Unreadable, http};
use smithy_wire::json::{ReadError, ReadJson, Reader, WriteJson, Writer};
use smithy_wire::{ErrorMeta, Operation, ServiceError};

#[derive(Default)]
pub struct Input {
    pub name: Option<String>,
}

impl WriteJson for Input {
    fn write_json(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.optional("name", &self.name);
        object.end();
    }
}

#[derive(Debug, Default, PartialEq)]
pub struct Output {
    pub token: Option<String>,
    pub sizes: Option<Vec<i64>>,
}

impl ReadJson for Output {
    fn blank() -> Self {
        Self::default()
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.object_start()?;
        while let Some(name) = reader.next_key()? {
            match &*name {
                "token" => self.token.read_json(reader)?,
                "sizes" => self.sizes.read_json(reader)?,
                _ => reader.skip()?,
            }
        }
        Ok(())
    }
}

#[derive(Debug, Default, PartialEq)]
pub struct Nothing;

impl ReadJson for Nothing {
    fn blank() -> Self {
        Self
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.object_start()?;
        while reader.next_key()?.is_some() {
            reader.skip()?;
        }
        Ok(())
    }
}

/// The error of all three: it keeps what it was made of.
#[derive(Debug)]
pub struct Failure {
    pub meta: ErrorMeta,
    pub body: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.meta.code().unwrap_or("an unknown error"))
    }
}

impl Error for Failure {}

impl ServiceError for Failure {
    fn from_body(meta: ErrorMeta, body: &str) -> Self {
        Self {
            meta,
            body: body.to_owned(),
        }
    }

    fn meta(&self) -> &ErrorMeta {
        &self.meta
    }
}

macro_rules! operation {
    ($name:ident, $output:ty, $sensitive:literal) => {
        #[derive(Debug)]
        pub struct $name;

        impl Operation for $name {
            const NAME: &'static str = stringify!($name);
            const TARGET: &'static str = concat!("Registry_V1.", stringify!($name));
            const SENSITIVE: bool = $sensitive;
            type Input = Input;
            type Output = $output;
            type Error = Failure;
        }
    };
}

operation!(Look, Output, false);
operation!(GetSecret, Output, true);
operation!(Forget, Nothing, false);

pub fn answer(status: u16, body: impl Into<Bytes>) -> http::Response<Bytes> {
    let response = http::Response::builder()
        .status(status)
        .header("x-amzn-requestid", "id-1");
    response.body(body.into()).expect("a valid response")
}

pub fn service<T: fmt::Debug>(result: Result<T, ResponseError<Failure>>) -> Failure {
    match result {
        Err(ResponseError::Service(error)) => error,
        other => panic!("no service error: {other:?}"),
    }
}

pub fn unreadable<T: fmt::Debug>(result: Result<T, ResponseError<Failure>>) -> Unreadable {
    match result {
        Err(ResponseError::Unreadable(error)) => error,
        other => panic!("not unreadable: {other:?}"),
    }
}

/// Everything a program could print of an error: both formats, and the chain of sources.
pub fn everything_shown(error: &(dyn Error + 'static)) -> String {
    let mut shown = format!("{error:?} {error:#?}");
    let mut next = Some(error);
    while let Some(error) = next {
        write!(shown, "\n{error} {error:?}").expect("a String takes everything");
        next = error.source();
    }
    shown
}
