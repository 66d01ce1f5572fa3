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
        Cell::or_dash(encryption.and_then(|it| Some(it.encryption_type.as_ref()?.as_str()))),
        Cell::or_dash(repository.repository_uri.as_deref()),
    ]
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Look, draw};

    #[test]
    fn a_row_can_be_read_by_a_person() {
        let list: Vec<Repository> = serde_json::from_value(serde_json::json!([
            {
                "repositoryName": "team/app",
                "repositoryUri": "012345678901.dkr.ecr.eu-west-1.amazonaws.com/team/app",
                "createdAt": "2022-05-06T00:00:00Z",
                "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
                "imageScanningConfiguration": {"scanOnPush": true},
                "encryptionConfiguration": {"encryptionType": "KMS"},
            },
            {"repositoryName": "a"},
        ]))
        .expect("repositories");
        let table = draw(&repositories(&list, 1_714_996_800), Look::default());
        let expected = "\
REPOSITORY  CREATED      TAGS                      SCAN ON PUSH  ENCRYPTION  URI
----------------------------------------------------------------------------------------------------------------------------------
team/app    2 years ago  immutable with exclusion  yes           KMS         012345678901.dkr.ecr.eu-west-1.amazonaws.com/team/app
a           -            -                         -             -           -
";
        assert_eq!(table, expected);
    }
}
