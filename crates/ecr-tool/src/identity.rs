//! Who makes the calls: credentials found in the AWS CLI's order, and signatures made with them.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, SystemTime};

use aws_identity::sign::Scope;
use aws_identity::{
    Chain, CredentialsError, Failure as Unfetched, Here, Kind, Machine, Pending, Ran, Selection,
    Signer,
};
use ecr::client::{Bytes, Network, http};

use crate::cli::Target;
use crate::console::complain;
use crate::failure::{Exit, Failure, chain};

/// What signs the calls of this command.
pub(crate) type Caller = Signer<Chain<Surroundings>>;

/// The profile and region that the flags name.
pub(crate) fn selection(target: &Target) -> Selection {
    let mut selection = Selection::new();
    if let Some(name) = &target.profile {
        selection = selection.with_profile(name);
    }
    if let Some(name) = &target.region {
        selection = selection.with_region(name);
    }
    selection
}

/// Looks for credentials; `None` where a registry for tests is asked and there are none.
///
/// For such a registry no cloud is asked: without any it is not waited for.
///
/// # Errors
///
/// There are none, or a source of them is wrong; nothing was sent to the registry then.
pub(crate) fn caller(
    target: &Target,
    network: Network,
    region: &str,
    test: bool,
) -> Result<Option<Caller>, Failure> {
    let here = Surroundings {
        here: Here::new(network),
        cloud: !test,
    };
    let at = here.now();
    let scope = Scope::new(region, "ecr");
    let signer = Signer::new(Chain::new(here, selection(target)), scope);
    match signer.keeper().get(at, None) {
        Ok(_) => Ok(Some(signer)),
        Err(error) if test && error.kind() == Kind::NotFound => Ok(None),
        Err(error) => Err(none(&error, test)),
    }
}

fn none(error: &CredentialsError, test: bool) -> Failure {
    let failure = Failure::new(Exit::Configuration, chain(error));
    match error.kind() {
        _ if test => failure.note("a registry for tests needs none with --no-sign-request"),
        Kind::NotFound => failure
            .note("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with --profile,")
            .note("or use --local for an embedded registry with sample images"),
        _ => failure,
    }
}

/// Tells somebody at a terminal what is waited for, since the program of a `credential_process` may take for ever.
struct Slow {
    /// Its end is the news.
    _done: Sender<()>,
}

impl Slow {
    fn watch() -> Option<Self> {
        if !io::stderr().is_terminal() {
            return None;
        }
        let (sender, done) = mpsc::channel();
        thread::spawn(move || {
            if done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                complain("waiting for the program of `credential_process`; Ctrl-C ends it");
            }
        });
        Some(Slow { _done: sender })
    }
}

const PATIENCE: Duration = Duration::from_secs(5);

/// This machine, with or without the cloud around it.
#[derive(Debug)]
pub(crate) struct Surroundings {
    here: Here,
    cloud: bool,
}

impl Machine for Surroundings {
    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "AWS_EC2_METADATA_DISABLED" if !self.cloud => Some("true".to_owned()),
            _ => self.here.variable(name),
        }
    }

    fn home(&self) -> Option<PathBuf> {
        self.here.home()
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
    ) -> Pending<'_, Result<http::Response<Bytes>, Unfetched>> {
        self.here.fetch(request, within)
    }

    fn run<'a>(&'a self, arguments: &'a [String]) -> Pending<'a, io::Result<Ran>> {
        let slow = Slow::watch();
        Box::pin(async move {
            let ran = self.here.run(arguments).await;
            drop(slow);
            ran
        })
    }

    fn sleep(&self, time: Duration) -> Pending<'_, ()> {
        self.here.sleep(time)
    }
}
