//! Sweeps of an embedded registry: whole, stopped and gone on, with what appears and vanishes meanwhile.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ecr::Client;
use ecr::types::ImageDetail;
use ecr_local::{Registry, Server};
use ecr_sweep::{LineFile, Part, PartState, Report, Sink, State, Sweep, SweepError, World};

fn served(repositories: usize, images: usize, faults: &[&str]) -> (Server, Client) {
    let mut builder = Registry::builder()
        .repositories(repositories)
        .images(images)
        .page_cap(10);
    for fault in faults {
        builder = builder.fault(fault.parse().unwrap());
    }
    let server = builder.start().unwrap();
    let client = Client::local(&server.url()).unwrap();
    (server, client)
}

/// Repository and digest of each line.
fn lines(path: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(path).unwrap();
    let line = |line: &str| {
        let image: ImageDetail = serde_json::from_str(line).unwrap();
        (image.repository_name.unwrap(), image.image_digest.unwrap())
    };
    text.lines().map(line).collect()
}

fn is_whole(path: &Path, client: &Client) {
    let mut found = lines(path);
    let all = found.len();
    found.sort();
    found.dedup();
    assert_eq!(found.len(), all, "an image came twice");
    let mut expected = BTreeSet::new();
    let repositories = ecr::describe_repositories::paginate(
        client,
        ecr::describe_repositories::DescribeRepositoriesRequest::new(),
    );
    for repository in repositories.items().unwrap() {
        let name = repository.unwrap().repository_name.unwrap();
        let request = ecr::describe_images::DescribeImagesRequest::new(name.as_str());
        for image in ecr::describe_images::paginate(client, request)
            .items()
            .unwrap()
        {
            expected.insert((name.clone(), image.unwrap().image_digest.unwrap()));
        }
    }
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn every_image_of_every_repository_comes_once() {
    let (_server, client) = served(7, 25, &[]);
    let folder = tempfile::tempdir().unwrap();
    let (out, journal) = (folder.path().join("out"), folder.path().join("journal"));
    let seen = Mutex::new(Vec::new());
    let watcher = |progress: ecr_sweep::Progress| seen.lock().unwrap().push(progress);
    let report = Sweep::new(&client)
        .parallel(3)
        .watched_by(&watcher)
        .run(LineFile::open(&out, &journal).unwrap())
        .unwrap();
    is_whole(&out, &client);
    assert!(report.is_complete() && !journal.exists());
    assert!(report.appeared.is_empty() && report.vanished.is_empty());
    assert_eq!(
        (report.repositories, report.images),
        (7, lines(&out).len() as u64)
    );
    let last = *seen.lock().unwrap().last().unwrap();
    assert_eq!((last.pages, last.images), (report.pages, report.images));
}

/// A sink that fails once so many pages went through, as if the program were killed there.
struct Dies {
    inner: LineFile,
    pages: u64,
}

impl Sink for Dies {
    fn state(&self) -> State {
        self.inner.state()
    }
    fn start(&mut self, registry_id: Option<&str>, origin: Option<&str>) -> io::Result<()> {
        self.inner.start(registry_id, origin)
    }
    fn repository(&mut self, name: &str) -> io::Result<()> {
        self.inner.repository(name)
    }
    fn page(&mut self, number: u64, images: &[ImageDetail], behind: &Part) -> io::Result<()> {
        self.pages = self
            .pages
            .checked_sub(1)
            .ok_or_else(|| io::Error::other("killed"))?;
        self.inner.page(number, images, behind)
    }
    fn finish(&mut self, is_complete: bool) -> io::Result<()> {
        self.inner.finish(is_complete)
    }
}

#[test]
fn stopped_anywhere_it_goes_on_there() {
    let (_server, client) = served(5, 25, &[]);
    let folder = tempfile::tempdir().unwrap();
    let (out, journal) = (folder.path().join("out"), folder.path().join("journal"));
    for pages in [0, 1, 3, 2, 5] {
        let dies = Dies {
            inner: LineFile::open(&out, &journal).unwrap(),
            pages,
        };
        let error = Sweep::new(&client).parallel(2).run(dies).unwrap_err();
        assert!(matches!(error, SweepError::Write(_)), "{error}");
        // A kill between the lines and the journal leaves lines that the journal does not know, and half of one.
        let mut text = fs::read(&out).unwrap();
        text.extend(b"{\"imageDigest\":\"sha256:twice\"}\n{\"ima");
        fs::write(&out, text).unwrap();
        let mut torn = fs::read(&journal).unwrap();
        torn.extend(b"{\"part\":1,\"sta");
        fs::write(&journal, torn).unwrap();
    }
    let file = LineFile::open(&out, &journal).unwrap();
    let report = Sweep::new(&client).run(file).unwrap();
    let all = lines(&out).len() as u64;
    assert!(report.is_complete() && report.images < all);
    assert_eq!(report.images_in_all, all);
    is_whole(&out, &client);
    let file = LineFile::open(&out, &journal).unwrap();
    let again = Sweep::new(&client).run(file).unwrap();
    assert!(again.was_complete);
    assert_eq!((again.images, again.images_in_all), (0, all));
}

#[test]
fn a_repository_that_fails_keeps_its_place_and_the_others_go_on() {
    let (_failing, client) = served(4, 25, &["status=503@call:6"]);
    let folder = tempfile::tempdir().unwrap();
    let (out, journal) = (folder.path().join("out"), folder.path().join("journal"));
    let first = Sweep::new(&client)
        .parallel(1)
        .run(LineFile::open(&out, &journal).unwrap())
        .unwrap();
    if first.is_complete() {
        // The client tried again by itself.
        return is_whole(&out, &client);
    }
    assert_eq!((first.failed.len(), journal.exists()), (1, true));
    let why = &first.failed[0].why;
    assert!(why.starts_with("DescribeImages, page 2: "), "{why}");
    // There is nothing to give a token to: the journal holds the place.
    assert!(why.contains("503") && !why.contains("token"), "{why}");
    let second = Sweep::new(&client)
        .run(LineFile::open(&out, &journal).unwrap())
        .unwrap();
    assert!(second.is_complete());
    is_whole(&out, &client);
}

#[test]
fn a_token_that_leads_back_doubles_nothing_once_the_service_is_mended() {
    let (_server, client) = served(3, 45, &["repeat-token@page:3"]);
    let folder = tempfile::tempdir().unwrap();
    let (out, journal) = (folder.path().join("out"), folder.path().join("journal"));
    let run = || {
        let file = LineFile::open(&out, &journal).unwrap();
        Sweep::new(&client).parallel(1).run(file).unwrap()
    };
    assert!(!run().is_complete());
    assert!((0..3).any(|_| run().is_complete()));
    // A listing that is begun anew meets the fault again, so the lines are counted.
    let found = lines(&out);
    let distinct: BTreeSet<_> = found.iter().collect();
    assert_eq!((found.len(), distinct.len()), (3 * 45, 3 * 45));
}

#[test]
fn a_circle_that_stays_adds_nothing_run_after_run() {
    let (_server, client) = served(3, 57, &["cycle=3@page:2"]);
    let folder = tempfile::tempdir().unwrap();
    let (out, journal) = (folder.path().join("out"), folder.path().join("journal"));
    let mut sizes = BTreeSet::new();
    for _ in 0..3 {
        let file = LineFile::open(&out, &journal).unwrap();
        let report = Sweep::new(&client).run(file).unwrap();
        assert_eq!(report.failed.len(), 3, "{report:?}");
        sizes.insert(lines(&out).len());
    }
    assert_eq!(sizes.len(), 1, "{sizes:?}");
    let found: BTreeSet<_> = lines(&out).into_iter().collect();
    assert_eq!(BTreeSet::from([found.len()]), sizes);
}

#[test]
fn what_appeared_and_vanished_is_told() {
    let (_server, client) = served(2, 5, &[]);
    let folder = tempfile::tempdir().unwrap();
    let (out, journal) = (folder.path().join("out"), folder.path().join("journal"));
    let dies = Dies {
        inner: LineFile::open(&out, &journal).unwrap(),
        pages: 0,
    };
    Sweep::new(&client).run(dies).unwrap_err();
    let renamed = fs::read_to_string(&journal)
        .unwrap()
        .replacen("payments/api", "payments/old", 1);
    fs::write(&journal, renamed).unwrap();
    let report = Sweep::new(&client)
        .run(LineFile::open(&out, &journal).unwrap())
        .unwrap();
    assert_eq!(report.appeared, ["payments/api"]);
    assert_eq!(report.vanished, ["payments/old"]);
    is_whole(&out, &client);
}

#[test]
fn a_repository_that_is_not_there_is_gone_and_no_failure() {
    let (_server, client) = served(1, 5, &[]);
    let mut part = Part::new("no/such");
    part.run(&client, |_, _| Ok::<_, io::Error>(())).unwrap();
    assert_eq!(part.state(), &PartState::Gone);
}

#[test]
fn a_part_is_run_elsewhere_and_sent_back() {
    let (_server, client) = served(1, 25, &[]);
    let mut part = Part::new("payments/api");
    let mut digests = Vec::new();
    let mut pages = 0;
    // Each page on another worker.
    while !part.is_over() {
        let mut sent: Part = serde_json::from_str(&serde_json::to_string(&part).unwrap()).unwrap();
        let mut taken = false;
        let _stopped = sent.run(&client, |images, _| {
            if taken {
                return Err(io::Error::other("one page is enough"));
            }
            taken = true;
            digests.extend(images.into_iter().map(|image| image.image_digest.unwrap()));
            Ok(())
        });
        part = sent.to_string().parse().unwrap();
        pages += 1;
        assert!(pages < 100);
    }
    let once: BTreeSet<&String> = digests.iter().collect();
    assert_eq!((pages, once.len()), (3, digests.len()));
}

#[test]
fn files_that_do_not_belong_together_are_refused() {
    let (_server, client) = served(1, 5, &[]);
    let folder = tempfile::tempdir().unwrap();
    let (out, journal) = (folder.path().join("out"), folder.path().join("journal"));
    fs::write(&out, "a line of somebody else\n").unwrap();
    assert!(matches!(
        LineFile::open(&out, &journal),
        Err(SweepError::Unknown(_))
    ));
    fs::write(&journal, "no journal\n").unwrap();
    assert!(matches!(
        LineFile::open(&out, &journal),
        Err(SweepError::NoJournal(_))
    ));
    fs::write(
        &journal,
        "{\"sweep\":1,\"output\":\"file\",\"out\":900,\"images\":9,\"last\":\"90-0\"}\n",
    )
    .unwrap();
    assert!(matches!(
        LineFile::open(&out, &journal),
        Err(SweepError::TooShort { expected: 900, .. })
    ));
    fs::write(
        &journal,
        "{\"sweep\":1,\"registryId\":\"999999999999\",\"output\":\"file\",\"out\":0,\"images\":0,\"last\":\"0-0\"}\n",
    )
    .unwrap();
    let error = Sweep::new(&client)
        .run(LineFile::open(&out, &journal).unwrap())
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("one of the registry 999999999999"),
        "{error}"
    );
}

