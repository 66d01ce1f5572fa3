//! Fifty callers at once, one question to the server; keys that expire, and one question more.

use std::path::Path;
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;

use smithy_wire::Timestamp;

use super::machine::{Beside, machines, run};
use super::noon;
use super::server::{Answer, Seen, Server};
use crate::source::{container, instance, sso, sts};
use crate::{AsyncKeeper, AsyncProvider, Credentials, CredentialsError, Keeper, Kind, Provider};

const CALLERS: usize = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Container,
    Instance,
    Role,
    SignIn,
}

const EACH: [Which; 4] = [
    Which::Container,
    Which::Instance,
    Which::Role,
    Which::SignIn,
];

/// A source, its server's URL, and the machine it is asked on.
struct Source {
    which: Which,
    url: String,
    machine: Beside,
}

/// Keys number `n`, counted from 1, are good for `n` hours; each source has its own way to say so.
fn answer(seen: &Seen, number: usize) -> Answer {
    let seconds = 1_700_000_000 + 3600 * i64::try_from(number).expect("few");
    let expires = Timestamp::new(seconds, 0);
    let metadata = format!(
        r#"{{"Code": "Success", "AccessKeyId": "ASIA{number}", "SecretAccessKey": "s", "Token": "t", "Expiration": "{expires}"}}"#
    );
    let body = match seen.line.as_str() {
        "PUT /latest/api/token" => "token".to_owned(),
        line if line.ends_with("security-credentials/") => "role".to_owned(),
        "POST /" => format!(
            "<R><Credentials><AccessKeyId>ASIA{number}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
             <SessionToken>t</SessionToken><Expiration>{expires}</Expiration></Credentials></R>"
        ),
        line if line.contains("/federation/") => format!(
            r#"{{"roleCredentials": {{"accessKeyId": "ASIA{number}", "secretAccessKey": "s",
                "sessionToken": "t", "expiration": {seconds}000}}}}"#
        ),
        _ => metadata,
    };
    Answer::new(200, &body)
}

fn gives_keys(line: &str) -> bool {
    !line.starts_with("PUT") && !line.ends_with("security-credentials/")
}

fn server() -> Server {
    let given = Mutex::new(0);
    Server::start(move |seen| {
        let mut given = given.lock().expect("no panic");
        *given += usize::from(gives_keys(&seen.line));
        answer(seen, *given)
    })
}

fn asked(server: &Server) -> usize {
    let lines = server.lines();
    lines.iter().filter(|line| gives_keys(line)).count()
}

impl Source {
    /// Over each of both clients.
    fn both(which: Which, url: &str, home: &Path) -> [Self; 2] {
        let cache = home.join(".aws/sso/cache");
        std::fs::create_dir_all(&cache).expect("a folder");
        let token = r#"{"accessToken": "a", "expiresAt": "2099-01-01T00:00:00Z"}"#;
        let file = cache.join(format!("{}.json", super::sso::WORK));
        std::fs::write(file, token).expect("a file");
        machines().map(|machine| Self {
            which,
            url: url.to_owned(),
            machine: machine
                .at_home(home)
                .set("AWS_CONTAINER_CREDENTIALS_FULL_URI", &format!("{url}/keys")),
        })
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let (machine, url) = (&self.machine, &self.url);
        let found = match self.which {
            Which::Container => container::load(machine).await?,
            Which::Instance => instance::load(machine, &super::instance::settings(url, 1)).await?,
            Which::Role => {
                let (service, role) = (super::sts::service(url), super::sts::role());
                Some(sts::assume_role(machine, &service, &role, &super::sts::with()).await?)
            }
            Which::SignIn => {
                let sign_in = super::sso::sign_in(Some("work"), url);
                Some(sso::load(machine, &sign_in).await?)
            }
        };
        found.ok_or_else(|| CredentialsError::new(Kind::NotFound, "the source", "it has none"))
    }
}

impl Provider for Source {
    fn credentials(&self) -> Result<Credentials, CredentialsError> {
        run(self.load())
    }
}

impl AsyncProvider for Source {
    fn credentials(&self) -> impl Future<Output = Result<Credentials, CredentialsError>> + Send {
        self.load()
    }
}

/// Minutes at which everybody asks, the keys they get, and how often the server has been asked for keys by then.
///
/// The first keys are good for an hour, the second for two.
const WALK: [(u64, usize, usize); 5] = [(0, 1, 1), (45, 1, 1), (51, 2, 2), (60, 2, 2), (121, 3, 3)];

#[test]
fn fifty_threads_and_one_question() {
    for which in EACH {
        let (server, home) = (server(), tempfile::tempdir().expect("a folder"));
        let [source, _] = Source::both(which, &server.url, home.path());
        let keeper = Keeper::new(source);
        for (minutes, number, questions) in WALK {
            let now = noon() + Duration::from_secs(60 * minutes);
            keeper.provider().machine.walk(now);
            let start = Barrier::new(CALLERS);
            std::thread::scope(|scope| {
                for _ in 0..CALLERS {
                    scope.spawn(|| {
                        start.wait();
                        let keys = keeper.get(now, None).expect("keys");
                        assert_eq!(keys.access_key_id(), format!("ASIA{number}"));
                    });
                }
            });
            assert_eq!(
                asked(&server),
                questions,
                "{which:?} after {minutes} minutes"
            );
        }
    }
}

#[test]
fn fifty_tasks_and_one_question() {
    for which in EACH {
        let (server, home) = (server(), tempfile::tempdir().expect("a folder"));
        let [_, source] = Source::both(which, &server.url, home.path());
        let keeper = Arc::new(AsyncKeeper::new(source));
        for (minutes, number, questions) in WALK {
            let now = noon() + Duration::from_secs(60 * minutes);
            keeper.provider().machine.walk(now);
            run(async {
                let asks = |_| {
                    let keeper = Arc::clone(&keeper);
                    tokio::spawn(async move { keeper.get(now, None).await })
                };
                let tasks: Vec<_> = (0..CALLERS).map(asks).collect();
                for task in tasks {
                    let keys = task.await.expect("no panic").expect("keys");
                    assert_eq!(keys.access_key_id(), format!("ASIA{number}"));
                }
            });
            assert_eq!(
                asked(&server),
                questions,
                "{which:?} after {minutes} minutes"
            );
        }
    }
}
