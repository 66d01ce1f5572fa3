//! Pages a second where the service takes 50 ms for a page and the program 50 ms to work on it: `bench-pages ROUNDS`.
//!
//! Over real sockets, against the embedded registry; the same listing with and without looking ahead, in turns.

use std::thread::sleep;
use std::time::{Duration, Instant};

use bench_harness::{Failure, Goal, Row, Spread};
use ecr::describe_images::{
    DescribeImages, DescribeImagesPaginator, DescribeImagesRequest, DescribeImagesResponse,
    paginate,
};
use ecr::{AsyncClient, Client};
use ecr_local::Registry;

/// What a page takes on either side.
const WORK: Duration = Duration::from_millis(50);

const PAGES: usize = 20;

const REPOSITORY: &str = "team/app";

fn main() -> Result<(), Failure> {
    let rounds = std::env::args().nth(1).ok_or("usage: bench-pages ROUNDS")?;
    let rounds: u32 = rounds.parse()?;
    let server = Registry::builder()
        .repository(REPOSITORY)
        .images(PAGES)
        .page_cap(1)
        .fault("latency=50ms".parse()?)
        .start()?;
    let url = server.url();
    row("blocking", rounds, |ahead| blocking(&url, ahead))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    row("async", rounds, |ahead| {
        runtime.block_on(streamed(&url, ahead))
    })
}

/// Runs the listing with and without looking ahead, a round each in turn, and prints how they compare.
fn row(
    what: &str,
    rounds: u32,
    mut list: impl FnMut(bool) -> Result<usize, Failure>,
) -> Result<(), Failure> {
    let mut timed = |ahead| -> Result<f64, Failure> {
        let start = Instant::now();
        let pages = list(ahead)?;
        let seconds = start.elapsed().as_secs_f64();
        match pages {
            PAGES => Ok(seconds),
            _ => Err(format!("{pages} pages, not {PAGES}").into()),
        }
    };
    // The first one makes the connection.
    timed(false)?;
    let (mut plain, mut ahead) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        plain.push(timed(false)?);
        ahead.push(timed(true)?);
    }
    Row {
        benchmark: "look-ahead",
        what: format!("{what}, 50 ms on both sides"),
        peer: "our own pages, one after the other",
        ratio: Spread::ratio(&plain, &ahead),
        goal: Goal::AtLeast(1.8),
        ours: speed(&ahead),
        theirs: speed(&plain),
    }
    .print();
    Ok(())
}

fn speed(seconds: &[f64]) -> String {
    let speeds = Spread::of(seconds.iter().map(|seconds| PAGES as f64 / seconds));
    let Spread { median, min, max } = speeds;
    format!("{median:.2} ({min:.2} to {max:.2}) pages/s")
}

fn blocking(url: &str, ahead: bool) -> Result<usize, Failure> {
    let client = Client::local(url)?;
    let listing = paginate(client, DescribeImagesRequest::new(REPOSITORY));
    match ahead {
        true => worked_on(listing.look_ahead()?.pages()?),
        false => worked_on(listing.pages()?),
    }
}

fn worked_on<E>(
    pages: impl Iterator<Item = Result<DescribeImagesResponse, E>>,
) -> Result<usize, Failure>
where
    E: std::error::Error + 'static,
{
    let mut count = 0;
    for page in pages {
        page?;
        sleep(WORK);
        count += 1;
    }
    Ok(count)
}

async fn streamed(url: &str, ahead: bool) -> Result<usize, Failure> {
    let client = AsyncClient::local(url)?;
    let request = DescribeImagesRequest::new(REPOSITORY);
    let listing = client.paginate(DescribeImages, DescribeImagesPaginator, request);
    let mut pages = match ahead {
        true => listing.look_ahead_async().page_stream()?,
        false => listing.page_stream()?,
    };
    let mut count = 0;
    while let Some(page) = pages.next_page().await {
        page?;
        tokio::time::sleep(WORK).await;
        count += 1;
    }
    Ok(count)
}
