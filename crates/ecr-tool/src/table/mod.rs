//! Tables for people: what stands in them, apart from how a terminal draws them.

mod age;
mod draw;
mod grid;
mod images;
mod plain;
mod repositories;
mod tags;

pub(crate) use draw::{Look, draw};
pub(crate) use grid::Grid;
pub(crate) use images::images;
pub(crate) use plain::plain;
pub(crate) use repositories::repositories;
pub(crate) use tags::image_ids;
