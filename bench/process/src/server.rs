//! The service that the processes talk to.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use bench_harness::{Failure, pin};

/// `bench-serve` as a process; it ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts a service of so many pages of so many images, on the CPU that nobody who is measured has.
    ///
    /// # Errors
    ///
    /// If it does not start.
    pub fn start(programs: &Path, data: &str, pages: u32, page_size: u32) -> Result<Self, Failure> {
        pin(0);
        let process = Command::new(programs.join("bench-serve"))
            .args([data, &pages.to_string(), &page_size.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        pin(1);
        let mut process = process.map_err(|error| format!("cannot start bench-serve: {error}"))?;
        let mut url = String::new();
        let output = process.stdout.take().ok_or("bench-serve has no output")?;
        BufReader::new(output).read_line(&mut url)?;
        Ok(Self {
            process,
            url: url.trim().to_owned(),
        })
    }

    /// A command that finds this service, and keys, in its environment, and nothing else of this machine's.
    #[must_use]
    pub fn client(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .envs([
                ("HOME", "/nonexistent"),
                ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
                ("AWS_SECRET_ACCESS_KEY", "secret"),
                ("AWS_REGION", "us-east-1"),
                ("AWS_DEFAULT_REGION", "us-east-1"),
                ("AWS_EC2_METADATA_DISABLED", "true"),
                ("AWS_PAGER", ""),
            ])
            .env("AWS_ENDPOINT_URL", &self.url);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It reads its standard input to the end; where it is gone already, nothing is left to do.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
