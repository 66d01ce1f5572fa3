//! The sweep: repositories, then their images, several at a time.

use std::collections::{BTreeSet, VecDeque};
use std::error::Error;
use std::fmt;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_transport::Reached;
use ecr::describe_images::{DescribeImages, DescribeImagesRequest, DescribeImagesResponse};
use ecr::describe_repositories::{DescribeRepositories, DescribeRepositoriesRequest};
use ecr::types::ImageDetail;
use smithy_wire::Call;

use crate::error::{Code, PartError, SweepError, chain, code, reached, told};
use crate::journal::State;
use crate::pace::{Pace, System, World};
use crate::part::Part;

/// Where images go, and where the place is kept.
pub trait Sink: Send {
    /// What the journal says so far; asked for before the first page.
    fn state(&self) -> State;

    /// A sweep that was not begun before.
    ///
    /// # Errors
    ///
    /// It cannot be written; the sweep stops.
    fn start(&mut self, registry_id: Option<&str>, origin: Option<&str>) -> io::Result<()>;

    /// A repository that was not known before; it gets the next number.
    ///
    /// # Errors
    ///
    /// It cannot be written; the sweep stops.
    fn repository(&mut self, name: &str) -> io::Result<()>;

    /// A page of the repository of this number, and how far it came with it.
    ///
    /// # Errors
    ///
    /// It cannot be written; the sweep stops.
    fn page(&mut self, number: u64, images: &[ImageDetail], behind: &Part) -> io::Result<()>;

    /// The end; where the sweep is complete nothing is left to go on from.
    ///
    /// # Errors
    ///
    /// The journal cannot be put away.
    fn finish(&mut self, is_complete: bool) -> io::Result<()>;

    /// How many bytes went to the journal.
    fn journal_bytes(&self) -> u64 {
        0
    }
}

/// How far a sweep came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Repositories there are.
    pub repositories: u64,
    /// Repositories that are over.
    pub done: u64,
    /// Pages of images in this run.
    pub pages: u64,
    /// Images in this run.
    pub images: u64,
    /// Images in this run and those before it.
    pub images_in_all: u64,
}

/// A repository that could not be read to its end; the next run goes on there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Its name.
    pub repository: String,
    /// The failure with its causes.
    pub why: String,
    /// How far the call came.
    pub reached: Reached,
    /// The code that the service answered, such as `InvalidParameterException`; `None` if it did not answer with one.
    pub code: Option<String>,
}

/// What came of a sweep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Repositories there are.
    pub repositories: u64,
    /// Pages of images in this run.
    pub pages: u64,
    /// Images in this run.
    pub images: u64,
    /// Images in this run and those before it, back to the sweep's beginning.
    pub images_in_all: u64,
    /// Repositories that an earlier run did not know.
    pub appeared: Vec<String>,
    /// Repositories that were there before and are no longer, or that vanished meanwhile.
    pub vanished: Vec<String>,
    /// Repositories that failed.
    pub failed: Vec<Failed>,
    /// How many bytes went to the journal.
    pub journal_bytes: u64,
    /// An earlier run had come to the end already, so that nothing was sent and nothing written.
    pub was_complete: bool,
}

impl Report {
    /// Whether every image of every repository was read.
    pub fn is_complete(&self) -> bool {
        self.failed.is_empty()
    }
}

/// A sweep about to be run.
#[derive(Clone, Copy)]
pub struct Sweep<'c, C: ?Sized> {
    client: &'c C,
    registry_id: Option<&'c str>,
    origin: Option<&'c str>,
    parallel: usize,
    per_second: Option<f64>,
    per_second_each: Option<f64>,
    watcher: Option<&'c (dyn Fn(Progress) + Sync)>,
    world: Option<&'c dyn World>,
}

