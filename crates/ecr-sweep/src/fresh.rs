//! A file that was made for lines, and goes away again where none came.

use std::fs;
use std::path::PathBuf;

/// Takes an empty file away when it is dropped, unless it is to stay.
#[derive(Debug)]
pub(crate) struct Fresh(Option<PathBuf>);

impl Fresh {
    /// The file at this path, which was not there before.
    pub(crate) fn made(path: PathBuf) -> Self {
        Fresh(Some(path))
    }

    /// A file that nobody made, which stays.
    pub(crate) fn none() -> Self {
        Fresh(None)
    }

    /// It stays, empty or not.
    pub(crate) fn keep(&mut self) {
        self.0 = None;
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let empty = |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.len() == 0);
        if let Some(path) = self.0.take_if(|path| empty(path)) {
            // Nobody misses an empty file that is left.
            let _ = fs::remove_file(path);
        }
    }
}
