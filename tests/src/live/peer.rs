//! The Python process that runs botocore: a line in, a line out.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use smithy_wire::Value;

/// `tests/peers/live.py` as a process; dropping it ends it.
#[derive(Debug)]
pub struct Peer {
    process: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts it, against the service at this address.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn start(python: &str, script: &str, url: &str) -> io::Result<Peer> {
        let mut process = Command::new(python)
            .args([script, url])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let answers = process.stdout.take().map(BufReader::new);
        Ok(Peer {
            questions: process.stdin.take(),
            answers: answers.ok_or_else(|| io::Error::other("no output"))?,
            process,
        })
    }

    /// Runs one listing there.
    ///
    /// # Errors
    ///
    /// If the process is gone or answers with something else than a line of JSON.
    pub fn ask(&mut self, question: &Value) -> Result<Value, String> {
        let broken = |error: io::Error| format!("the Python process is gone: {error}");
        let questions = self
            .questions
            .as_mut()
            .ok_or("the Python process is gone")?;
        let line = question.to_json() + "\n";
        questions.write_all(line.as_bytes()).map_err(broken)?;
        questions.flush().map_err(broken)?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer).map_err(broken)?;
        Value::from_json(&answer).map_err(|error| format!("Python answered {answer:?}: {error}"))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It ends at the end of its input.
        drop(self.questions.take());
        let _ = self.process.wait();
    }
}
