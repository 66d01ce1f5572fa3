//! The operations, one file each.
//!
//! To add one, write its file around a `pub(crate) const OPERATION` and put it into [`ALL`]:
//! what its input may be, and how it is paged, comes from the model.

mod create_repository;
mod describe_image_scan_findings;
mod describe_images;
mod describe_repositories;
mod list_images;
mod put_image;

use crate::input::Input;
use crate::paging::Listing;
use crate::service_error::ServiceError;
use crate::store::Store;

/// Every operation this registry knows.
pub(crate) const ALL: &[Operation] = &[
    create_repository::OPERATION,
    describe_image_scan_findings::OPERATION,
    describe_images::OPERATION,
    describe_repositories::OPERATION,
    list_images::OPERATION,
    put_image::OPERATION,
];

/// An operation: its name in the model, and what it does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// Gives the text of the response's body.
    pub(crate) run: fn(&mut Context<'_>) -> Result<String, ServiceError>,
}

/// What an operation has to work with. The input has been checked against the model.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) store: &'a mut Store,
    pub(crate) input: Input<'a>,
    /// The page asked for; the first one where the operation is not paged.
    pub(crate) listing: &'a Listing,
}