/// Time passes only where somebody waits.
#[derive(Default)]
struct Virtual(Mutex<Duration>);

impl World for Virtual {
    fn now(&self) -> Duration {
        *self.0.lock().unwrap()
    }
    fn sleep(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }
}

#[test]
fn requests_are_spread_as_agreed() {
    let (_server, client) = served(3, 25, &[]);
    let run = |sweep: Sweep<'_, Client>| -> (Report, Duration) {
        let world = Virtual::default();
        let report = sweep
            .parallel(1)
            .world(&world)
            .run(LineFile::to_writer(Vec::new(), None).unwrap())
            .unwrap();
        (report, world.now())
    };
    let (report, time) = run(Sweep::new(&client).requests_per_second(10.0));
    assert_eq!(time, Duration::from_millis(100) * (report.pages as u32 - 1));
    // Each repository has its own count.
    let (report, time) = run(Sweep::new(&client).requests_per_second_each(10.0));
    assert!(
        time < Duration::from_millis(100) * (report.pages as u32 - 2),
        "{time:?}"
    );
}

#[test]
fn the_journal_grows_with_pages_and_not_with_repositories_times_pages() {
    let mut bytes = BTreeMap::new();
    for repositories in [5, 40] {
        let (_server, client) = served(repositories, 60, &[]);
        let folder = tempfile::tempdir().unwrap();
        let (out, journal) = (folder.path().join("out"), folder.path().join("journal"));
        let report = Sweep::new(&client)
            .run(LineFile::open(&out, &journal).unwrap())
            .unwrap();
        bytes.insert(repositories, report.journal_bytes / report.pages);
    }
    assert!(bytes[&40] < bytes[&5] * 2, "bytes a page: {bytes:?}");
}

