//! The table of `list-images`.

use ecr::types::ImageIdentifier;

use super::grid::{Cell, Column, Grid, Layout, Tone};

/// One row an identifier, in the order of the service; digests whole, since they are the answer.
pub(crate) fn image_ids(ids: &[ImageIdentifier]) -> Grid {
    let mut grid = Grid::new([
        Column::new("TAG", Layout::Text),
        Column::new("DIGEST", Layout::Text),
    ]);
    for id in ids {
        let tag = id.image_tag.as_deref();
        let tag = tag.map_or_else(|| Cell::new("<untagged>").tone(Tone::Faint), Cell::new);
        grid.push(vec![tag, Cell::or_dash(id.image_digest.as_deref())]);
    }
    grid
}
