//! Emitting and printing on every processor: what one emitter makes does not depend on what another one does.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::emit::Emitter;
use crate::error::Error;
use crate::files::{Files, Source};
use crate::ir::Service;
use crate::plan::Plan;
use crate::print;

/// A file's path, its text, and the shape it was made from.
type Text = (String, String, String);

/// What an emitter makes, and which one of them it is.
type Made = (usize, Result<Vec<Text>, Error>);

/// Adds the text of each source that is wanted; the same whatever the number of processors.
pub(crate) fn printed(
    emitters: &[Emitter],
    service: &Service,
    plan: &Plan,
    is_wanted: impl Fn(&Source) -> bool + Sync,
    mut files: Files,
) -> Result<Files, Error> {
    let next = AtomicUsize::new(0);
    let work = || -> Vec<Made> {
        let claimed = std::iter::from_fn(|| {
            let index = next.fetch_add(1, Ordering::Relaxed);
            Some((index, emitters.get(index)?))
        });
        claimed
            .map(|(index, emit)| (index, texts(*emit, service, plan, &is_wanted)))
            .collect()
    };
    let mut made = on_each(workers(emitters.len()), work);
    made.sort_unstable_by_key(|(index, _)| *index);
    for (_, texts) in made {
        for (path, text, shape) in texts? {
            add(&mut files, path, text, &shape)?;
        }
    }
    Ok(files)
}

/// One after the other: tokens take more memory than anything else.
fn texts(
    emit: Emitter,
    service: &Service,
    plan: &Plan,
    is_wanted: impl Fn(&Source) -> bool,
) -> Result<Vec<Text>, Error> {
    let sources = emit(service, plan).filter(is_wanted);
    let texts = sources.map(|source| {
        let shape = source.shape.clone();
        let (path, text) = print::file(source, &plan.command)?;
        Ok((path, text, shape))
    });
    texts.collect()
}

/// Adds a file that is not there yet.
pub(crate) fn add(files: &mut Files, path: String, text: String, shape: &str) -> Result<(), Error> {
    if files.contains_key(&path) {
        let message = format!("two emitters write `{path}`");
        return Err(Error::internal(shape, message));
    }
    files.insert(path, text);
    Ok(())
}

/// As many as there are processors for this process, but no more than there is work for.
fn workers(most: usize) -> usize {
    thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(most)
}

/// Does the work on this thread and on so many less one, and gathers what all of them made.
fn on_each<T: Send>(workers: usize, work: impl Fn() -> Vec<T> + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(&work)).collect();
        let mut made = work();
        for other in others {
            made.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        made
    })
}
