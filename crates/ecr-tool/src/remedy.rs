//! What to do about a file that cannot be used.

use std::io::ErrorKind;

/// What helps, as the beginning of a sentence; nothing where nobody can say.
pub(crate) fn of_file(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Some("make room there")
        }
        ErrorKind::NotFound => Some("make the folder first, or name a file elsewhere"),
        ErrorKind::NotADirectory => Some("name a file in a folder"),
        ErrorKind::IsADirectory => Some("it is a folder: name a file"),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Some("name a file that you may write, in a folder that you may write to")
        }
        _ => None,
    }
}
