//! The decoders that are compared, and what two programs do with them: take the time, count allocations.

pub mod ours;
pub mod sdk;
pub mod typed;

use std::hint::black_box;

use bench_harness::{Contender, PageFile, Tally};

/// The repository that is listed.
pub const REPOSITORY: &str = "platform/checkout-service";

/// Every decoder over all pages of a file, ours first.
#[must_use]
pub fn contenders(file: &PageFile) -> Vec<Contender<'_, Tally>> {
    let sdk = sdk::Decoder::new();
    vec![
        ("ours", over(file, ours::decode)),
        ("aws-sdk-ecr", over(file, move |page| sdk.decode(page))),
        (
            "serde_json",
            over(file, |page| tally(serde_json::from_slice(page).ok())),
        ),
        (
            "sonic-rs",
            over(file, |page| tally(sonic_rs::from_slice(page).ok())),
        ),
    ]
}

/// A page that cannot be read counts nothing, which no other decoder agrees with.
fn tally(page: Option<typed::Page>) -> Tally {
    page.as_ref().map(typed::Page::tally).unwrap_or_default()
}

fn over<'a>(
    file: &'a PageFile,
    mut decode: impl FnMut(&bytes::Bytes) -> Tally + 'a,
) -> Box<dyn FnMut() -> Tally + 'a> {
    Box::new(move || {
        let mut sum = Tally::default();
        for page in &file.pages {
            let page = decode(black_box(page));
            sum.images += page.images;
            sum.size += page.size;
            sum.tags += page.tags;
            sum.critical += page.critical;
        }
        sum
    })
}