#[test]
fn a_journal_that_is_refused_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (out, journal) = (folder.path().join("out"), folder.path().join("journal"));
    fs::write(&out, "a line\n").unwrap();
    fs::write(&journal, "{\"sweep\":1,\"out").unwrap();
    assert!(matches!(
        LineFile::open(&out, &journal),
        Err(SweepError::Unknown(_))
    ));
    assert_eq!(fs::read_to_string(&journal).unwrap(), "{\"sweep\":1,\"out");
}

#[test]
#[cfg(unix)]
fn a_device_keeps_no_place_and_no_lines_and_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    let error = LineFile::open(&folder.path().join("out"), Path::new("/dev/full"));
    assert!(matches!(error, Err(SweepError::File { .. })));
    assert!(fs::metadata("/dev/full").is_ok_and(|device| !device.is_file()));
    let error = LineFile::options().open(Path::new("/dev/null"));
    assert!(matches!(error, Err(SweepError::File { .. })));
}

/// Takes half a page, and after that whatever comes, which it counts.
struct Torn<'a> {
    inner: LineFile<io::Sink>,
    pages: &'a AtomicU64,
}

impl Sink for Torn<'_> {
    fn state(&self) -> State {
        self.inner.state()
    }
    fn start(&mut self, registry_id: Option<&str>, origin: Option<&str>) -> io::Result<()> {
        self.inner.start(registry_id, origin)
    }
    fn repository(&mut self, name: &str) -> io::Result<()> {
        self.inner.repository(name)
    }
    fn page(&mut self, _: u64, _: &[ImageDetail], _: &Part) -> io::Result<()> {
        if self.pages.fetch_add(1, Ordering::Relaxed) == 0 {
            // Meanwhile the others come with their pages.
            std::thread::sleep(Duration::from_millis(2));
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }
    fn finish(&mut self, is_complete: bool) -> io::Result<()> {
        self.inner.finish(is_complete)
    }
}

#[test]
fn nothing_is_written_behind_half_a_page() {
    let (_server, client) = served(16, 5, &[]);
    for _ in 0..60 {
        let pages = AtomicU64::new(0);
        let torn = Torn {
            inner: LineFile::to_writer(io::sink(), None).unwrap(),
            pages: &pages,
        };
        let error = Sweep::new(&client).parallel(16).run(torn).unwrap_err();
        let SweepError::Write(error) = error else {
            panic!("{error}");
        };
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        assert_eq!(pages.load(Ordering::Relaxed), 1);
    }
}
