//! Where a listing whose tokens go round in a circle ends, and what memory it takes.
//!
//! `cargo test -p ecr-tests --test cycles -- --nocapture` prints the table.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::Cell;

use ecr::describe_images::{
    DescribeImagesPaginator, DescribeImagesRequest, DescribeImagesResponse,
};
use peak_alloc::PeakAlloc;
use smithy_pagination::{PageErrorKind, Paginate};
use smithy_wire::json;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// How many tokens back a cycle is noticed at its first repeat.
const RING: u64 = 64;
const IMAGES: usize = 100;

/// The tokens go 1, 2, … to the end of the tail, then round the cycle for ever.
struct Service {
    tail: u64,
    cycle: u64,
    requests: Cell<u64>,
}

impl Service {
    fn answer(&self, request: &DescribeImagesRequest) -> DescribeImagesResponse {
        self.requests.set(self.requests.get() + 1);
        let at = request
            .next_token
            .as_deref()
            .map_or(0, |token| token.parse().unwrap());
        let next = if at < self.tail + self.cycle {
            at + 1
        } else {
            self.tail + 1
        };
        let images = vec![r#"{"imageDigest":"sha256:0","imageTags":["v1"]}"#; IMAGES].join(",");
        let page = format!(r#"{{"imageDetails":[{images}],"nextToken":"{next}"}}"#);
        json::from_str(&page).unwrap()
    }
}

/// The request at which it ended, and the bytes at its highest.
fn list(tail: u64, cycle: u64) -> (u64, usize) {
    let service = Service {
        tail,
        cycle,
        requests: Cell::new(0),
    };
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let call = |request: &DescribeImagesRequest| Ok::<_, std::fmt::Error>(service.answer(request));
    let request = DescribeImagesRequest::new("team/app");
    let pages = Paginate::new(DescribeImagesPaginator, request, call)
        .pages()
        .unwrap();
    // A cycle that is not noticed fails instead of running on.
    let bound = usize::try_from(3 * (tail + cycle) + 1).unwrap();
    let mut pages = pages.take(bound);
    let error = pages.find_map(Result::err).unwrap();
    assert!(
        matches!(error.kind(), PageErrorKind::Cycle { .. }),
        "{error}"
    );
    (service.requests.get(), MEMORY.peak_usage() - before)
}

#[test]
fn a_cycle_ends_within_its_bound_and_in_constant_memory() {
    let (_, one_page) = list(0, 1);
    println!(
        "{:>6} {:>6} {:>16} {:>12}",
        "tail", "cycle", "ended at request", "peak bytes"
    );
    for cycle in [1, 2, 5, 64, 65, 1_000] {
        for tail in [0, 7, 500] {
            let (requests, peak) = list(tail, cycle);
            println!("{tail:>6} {cycle:>6} {requests:>16} {peak:>12}");
            if cycle <= RING {
                // The first page has no token; the one after the last of the circle is the first repeat.
                assert_eq!(requests, tail + cycle + 1);
            } else {
                assert!(requests <= 3 * (tail + cycle), "{requests}");
            }
            // The ring of tokens, whatever the length.
            assert!(peak < one_page + 8 * 1024, "{peak} after {one_page}");
        }
    }
}
