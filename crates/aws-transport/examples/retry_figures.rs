//! Answers questions about retries, one JSON object a line, so that another implementation can be compared.
//!
//! `{"kind":"backoff","attempt":1,"throttled":true,"random":0.5,"amz":1500}` gives the wait in seconds.
//! `{"kind":"quota","steps":[["take",true],["give",0],…]}` gives what is left after each step.
//! `{"kind":"limiter","start":0.0,"steps":[[0.1,"acquire"],[0.2,"throttled"],…]}` gives time and rate after each step.

#![allow(
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a program that talks over its standard output, and serde_json indexes without panicking"
)]

use std::error::Error;
use std::io::BufRead;
use std::time::Duration;

use aws_transport::retry::{Backoff, Limiter, Quota, RetryAfter, Trouble};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    for line in std::io::stdin().lock().lines() {
        let question: Value = serde_json::from_str(&line?)?;
        let answer = match question["kind"].as_str() {
            Some("backoff") => backoff(&question),
            Some("quota") => quota(&question),
            Some("limiter") => limiter(&question),
            _ => Value::Null,
        };
        println!("{answer}");
    }
    Ok(())
}

fn trouble(value: &Value) -> Trouble {
    match value.as_bool() {
        Some(true) => Trouble::Throttled,
        _ => Trouble::Transient,
    }
}

fn backoff(question: &Value) -> Value {
    let attempt = question["attempt"].as_u64().unwrap_or(1);
    let attempt = u32::try_from(attempt).unwrap_or(u32::MAX);
    let asked = question["amz"].as_u64();
    let asked = asked.map(|asked| RetryAfter::Amz(Duration::from_millis(asked)));
    let random = question["random"].as_f64().unwrap_or(0.0);
    let wait = Backoff::after(attempt, trouble(&question["throttled"])).wait(random, asked);
    json!(wait.as_secs_f64())
}

/// What was taken is a stack: `give` returns the cost taken last, or the one token of a call without retries.
fn quota(question: &Value) -> Value {
    let mut quota = Quota::default();
    let mut costs = Vec::new();
    let steps = question["steps"].as_array().into_iter().flatten();
    let left = steps.map(|step| {
        match step[0].as_str() {
            Some("take") => costs.extend(quota.acquire(trouble(&step[1]))),
            _ => quota.release(costs.pop()),
        }
        quota.available()
    });
    left.collect()
}

fn limiter(question: &Value) -> Value {
    let mut now = question["start"].as_f64().unwrap_or(0.0);
    let mut limiter = Limiter::new(now);
    let steps = question["steps"].as_array().into_iter().flatten();
    let seen = steps.map(|step| {
        now += step[0].as_f64().unwrap_or(0.0);
        match step[1].as_str() {
            Some("acquire") => {
                while let Err(wait) = limiter.acquire(now) {
                    now += wait.as_secs_f64();
                }
            }
            kind => limiter.observe(kind == Some("throttled"), now),
        }
        json!([now, limiter.rate()])
    });
    seen.collect()
}
