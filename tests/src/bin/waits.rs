//! `waits URL`: the client's side of `tests/peers/waits.py`.
//!
//! A line of the input is a wait, as in `blocking ImageScanComplete 7`: which client, which waiter, how many requests at most.
//! Without pauses; how it came out is a line of the output.

#![allow(clippy::print_stdout, reason = "its output is what the peer reads")]

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::Duration;

use ecr::client::{WaitError, Waited};
use ecr::describe_image_scan_findings::{
    DescribeImageScanFindingsRequest, ImageScanCompleteWaiter,
};
use ecr::get_lifecycle_policy_preview::{
    GetLifecyclePolicyPreviewRequest, LifecyclePolicyPreviewCompleteWaiter,
};
use ecr::pagination::wait::{Patience, Waiter};
use ecr::types::ImageIdentifier;
use ecr::{AsyncClient, Client, Operation};
use tokio::runtime::{Builder, Runtime};

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let url = std::env::args().nth(1).unwrap_or_default();
    let waiting = Waiting {
        blocking: Client::local(&url)?,
        asynchronous: AsyncClient::local(&url)?,
        runtime: Builder::new_current_thread().enable_all().build()?,
    };
    for line in io::stdin().lock().lines() {
        println!("{}", waiting.line(&line?)?);
        io::stdout().flush()?;
    }
    Ok(())
}

struct Waiting {
    blocking: Client,
    asynchronous: AsyncClient,
    runtime: Runtime,
}

impl Waiting {
    fn line(&self, line: &str) -> Result<String, Failure> {
        let mut words = line.split(' ');
        let (kind, waiter) = (words.next(), words.next());
        let attempts: u32 = words.next().unwrap_or_default().parse()?;
        let is_async = kind == Some("async");
        Ok(if waiter == Some("ImageScanComplete") {
            let image = ImageIdentifier::default().with_image_tag("v1");
            let request = DescribeImageScanFindingsRequest::new("team/app", image);
            self.wait(is_async, ImageScanCompleteWaiter, request, attempts)
        } else {
            let request = GetLifecyclePolicyPreviewRequest::new("team/app");
            self.wait(
                is_async,
                LifecyclePolicyPreviewCompleteWaiter,
                request,
                attempts,
            )
        })
    }

    fn wait<W: Waiter>(
        &self,
        is_async: bool,
        waiter: W,
        request: <W::Operation as Operation>::Input,
        attempts: u32,
    ) -> String {
        let patience = Patience::new(Duration::from_secs(600))
            .with_pauses(Duration::ZERO, Duration::ZERO)
            .with_attempts(attempts);
        end(&match is_async {
            true => self
                .runtime
                .block_on(self.asynchronous.wait(waiter, request, patience)),
            false => self.blocking.wait(waiter, request, patience),
        })
    }
}

fn end<O: Operation>(outcome: &Result<Waited<O>, WaitError<O>>) -> String {
    match outcome {
        Ok(_) => "reached".to_owned(),
        Err(WaitError::Failed { .. }) => "failed".to_owned(),
        Err(WaitError::TooLong { .. }) => "too long".to_owned(),
        Err(WaitError::Call { error, .. }) => {
            format!("error {}", error.code().unwrap_or("without a code"))
        }
        Err(other) => other.to_string(),
    }
}
