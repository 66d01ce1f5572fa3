//! Ctrl-C, and being asked to end.

use std::future::poll_fn;
use std::io;
use std::process;
use std::task::Poll;
use std::thread;

use tokio::runtime::{Builder, Runtime};
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlBreak as Signal, CtrlC, ctrl_break, ctrl_c};

use crate::failure::{Exit, Failure};

/// Calls `first` at Ctrl-C; a second Ctrl-C ends the program on the spot.
///
/// It is watched for from the moment this returns.
/// Where signals cannot be watched, Ctrl-C keeps its usual effect.
pub(crate) fn on_interrupt(first: impl FnOnce() + Send + 'static) {
    let Ok((runtime, mut interrupts)) = watched(interrupts) else {
        return;
    };
    thread::spawn(move || {
        runtime.block_on(async {
            interrupts.recv().await;
            first();
            interrupts.recv().await;
            process::exit(Exit::Interrupted as i32);
        });
    });
}

/// Waits until the program is asked to end, and says with which exit code it does.
///
/// `ready` is called once signals are watched for.
///
/// # Errors
///
/// That of `ready`, or signals cannot be watched on this system.
pub(crate) fn wait(ready: impl FnOnce() -> Result<(), Failure>) -> Result<Exit, Failure> {
    let both = || Ok((interrupts()?, requests_to_end()?));
    let (runtime, (mut interrupts, mut requests)) = watched(both)
        .map_err(|error| Failure::new(Exit::Other, format!("cannot watch for signals: {error}")))?;
    ready()?;
    Ok(runtime.block_on(poll_fn(|context| {
        if interrupts.poll_recv(context).is_ready() {
            return Poll::Ready(Exit::Interrupted);
        }
        requests.poll_recv(context).map(|_| Exit::Success)
    })))
}

/// What `watch` sets up, and the runtime it works in.
fn watched<T>(watch: impl FnOnce() -> io::Result<T>) -> io::Result<(Runtime, T)> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let entered = runtime.enter();
    let watched = watch()?;
    drop(entered);
    Ok((runtime, watched))
}

#[cfg(unix)]
fn interrupts() -> io::Result<Signal> {
    signal(SignalKind::interrupt())
}

#[cfg(unix)]
fn requests_to_end() -> io::Result<Signal> {
    signal(SignalKind::terminate())
}

#[cfg(windows)]
fn interrupts() -> io::Result<CtrlC> {
    ctrl_c()
}

#[cfg(windows)]
fn requests_to_end() -> io::Result<Signal> {
    ctrl_break()
}
