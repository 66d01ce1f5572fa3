//! Whole clients without a network: paginate, serialize, sign, decode: `client DATA ROUNDS`.

use bench_decode::{ours, sdk};
use bench_harness::{
    Contender, Failure, Goal, PageFile, Row, Spread, Tally, Timing, alternate, pin,
};

/// Contenders a page size, in this order: ours by page and by item, the SDK's by page and by item.
const CONTENDERS: usize = 4;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, rounds] = &arguments[..] else {
        return Err("usage: client DATA ROUNDS".into());
    };
    pin(1);
    let small = PageFile::read(data, 1)?;
    let large = PageFile::read(data, 1000)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    let mut clients = Vec::new();
    for file in [&small, &large] {
        clients.push((ours::client(&file.pages)?, sdk::client(&file.pages)));
    }
    let mut contenders: Vec<Contender<'_, Tally>> = Vec::new();
    for (ours, sdk) in &clients {
        contenders.push(("ours, pages", Box::new(|| ours::by_page(ours))));
        contenders.push(("ours, items", Box::new(|| ours::by_item(ours))));
        contenders.push((
            "aws-sdk-ecr pages",
            Box::new(|| sdk::by_page(&runtime, sdk)),
        ));
        contenders.push((
            "aws-sdk-ecr items",
            Box::new(|| sdk::by_item(&runtime, sdk)),
        ));
    }
    let timings = alternate(rounds.parse()?, contenders)?;
    let (small_timings, large_timings) = timings.split_at(CONTENDERS);
    agree(small_timings)?;
    agree(large_timings)?;
    let lines: Vec<Line> = small_timings
        .iter()
        .zip(large_timings)
        .map(|(first, last)| Line::new(&small, first, &large, last))
        .collect();
    report(&lines, large_timings);
    Ok(())
}

fn agree(timings: &[Timing<Tally>]) -> Result<(), Failure> {
    let differs =
        |pair: &[Timing<Tally>]| pair.first().map(|t| t.result) != pair.last().map(|t| t.result);
    if timings.windows(2).any(differs) {
        return Err("the clients list different images".into());
    }
    Ok(())
}

/// The straight line through a page of one image and a page of a thousand, a round each.
struct Line {
    /// Seconds an image.
    slopes: Vec<f64>,
    /// Seconds a page that has no image.
    intercepts: Vec<f64>,
}

impl Line {
    fn new(
        small: &PageFile,
        first: &Timing<Tally>,
        large: &PageFile,
        last: &Timing<Tally>,
    ) -> Self {
        let (x0, x1) = (f64::from(small.page_size), f64::from(large.page_size));
        let rounds = first.seconds.iter().zip(&last.seconds);
        let points = rounds.map(|(first, last)| (first / small.count(), last / large.count()));
        let (slopes, intercepts) = points
            .map(|(y0, y1)| {
                let slope = (y1 - y0) / (x1 - x0);
                (slope, y0 - slope * x0)
            })
            .unzip();
        Self { slopes, intercepts }
    }
}

fn report(lines: &[Line], large: &[Timing<Tally>]) {
    let ([ours, _, sdk, _], [pages, items, ..]) = (lines, large) else {
        return;
    };
    row(
        "slope",
        "aws-sdk-ecr pages",
        &sdk.slopes,
        &ours.slopes,
        Goal::AtLeast(3.0),
        "ns/image",
        1e9,
    );
    row(
        "cost a page",
        "aws-sdk-ecr pages",
        &sdk.intercepts,
        &ours.intercepts,
        Goal::AtLeast(4.0),
        "us/page",
        1e6,
    );
    // How much dearer items are: our items over our pages.
    row(
        "items, time of pages = 1",
        "our own pages",
        &items.seconds,
        &pages.seconds,
        Goal::AtMost(1.03),
        "s (pages)",
        1.0,
    );
}

fn row(
    what: &str,
    peer: &'static str,
    theirs: &[f64],
    ours: &[f64],
    goal: Goal,
    unit: &str,
    scale: f64,
) {
    let figure = |values: &[f64]| {
        let median = Spread::of(values.iter().map(|value| value * scale)).median;
        format!("{median:.3} {unit}")
    };
    let row = Row {
        benchmark: "client",
        what: what.to_owned(),
        peer,
        ratio: Spread::ratio(theirs, ours),
        goal,
        ours: figure(ours),
        theirs: figure(theirs),
    };
    row.print();
}
