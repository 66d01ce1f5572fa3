//! One CPU for one thread.

use nix::sched::{CpuSet, sched_setaffinity};
use nix::unistd::Pid;

/// Keeps this thread, and the processes it starts, on one CPU: moving costs caches, and that is noise.
///
/// A machine without that CPU is left as it is.
pub fn pin(cpu: usize) {
    let mut set = CpuSet::new();
    if set.set(cpu).is_ok() {
        // Refused where there is no such CPU: then the figures are only noisier.
        let _ = sched_setaffinity(Pid::from_raw(0), &set);
    }
}
