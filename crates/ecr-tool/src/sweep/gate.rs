//! The way of a sweep into its files, which can be shut between two pages.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ecr::types::ImageDetail;
use ecr_sweep::{Part, Sink, State};

/// A sink that can be shut while a sweep writes to it: a page that is being written is written whole.
#[derive(Debug)]
pub(super) struct Gate<S>(Arc<Mutex<Option<S>>>);

impl<S> Gate<S> {
    pub(super) fn open(sink: S) -> Self {
        Gate(Arc::new(Mutex::new(Some(sink))))
    }

    /// Nothing is written from now on, and the files are free for others: this is what they are left with.
    pub(super) fn shut(&self) -> State
    where
        S: Sink,
    {
        let sink = self.sink().take();
        sink.as_ref().map(Sink::state).unwrap_or_default()
    }

    /// A writer that panicked left what is known to be good.
    fn sink(&self) -> MutexGuard<'_, Option<S>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, write: impl FnOnce(&mut S) -> io::Result<()>) -> io::Result<()> {
        let mut sink = self.sink();
        write(sink.as_mut().ok_or_else(stopped)?)
    }
}

impl<S> Clone for Gate<S> {
    fn clone(&self) -> Self {
        Gate(Arc::clone(&self.0))
    }
}

fn stopped() -> io::Error {
    io::Error::other("the sweep was stopped")
}

impl<S: Sink> Sink for Gate<S> {
    fn state(&self) -> State {
        self.sink().as_ref().map(Sink::state).unwrap_or_default()
    }

    fn start(&mut self, registry_id: Option<&str>, origin: Option<&str>) -> io::Result<()> {
        self.write(|sink| sink.start(registry_id, origin))
    }

    fn repository(&mut self, name: &str) -> io::Result<()> {
        self.write(|sink| sink.repository(name))
    }

    fn page(&mut self, number: u64, images: &[ImageDetail], behind: &Part) -> io::Result<()> {
        self.write(|sink| sink.page(number, images, behind))
    }

    fn finish(&mut self, is_complete: bool) -> io::Result<()> {
        self.write(|sink| sink.finish(is_complete))
    }

    fn journal_bytes(&self) -> u64 {
        self.sink().as_ref().map_or(0, Sink::journal_bytes)
    }
}
