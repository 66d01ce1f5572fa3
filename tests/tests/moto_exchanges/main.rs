//! What moto answered to botocore, word for word: 57 exchanges of 34 operations, 12 of them errors.
//!
//! Every request is built as a user builds it and equals botocore's to the byte, once both are spelled as Python spells JSON.
//! Every response is read whole, and every error is the operation's own.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod answer;
mod images;
mod policies;
mod python;
mod registry;
mod repositories;
mod tape;

use ecr::types::{ImageIdentifier, Tag};
use tape::Tape;

/// The exchange ends in this error, by its type.
macro_rules! refused {
    ($tape:expr, $operation:expr, $request:expr, $error:pat) => {
        let error = $tape.refuses($operation, $request);
        assert!(matches!(error, $error), "{error:?}");
    };
}
pub(crate) use refused;

/// A digest that no layer has.
const NO_LAYER: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

const ALPHA_ARN: &str = "arn:aws:ecr:us-east-1:123456789012:repository/alpha";

#[test]
fn every_exchange_is_the_same_from_here() {
    let mut tape = Tape::open();
    repositories::are_created(&mut tape);
    images::are_put(&mut tape);
    repositories::are_listed(&mut tape);
    images::are_listed(&mut tape);
    registry::hands_out_tokens(&mut tape);
    policies::of_a_repository(&mut tape);
    policies::of_lifecycles(&mut tape);
    policies::of_the_registry(&mut tape);
    registry::replicates_and_scans(&mut tape);
    repositories::are_set(&mut tape);
    images::are_scanned(&mut tape);
    repositories::are_tagged(&mut tape);
    images::are_uploaded(&mut tape);
    images::are_deleted(&mut tape);
    repositories::are_deleted(&mut tape);
    assert!(tape.is_over(), "{} were played", tape.played);
    assert_eq!((tape.played, tape.errors), (57, 12));
}

fn tagged(tag: &str) -> ImageIdentifier {
    ImageIdentifier::default().with_image_tag(tag)
}

fn tag(key: &str, value: &str) -> Tag {
    Tag::default().with_key(key).with_value(value)
}
