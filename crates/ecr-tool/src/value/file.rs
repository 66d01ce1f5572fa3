//! `file://PATH` stands for the text of that file.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, ErrorKind, Read};

use super::Problem;

const PREFIX: &str = "file://";

/// The word itself, or the text of the file it names, as it is.
pub(crate) fn resolve(word: &str) -> Result<Cow<'_, str>, Problem> {
    let Some(path) = word.strip_prefix(PREFIX) else {
        return Ok(Cow::Borrowed(word));
    };
    match read(expand_home(path).as_ref()) {
        Ok(text) => Ok(Cow::Owned(text)),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => {
            Err(Problem::new(format!("cannot read {path}: {error}"))
                .remedy("a request is far smaller: is it the file you mean?"))
        }
        Err(error) => Err(Problem::new(format!("cannot read {path}: {error}"))
            .remedy("file:// is followed by a path: file://input.json or file:///tmp/input.json")),
    }
}

/// How long a file may be, in bytes; without a limit a device would fill the memory.
const MOST: u64 = 16 << 20;

fn read(path: &str) -> io::Result<String> {
    let mut text = Vec::new();
    File::open(path)?.take(MOST + 1).read_to_end(&mut text)?;
    if text.len() as u64 > MOST {
        let told = format!("there are more than {MOST} bytes");
        return Err(io::Error::new(ErrorKind::FileTooLarge, told));
    }
    String::from_utf8(text).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not UTF-8"))
}

fn expand_home(path: &str) -> Cow<'_, str> {
    match (path.strip_prefix("~/"), std::env::var("HOME")) {
        (Some(rest), Ok(home)) => Cow::Owned(format!("{home}/{rest}")),
        _ => Cow::Borrowed(path),
    }
}
