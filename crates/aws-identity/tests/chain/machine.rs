//! A machine made of maps.

use std::collections::BTreeMap;
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use aws_identity::{
    Chain, Credentials, CredentialsError, Failure, Kind, Machine, Pending, Provider, Ran, Selection,
};
use aws_transport::{Bytes, http};

/// Variables, files, programs, and answers of the network by a word of the question.
#[derive(Clone, Default)]
pub(crate) struct Maps {
    pub(crate) variables: BTreeMap<String, String>,
    pub(crate) files: BTreeMap<PathBuf, Vec<u8>>,
    pub(crate) programs: BTreeMap<Vec<String>, (bool, String)>,
    pub(crate) answers: Vec<(String, String)>,
}

impl Maps {
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.files
            .insert(PathBuf::from(path), text.as_bytes().to_vec());
        self
    }

    pub(crate) fn config(self, text: &str) -> Self {
        self.file("/home/me/.aws/config", text)
    }

    pub(crate) fn credentials(self, text: &str) -> Self {
        self.file("/home/me/.aws/credentials", text)
    }

    pub(crate) fn program(mut self, arguments: &[&str], success: bool, output: &str) -> Self {
        let arguments = arguments.iter().copied().map(str::to_owned).collect();
        self.programs
            .insert(arguments, (success, output.to_owned()));
        self
    }

    pub(crate) fn answer(mut self, question: &str, body: &str) -> Self {
        self.answers.push((question.to_owned(), body.to_owned()));
        self
    }

    pub(crate) fn resolve(&self) -> Result<Credentials, CredentialsError> {
        self.resolve_as(Selection::new())
    }

    pub(crate) fn resolve_as(&self, selection: Selection) -> Result<Credentials, CredentialsError> {
        Provider::credentials(&Chain::new(self.clone(), selection))
    }

    /// The identifier of the keys that are found.
    pub(crate) fn id(&self) -> String {
        let keys = self.resolve().expect("keys");
        keys.access_key_id().to_owned()
    }

    /// The kind and the text of the error.
    pub(crate) fn failure(&self) -> (Kind, String) {
        let error = self.resolve().expect_err("an error");
        (error.kind(), error.to_string())
    }
}

/// Everything an error shows, of itself and of what caused it.
pub(crate) fn whole_text(error: &dyn Error) -> String {
    let mut text = format!("{error}\n{error:?}");
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(&format!("\n{cause}\n{cause:?}"));
        next = cause.source();
    }
    text
}

impl Machine for Maps {
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn home(&self) -> Option<PathBuf> {
        Some(PathBuf::from("/home/me"))
    }

    /// 2023-11-14T22:13:20Z.
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let file = self.files.get(path).cloned();
        file.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn fetch(
        &self,
        request: http::Request<Bytes>,
        _: Duration,
    ) -> Pending<'_, Result<http::Response<Bytes>, Failure>> {
        let body = String::from_utf8_lossy(request.body());
        let question = format!("{} {} {body}", request.method(), request.uri());
        let answer = self
            .answers
            .iter()
            .find(|(word, _)| question.contains(word));
        let answer = match answer {
            Some((_, body)) => Ok(http::Response::new(Bytes::from(body.clone()))),
            None => Err(Failure::from("there is no network")),
        };
        Box::pin(std::future::ready(answer))
    }

    fn run<'a>(&'a self, arguments: &'a [String]) -> Pending<'a, io::Result<Ran>> {
        let ran = self.programs.get(arguments);
        let ran = ran.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound));
        let ran = ran.map(|(success, output)| Ran {
            success: *success,
            output: output.clone().into_bytes(),
            complaint: b"a complaint, marked".to_vec(),
        });
        Box::pin(std::future::ready(ran))
    }

    fn sleep(&self, _: Duration) -> Pending<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// An answer of STS.
pub(crate) fn role_keys(action: &str, id: &str) -> String {
    format!(
        "<{action}Response><{action}Result><Credentials><AccessKeyId>{id}</AccessKeyId>\
         <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>\
         <Expiration>2023-11-14T23:13:20Z</Expiration></Credentials></{action}Result></{action}Response>"
    )
}
