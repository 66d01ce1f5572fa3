//! The adaptive mode's rate limit: a token bucket whose rate follows a cubic curve after each throttling.
//!
//! Times are seconds since any fixed moment; rates are calls per second.

use std::time::Duration;

/// How far the rate may run ahead of what was measured.
const MOST_ABOVE_MEASURED: f64 = 2.0;

/// How fast a client may call, learnt from when it was throttled.
///
/// Nothing is held back before the first throttling.
#[derive(Clone, Debug)]
pub struct Limiter {
    cubic: Cubic,
    clock: RateClock,
    bucket: TokenBucket,
    enabled: bool,
}

impl Limiter {
    /// A limiter that has seen nothing yet.
    #[must_use]
    pub fn new(now: f64) -> Self {
        Self {
            cubic: Cubic::new(0.0, now),
            clock: RateClock::new(now),
            bucket: TokenBucket::new(1.0, now),
            enabled: false,
        }
    }

    /// Lets one call through, or says how long to wait before asking again.
    pub fn acquire(&mut self, now: f64) -> Result<(), Duration> {
        if self.enabled {
            self.bucket.acquire(now)
        } else {
            Ok(())
        }
    }

    /// Learns from an answer, or from the lack of one.
    pub fn observe(&mut self, throttled: bool, now: f64) {
        let measured = self.clock.record(now);
        let rate = if throttled {
            let sent = if self.enabled {
                measured.min(self.bucket.rate())
            } else {
                measured
            };
            self.enabled = true;
            self.cubic.throttled(sent, now)
        } else {
            self.cubic.succeeded(now)
        };
        self.bucket
            .set_rate(rate.min(MOST_ABOVE_MEASURED * measured), now);
    }

    /// Calls per second that are let through once there was a throttling.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.bucket.rate()
    }
}

/// The curve: down to 70 % at a throttling, up again slowly, then fast.
#[derive(Clone, Copy, Debug)]
pub struct Cubic {
    most: f64,
    zero: f64,
    last_throttling: f64,
}

const CUBIC_SCALE: f64 = 0.4;
const CUBIC_BETA: f64 = 0.7;

impl Cubic {
    /// A curve whose last throttling was at this rate and time.
    #[must_use]
    pub fn new(rate: f64, now: f64) -> Self {
        Self {
            most: rate,
            zero: zero_point(rate),
            last_throttling: now,
        }
    }

    /// The rate after an answer that was no throttling.
    #[must_use]
    pub fn succeeded(&self, now: f64) -> f64 {
        let since = now - self.last_throttling;
        CUBIC_SCALE * (since - self.zero).powi(3) + self.most
    }

    /// The rate after a throttling met at `rate`.
    pub fn throttled(&mut self, rate: f64, now: f64) -> f64 {
        *self = Self::new(rate, now);
        rate * CUBIC_BETA
    }
}

fn zero_point(rate: f64) -> f64 {
    cube_root(rate * (1.0 - CUBIC_BETA) / CUBIC_SCALE)
}

/// Of a positive number, by Newton's steps; of anything else, or less than every normal number, 0.
///
/// `powf` would have every program load the C library's `libm`, 0.3 MiB, for this alone.
fn cube_root(value: f64) -> f64 {
    if !value.is_normal() || value < 0.0 {
        return 0.0;
    }
    // A third of the exponent is within a twentieth of the root.
    let mut root = f64::from_bits(value.to_bits() / 3 + 1.0f64.to_bits() / 3 * 2);
    for _ in 0..5 {
        root = (2.0 * root + value / (root * root)) / 3.0;
    }
    root
}

/// Measures how often a client calls, in half seconds, smoothed.
#[derive(Clone, Copy, Debug)]
pub struct RateClock {
    measured: f64,
    last_bucket: f64,
    count: f64,
}

const BUCKETS_A_SECOND: f64 = 2.0;
const SMOOTHING: f64 = 0.8;

impl RateClock {
    /// A clock that has measured nothing yet.
    #[must_use]
    pub fn new(now: f64) -> Self {
        Self {
            measured: 0.0,
            last_bucket: now.floor(),
            count: 0.0,
        }
    }

    /// Counts one call and gives the rate measured so far.
    pub fn record(&mut self, now: f64) -> f64 {
        let bucket = (now * BUCKETS_A_SECOND).floor() / BUCKETS_A_SECOND;
        self.count += 1.0;
        if bucket > self.last_bucket {
            let current = self.count / (bucket - self.last_bucket);
            self.measured = current * SMOOTHING + self.measured * (1.0 - SMOOTHING);
            self.count = 0.0;
            self.last_bucket = bucket;
        }
        self.measured
    }
}

/// A bucket that fills at a rate; a call takes one token.
#[derive(Clone, Copy, Debug)]
pub struct TokenBucket {
    rate: f64,
    capacity: f64,
    tokens: f64,
    filled: f64,
}

const LEAST_RATE: f64 = 0.5;

impl TokenBucket {
    /// An empty bucket that fills at this rate.
    #[must_use]
    pub fn new(rate: f64, now: f64) -> Self {
        let mut bucket = Self {
            rate: LEAST_RATE,
            capacity: 1.0,
            tokens: 0.0,
            filled: now,
        };
        bucket.set_rate(rate, now);
        bucket
    }

    /// Tokens a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// The tokens that are there.
    #[must_use]
    pub fn tokens(&self) -> f64 {
        self.tokens
    }

    /// Fills at another rate from now on, at least one token in two seconds.
    pub fn set_rate(&mut self, rate: f64, now: f64) {
        self.refill(now);
        self.rate = rate.max(LEAST_RATE);
        self.capacity = rate.max(1.0);
        self.tokens = self.tokens.min(self.capacity);
    }

    /// Takes a token, or says how long until there is one.
    pub fn acquire(&mut self, now: f64) -> Result<(), Duration> {
        self.refill(now);
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return Ok(());
        }
        // Rounded up, so that the token is there when it is asked for again.
        let wait = ((1.0 - self.tokens) / self.rate * 1e9).ceil() / 1e9;
        Err(Duration::from_secs_f64(wait))
    }

    fn refill(&mut self, now: f64) {
        let gained = (now - self.filled).max(0.0) * self.rate;
        self.tokens = (self.tokens + gained).min(self.capacity);
        self.filled = now;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::cube_root;

    proptest! {
        #[test]
        fn a_root_cubed_is_the_number(number in 1e-300f64..1e300) {
            for number in [number, number.ln().abs()] {
                let cubed = cube_root(number).powi(3);
                prop_assert!((cubed / number - 1.0).abs() < 1e-14, "{number}: {cubed}");
            }
        }
    }

    #[test]
    fn what_has_no_root_here_has_none() {
        for number in [0.0, -8.0, f64::NAN, f64::INFINITY] {
            assert!(cube_root(number).abs() < f64::EPSILON, "{number}");
        }
    }
}
