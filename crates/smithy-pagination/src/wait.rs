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
//!             Next::Reached(_) => return true,
//!             Next::Failed(_) | Next::Unexpected | Next::TooLong => return false,
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

    /// What an answer means, by the first of the model's acceptors that fits; `None` where none does.
    fn judge(
        input: &<Self::Operation as Operation>::Input,
        answer: Result<
            &<Self::Operation as Operation>::Output,
            &<Self::Operation as Operation>::Error,
        >,
    ) -> Option<Verdict>;
}

/// What an answer means, and by which acceptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    state: State,
    acceptor: &'static str,
}

impl Verdict {
    /// What the acceptor of these words makes of an answer.
    pub const fn new(state: State, acceptor: &'static str) -> Self {
        Verdict { state, acceptor }
    }

    /// What the answer means.
    pub const fn state(self) -> State {
        self.state
    }

    /// The acceptor in words, as in ``the error `NotFound` ``.
    pub const fn acceptor(self) -> &'static str {
        self.acceptor
    }
}

/// How long somebody waits, and how often they ask.
///
/// A [`Duration`] alone is the longest time, with the pauses of the model.
///
/// # Example: ten minutes, asking every ten to thirty seconds
///
/// ```
/// use std::time::Duration;
/// use smithy_pagination::wait::Patience;
///
/// let patience = Patience::new(Duration::from_secs(600))
///     .with_pauses(Duration::from_secs(10), Duration::from_secs(30));
/// # let _ = patience;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    most: Duration,
    pauses: Option<(Duration, Duration)>,
    attempts: u32,
}

impl Patience {
    /// Waits for this time at most, from the first request on.
    ///
    /// No request is sent later; one that is on its way then is not cut off.
    /// The last one is sent the least pause before the end: a time no longer than that pause is room for one request,
    /// which is always sent.
    pub const fn new(most: Duration) -> Self {
        Patience {
            most,
            pauses: None,
            attempts: u32::MAX,
        }
    }

    /// The least and the greatest pause between two requests, in place of the model's.
    ///
    /// A greatest one below the least counts as the least. Without any pause the service is asked as fast as it answers.
    #[must_use]
    pub const fn with_pauses(mut self, least: Duration, greatest: Duration) -> Self {
        self.pauses = Some((least, greatest));
        self
    }

    /// Sends so many requests at most; one is always sent.
    #[must_use]
    pub const fn with_attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }
}

impl From<Duration> for Patience {
    fn from(most: Duration) -> Self {
        Patience::new(most)
    }
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
    /// The resource is in the state, by this acceptor.
    Reached(Verdict),
    /// It never will be, by this acceptor.
    Failed(Verdict),
    /// The service answered with an error that the waiter knows nothing of.
    Unexpected,
    /// There is no time for another request, or as many were sent as may be.
    TooLong,
}

/// One wait.
pub struct Wait<W: Waiter> {
    input: <W::Operation as Operation>::Input,
    patience: Patience,
    attempts: u32,
}

impl<W: Waiter> Wait<W> {
    /// Asks with this input, for so long and so often at most.
    pub fn new(input: <W::Operation as Operation>::Input, patience: impl Into<Patience>) -> Self {
        Wait {
            input,
            patience: patience.into(),
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
            (Some(verdict), _) if verdict.state == State::Success => Next::Reached(verdict),
            (Some(verdict), _) if verdict.state == State::Failure => Next::Failed(verdict),
            (None, Err(_)) => Next::Unexpected,
            (Some(_), _) | (None, Ok(_)) => self.again(elapsed, random),
        }
    }

    fn again(&self, elapsed: Duration, random: f64) -> Next {
        if self.attempts >= self.patience.attempts {
            return Next::TooLong;
        }
        let (least, greatest) = W::PAUSE;
        let pauses = self.patience.pauses;
        let pauses = pauses.unwrap_or((seconds(least), seconds(greatest)));
        let left = self.patience.most.saturating_sub(elapsed);
        pause(pauses, self.attempts, left, random).map_or(Next::TooLong, Next::Pause)
    }
}

/// Shows no input, which may be secret.
impl<W: Waiter> fmt::Debug for Wait<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("waiter", &W::NAME)
            .field("patience", &self.patience)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// Smithy's pause: from the least one up to a bound that doubles with each attempt, and such that the last request is
/// sent the least pause before the end.
fn pause(
    (least, greatest): (Duration, Duration),
    attempts: u32,
    left: Duration,
    random: f64,
) -> Option<Duration> {
    let greatest = greatest.max(least);
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

/// Whether there are texts, and each is this one: what `allStringEquals` asks.
pub fn all_are<'t>(list: Option<impl Iterator<Item = &'t str>>, text: &str) -> bool {
    let mut count = 0_usize;
    let mut list = list.into_iter().flatten().inspect(|_| count += 1);
    list.all(|each| each == text) && count > 0
}

/// How many there are, as the number that `length` gives.
pub fn count(list: impl Iterator) -> i64 {
    i64::try_from(list.count()).unwrap_or(i64::MAX)
}

/// What `&&` gives of two flags that may be missing.
pub fn both(one: Option<bool>, other: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match one {
        Some(true) => other(),
        no => no,
    }
}

/// What `||` gives of two flags that may be missing.
pub fn either(one: Option<bool>, other: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match one {
        Some(true) => Some(true),
        _ => other(),
    }
}
