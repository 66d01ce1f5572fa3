//! The built binary, run as a user runs it, and a registry it can ask.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(dead_code, reason = "each test file uses some of this")]

pub(crate) mod server;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// What a run printed, and its exit code.
#[derive(Debug)]
pub(crate) struct Ran {
    /// `None` where a signal ended it.
    pub(crate) exit: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The same run, which has to have succeeded.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.exit, Some(0), "{self:?}");
        self
    }

    /// The token that standard error names.
    #[track_caller]
    pub(crate) fn told_token(&self) -> String {
        let (_, after) = self
            .err
            .split_once("--starting-token ")
            .expect("a token is named");
        after.split_whitespace().next().expect("a token").to_owned()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran {
            exit: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

/// `ecr` with these arguments, nothing taken over from the environment, no files of a user's and no cloud around it.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecr"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    command.env("HOME", "/nonexistent");
    command.env("AWS_EC2_METADATA_DISABLED", "true");
    command
}

/// Waits for what another process does, as long as that can take.
#[track_caller]
pub(crate) fn until(is_so: impl Fn() -> bool) {
    for _ in 0..20_000 {
        if is_so() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("it never came to be");
}

/// A standard output whose reader has left already.
pub(crate) fn left() -> Stdio {
    let (_, output) = std::io::pipe().expect("a pipe");
    output.into()
}

/// Runs `ecr` with these arguments to its end.
pub(crate) fn ecr(arguments: &[&str]) -> Ran {
    command(arguments).output().expect("ecr runs").into()
}

/// `ecr local` as a process, ended with the test.
pub(crate) struct Registry {
    child: Child,
    pub(crate) url: String,
}

impl Registry {
    /// Starts one with these further arguments.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = command(&[&["local"], arguments].concat())
            .stdout(Stdio::piped())
            .spawn()
            .expect("ecr local runs");
        let out = child.stdout.as_mut().expect("its standard output");
        let mut line = String::new();
        BufReader::new(out)
            .read_line(&mut line)
            .expect("its first line");
        let url = line
            .strip_prefix("listening on ")
            .expect("where it listens");
        let url = url.trim_end().to_owned();
        Registry { child, url }
    }

    /// Runs `ecr` against it.
    pub(crate) fn ecr(&self, arguments: &[&str]) -> Ran {
        ecr(&self.arguments(arguments))
    }

    /// The arguments that ask this registry.
    pub(crate) fn arguments<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        [arguments, &["--endpoint-url", &self.url]].concat()
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end.
    pub(crate) fn exit(mut self) -> Option<i32> {
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal such as `INT`.
pub(crate) fn signal(name: &str, id: u32) {
    let sent = Command::new("kill")
        .args([&format!("-{name}"), &id.to_string()])
        .status();
    assert!(sent.expect("kill runs").success());
}

/// The list under this name.
#[track_caller]
pub(crate) fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name]
        .as_array()
        .unwrap_or_else(|| panic!("no list {name} in {value}"))
}

/// Flags for the images of the registry's first repository.
pub(crate) const IMAGES: [&str; 3] = ["describe-images", "--repository-name", "team/app"];

/// The digests of a listing of images: what identifies them, whenever their registry was started.
#[track_caller]
pub(crate) fn digests(listing: &Value) -> Vec<String> {
    let digest = |image: &Value| image["imageDigest"].as_str().expect("a digest").to_owned();
    list(listing, "imageDetails").iter().map(digest).collect()
}
