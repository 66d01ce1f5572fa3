//! Decoding alone, body to typed values: `decode DATA ROUNDS`.

use bench_decode::contenders;
use bench_harness::{Failure, Goal, PageFile, Row, Spread, Timing, alternate, pin};

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, rounds] = &arguments[..] else {
        return Err("usage: decode DATA ROUNDS".into());
    };
    pin(1);
    for page_size in [100, 1000] {
        let file = PageFile::read(data, page_size)?;
        let timings = alternate(rounds.parse()?, contenders(&file))?;
        report(&file, &timings)?;
    }
    Ok(())
}

fn report(file: &PageFile, timings: &[Timing<bench_harness::Tally>]) -> Result<(), Failure> {
    let [ours, peers @ ..] = timings else {
        return Ok(());
    };
    let nanos =
        |timing: &Timing<_>| format!("{:.0} ns/image", timing.spread(1e9 / file.images()).median);
    for (peer, goal) in peers.iter().zip([sdk_goal(), 2.0, 1.8]) {
        if peer.result != ours.result {
            return Err(format!("{} reads something else than ours", peer.name).into());
        }
        let row = Row {
            benchmark: "decode",
            what: format!("{} images a page", file.page_size),
            peer: peer.name,
            ratio: Spread::ratio(&peer.seconds, &ours.seconds),
            goal: Goal::AtLeast(goal),
            ours: nanos(ours),
            theirs: nanos(peer),
        };
        row.print();
    }
    Ok(())
}

/// aws-sdk-ecr gains more than others by AMD's Zen 5.
fn sdk_goal() -> f64 {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let is_zen5 = cpu.contains("AuthenticAMD") && cpu.contains("cpu family\t: 26");
    if is_zen5 { 3.0 } else { 3.3 }
}
