//! An embedded Amazon ECR registry on loopback: the real protocol, paging and injected faults.
//!
//! It speaks awsJson1_1 over HTTP/1.1, so whatever talks to ECR talks to it once its endpoint is the server's
//! [`url`](Server::url): an SDK, the AWS CLI, a client of your own.
//! Its data set is made from a seed and looks like a real registry: indexes of several architectures with their images,
//! signatures, charts, untagged leftovers, archived images, scans in every state and what they found,
//! and beside the images cache rules, templates, backfills and what else can be listed.
//!
//! # Example: a server for one test
//!
//! ```
//! use std::io::{Read as _, Write as _};
//! use std::net::TcpStream;
//! use ecr_local::Registry;
//!
//! let server = Registry::builder().repository("team/app").images(250).page_cap(100).start()?;
//!
//! let body = r#"{"repositoryName": "team/app"}"#;
//! let mut stream = TcpStream::connect(server.address())?;
//! write!(stream, "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n")?;
//! write!(stream, "content-type: application/x-amz-json-1.1\r\n")?;
//! write!(stream, "x-amz-target: AmazonEC2ContainerRegistry_V20150921.ListImages\r\n")?;
//! write!(stream, "content-length: {}\r\n\r\n{body}", body.len())?;
//! let mut answer = String::new();
//! stream.read_to_string(&mut answer)?;
//!
//! assert!(answer.starts_with("HTTP/1.1 200 OK"));
//! assert!(answer.contains("nextToken"));
//! assert_eq!(server.requests().len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Example: a registry that misbehaves
//!
//! Faults are spelled as on the command line, and counted per server, so that a test meets them at the same place every time.
//!
//! ```
//! use ecr_local::Registry;
//!
//! let server = Registry::builder()
//!     .images(10_000)
//!     .fault("status=503@page:3".parse()?)
//!     .fault("latency=5ms@every:2".parse()?)
//!     .start()?;
//! println!("listening on {}", server.url());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Pages
//!
//! Images and what is attached to them are listed in the order of their digests, their tags in the order of texts,
//! repositories in the order of names, rules and templates in that of prefixes, backfills in that of identifiers,
//! findings basic before enhanced and worst first. The real service promises no order.
//! A token is a position in that order: what is pushed between two pages neither hides nor repeats anything else.
//! It is opaque, good for the operation and input it was given out for, and stays good when a registry
//! of the same seed and account is started again.
//! A full page is followed by a token only where more items are left.
//!
//! # What it does not do
//!
//! - It keeps no layers: a manifest that is pushed may refer to any, and nothing can be pulled.
//! - It checks no signature and no permission, and listens on 127.0.0.1 alone.
//! - It reads no clock and no file; all state is gone when the server stops.
//! - It deletes nothing and starts nothing: rules, templates, exclusions, previews and backfills are there from the start.
//! - It has the operations below. Any other is answered with `UnknownOperationException`.
//!
//! # Operations
//!
//! The eleven that are paged, and two that write:
//!
//! | operation | lists or does |
//! | --- | --- |
//! | DescribeImages | images of a repository |
//! | ListImages | their digests and tags |
//! | DescribeRepositories | repositories |
//! | DescribeImageScanFindings | what was found in an image |
//! | ListImageReferrers | signatures, reports and the like attached to an image |
//! | GetLifecyclePolicyPreview | images that a policy would delete or archive |
//! | DescribePullThroughCacheRules | which repositories cache other registries |
//! | DescribeRepositoryCreationTemplates | settings of repositories to come |
//! | ListReplicationBackfills | copies of the whole to another region |
//! | DescribeReplicationBackfillResults | what became of each image in one |
//! | ListPullTimeUpdateExclusions | users and roles whose pulls do not count |
//! | CreateRepository | makes an empty repository |
//! | PutImage | takes in a manifest |

mod body;
mod builder;
mod fault;
mod http;
mod input;
mod json;
mod moment;
mod operations;
mod paging;
mod request_log;
mod rng;
mod seed;
mod server;
mod service;
mod service_error;
mod store;
mod token;
mod validate;

pub use self::builder::{Builder, Registry, StartError};
pub use self::fault::{Fault, FaultKind, ParseFaultError, When};
pub use self::request_log::Request;
pub use self::server::Server;
