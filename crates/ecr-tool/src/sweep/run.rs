//! A sweep on its way: to its end, to a failure, or until the program is asked to end.

use std::io;
use std::sync::Arc;

use clap::ArgMatches;
use ecr_sweep::{Progress, Report, Sink, Sweep, SweepError};

use super::IMAGES;
use super::files::Files;
use super::gate::Gate;
use super::report::stopped;
use crate::cli;
use crate::console::{self, Console};
use crate::failure::Failure;
use crate::progress::Meter;
use crate::service::Service;
use crate::signals;

/// The sweep that the command line asks for.
#[derive(Debug)]
pub(super) struct Wanted {
    client: ecr::Client,
    origin: String,
    registry_id: Option<String>,
    parallel: Option<usize>,
    per_second: Option<f64>,
    per_second_each: Option<f64>,
    meter: Arc<Meter>,
}

impl Wanted {
    pub(super) fn of(matches: &ArgMatches, service: &Service) -> Self {
        let rate = |name| matches.get_one::<f64>(name).copied();
        let parallel = matches.get_one::<u16>("parallel").copied();
        let meter = Meter::new(cli::progress(matches), cli::quiet(matches));
        Wanted {
            client: service.client().clone(),
            origin: service.origin(),
            registry_id: matches.get_one::<String>("registry-id").cloned(),
            parallel: parallel.map(usize::from),
            per_second: rate("requests-per-second"),
            per_second_each: rate("requests-per-second-each"),
            meter: Arc::new(meter),
        }
    }

    fn run(&self, sink: impl Sink) -> Result<Report, SweepError> {
        let watcher = |progress: Progress| {
            let images = IMAGES.count(progress.images_in_all);
            self.meter
                .sweep(progress.done, progress.repositories, &images);
        };
        let mut sweep = Sweep::new(&self.client)
            .origin(&self.origin)
            .watched_by(&watcher);
        if let Some(id) = &self.registry_id {
            sweep = sweep.registry_id(id);
        }
        if let Some(repositories) = self.parallel {
            sweep = sweep.parallel(repositories);
        }
        if let Some(rate) = self.per_second {
            sweep = sweep.requests_per_second(rate);
        }
        if let Some(rate) = self.per_second_each {
            sweep = sweep.requests_per_second_each(rate);
        }
        sweep.run(sink)
    }
}

/// Carries out a sweep; nothing where the reader of standard output has left.
pub(super) fn run<S: Sink + 'static>(
    wanted: Wanted,
    sink: Result<S, SweepError>,
    files: &Files<'_>,
    console: Console,
) -> Result<Option<Report>, Failure> {
    let gate = Gate::open(sink.map_err(|error| files.failed(&error))?);
    let before = gate.state();
    if let Some(blank) = files.blank(&before) {
        console.remark(&blank);
    }
    let (meter, writer) = (Arc::clone(&wanted.meter), gate.clone());
    let done = signals::unless_ended(move || wanted.run(writer));
    let after = gate.shut();
    meter.end();
    match done {
        Ok(Ok(report)) => Ok(Some(report)),
        Ok(Err(SweepError::Write(error))) if error.kind() == io::ErrorKind::BrokenPipe => {
            left(files).map(|()| None)
        }
        Ok(Err(error)) => Err(files.failed(&error)),
        Err(ending) => Err(stopped(ending, &before, &after, files)),
    }
}

/// Whoever closed the pipe has read what they wanted, unless there is a place to go on from: that promises all of it.
fn left(files: &Files<'_>) -> Result<(), Failure> {
    match files.place {
        None => Ok(()),
        Some(_) => Err(console::left().note(files.go_on())),
    }
}
