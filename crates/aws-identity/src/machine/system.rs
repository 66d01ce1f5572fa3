//! The places where variables, the clock, files and programs are touched.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use super::Ran;

pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[allow(
    clippy::disallowed_methods,
    reason = "keys expire by the time of day; everything else is handed it"
)]
pub(super) fn now() -> SystemTime {
    SystemTime::now()
}

pub(super) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let beside = path.with_extension(format!("{}.tmp", std::process::id()));
    let written = create(&beside)
        .and_then(|mut file| file.write_all(content))
        .and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn create(path: &Path) -> io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

pub(super) fn run(arguments: &[String]) -> io::Result<Ran> {
    let Some((program, rest)) = arguments.split_first() else {
        return Err(io::Error::from(io::ErrorKind::InvalidInput));
    };
    let ended = Command::new(program)
        .args(rest)
        .stdin(Stdio::null())
        .output()?;
    Ok(Ran {
        success: ended.status.success(),
        output: ended.stdout,
        complaint: ended.stderr,
    })
}
