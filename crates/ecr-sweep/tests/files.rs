//! The files of a sweep: two of them, one writer, bound to what they are of, and an end that is known as one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

use ecr::Client;
use ecr::client::Replay;
use ecr_local::{Registry, Server};
use ecr_sweep::{LineFile, Part, Report, Sink, Sweep, SweepError};
use tempfile::TempDir;

fn served() -> (Server, Client) {
    let server = Registry::builder()
        .repositories(3)
        .images(25)
        .page_cap(10)
        .start()
        .unwrap();
    let client = Client::local(&server.url()).unwrap();
    (server, client)
}

/// A folder that goes away, and the names of an output and its journal there.
fn names() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (out, journal) = (folder.path().join("out"), folder.path().join("journal"));
    (folder, out, journal)
}

fn sweep(client: &Client, out: &Path, journal: &Path) -> Report {
    let file = LineFile::open(out, journal).unwrap();
    Sweep::new(client).run(file).unwrap()
}

fn files(folder: &TempDir) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string();
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| name(entry).unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn one_file_is_not_both() {
    let (folder, out, _) = names();
    let dotted = folder.path().join(".").join("out");
    let mut others = vec![out.clone(), dotted];
    #[cfg(unix)]
    {
        let (link, hard) = (folder.path().join("link"), folder.path().join("hard"));
        std::os::unix::fs::symlink(&out, &link).unwrap();
        fs::write(&out, "").unwrap();
        fs::hard_link(&out, &hard).unwrap();
        others.extend([link, hard]);
    }
    let known = "{\"sweep\":1,\"output\":\"file\",\"out\":0,\"images\":0}\n";
    for journal in others {
        for text in [known, "a line\n"] {
            fs::write(&out, text).unwrap();
            let error = LineFile::open(&out, &journal).unwrap_err();
            assert!(matches!(error, SweepError::SameFile(_)), "{error}");
            assert_eq!(fs::read_to_string(&out).unwrap(), text);
        }
    }
}

#[test]
fn nothing_is_left_of_a_refusal() {
    let (folder, out, _) = names();
    LineFile::open(&out, &out).unwrap_err();
    assert!(files(&folder).is_empty());
}

#[test]
fn one_sweep_at_a_time() {
    let (_server, client) = served();
    let (folder, out, journal) = names();
    let first = LineFile::open(&out, &journal).unwrap();
    let others = [
        (out.clone(), folder.path().join("other"), &out),
        (folder.path().join("other"), journal.clone(), &journal),
    ];
    for (out, journal, busy) in &others {
        match LineFile::open(out, journal).unwrap_err() {
            SweepError::Busy(path) => assert_eq!(&path, *busy),
            other => panic!("{other}"),
        }
    }
    let error = LineFile::to_writer(Vec::new(), Some(&journal)).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("is being written by another sweep"), "{text}");
    Sweep::new(&client).run(first).unwrap();
    // What the second one is kept out of is also the journal that took the first one's place.
    assert!(sweep(&client, &out, &journal).was_complete);
}

#[test]
fn lines_that_nobody_knows_are_kept_unless_said_otherwise() {
    let (_server, client) = served();
    let (_folder, out, journal) = names();
    fs::write(&out, "a line of somebody else\n").unwrap();
    let bare = LineFile::options();
    let known = bare.clone().journal(&journal);
    for options in [&bare, &known] {
        let error = options.open(&out).unwrap_err();
        assert!(matches!(error, SweepError::Unknown(_)), "{error}");
        assert!(fs::read_to_string(&out).unwrap().starts_with("a line"));
    }
    for options in [bare, known] {
        let file = options.overwrite(true).open(&out).unwrap();
        let report = Sweep::new(&client).run(file).unwrap();
        let text = fs::read_to_string(&out).unwrap();
        assert_eq!(text.lines().count() as u64, report.images);
        assert!(report.images > 0 && !text.contains("somebody else"));
    }
}

/// A sweep that was stopped after its first page.
fn begun(client: &Client, out: &Path, journal: &Path) {
    let stops = |_: ecr_sweep::Progress| panic!("stopped");
    let file = LineFile::open(out, journal).unwrap();
    let sweep = Sweep::new(client).parallel(1).watched_by(&stops);
    let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| sweep.run(file)));
    assert!(stopped.is_err() && fs::metadata(out).unwrap().len() > 0);
}

