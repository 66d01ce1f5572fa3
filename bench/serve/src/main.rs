//! DescribeImages over HTTP/1.1 on this machine: `bench-serve DATA PAGES PAGE_SIZE`. The first line it prints is its URL.
//!
//! The bodies are those of `pages-PAGE_SIZE.jsonl`, over and over, with a token to the next page on all but the last.
//! It ends with its standard input, so that none is left behind.

mod listing;
mod requests;

use std::io::{self, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use bench_harness::{Failure, PageFile};
use listing::Listing;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, pages, page_size] = &arguments[..] else {
        return Err("usage: bench-serve DATA PAGES PAGE_SIZE".into());
    };
    let file = PageFile::read(data, page_size.parse()?)?;
    let listing = Arc::new(Listing::new(&file, pages.parse()?)?);
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    println!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let listing = Arc::clone(&listing);
            // A client that goes away is no concern of the others.
            std::thread::spawn(move || drop(serve(&listing, stream)));
        }
    });
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

/// Answers one connection until it is closed.
fn serve(listing: &Listing, stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut output = stream.try_clone()?;
    let mut input = BufReader::new(stream);
    while let Some(request) = requests::next(&mut input)? {
        match listing.page(&request) {
            Some(page) => listing.write(page, &mut output)?,
            None => output.write_all(&listing::refusal())?,
        }
    }
    Ok(())
}
