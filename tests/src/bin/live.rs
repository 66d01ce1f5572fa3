//! `live [--count N] [--seed N] [--only N] [--python PATH]`: botocore and the product on random services over sockets.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use ecr_tests::live::check::Bench;
use ecr_tests::live::peer::Peer;
use ecr_tests::live::scenario::Scenario;
use ecr_tests::live::server::Server;
use ecr_tests::live::summary::Summary;

const USAGE: &str = "usage: live [--count N] [--seed N] [--only N] [--python PATH]";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/live.py");
/// Each with a server and a Python process of its own.
const WORKERS: u64 = 2;

/// What was asked for.
#[derive(Clone, Debug)]
struct Asked {
    count: u64,
    seed: u64,
    only: Option<u64>,
    python: String,
}

fn main() -> ExitCode {
    let done = asked().and_then(|asked| run(&asked));
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            let _ = writeln!(io::stderr(), "error: {why}");
            ExitCode::from(2)
        }
    }
}

fn asked() -> Result<Asked, String> {
    let mut asked = Asked {
        count: 2000,
        seed: another_seed(),
        only: None,
        python: "python3".into(),
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(flag) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        let number = || {
            value
                .parse::<u64>()
                .map_err(|_| format!("{flag} {value}: no number; {USAGE}"))
        };
        match flag.as_str() {
            "--count" => asked.count = number()?,
            "--seed" => asked.seed = number()?,
            "--only" => asked.only = Some(number()?),
            "--python" => asked.python.clone_from(&value),
            _ => return Err(USAGE.into()),
        }
    }
    Ok(asked)
}

#[allow(
    clippy::disallowed_methods,
    reason = "each run takes other scenarios, and prints the seed that gives them again"
)]
fn another_seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(1, |now| u64::from(now.subsec_nanos()) ^ now.as_secs())
}

/// Whether nothing failed.
fn run(asked: &Asked) -> Result<bool, String> {
    say(&format!(
        "live peers: --seed {} --count {}",
        asked.seed, asked.count
    ))?;
    let mut whole = Summary::default();
    let parts: Vec<_> = (0..WORKERS)
        .map(|worker| {
            let asked = asked.clone();
            std::thread::spawn(move || work(&asked, worker))
        })
        .collect();
    for part in parts {
        whole.join(part.join().map_err(|_| "a worker broke off")??);
    }
    for (number, why) in &whole.failures {
        say(&format!(
            "failed: --seed {} --only {number}\n{why}",
            asked.seed
        ))?;
    }
    say(&whole.to_string())?;
    Ok(whole.failures.is_empty() && whole.thin().is_empty())
}

/// Every second scenario, or every first.
fn work(asked: &Asked, worker: u64) -> Result<Summary, String> {
    let server = Server::start().map_err(|error| error.to_string())?;
    let peer = Peer::start(&asked.python, SCRIPT, &server.url())
        .map_err(|error| format!("{}: {error}", asked.python))?;
    let mut bench = Bench { server, peer };
    let mut summary = Summary::default();
    let numbers = (0..asked.count).filter(|number| number % WORKERS == worker);
    let only = asked.only.filter(|_| worker == 0);
    let numbers: Vec<u64> = if asked.only.is_some() {
        only.into_iter().collect()
    } else {
        numbers.collect()
    };
    for number in numbers {
        let scenario = Scenario::new(asked.seed, number).ok_or("the model lacks an operation")?;
        let result = bench.check(&scenario);
        summary.add(&scenario, result);
    }
    Ok(summary)
}

fn say(text: &str) -> Result<(), String> {
    writeln!(io::stdout(), "{text}").map_err(|error| error.to_string())
}
