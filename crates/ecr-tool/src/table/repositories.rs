//! The table of `describe-repositories`.

use ecr::types::Repository;

use super::age::Age;
use super::grid::{Cell, Column, Grid, Layout};

/// One row a repository, in the order of the service; `now` in seconds since 1970.
pub(crate) fn repositories(repositories: &[Repository], now: i64) -> Grid {
    let mut grid = Grid::new([
        Column::new("REPOSITORY", Layout::Text),
        Column::new("CREATED", Layout::Text),
        Column::new("TAGS", Layout::Text),
        Column::new("SCAN ON PUSH", Layout::Text),
        Column::new("ENCRYPTION", Layout::Text).spare(),
        Column::new("URI", Layout::Text).spare(),
    ]);
    for repository in repositories {
        grid.push(row(repository, now));
    }
    grid
}

fn row(repository: &Repository, now: i64) -> Vec<Cell> {
    let created = repository.created_at;
    let mutability = repository.image_tag_mutability.as_ref();
    let scanning = repository.image_scanning_configuration.as_ref();
    let encryption = repository.encryption_configuration.as_ref();
    vec![
        Cell::or_dash(repository.repository_name.as_deref()),
        Cell::or_dash(created.map(|at| Age::between(at.seconds(), now).to_string())),
        Cell::or_dash(mutability.map(|it| it.as_str().to_lowercase().replace('_', " "))),
        Cell::or_dash(scanning.map(|it| yes_or_no(it.scan_on_push.unwrap_or_default()))),
        Cell::or_dash(encryption.map(|it| kind(&it.encryption_type))),
        Cell::or_dash(repository.repository_uri.as_deref()),
    ]
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
