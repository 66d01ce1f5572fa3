//! How far a listing has come, on standard error: a line that moves on a terminal, a line a page elsewhere if asked for.

use std::io::{IsTerminal, stderr};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use smithy_pagination::Progress;

use crate::console::complain;
use crate::listing::Noun;

/// Tells of pages as they arrive.
#[derive(Debug)]
pub(crate) enum Meter {
    /// Nobody wants to know.
    Silent,
    /// A person watches.
    Moving(ProgressBar),
    /// Somebody asked for it, and it goes into a file.
    Lines,
}

impl Meter {
    /// On a terminal unless told to be quiet; elsewhere where asked for.
    pub(crate) fn new(asked: bool, quiet: bool) -> Self {
        match (stderr().is_terminal(), asked, quiet) {
            (_, false, true) | (false, false, false) => Meter::Silent,
            (false, true, _) => Meter::Lines,
            (true, ..) => Meter::moving(),
        }
    }

    fn moving() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        // A short listing is over before there is anything to see.
        bar.enable_steady_tick(Duration::from_millis(120));
        Meter::Moving(bar)
    }

    /// A page arrived.
    pub(crate) fn page(&self, progress: Progress, noun: Noun) {
        let pages = if progress.pages == 1 { "page" } else { "pages" };
        let text = || format!("{} {pages}, {}", progress.pages, noun.count(progress.items));
        match self {
            Meter::Silent => {}
            Meter::Moving(bar) => bar.set_message(text()),
            Meter::Lines => complain(text()),
        }
    }
}

impl Meter {
    /// A page of a sweep arrived.
    pub(crate) fn sweep(&self, done: u64, repositories: u64, images: &str) {
        let text = || format!("{done} of {repositories} repositories, {images}");
        match self {
            Meter::Silent => {}
            Meter::Moving(bar) => bar.set_message(text()),
            Meter::Lines => complain(text()),
        }
    }
}

impl Meter {
    /// The moving line is gone before anything else is written.
    pub(crate) fn end(&self) {
        if let Meter::Moving(bar) = self {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.end();
    }
}
