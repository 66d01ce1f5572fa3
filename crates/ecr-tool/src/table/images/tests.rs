use ecr::types::ImageDetail;
use serde_json::{Value, json};

use super::*;
use crate::table::{Look, draw};

fn images_of(value: Value) -> Vec<ImageDetail> {
    serde_json::from_value(value).expect("images")
}

fn sample() -> Vec<ImageDetail> {
    images_of(json!([
        {
            "imageDigest": "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "imageTags": ["1.2.3", "latest"],
            "imageSizeInBytes": 182_400_000,
            "imagePushedAt": "2024-05-06T00:00:00Z",
            "imageScanStatus": {"status": "COMPLETE"},
            "imageScanFindingsSummary": {"findingSeverityCounts": {"HIGH": 14, "CRITICAL": 2, "INFORMATIONAL": 1}},
            "imageManifestMediaType": "application/vnd.docker.distribution.manifest.v2+json",
            "artifactMediaType": "application/vnd.docker.container.image.v1+json",
        },
        {
            "imageDigest": "sha256:0000000000000000659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a",
            "imageSizeInBytes": 900,
            "imagePushedAt": "2024-04-15T00:00:00Z",
            "imageScanStatus": {"status": "UNSUPPORTED_IMAGE"},
            "imageManifestMediaType": "application/vnd.oci.image.index.v1+json",
        },
        {},
    ]))
}

/// 2024-05-06, noon.
const NOW: i64 = 1_714_996_800;

#[test]
fn a_row_can_be_read_by_a_person() {
    let table = draw(&images(&sample(), NOW), Look::default());
    let expected = "\
TAGS           DIGEST        TYPE       SIZE  PUSHED        SCAN               CRITICAL  HIGH  MEDIUM  LOW  INFORMATIONAL
-------------------------------------------------------------------------------------------------------------------------
1.2.3, latest  9f86d081884c  image  182.4 MB  12 hours ago  complete                  2    14       0    0              1
<untagged>     000000000000  index     900 B  3 weeks ago   unsupported image         -     -       -    -              -
<untagged>     -             -             -  -             -                         -     -       -    -              -
";
    assert_eq!(table, expected);
}

#[test]
fn the_order_is_that_of_the_service() {
    let mut reversed = sample();
    reversed.reverse();
    let table = draw(&images(&reversed, NOW), Look::default());
    assert!(
        table
            .lines()
            .last()
            .is_some_and(|row| row.starts_with("1.2.3"))
    );
}

#[test]
fn severities_the_model_lacks_get_a_column_and_cannot_steer() {
    let counts = json!({"UNTRIAGED\u{1b}[2J": 3, "UNDEFINED": 1});
    let list = images_of(json!([
        {"imageScanFindingsSummary": {"findingSeverityCounts": counts}, "imageTags": ["\u{1b}]0;x\u{7}"]}
    ]));
    let table = draw(&images(&list, NOW), Look::default());
    let header = table.lines().next().unwrap_or_default();
    assert!(
        header.ends_with("LOW  UNDEFINED  UNTRIAGED\\u{1b}[2J"),
        "{header}"
    );
    assert!(
        !table.contains(|c: char| c.is_control() && c != '\n'),
        "{table}"
    );
}

#[test]
fn a_status_is_shown_where_one_is_not_active() {
    let active = images_of(json!([{"imageStatus": "ACTIVE"}]));
    assert!(!draw(&images(&active, NOW), Look::default()).contains("STATUS"));
    let mixed = images_of(json!([{"imageStatus": "ACTIVE"}, {"imageStatus": "ARCHIVED"}]));
    let table = draw(&images(&mixed, NOW), Look::default());
    assert!(
        table
            .lines()
            .next()
            .is_some_and(|header| header.ends_with("STATUS"))
    );
    assert!(
        table
            .lines()
            .last()
            .is_some_and(|row| row.ends_with("archived"))
    );
}

#[test]
fn digests_without_a_colon_and_short_ones_are_shown() {
    assert_eq!(short_digest("sha256:0123456789abcdef"), "0123456789ab");
    assert_eq!(short_digest("0123"), "0123");
    assert_eq!(short_digest("äöü"), "äöü");
}
