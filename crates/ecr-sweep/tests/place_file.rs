//! A file that keeps a place: whole, and one writer's at a time.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::thread;

use ecr_sweep::PlaceFile;

#[test]
fn a_place_that_was_replaced_is_still_locked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("place");
    let mut place = PlaceFile::open(&path).unwrap();
    for text in ["one", "two"] {
        place.replace(text.as_bytes()).unwrap();
        place.append(b" and more").unwrap();
        let second = PlaceFile::open(&path).unwrap_err();
        assert_eq!(second.kind(), ErrorKind::WouldBlock);
    }
    drop(place);
    let mut place = PlaceFile::open(&path).unwrap();
    assert_eq!(place.read().unwrap(), b"two and more");
    place.cut(0).unwrap();
    drop(place);
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 0, "nothing is kept of nothing");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_place_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("target"), folder.path().join("link"));
    fs::write(&target, "old").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    PlaceFile::open(&link).unwrap().replace(b"new").unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), "new");
}

#[test]
fn what_a_kill_left_beside_it_is_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("place");
    fs::write(
        folder.path().join(".place.new"),
        "half of a place, and longer",
    )
    .unwrap();
    PlaceFile::open(&path).unwrap().replace(b"whole").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

const ROUNDS: u32 = 40;

/// Adds one to the number in the file, as often as it gets hold of it.
fn count(path: &Path) {
    let mut done = 0;
    while done < ROUNDS {
        match PlaceFile::open(path) {
            Ok(mut place) => {
                let text = String::from_utf8(place.read().unwrap()).unwrap();
                let number: u32 = text.parse().unwrap_or(0);
                place.replace((number + 1).to_string().as_bytes()).unwrap();
                done += 1;
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => thread::yield_now(),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn whoever_holds_a_place_holds_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("place");
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| count(&path));
        }
    });
    let number = fs::read_to_string(&path).unwrap();
    assert_eq!(number, (4 * ROUNDS).to_string());
}

#[test]
fn a_place_that_cannot_be_replaced_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // The name fits, and that of the file which is to take its place is longer.
    let path = folder.path().join("x".repeat(252));
    PlaceFile::open(&path).unwrap_err();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
