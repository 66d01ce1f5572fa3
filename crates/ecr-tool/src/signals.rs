//! Ctrl-C, and being asked to end.

use std::process;
use std::thread;

use tokio::runtime::{Builder, Runtime};

use crate::failure::{Exit, Failure};

/// Calls `first` at Ctrl-C; a second Ctrl-C ends the program on the spot.
///
/// Where signals cannot be watched, Ctrl-C keeps its usual effect.
pub(crate) fn on_interrupt(first: impl FnOnce() + Send + 'static) {
    let Ok(runtime) = runtime() else {
        return;
    };
    thread::spawn(move || {
        runtime.block_on(async {
            if tokio::signal::ctrl_c().await.is_ok() {
                first();
            }
            if tokio::signal::ctrl_c().await.is_ok() {
                process::exit(Exit::Interrupted as i32);
            }
        });
    });
}

/// Waits until the program is asked to end, and says with which exit code it does.
///
/// # Errors
///
/// Signals cannot be watched on this system.
pub(crate) fn wait() -> Result<Exit, Failure> {
    let unwatched = |error| {
        Failure::new(
            Exit::Other,
            format!("cannot watch for signals on this system: {error}"),
        )
    };
    let runtime = runtime().map_err(unwatched)?;
    runtime.block_on(ended()).map_err(unwatched)
}

#[cfg(unix)]
async fn ended() -> std::io::Result<Exit> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(std::future::poll_fn(|context| {
        if interrupt.poll_recv(context).is_ready() {
            return std::task::Poll::Ready(Exit::Interrupted);
        }
        terminate.poll_recv(context).map(|_| Exit::Success)
    })
    .await)
}

#[cfg(not(unix))]
async fn ended() -> std::io::Result<Exit> {
    tokio::signal::ctrl_c().await.map(|()| Exit::Interrupted)
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}