#[test]
fn overwriting_does_not_stop_a_sweep_that_can_go_on() {
    let (_server, client) = served();
    let (folder, out, journal) = names();
    begun(&client, &out, &journal);
    let good = fs::read(&out).unwrap();
    let options = LineFile::options().journal(&journal).overwrite(true);
    let report = Sweep::new(&client).run(options.open(&out).unwrap());
    let (report, text) = (report.unwrap(), fs::read_to_string(&out).unwrap());
    assert!(report.is_complete() && text.as_bytes().starts_with(&good));
    assert!(report.images < text.lines().count() as u64, "it began anew");
    // A complete one is begun anew.
    let report = Sweep::new(&client).run(options.open(&out).unwrap());
    assert!(!report.unwrap().was_complete);
    // So is one that was killed before its journal had its last name.
    fs::rename(folder.path().join("journal.done"), &journal).unwrap();
    let report = Sweep::new(&client).run(options.open(&out).unwrap());
    assert!(!report.unwrap().was_complete);
}

#[test]
fn a_journal_belongs_to_its_kind_of_output() {
    let (_server, client) = served();
    let (folder, out, journal) = names();
    begun(&client, &out, &journal);
    let error = LineFile::to_writer(Vec::new(), Some(&journal)).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("into a file: name that file again"), "{text}");

    let stream = folder.path().join("stream");
    let mut lines = LineFile::to_writer(Vec::new(), Some(&stream)).unwrap();
    lines.start(None, None).unwrap();
    drop(lines);
    let error = LineFile::open(&folder.path().join("new"), &stream).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("that went to no file"), "{text}");
    let report = Sweep::new(&client)
        .run(LineFile::to_writer(Vec::new(), Some(&stream)).unwrap())
        .unwrap();
    assert!(report.is_complete() && !stream.exists());
}

#[test]
fn a_journal_is_bound_to_where_its_registry_is() {
    let (server, client) = served();
    let (_folder, out, journal) = names();
    let dies = LineFile::open(&out, &journal).unwrap();
    let url = server.url();
    let here = Sweep::new(&client).origin(&url);
    let mut dies = dies;
    dies.start(None, Some(&url)).unwrap();
    drop(dies);
    for other in [
        Sweep::new(&client),
        Sweep::new(&client).origin("http://127.0.0.1:1"),
    ] {
        let asked = server.requests().len();
        let error = other
            .run(LineFile::open(&out, &journal).unwrap())
            .unwrap_err();
        assert!(matches!(error, SweepError::OtherOrigin { .. }), "{error}");
        assert!(error.to_string().contains(&url), "{error}");
        assert_eq!(server.requests().len(), asked, "nothing was sent");
    }
    let report = here.run(LineFile::open(&out, &journal).unwrap()).unwrap();
    assert!(report.is_complete());
    // So is the line that is left of a complete one.
    let error = Sweep::new(&client)
        .run(LineFile::open(&out, &journal).unwrap())
        .unwrap_err();
    assert!(matches!(error, SweepError::OtherOrigin { .. }), "{error}");
}

#[test]
fn a_complete_sweep_is_known_as_one_whenever_it_is_killed() {
    let (server, client) = served();
    let (folder, out, journal) = names();
    sweep(&client, &out, &journal);
    assert_eq!(files(&folder), ["journal.done", "out"]);
    let complete = fs::read(&out).unwrap();
    let asked = server.requests().len();
    let is_over = |journal: &Path| {
        let report = sweep(&client, &out, journal);
        assert!(report.was_complete && report.is_complete());
        assert_eq!(fs::read(&out).unwrap(), complete);
        assert_eq!(files(&folder), ["journal.done", "out"]);
        assert_eq!(server.requests().len(), asked, "nothing was sent");
    };
    is_over(&journal);
    // Killed before the journal has its last name.
    fs::rename(folder.path().join("journal.done"), &journal).unwrap();
    is_over(&journal);
    // Killed when it had just made its journal again.
    fs::write(&journal, "").unwrap();
    is_over(&journal);
}

