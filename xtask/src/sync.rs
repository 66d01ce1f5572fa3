//! The one door to the disk for generated code: compares, and writes only what differs.
//!
//! The folders given to [`plan`] belong to the generator whole.
//! A file in them that the generator does not make is an orphan and is deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// How a file on the disk differs from what the generator makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Drift {
    /// The text is another.
    Changed,
    /// The generator makes it, the disk lacks it.
    Missing,
    /// The disk has it, the generator does not make it.
    Orphan,
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Drift::Changed => "changed",
            Drift::Missing => "missing",
            Drift::Orphan => "orphan",
        })
    }
}

/// What has to happen for the disk to agree, by path from the root.
pub(crate) type Drifts = BTreeMap<String, Drift>;

/// Compares `files` with what lies in `folders`; both are paths from `root`.
pub(crate) fn plan(
    root: &Path,
    folders: &BTreeSet<String>,
    files: &BTreeMap<String, String>,
) -> Result<Drifts, Failure> {
    let mut drifts = Drifts::new();
    for (path, text) in files {
        let drift = match fs::read(root.join(path)) {
            Ok(found) if found == text.as_bytes() => continue,
            Ok(_) => Drift::Changed,
            Err(error) if absent(&error) => Drift::Missing,
            Err(error) => return Err(Failure::disk("read", &root.join(path), &error)),
        };
        drifts.insert(path.clone(), drift);
    }
    for folder in folders {
        for path in list(root, folder)? {
            if !files.contains_key(&path) {
                drifts.insert(path, Drift::Orphan);
            }
        }
    }
    Ok(drifts)
}

/// Makes the disk agree: writes changed and missing files, deletes orphans and the folders they leave empty.
pub(crate) fn apply(
    root: &Path,
    folders: &BTreeSet<String>,
    files: &BTreeMap<String, String>,
    drifts: &Drifts,
) -> Result<(), Failure> {
    // Orphans first: one of them may lie where a folder has to be.
    for path in drifts.keys().filter(|path| !files.contains_key(*path)) {
        let path = root.join(path);
        fs::remove_file(&path).map_err(|error| Failure::disk("delete", &path, &error))?;
    }
    for folder in folders {
        remove_empty(&root.join(folder))?;
    }
    for (path, text) in files {
        if drifts.contains_key(path) {
            write(&root.join(path), text)?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::disk("create", folder, &error))?;
    }
    fs::write(path, text).map_err(|error| Failure::disk("write", path, &error))
}

/// Every file below `folder`, as paths from `root`; a folder that is not there has none.
fn list(root: &Path, folder: &str) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for (name, path) in read_folder(&root.join(folder))? {
        let inner = format!("{folder}/{name}");
        // A link is an orphan itself and is never followed.
        if path.is_dir() && !path.is_symlink() {
            found.extend(list(root, &inner)?);
        } else {
            found.push(inner);
        }
    }
    Ok(found)
}

fn remove_empty(folder: &Path) -> Result<(), Failure> {
    for (_, path) in read_folder(folder)? {
        if path.is_dir() && !path.is_symlink() {
            remove_empty(&path)?;
            if read_folder(&path)?.is_empty() {
                fs::remove_dir(&path).map_err(|error| Failure::disk("delete", &path, &error))?;
            }
        }
    }
    Ok(())
}

fn read_folder(folder: &Path) -> Result<Vec<(String, PathBuf)>, Failure> {
    let disk = |error| Failure::disk("read", folder, &error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if absent(&error) => return Ok(Vec::new()),
        Err(error) => return Err(disk(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(disk)?;
        let name = entry.file_name().into_string().map_err(|name| {
            Failure::new(format!(
                "{} holds a file whose name is no text: {}; delete it",
                folder.display(),
                name.display()
            ))
        })?;
        found.push((name, entry.path()));
    }
    Ok(found)
}

/// Nothing is there, or a file stands where one of the path's folders should.
fn absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: &str = "crates/a/src/generated";

    struct Tree {
        root: tempfile::TempDir,
        files: BTreeMap<String, String>,
    }

    impl Tree {
        fn new() -> Self {
            let files = [("mod.rs", "mod b;\n"), ("deep/b.rs", "struct B;\n")];
            Tree {
                root: tempfile::tempdir().unwrap(),
                files: files
                    .map(|(name, text)| (format!("{FOLDER}/{name}"), text.to_owned()))
                    .into(),
            }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.root.path().join(FOLDER).join(name)
        }

        fn plan(&self) -> Drifts {
            plan(self.root.path(), &folders(), &self.files).unwrap()
        }

        fn apply(&self) -> Drifts {
            let drifts = self.plan();
            apply(self.root.path(), &folders(), &self.files, &drifts).unwrap();
            drifts
        }
    }

    fn folders() -> BTreeSet<String> {
        BTreeSet::from([FOLDER.to_owned()])
    }

    fn drift(name: &str, drift: Drift) -> Drifts {
        Drifts::from([(format!("{FOLDER}/{name}"), drift)])
    }

    #[test]
    fn a_first_run_writes_all_and_a_second_nothing() {
        let tree = Tree::new();
        assert_eq!(tree.apply().len(), 2);
        let written = fs::metadata(tree.path("mod.rs"))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(tree.apply(), Drifts::new());
        let after = fs::metadata(tree.path("mod.rs"))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(written, after);
    }

    #[test]
    fn each_kind_of_drift_is_named_and_repaired() {
        let tree = Tree::new();
        tree.apply();

        fs::write(tree.path("mod.rs"), "mod c;\n").unwrap();
        assert_eq!(tree.plan(), drift("mod.rs", Drift::Changed));
        tree.apply();

        fs::remove_file(tree.path("deep/b.rs")).unwrap();
        assert_eq!(tree.plan(), drift("deep/b.rs", Drift::Missing));
        tree.apply();

        fs::create_dir(tree.path("old")).unwrap();
        fs::write(tree.path("old/gone.rs"), "").unwrap();
        assert_eq!(tree.plan(), drift("old/gone.rs", Drift::Orphan));
        tree.apply();

        assert_eq!(tree.plan(), Drifts::new());
        assert!(!tree.path("old").exists(), "a folder left empty goes too");
    }

    #[test]
    fn a_file_where_a_folder_belongs_is_replaced() {
        let tree = Tree::new();
        tree.apply();
        fs::remove_dir_all(tree.path("deep")).unwrap();
        fs::write(tree.path("deep"), "in the way").unwrap();
        assert_eq!(tree.plan().len(), 2);
        tree.apply();
        assert_eq!(tree.plan(), Drifts::new());
    }

    #[test]
    fn nothing_outside_the_folders_is_touched() {
        let tree = Tree::new();
        let own = tree.root.path().join("crates/a/src/lib.rs");
        fs::create_dir_all(own.parent().unwrap()).unwrap();
        fs::write(&own, "mod generated;\n").unwrap();
        tree.apply();
        assert_eq!(fs::read_to_string(&own).unwrap(), "mod generated;\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_deleted_and_not_followed() {
        let tree = Tree::new();
        tree.apply();
        let outside = tree.root.path().join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("precious.txt"), "keep").unwrap();
        std::os::unix::fs::symlink(&outside, tree.path("link")).unwrap();
        assert_eq!(tree.apply(), drift("link", Drift::Orphan));
        assert!(outside.join("precious.txt").exists());
    }
}
