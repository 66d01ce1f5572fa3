//! How often each decoder allocates: `allocations DATA`. A program of its own, since counting takes time.

use bench_decode::contenders;
use bench_harness::{Failure, Goal, PageFile, Row, Spread};

fn main() -> Result<(), Failure> {
    let data = std::env::args().nth(1).ok_or("usage: allocations DATA")?;
    let file = PageFile::read(&data, 1000)?;
    let counts: Vec<(&str, f64)> = contenders(&file)
        .into_iter()
        .map(|(name, mut run)| {
            let info = allocation_counter::measure(|| {
                run();
            });
            (name, info.count_total as f64 / file.images())
        })
        .collect();
    let [(_, ours), peers @ ..] = &counts[..] else {
        return Ok(());
    };
    for (peer, theirs) in peers {
        let row = Row {
            benchmark: "decode",
            what: "allocations".to_owned(),
            peer,
            ratio: Spread::once(theirs / ours),
            goal: if *peer == "aws-sdk-ecr" {
                Goal::AtLeast(1.0)
            } else {
                Goal::None
            },
            ours: format!("{ours:.1} an image"),
            theirs: format!("{theirs:.1} an image"),
        };
        row.print();
    }
    Ok(())
}