impl<'c, C> Sweep<'c, C>
where
    C: Call<DescribeImages, Failure: Code + Error + Send + 'static>
        + Call<DescribeRepositories, Failure: Code + Error + 'static>
        + Sync
        + ?Sized,
{
    /// A sweep of the caller's own registry, four repositories at a time.
    pub fn new(client: &'c C) -> Self {
        Sweep {
            client,
            registry_id: None,
            origin: None,
            parallel: 4,
            per_second: None,
            per_second_each: None,
            watcher: None,
            world: None,
        }
    }

    /// The registry of this account.
    #[must_use]
    pub fn registry_id(mut self, id: &'c str) -> Self {
        self.registry_id = Some(id);
        self
    }

    /// Where the registry is asked, such as the client's endpoint or region, in words of your own.
    ///
    /// A journal is bound to it as to the account: one made elsewhere is [refused](SweepError::OtherOrigin).
    /// Without it a journal is bound to the account alone, and to nothing where that is the caller's own.
    #[must_use]
    pub fn origin(mut self, origin: &'c str) -> Self {
        self.origin = Some(origin);
        self
    }

    /// So many repositories at a time; at least one.
    #[must_use]
    pub fn parallel(mut self, repositories: usize) -> Self {
        self.parallel = repositories.max(1);
        self
    }

    /// At most so many requests a second in all.
    #[must_use]
    pub fn requests_per_second(mut self, requests: f64) -> Self {
        self.per_second = Some(requests);
        self
    }

    /// At most so many requests a second for each repository.
    #[must_use]
    pub fn requests_per_second_each(mut self, requests: f64) -> Self {
        self.per_second_each = Some(requests);
        self
    }

    /// Told after each page.
    #[must_use]
    pub fn watched_by(mut self, watcher: &'c (dyn Fn(Progress) + Sync)) -> Self {
        self.watcher = Some(watcher);
        self
    }

    /// Another clock, for tests.
    #[must_use]
    pub fn world(mut self, world: &'c dyn World) -> Self {
        self.world = Some(world);
        self
    }

    /// Reads everything that is left.
    ///
    /// # Errors
    ///
    /// [`SweepError`] if the repositories cannot be listed or something cannot be written. What fails of single repositories is in the report.
    pub fn run(&self, mut sink: impl Sink) -> Result<Report, SweepError> {
        let known = sink.state();
        self.check(&known)?;
        if known.is_done {
            return finished(sink, &known);
        }
        let names = self.repositories()?;
        let mut report = Report {
            images_in_all: known.images,
            ..Report::default()
        };
        self.prepare(&mut sink, &known, &names, &mut report)?;
        let parts: VecDeque<(u64, Part)> = (0..)
            .zip(sink.state().parts)
            .filter(|(_, part)| !part.is_over() && names.contains(&part.repository))
            .collect();
        report.repositories = names.len() as u64;
        let work = Work {
            done: (names.len() - parts.len().min(names.len())) as u64,
            parts,
            report,
            sink,
            stopped: None,
        };
        let shared = Mutex::new(work);
        let system = System::new();
        let world = self.world.unwrap_or(&system);
        let pace = Pace::new(self.per_second);
        std::thread::scope(|scope| {
            for _ in 0..self.parallel {
                scope.spawn(|| self.work(&shared, &pace, world));
            }
        });
        let work = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
        work.finish()
    }

    /// Every repository there is, in the service's order.
    fn repositories(&self) -> Result<Vec<String>, SweepError> {
        let mut request = DescribeRepositoriesRequest::new();
        request.registry_id = self.registry_id.map(str::to_owned);
        let listing = ecr::describe_repositories::paginate(self.client, request);
        let items = listing.page_size(1_000).items();
        let failed = |why, reached| SweepError::Repositories { why, reached };
        let items = items.map_err(|error| failed(chain(&error), Reached::Nobody))?;
        let (mut names, mut known) = (Vec::new(), BTreeSet::new());
        for repository in items {
            let repository = repository.map_err(|error| failed(told(&error), reached(&error)))?;
            // One that moves from page to page while they are listed may come twice.
            let name = repository.repository_name;
            names.extend(name.filter(|name| known.insert(name.clone())));
        }
        Ok(names)
    }

    /// A journal is one of this registry, or new.
    fn check(&self, state: &State) -> Result<(), SweepError> {
        let same = |journal: &Option<String>, asked: Option<&str>| journal.as_deref() == asked;
        let asked = |asked: Option<&str>| asked.map(str::to_owned);
        if !state.begun {
            return Ok(());
        }
        if !same(&state.registry_id, self.registry_id) {
            return Err(SweepError::OtherRegistry {
                journal: state.registry_id.clone(),
                asked: asked(self.registry_id),
            });
        }
        if !same(&state.origin, self.origin) {
            return Err(SweepError::OtherOrigin {
                journal: state.origin.clone(),
                asked: asked(self.origin),
            });
        }
        Ok(())
    }

    /// What was known before, against what there is.
    fn prepare(
        &self,
        sink: &mut impl Sink,
        state: &State,
        names: &[String],
        report: &mut Report,
    ) -> Result<(), SweepError> {
        if !state.begun {
            sink.start(self.registry_id, self.origin)
                .map_err(SweepError::Write)?;
        }
        let known = state.parts.iter().map(|part| part.repository.as_str());
        let known: BTreeSet<&str> = known.collect();
        let there: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        for name in names.iter().filter(|name| !known.contains(name.as_str())) {
            sink.repository(name).map_err(SweepError::Write)?;
            if state.begun {
                report.appeared.push(name.clone());
            }
        }
        report.vanished = known
            .difference(&there)
            .map(|name| (*name).to_owned())
            .collect();
        Ok(())
    }

    /// One worker: parts as long as there are any.
    fn work<S: Sink>(&self, shared: &Mutex<Work<S>>, pace: &Pace, world: &dyn World) {
        while let Some((number, mut part)) = next(shared) {
            let own = Pace::new(self.per_second_each);
            let client = Paced {
                client: self.client,
                paces: [pace, &own],
                world,
            };
            let done = part.run(&client, |images, behind| {
                let mut work = lock(shared);
                work.page(number, &images, behind)?;
                if let Some(watcher) = self.watcher {
                    watcher(work.progress());
                }
                if work.stopped.is_some() {
                    Err(stopped())
                } else {
                    Ok(())
                }
            });
            lock(shared).over(number, &part, done.err());
        }
    }
}

