//! An operation as generated code would write it, and a server that misbehaves on demand.

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

pub mod server;

use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use aws_transport::{AsyncWorld, Moment, Sleep, World};
use smithy_wire::json::{ReadError, ReadJson, Reader, WriteJson, Writer};
use smithy_wire::{ErrorMeta, Operation, ServiceError};

pub struct Request {
    pub name: String,
}

impl Request {
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
        }
    }
}

impl WriteJson for Request {
    fn write_json(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.member("name", &self.name);
        object.end();
    }
}

#[derive(Debug, Default, PartialEq)]
pub struct Response {
    pub size: Option<i64>,
}

impl ReadJson for Response {
    fn blank() -> Self {
        Self::default()
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.object_start()?;
        while let Some(name) = reader.next_key()? {
            match &*name {
                "size" => self.size.read_json(reader)?,
                _ => reader.skip()?,
            }
        }
        Ok(())
    }
}

#[derive(Debug)]
pub struct Failure(ErrorMeta);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code().unwrap_or("an unknown error"))
    }
}

impl Error for Failure {}

impl ServiceError for Failure {
    fn from_body(meta: ErrorMeta, _: &str) -> Self {
        Self(meta)
    }

    fn meta(&self) -> &ErrorMeta {
        &self.0
    }
}

pub struct Measure;

impl Operation for Measure {
    const NAME: &'static str = "Measure";
    const TARGET: &'static str = "Registry_V1.Measure";
    const SENSITIVE: bool = false;
    type Input = Request;
    type Output = Response;
    type Error = Failure;
}

/// Virtual time: sleeping moves it, and nobody waits. Clones share it.
#[derive(Clone, Default)]
pub struct Clock(Arc<Mutex<(Duration, Vec<Duration>)>>);

impl Clock {
    pub fn moment(&self) -> Moment {
        let elapsed = self.0.lock().expect("no panic").0;
        // Whole seconds, as a date in a header has them.
        let wall = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000) + elapsed;
        Moment { wall, elapsed }
    }

    pub fn advance(&self, time: Duration) {
        self.0.lock().expect("no panic").0 += time;
    }

    pub fn sleeps(&self) -> Vec<Duration> {
        self.0.lock().expect("no panic").1.clone()
    }

    fn slept(&self, time: Duration) {
        self.advance(time);
        self.0.lock().expect("no panic").1.push(time);
    }
}

impl World for Clock {
    fn now(&self) -> Moment {
        self.moment()
    }

    fn random(&self) -> f64 {
        1.0
    }

    fn sleep(&self, time: Duration) {
        self.slept(time);
    }
}

impl AsyncWorld for Clock {
    fn now(&self) -> Moment {
        self.moment()
    }

    fn random(&self) -> f64 {
        1.0
    }

    fn sleep(&self, time: Duration) -> Sleep {
        self.slept(time);
        Box::pin(std::future::ready(()))
    }
}
