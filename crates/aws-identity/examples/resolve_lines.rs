//! Resolves configurations from standard input, one JSON object a line, and answers in the same way.
//!
//! ```text
//! {"variables": {"HOME": "/home/me", "AWS_PROFILE": "dev"}, "profile": null}
//! {"credentials": {"keys": ["AKIDEXAMPLE", "secret", null, null]}, "settings": {"region": "eu-west-1", …}}
//! ```
//!
//! It shows the keys, for it is there to be compared with another program that finds keys.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use aws_identity::{
    Chain, ConfigError, Credentials, Failure, Here, Machine, Pending, Provider, Ran, Selection,
    Settings,
};
use aws_transport::retry::Mode;
use aws_transport::{Bytes, http};
use smithy_wire::{Object, Value};

/// This machine with other variables.
struct Elsewhere<'a> {
    here: &'a Here,
    variables: BTreeMap<String, String>,
}

impl Machine for Elsewhere<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn home(&self) -> Option<PathBuf> {
        self.variable("HOME").map(PathBuf::from)
    }

    fn now(&self) -> SystemTime {
        self.here.now()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.here.read(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.here.write(path, content)
    }

    fn fetch(
        &self,
        request: http::Request<Bytes>,
        within: Duration,
    ) -> Pending<'_, Result<http::Response<Bytes>, Failure>> {
        self.here.fetch(request, within)
    }

    fn run<'a>(&'a self, arguments: &'a [String]) -> Pending<'a, io::Result<Ran>> {
        self.here.run(arguments)
    }

    fn sleep(&self, _: Duration) -> Pending<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let here = Here::new(Default::default());
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let question = Value::from_json(&line?)?;
        writeln!(out, "{}", answer(&here, &question).to_json())?;
    }
    Ok(())
}

fn answer(here: &Here, question: &Value) -> Value {
    let variables = question.get("variables").and_then(Value::as_object);
    let variables = variables.into_iter().flat_map(Object::iter);
    let machine = Elsewhere {
        here,
        variables: variables
            .filter_map(|(name, value)| Some((name.to_owned(), value.as_str()?.to_owned())))
            .collect(),
    };
    let mut selection = Selection::new();
    if let Some(profile) = question.get("profile").and_then(Value::as_str) {
        selection = selection.with_profile(profile);
    }
    let settings = settings(&machine, &selection);
    let credentials = Provider::credentials(&Chain::new(machine, selection));
    object([
        (
            "credentials",
            credentials.map_or_else(
                |error| failed(&format!("{:?}", error.kind()), &error.to_string()),
                keys,
            ),
        ),
        (
            "settings",
            settings.unwrap_or_else(|error| failed("Configuration", &error.to_string())),
        ),
    ])
}

fn keys(credentials: Credentials) -> Value {
    let keys = vec![
        Value::from(credentials.access_key_id()),
        Value::from(credentials.secret_access_key()),
        Value::from(credentials.session_token()),
        Value::from(credentials.account_id()),
    ];
    object([("keys", Value::from(keys))])
}

fn failed(kind: &str, message: &str) -> Value {
    object([("error", kind.into()), ("message", message.into())])
}

fn settings(machine: &dyn Machine, selection: &Selection) -> Result<Value, ConfigError> {
    let settings = Settings::load(machine, selection)?;
    let retries = settings.retries();
    let mode = match retries.mode() {
        Mode::Adaptive => "adaptive",
        _ => "standard",
    };
    let bundle = settings.ca_bundle().and_then(Path::to_str);
    Ok(object([
        ("region", settings.region().into()),
        ("retry_mode", mode.into()),
        ("attempts", retries.attempts().into()),
        ("ca_bundle", bundle.into()),
        ("fips", settings.fips().into()),
        ("dual_stack", settings.dual_stack().into()),
        ("endpoint_url", settings.endpoint_url("ecr")?.into()),
    ]))
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let mut object = Object::default();
    for (name, value) in members {
        object.insert(name, value);
    }
    Value::Object(object)
}
