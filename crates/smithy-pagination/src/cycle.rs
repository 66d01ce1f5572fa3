//! Notices a service that gives its tokens out again, in constant memory.

use alloc::collections::VecDeque;

use crate::token::Token;

/// Cycles of up to this many tokens are noticed at the first repeat.
const RING: usize = 64;

/// The last [`RING`] tokens for short cycles, and one old token, after Brent, for long ones.
///
/// Brent: a token is held for 1, 2, 4, 8, … tokens in turn.
/// Once the span is as long as the cycle and the held token lies in it, the token comes back within the span,
/// so that a cycle is noticed within three times (tail + cycle) tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cycles {
    recent: VecDeque<Token>,
    held: Option<Token>,
    since: u64,
    span: u64,
}

impl Cycles {
    /// Takes the next token; `Some(n)` if it was seen `n` tokens ago.
    pub(crate) fn note(&mut self, token: &Token) -> Option<u64> {
        self.since += 1;
        let length = self
            .in_ring(token)
            .or_else(|| (self.held.as_ref() == Some(token)).then_some(self.since));
        if length.is_none() {
            self.remember(token);
        }
        length
    }

    fn in_ring(&self, token: &Token) -> Option<u64> {
        (1..)
            .zip(self.recent.iter().rev())
            .find(|(_, known)| *known == token)
            .map(|(ago, _)| ago)
    }

    fn remember(&mut self, token: &Token) {
        if self.recent.len() == RING {
            self.recent.pop_front();
        }
        self.recent.push_back(token.clone());
        if self.since >= self.span {
            self.held = Some(token.clone());
            self.span = (self.span * 2).max(1);
            self.since = 0;
        }
    }
}
