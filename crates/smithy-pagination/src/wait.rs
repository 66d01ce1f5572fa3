//! Waiting until a resource is in a state: an operation is asked again and again, with growing pauses.
//!
//! As the pager does, this sends nothing, sleeps never and reads no clock: it says what to do, and is told what came of it.
//!
//! 1. Send [`Wait::input`].
//! 2. Hand the answer to [`Wait::answered`], with the time since the wait began and a random number.
//! 3. Do what it says: pause and go to 1, or be done.
//!
//! # Example: a loop around it
//!
//! ```
//! use std::time::{Duration, Instant};
//!
//! use smithy_pagination::wait::{Next, Wait, Waiter};
//! use smithy_wire::Operation;
//!
//! /// Whether the resource came to the state; `call` gives an answer, or the service's error.
//! fn wait<W: Waiter>(
//!     mut wait: Wait<W>,
//!     mut call: impl FnMut(&Input<W>) -> Result<Output<W>, Error<W>>,
//!     mut random: impl FnMut() -> f64,
//! ) -> bool {
//!     let begin = Instant::now();
//!     loop {
//!         let answer = call(wait.input());
//!         match wait.answered(answer.as_ref(), begin.elapsed(), random()) {
//!             Next::Pause(time) => std::thread::sleep(time),
//!             Next::Reached => return true,
//!             Next::Failed | Next::Unexpected | Next::TooLong => return false,
//!         }
//!     }
//! }
//! # type Input<W> = <<W as Waiter>::Operation as Operation>::Input;
//! # type Output<W> = <<W as Waiter>::Operation as Operation>::Output;
//! # type Error<W> = <<W as Waiter>::Operation as Operation>::Error;
//! ```

use core::fmt;
use core::time::Duration;

use smithy_wire::Operation;

/// What answers mean to one waiter of an operation; generated code implements this.
pub trait Waiter {
    /// What is asked.
    type Operation: Operation;

    /// The waiter's name in the model.
    const NAME: &'static str;

    /// The least and the greatest pause between two requests, in seconds.
    const PAUSE: (u32, u32);

    /// What an answer means; `None` where the model does not say.
    fn judge(
        input: &<Self::Operation as Operation>::Input,
        answer: Result<
            &<Self::Operation as Operation>::Output,
            &<Self::Operation as Operation>::Error,
        >,
    ) -> Option<State>;
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// The resource is in the state that is waited for.
    Success,
    /// It never will be.
    Failure,
    /// Not yet.
    Retry,
}

/// What to do after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Next {
    /// Send the input again after this time.
    Pause(Duration),
    /// The resource is in the state.
    Reached,
    /// It never will be; the answer says why.
    Failed,
    /// The service answered with an error that the waiter knows nothing of.
    Unexpected,
    /// There is no time for another request.
    TooLong,
}

/// One wait.
pub struct Wait<W: Waiter> {
    input: <W::Operation as Operation>::Input,
    most: Duration,
    attempts: u32,
}

impl<W: Waiter> Wait<W> {
    /// Asks with this input, for this time at most.
    pub fn new(input: <W::Operation as Operation>::Input, most: Duration) -> Self {
        Wait {
            input,
            most,
            attempts: 0,
        }
    }

    /// What to send.
    pub fn input(&self) -> &<W::Operation as Operation>::Input {
        &self.input
    }

    /// How many answers there were.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Takes an answer, the time since the wait began, and a random number from 0 to 1.
    ///
    /// An answer that the waiter knows nothing of means *not yet*, an error that it knows nothing of ends the wait.
    pub fn answered(
        &mut self,
        answer: Result<&<W::Operation as Operation>::Output, &<W::Operation as Operation>::Error>,
        elapsed: Duration,
        random: f64,
    ) -> Next {
        self.attempts = self.attempts.saturating_add(1);
        match (W::judge(&self.input, answer), answer) {
            (Some(State::Success), _) => Next::Reached,
            (Some(State::Failure), _) => Next::Failed,
            (None, Err(_)) => Next::Unexpected,
            (Some(State::Retry), _) | (None, Ok(_)) => {
                let left = self.most.saturating_sub(elapsed);
                pause(W::PAUSE, self.attempts, left, random).map_or(Next::TooLong, Next::Pause)
            }
        }
    }
}

/// Shows no input, which may be secret.
impl<W: Waiter> fmt::Debug for Wait<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("waiter", &W::NAME)
            .field("most", &self.most)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// Smithy's pause: from the least one up to a bound that doubles with each attempt, and such that the last request is
/// sent the least pause before the end.
fn pause(
    (least, greatest): (u32, u32),
    attempts: u32,
    left: Duration,
    random: f64,
) -> Option<Duration> {
    let (least, greatest) = (seconds(least), seconds(greatest.max(least)));
    let doubled = 1_u32.checked_shl(attempts.saturating_sub(1));
    let bound = doubled.and_then(|factor| least.checked_mul(factor));
    let bound = bound.unwrap_or(greatest).min(greatest);
    let share = if random > 0.0 { random.min(1.0) } else { 0.0 };
    let drawn = least + bound.saturating_sub(least).mul_f64(share);
    let last = left.checked_sub(least).filter(|last| !last.is_zero())?;
    Some(drawn.min(last))
}

fn seconds(count: u32) -> Duration {
    Duration::from_secs(u64::from(count))
}
