//! The repositories of the account that the environment and the AWS CLI's files name.
//!
//! `cargo run -p ecr --features sso,sts --example from_env [PROFILE [REGION]]`

#![allow(clippy::print_stdout, reason = "a program for a person to read")]

use std::error::Error;

use ecr::describe_repositories::{DescribeRepositoriesRequest, paginate};
use ecr::identity::Selection;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let selection = Selection::new()
        .with_profile(arguments.next().unwrap_or_default())
        .with_region(arguments.next().unwrap_or_default());

    let client = ecr::Client::from_selection(&selection)?;
    println!("at {}", client.endpoint());
    for repository in paginate(&client, DescribeRepositoriesRequest::new()).items()? {
        let repository = repository?;
        println!("{}", repository.repository_uri.as_deref().unwrap_or("-"));
    }
    Ok(())
}
