//! Every image of every repository into a file, killed and gone on.
//!
//! `cargo run -p ecr-sweep --example sweep`

#![allow(clippy::print_stdout, reason = "a program for a person to read")]

use std::error::Error;

use ecr_sweep::{LineFile, Sweep};

fn main() -> Result<(), Box<dyn Error>> {
    let registry = ecr_local::Registry::builder()
        .repositories(20)
        .images(100)
        .start()?;
    let client = ecr::Client::local(&registry.url())?;
    let folder = tempfile::tempdir()?;
    let (out, place) = (
        folder.path().join("images.jsonl"),
        folder.path().join("place"),
    );

    let watcher = |progress: ecr_sweep::Progress| {
        if progress.pages.is_multiple_of(10) {
            println!(
                "{} of {} repositories",
                progress.done, progress.repositories
            );
        }
    };
    let sweep = Sweep::new(&client).parallel(4).watched_by(&watcher);
    let report = sweep.run(LineFile::open(&out, &place)?)?;
    println!("{} images in {} pages", report.images, report.pages);
    Ok(())
}
