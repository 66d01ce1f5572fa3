//! The places where variables, the clock, files and programs are touched.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
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
    let (beside, mut file) = beside(path)?;
    let written = file
        .write_all(content)
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// A new file in the same folder, which no other process or thread writes.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut failed = io::Error::from(io::ErrorKind::AlreadyExists);
    // A process of the same number may have left some behind.
    for _ in 0..TRIES {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let beside = path.with_extension(format!("{}-{count}.tmp", std::process::id()));
        match create(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => failed = error,
            Err(error) => return Err(error),
        }
    }
    Err(failed)
}

const TRIES: u32 = 64;

fn create(path: &Path) -> io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

pub(super) fn run(arguments: &[String]) -> io::Result<Ran> {
    let Some((program, rest)) = arguments.split_first() else {
        return Err(io::Error::from(io::ErrorKind::InvalidInput));
    };
    let mut child = Command::new(program)
        .args(rest)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (out, complaints) = (child.stdout.take(), child.stderr.take());
    let (output, complaint) = std::thread::scope(|scope| {
        let complaint = scope.spawn(|| within(PRINTED, complaints));
        let output = within(PRINTED, out);
        // Before its complaints are waited for, which end with it.
        if output.is_err() {
            let _ = child.kill();
        }
        (output, complaint.join())
    });
    let status = child.wait()?;
    Ok(Ran {
        success: status.success(),
        output: output?,
        complaint: complaint.ok().and_then(Result::ok).unwrap_or_default(),
    })
}

/// How much a program may print, in bytes.
const PRINTED: u64 = 1 << 20;

/// How long a file may be, in bytes; without a limit a device would fill the memory.
const READ: u64 = 16 << 20;

pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    within(READ, Some(File::open(path)?))
}

/// All there is, if that is not more than so much.
fn within(limit: u64, from: Option<impl io::Read>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        from.take(limit + 1).read_to_end(&mut bytes)?;
    }
    match bytes.len() as u64 > limit {
        true => Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("there are more than {limit} bytes"),
        )),
        false => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_has_no_end_is_refused() {
        let kind = |error: io::Error| error.kind();
        let file = read(Path::new("/dev/zero")).map_err(kind);
        assert_eq!(
            file.map(|bytes| bytes.len()),
            Err(io::ErrorKind::FileTooLarge)
        );
        // The second takes no notice of the pipe that nobody reads any more.
        for program in ["yes", "trap '' PIPE; while :; do echo y; done 2>/dev/null"] {
            let ran = run(&["sh", "-c", program].map(str::to_owned)).map_err(kind);
            assert_eq!(ran.map(|ran| ran.success), Err(io::ErrorKind::FileTooLarge));
        }
    }

    /// What two writers write, which nobody would take one for the other.
    const WRITERS: [u8; 2] = [b'a', b'b'];
    const LENGTH: usize = 100_000;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("token.json");
        std::fs::write(&path, "old").expect("a file");
        write(&path, b"new").expect("written");
        assert_eq!(std::fs::read(&path).expect("a file"), b"new");
        let files = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(files, 1);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_user_may_read_it_whatever_the_old_one_allowed() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("token.json");
        std::fs::write(&path, "old").expect("a file");
        let open = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(&path, open).expect("permissions");
        write(&path, b"new").expect("written");
        let mode = std::fs::metadata(&path).expect("a file").permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("folder");
        std::fs::create_dir(&path).expect("a folder in the way");
        write(&path, b"new").expect_err("a folder is no file");
        assert!(path.is_dir());
        let files = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(files, 1);
    }

    #[test]
    fn whoever_reads_while_two_write_sees_a_whole_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("token.json");
        write(&path, &[WRITERS[0]; LENGTH]).expect("written");
        std::thread::scope(|scope| {
            for writer in WRITERS {
                let path = &path;
                scope.spawn(move || {
                    for _ in 0..50 {
                        write(path, &[writer; LENGTH]).expect("written");
                    }
                });
            }
            for _ in 0..200 {
                let read = std::fs::read(&path).expect("a file");
                assert_eq!(read.len(), LENGTH);
                assert!(read.iter().all(|byte| Some(byte) == read.first()));
            }
        });
    }
}
