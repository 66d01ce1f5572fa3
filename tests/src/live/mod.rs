//! botocore and the product on the same random service, over a real socket, in one process's hands.
//!
//! A [scenario](scenario::Scenario) is a service, what a caller asks of it, and what goes wrong.
//! A [server](server::Server) answers for it; a [Python process](peer::Peer) runs botocore's client and paginator on it;
//! [`run`] does the same with the generated facade and with the dynamic paginator.
//! [`check`] makes a row of what botocore did and judges it as [`conformance`](crate::conformance) does:
//! requests as the service saw them, pages, items, full result, tokens to the byte, errors, and the deviations by their effect.
//!
//! # Example: a scenario is given by seed and number
//!
//! ```
//! use ecr_tests::live::scenario::Scenario;
//!
//! let scenario = Scenario::new(7, 1).unwrap();
//! assert_eq!(scenario.to_value(), Scenario::new(7, 1).unwrap().to_value());
//! ```

pub mod check;
pub mod due;
pub mod faults;
pub mod peer;
pub mod rng;
pub mod run;
pub mod scenario;
pub mod server;
pub mod service;
pub mod summary;
pub mod tokens;
pub mod values;
