//! Signing keys, derived once a day.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use super::hash::{Key, hmac};
use super::scope::Scope;

/// The keys derived last for one scope: one for each secret and day.
pub(super) struct Keys(Mutex<VecDeque<Derived>>);

struct Derived {
    secret: String,
    day: String,
    key: Key,
}

/// Around midnight, and while credentials change, two days and two secrets are in use.
const KEPT: usize = 4;

impl Keys {
    pub(super) fn new() -> Self {
        Self(Mutex::new(VecDeque::with_capacity(KEPT)))
    }

    pub(super) fn key(&self, secret: &str, day: &str, scope: &Scope) -> Key {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().find(|it| it.secret == secret && it.day == day);
        if let Some(known) = known {
            return known.key;
        }
        let key = derive(secret, day, scope);
        kept.truncate(KEPT - 1);
        kept.push_front(Derived {
            secret: secret.to_owned(),
            day: day.to_owned(),
            key,
        });
        key
    }
}

fn derive(secret: &str, day: &str, scope: &Scope) -> Key {
    let key = hmac(format!("AWS4{secret}").as_bytes(), day.as_bytes());
    let key = hmac(&key, scope.region().as_bytes());
    let key = hmac(&key, scope.service().as_bytes());
    hmac(&key, b"aws4_request")
}

/// How many there are, and nothing of what they are.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        write!(f, "Keys({})", kept.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::hex;
    use super::*;

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    /// The example of AWS's page on deriving a signing key.
    #[test]
    fn a_key_is_derived_as_documented() {
        let scope = Scope::new("us-east-1", "iam");
        let key = Keys::new().key(SECRET, "20150830", &scope);
        assert_eq!(
            hex(&key),
            "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"
        );
    }

    #[test]
    fn the_keys_of_other_days_and_secrets_are_others_and_few_are_kept() {
        let (keys, scope) = (Keys::new(), Scope::new("us-east-1", "iam"));
        let mut seen = Vec::new();
        for day in 10..30 {
            for secret in ["one", "two"] {
                let key = keys.key(secret, &format!("201508{day}"), &scope);
                assert_eq!(key, keys.key(secret, &format!("201508{day}"), &scope));
                assert!(!seen.contains(&key));
                seen.push(key);
            }
        }
        assert_eq!(format!("{keys:?}"), "Keys(4)");
    }
}
