//! Ctrl-C, and being asked to end.

use std::any::Any;
use std::future::poll_fn;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::process;
use std::sync::mpsc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
#[cfg(unix)]
use tokio::signal::unix::{Signal, Signal as Interrupts, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlBreak as Signal, CtrlC as Interrupts, ctrl_break, ctrl_c};

use crate::console::complain;
use crate::failure::{Exit, Failure};

/// How the program was asked to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// By Ctrl-C.
    Interrupted,
    /// By another program.
    Terminated,
}

impl Ending {
    /// The failure that says so, and this much more.
    pub(crate) fn failure(self, what: &str) -> Failure {
        match self {
            Ending::Interrupted => Failure::new(Exit::Interrupted, format!("interrupted; {what}")),
            Ending::Terminated => Failure::new(Exit::Terminated, format!("told to end; {what}")),
        }
    }
}

/// Calls `first` when the program is asked to end; asked a second time it ends on the spot.
///
/// It is watched for from the moment this returns.
/// Where signals cannot be watched, they keep their usual effect.
pub(crate) fn on_request(first: impl FnOnce(Ending) + Send + 'static) {
    let Ok((runtime, mut requests)) = Requests::watched() else {
        return;
    };
    thread::spawn(move || {
        runtime.block_on(async {
            first(requests.next().await);
            thread::spawn(patience);
            process::exit(requests.next().await.failure("").exit() as i32);
        });
    });
}

/// Whoever asked may wait for a reader of standard output that stands still.
fn patience() {
    thread::sleep(PATIENCE);
    complain("still writing what there is; asked once more it ends at once");
}

const PATIENCE: Duration = Duration::from_secs(3);

/// Does this, unless the program is asked to end meanwhile: then it is not waited for.
///
/// # Errors
///
/// How it was asked; the work may still be done as long as the program runs.
pub(crate) fn unless_ended<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Ending> {
    let (sender, events) = mpsc::channel();
    let asked = sender.clone();
    on_request(move |ending| drop(asked.send(Event::Asked(ending))));
    thread::spawn(move || {
        drop(
            sender.send(match panic::catch_unwind(AssertUnwindSafe(work)) {
                Ok(done) => Event::Done(done),
                Err(panic) => Event::Panicked(panic),
            }),
        );
    });
    match events.recv() {
        Ok(Event::Done(done)) => Ok(done),
        Ok(Event::Panicked(panic)) => panic::resume_unwind(panic),
        Ok(Event::Asked(ending)) => Err(ending),
        // The work says how it ended, whatever becomes of it.
        Err(mpsc::RecvError) => Err(Ending::Terminated),
    }
}

enum Event<T> {
    Done(T),
    Panicked(Box<dyn Any + Send>),
    Asked(Ending),
}

/// Waits until the program is asked to end, and says with which exit code it does.
///
/// `ready` is called once signals are watched for.
///
/// # Errors
///
/// That of `ready`, or signals cannot be watched on this system.
pub(crate) fn wait(ready: impl FnOnce() -> Result<(), Failure>) -> Result<Exit, Failure> {
    let (runtime, mut requests) = Requests::watched()
        .map_err(|error| Failure::new(Exit::Other, format!("cannot watch for signals: {error}")))?;
    ready()?;
    Ok(match runtime.block_on(requests.next()) {
        Ending::Interrupted => Exit::Interrupted,
        // A server does nothing else than to wait for this.
        Ending::Terminated => Exit::Success,
    })
}

/// Requests to end, as the system brings them.
struct Requests {
    interrupts: Interrupts,
    terminations: Signal,
}

impl Requests {
    /// Requests from now on, and the runtime they are waited for in.
    fn watched() -> io::Result<(Runtime, Self)> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let entered = runtime.enter();
        let requests = Requests {
            interrupts: interrupts()?,
            terminations: terminations()?,
        };
        drop(entered);
        Ok((runtime, requests))
    }

    async fn next(&mut self) -> Ending {
        poll_fn(|context| {
            if self.interrupts.poll_recv(context).is_ready() {
                return Poll::Ready(Ending::Interrupted);
            }
            let terminated = self.terminations.poll_recv(context);
            terminated.map(|_| Ending::Terminated)
        })
        .await
    }
}

#[cfg(unix)]
fn interrupts() -> io::Result<Interrupts> {
    signal(SignalKind::interrupt())
}

#[cfg(unix)]
fn terminations() -> io::Result<Signal> {
    signal(SignalKind::terminate())
}

#[cfg(windows)]
fn interrupts() -> io::Result<Interrupts> {
    ctrl_c()
}

#[cfg(windows)]
fn terminations() -> io::Result<Signal> {
    ctrl_break()
}
