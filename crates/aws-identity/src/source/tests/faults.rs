//! What services do wrong, and what becomes of it.

use std::time::Duration;

use super::assert_no_secret;
use super::machine::{Beside, hasty, machines, run};
use super::server::{Answer, Seen, Server, nobody};
use crate::{Credentials, CredentialsError, Kind};

/// How long those wait that meet a server which says nothing.
const HASTE: Duration = Duration::from_millis(60);

/// What each fault is, and the kind of error it is for a source that is sure to be there.
fn faults() -> Vec<(&'static str, Kind, Answer)> {
    let secret = r#"{"SecretAccessKey": "marked-in-body", "accessToken": "marked"}"#;
    let cut = format!("HTTP/1.1 200 X\r\ncontent-length: 999\r\n\r\n{secret}");
    let torn = r#"{"SecretAccessKey": "marked-in"#;
    let elsewhere = "location: /elsewhere\r\n";
    let bytes = |text: &str| Answer::Bytes(text.as_bytes().to_vec());
    vec![
        ("not found", Kind::Refused, Answer::new(404, secret)),
        ("out of order", Kind::Refused, Answer::new(500, secret)),
        (
            "redirected",
            Kind::Refused,
            Answer::with(302, elsewhere, secret),
        ),
        ("cut", Kind::Unreachable, bytes(&cut)),
        ("hung up", Kind::Unreachable, bytes("")),
        ("silent", Kind::Unreachable, Answer::Hang),
        ("huge", Kind::Unreachable, Answer::Huge),
        ("no HTTP", Kind::Unreachable, bytes("marked-secret\r\n\r\n")),
        ("torn", Kind::Unreadable, Answer::new(200, torn)),
        ("other", Kind::Unreadable, Answer::new(200, secret)),
        ("a list", Kind::Unreadable, Answer::new(200, "[\"marked\"]")),
        ("empty", Kind::Unreadable, Answer::new(200, "")),
    ]
}

/// A source and its server: where the server goes wrong, how it answers otherwise, and how the source is asked.
pub(super) struct Trial<'a> {
    /// What is in the request that goes wrong.
    pub(super) at: &'static str,
    pub(super) good: fn(&Seen) -> Answer,
    /// The source, asked on a machine, of a server at this URL.
    pub(super) ask: &'a dyn Fn(Beside, &str) -> Result<Credentials, CredentialsError>,
    /// The kind of error, where it is not the usual one.
    pub(super) kind: fn(&str, Kind) -> Kind,
}

impl Trial<'_> {
    /// Meets every fault, over both clients.
    pub(super) fn run(&self) {
        for (fault, kind, answer) in faults() {
            let (at, good) = (self.at, self.good);
            let server = Server::start(move |seen| match seen.line.contains(at) {
                true => answer.clone(),
                false => good(seen),
            });
            let machines = match fault {
                "silent" => hasty(HASTE),
                _ => machines(),
            };
            for machine in machines {
                let case = format!("{} {fault} ({})", self.at, machine.name);
                let error = (self.ask)(machine, &server.url).expect_err(&case);
                assert_no_secret(&case, &error);
                assert_eq!(error.kind(), (self.kind)(fault, kind), "{case}: {error}");
            }
        }
        self.meets_nobody();
    }

    fn meets_nobody(&self) {
        for machine in machines() {
            let case = format!("{} refused ({})", self.at, machine.name);
            let error = (self.ask)(machine, &nobody()).expect_err(&case);
            assert_no_secret(&case, &error);
            let kind = (self.kind)("refused", Kind::Unreachable);
            assert_eq!(error.kind(), kind, "{case}: {error}");
        }
    }

    /// Meets a server that is out of order once, and gets its keys all the same.
    pub(super) fn recovers(&self) {
        for machine in machines() {
            let (at, good) = (self.at, self.good);
            let failed = std::sync::atomic::AtomicBool::new(false);
            let server = Server::start(move |seen| {
                let first = seen.line.contains(at)
                    && !failed.swap(true, std::sync::atomic::Ordering::SeqCst);
                match first {
                    true => Answer::new(500, "marked"),
                    false => good(seen),
                }
            });
            (self.ask)(machine, &server.url).expect("keys at the second attempt");
        }
    }
}

/// Runs a source to its end and takes what it found.
pub(super) fn found(
    future: impl Future<Output = Result<Option<Credentials>, CredentialsError>>,
) -> Result<Credentials, CredentialsError> {
    run(future)?.ok_or_else(|| CredentialsError::new(Kind::NotFound, "the source", "it has none"))
}