/// What the workers share.
struct Work<S> {
    parts: VecDeque<(u64, Part)>,
    done: u64,
    report: Report,
    sink: S,
    stopped: Option<io::Error>,
}

impl<S: Sink> Work<S> {
    fn page(&mut self, number: u64, images: &[ImageDetail], behind: &Part) -> io::Result<()> {
        if self.stopped.is_some() {
            return Err(stopped());
        }
        // Before another worker has its turn: it would write behind half a page.
        if let Err(error) = self.sink.page(number, images, behind) {
            self.stop(error);
            return Err(stopped());
        }
        self.report.pages += 1;
        self.report.images += images.len() as u64;
        self.report.images_in_all += images.len() as u64;
        Ok(())
    }

    fn progress(&self) -> Progress {
        Progress {
            repositories: self.report.repositories,
            done: self.done,
            pages: self.report.pages,
            images: self.report.images,
            images_in_all: self.report.images_in_all,
        }
    }

    fn over<C: Code + Error + 'static>(
        &mut self,
        number: u64,
        part: &Part,
        error: Option<PartError<C, io::Error>>,
    ) {
        match error {
            None => {
                self.done += 1;
                if matches!(part.state, crate::part::PartState::Gone) {
                    self.report.vanished.push(part.repository.clone());
                    if let Err(error) = self.sink.page(number, &[], part) {
                        self.stop(error);
                    }
                }
            }
            Some(PartError::Page(error)) => self.stop(error),
            Some(PartError::Listing(error)) => {
                self.fail(part, told(&error), reached(&error), code(&error));
            }
            Some(error) => self.fail(part, chain(&error), Reached::Nobody, None),
        }
    }

    fn fail(&mut self, part: &Part, why: String, reached: Reached, code: Option<&str>) {
        self.report.failed.push(Failed {
            repository: part.repository.clone(),
            why,
            reached,
            code: code.map(str::to_owned),
        });
    }

    /// The first failure to write ends the sweep for all workers.
    fn stop(&mut self, error: io::Error) {
        self.parts.clear();
        self.stopped.get_or_insert(error);
    }

    fn finish(mut self) -> Result<Report, SweepError> {
        if let Some(error) = self.stopped {
            return Err(SweepError::Write(error));
        }
        self.report.journal_bytes = self.sink.journal_bytes();
        self.sink
            .finish(self.report.is_complete())
            .map_err(SweepError::Write)?;
        self.report.vanished.sort();
        self.report
            .failed
            .sort_by(|a, b| a.repository.cmp(&b.repository));
        Ok(self.report)
    }
}

/// An earlier run came to the end and was stopped before it had put its journal away, or after.
fn finished(mut sink: impl Sink, known: &State) -> Result<Report, SweepError> {
    sink.finish(true).map_err(SweepError::Write)?;
    Ok(Report {
        was_complete: true,
        images_in_all: known.images,
        ..Report::default()
    })
}

fn next<S>(shared: &Mutex<Work<S>>) -> Option<(u64, Part)> {
    lock(shared).parts.pop_front()
}

/// A worker that panicked held the lock for a moment at most; what it left is whole.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stopped() -> io::Error {
    io::Error::other("the sweep was stopped")
}

/// A client that waits for its turn.
struct Paced<'c, C: ?Sized> {
    client: &'c C,
    paces: [&'c Pace; 2],
    world: &'c dyn World,
}

impl<C: Call<DescribeImages> + ?Sized> Call<DescribeImages> for Paced<'_, C> {
    type Failure = C::Failure;

    fn call(&self, input: &DescribeImagesRequest) -> Result<DescribeImagesResponse, C::Failure> {
        self.paces.iter().for_each(|pace| pace.turn(self.world));
        self.client.call(input)
    }
}

impl<C: ?Sized> fmt::Debug for Sweep<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sweep")
            .field("registry_id", &self.registry_id)
            .field("parallel", &self.parallel)
            .finish_non_exhaustive()
    }
}
