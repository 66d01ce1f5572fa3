//! Waiting until a resource is in a state: how it came out, and what both clients do with an answer.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use smithy_pagination::wait::{Next, Patience, Verdict, Wait, Waiter};
use smithy_wire::Operation;

use crate::CallError;

/// What a service answered: a response, or one of the operation's errors.
pub type Answer<O> = Result<<O as Operation>::Output, <O as Operation>::Error>;

/// The resource is in the state that was waited for.
pub struct Waited<O: Operation> {
    answer: Answer<O>,
    verdict: Verdict,
    attempts: u32,
}

impl<O: Operation> Waited<O> {
    /// The answer that ended the wait; an error where that is what was waited for, as when something is to be gone.
    ///
    /// # Errors
    ///
    /// The service's error that ended the wait.
    pub fn answer(&self) -> Result<&O::Output, &O::Error> {
        self.answer.as_ref()
    }

    /// The answer, taken out.
    ///
    /// # Errors
    ///
    /// The service's error that ended the wait.
    pub fn into_answer(self) -> Answer<O> {
        self.answer
    }

    /// Which of the model's acceptors ended the wait, in words.
    #[must_use]
    pub fn acceptor(&self) -> &'static str {
        self.verdict.acceptor()
    }

    /// How many answers there were.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

/// Shows no answer, which may be secret.
impl<O: Operation> fmt::Debug for Waited<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waited")
            .field("acceptor", &self.acceptor())
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// Why a wait ended without the state that was waited for.
#[non_exhaustive]
pub enum WaitError<O: Operation> {
    /// The resource will never be in the state: an acceptor of the model says so.
    #[non_exhaustive]
    Failed {
        /// The waiter's name in the model.
        waiter: &'static str,
        /// The acceptor in words.
        acceptor: &'static str,
        /// The answer that it is about.
        answer: Answer<O>,
        /// How many answers there were.
        attempts: u32,
        /// How long it took, from the first request on.
        elapsed: Duration,
    },
    /// There was no time left for another request, or as many were sent as might be.
    #[non_exhaustive]
    TooLong {
        /// The waiter's name in the model.
        waiter: &'static str,
        /// The last answer.
        answer: Answer<O>,
        /// The acceptor in words by which that means *not yet*; `None` where the model says nothing of such an answer.
        acceptor: Option<&'static str>,
        /// How many answers there were.
        attempts: u32,
        /// How long it took, from the first request on.
        elapsed: Duration,
    },
    /// A call gave no answer, or an error that the waiter knows nothing of.
    #[non_exhaustive]
    Call {
        /// The waiter's name in the model.
        waiter: &'static str,
        /// Why the call failed.
        error: CallError<O::Error>,
        /// How many answers there were before.
        attempts: u32,
    },
}

/// Names waiter and operation, how often it was asked and how long, and the state that was seen last.
impl<O: Operation> fmt::Display for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = O::NAME;
        match self {
            Self::Failed {
                waiter,
                acceptor,
                attempts,
                elapsed,
                ..
            } => {
                let asked = Asked(*attempts, *elapsed);
                write!(
                    f,
                    "{waiter} of {operation} will never be, by {asked}: {acceptor}"
                )
            }
            Self::TooLong {
                waiter,
                acceptor,
                attempts,
                elapsed,
                ..
            } => {
                let asked = Asked(*attempts, *elapsed);
                let last = acceptor.unwrap_or("no state that the waiter knows");
                write!(
                    f,
                    "{waiter} of {operation} was not there, by {asked}; seen last: {last}"
                )
            }
            Self::Call {
                waiter, attempts, ..
            } => write!(
                f,
                "a call of {operation} failed while waiting for {waiter}; answers before: {attempts}"
            ),
        }
    }
}

/// `9 requests in 58.0 s`.
struct Asked(u32, Duration);

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Asked(attempts, elapsed) = self;
        let several = if *attempts == 1 { "" } else { "s" };
        let seconds = elapsed.as_secs_f64();
        write!(f, "{attempts} request{several} in {seconds:.1} s")
    }
}

/// Says what `Display` says: an answer may be secret.
impl<O: Operation> fmt::Debug for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WaitError({self})")
    }
}

impl<O: Operation> Error for WaitError<O>
where
    O::Error: 'static,
{
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed { answer, .. } | Self::TooLong { answer, .. } => {
                answer.as_ref().err().map(|error| error as _)
            }
            Self::Call { error, .. } => Some(error),
        }
    }
}

/// How a wait came out.
pub(crate) type Outcome<O> = Result<Waited<O>, WaitError<O>>;

/// What to do behind an answer.
pub(crate) enum Turn<O: Operation> {
    /// Pause, and ask again.
    Pause(Duration),
    Over(Outcome<O>),
}

/// A wait with the time at which it began.
pub(crate) struct Waiting<W: Waiter> {
    wait: Wait<W>,
    begin: Duration,
}

impl<W: Waiter> Waiting<W> {
    pub(crate) fn new(
        request: <W::Operation as Operation>::Input,
        patience: Patience,
        now: Duration,
    ) -> Self {
        Waiting {
            wait: Wait::new(request, patience),
            begin: now,
        }
    }

    pub(crate) fn input(&self) -> &<W::Operation as Operation>::Input {
        self.wait.input()
    }

    pub(crate) fn heard(
        &mut self,
        result: Result<
            <W::Operation as Operation>::Output,
            CallError<<W::Operation as Operation>::Error>,
        >,
        now: Duration,
        random: f64,
    ) -> Turn<W::Operation> {
        let waiter = W::NAME;
        let answer = match result.map_err(CallError::into_service) {
            Ok(output) => Ok(output),
            Err(Ok(error)) => Err(error),
            Err(Err(error)) => {
                let attempts = self.wait.attempts();
                return Turn::Over(Err(WaitError::Call {
                    waiter,
                    error,
                    attempts,
                }));
            }
        };
        let elapsed = now.saturating_sub(self.begin);
        let next = self.wait.answered(answer.as_ref(), elapsed, random);
        let attempts = self.wait.attempts();
        Turn::Over(match (next, answer) {
            (Next::Pause(time), _) => return Turn::Pause(time),
            (Next::Reached(verdict), answer) => Ok(Waited {
                answer,
                verdict,
                attempts,
            }),
            (Next::Failed(verdict), answer) => Err(WaitError::Failed {
                waiter,
                acceptor: verdict.acceptor(),
                answer,
                attempts,
                elapsed,
            }),
            (Next::Unexpected, Err(error)) => Err(WaitError::Call {
                waiter,
                error: CallError::Service(error),
                attempts: attempts.saturating_sub(1),
            }),
            (Next::TooLong | Next::Unexpected, answer) => Err(WaitError::TooLong {
                waiter,
                acceptor: W::judge(self.wait.input(), answer.as_ref()).map(Verdict::acceptor),
                answer,
                attempts,
                elapsed,
            }),
        })
    }
}