#[test]
fn what_is_left_of_a_complete_sweep_says_nothing_of_another_file() {
    let (_server, client) = served();
    let (folder, out, journal) = names();
    sweep(&client, &out, &journal);
    let complete = fs::read(&out).unwrap();
    fs::remove_file(&out).unwrap();
    let report = sweep(&client, &out, &journal);
    assert!(!report.was_complete);
    assert_eq!(fs::read(&out).unwrap().len(), complete.len());
    for text in [&b"another\n"[..], &[&complete[..], b"{}\n"].concat()] {
        fs::write(&out, text).unwrap();
        let error = LineFile::open(&out, &journal).unwrap_err();
        assert!(matches!(error, SweepError::Unknown(_)), "{error}");
    }
    // Nor does a line that does not say that it was the end.
    let left = format!(
        "{{\"sweep\":1,\"output\":\"file\",\"out\":{},\"images\":75}}\n",
        complete.len()
    );
    fs::write(folder.path().join("journal.done"), left).unwrap();
    fs::write(&out, complete).unwrap();
    let error = LineFile::open(&out, &journal).unwrap_err();
    assert!(matches!(error, SweepError::Unknown(_)), "{error}");
}

#[test]
fn a_repository_that_is_listed_twice_is_read_once() {
    let replay = Replay::pages([
        r#"{"repositories":[{"repositoryName":"a"},{"repositoryName":"b"}],"nextToken":"more"}"#,
        r#"{"repositories":[{"repositoryName":"b"}]}"#,
        r#"{"imageDetails":[{"imageDigest":"sha256:1"}]}"#,
        r#"{"imageDetails":[{"imageDigest":"sha256:2"}]}"#,
    ]);
    let client = Client::with(&replay);
    let mut lines = Vec::new();
    let file = LineFile::to_writer(&mut lines, None).unwrap();
    let report = Sweep::new(&client).parallel(1).run(file).unwrap();
    assert_eq!((report.repositories, report.images), (2, 2));
    assert!(report.is_complete(), "{report:?}");
}

/// How far a repository came, with so many items.
fn at(items: u64) -> Part {
    let place = format!(
        r#"{{"version":1,"operation":"DescribeImages","filters":{{}},"pages":1,"items":{items},"place":{{"token":{{"nextToken":"t{items}"}}}}}}"#
    );
    let part = format!(r#"{{"repository":"a","place":{place}}}"#);
    part.parse().unwrap()
}

#[test]
fn a_long_journal_is_written_anew_and_says_the_same() {
    let (_folder, _, journal) = names();
    let mut lines = LineFile::to_writer(Vec::new(), Some(&journal)).unwrap();
    lines.start(Some("012345678901"), Some("here")).unwrap();
    lines.repository("a").unwrap();
    lines.repository("b").unwrap();
    let mut longest = 0;
    for items in 0..3_000 {
        lines.page(items % 2, &[], &at(items)).unwrap();
        longest = longest.max(fs::metadata(&journal).unwrap().len());
    }
    let bytes = lines.journal_bytes();
    // Now and then, and not with every line.
    assert!((400_000..800_000).contains(&bytes), "{bytes}");
    assert!(longest < 70_000, "{longest}");
    let state = lines.state();
    drop(lines);
    let again = LineFile::to_writer(Vec::new(), Some(&journal)).unwrap();
    assert_eq!(again.state(), state);
}

/// Takes nothing.
struct Full;

impl std::io::Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::StorageFull.into())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_place_does_not_move_before_the_lines() {
    let (_folder, _, journal) = names();
    let mut lines = LineFile::to_writer(Full, Some(&journal)).unwrap();
    lines.start(None, None).unwrap();
    lines.repository("a").unwrap();
    let state = lines.state();
    let images = [ecr::types::ImageDetail::default()];
    lines.page(0, &images, &at(1)).unwrap_err();
    drop(lines);
    let again = LineFile::to_writer(Vec::new(), Some(&journal)).unwrap();
    assert_eq!(again.state(), state);
}

#[test]
fn what_an_older_sweep_left_is_forgotten_by_a_new_one() {
    let (_server, client) = served();
    let (folder, out, journal) = names();
    sweep(&client, &out, &journal);
    fs::remove_file(&out).unwrap();
    begun(&client, &out, &journal);
    assert!(!files(&folder).contains(&"journal.done".to_owned()));
}
