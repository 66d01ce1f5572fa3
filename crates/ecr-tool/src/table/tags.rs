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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Look, draw};

    #[test]
    fn digests_are_whole_and_untagged_images_are_said_to_be() {
        let ids: Vec<ImageIdentifier> = serde_json::from_value(serde_json::json!([
            {"imageDigest": "sha256:00ff", "imageTag": "v1"},
            {"imageDigest": "sha256:00fe"},
        ]))
        .expect("identifiers");
        let table = draw(&image_ids(&ids), Look::default());
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(rows, ["v1          sha256:00ff", "<untagged>  sha256:00fe"]);
    }
}
