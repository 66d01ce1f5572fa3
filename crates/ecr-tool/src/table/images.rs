//! The table of `describe-images`.

use bytesize::ByteSize;
use ecr::types::{FindingSeverity, ImageDetail};

use super::age::Age;
use super::grid::{Cell, Column, Grid, Layout, Tone};

/// One row an image, in the order of the service; `now` in seconds since 1970.
pub(crate) fn images(images: &[ImageDetail], now: i64) -> Grid {
    let severities = severities(images);
    let archived = images.iter().any(|image| status(image).is_some());
    let mut grid = Grid::new(columns(&severities, archived));
    for image in images {
        grid.push(row(image, &severities, archived, now));
    }
    grid
}

fn columns(severities: &[FindingSeverity], archived: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("TAGS", Layout::Wrapped(15)),
        Column::new("DIGEST", Layout::Text).spare(),
        Column::new("TYPE", Layout::Text).spare(),
        Column::new("SIZE", Layout::Number),
        Column::new("PUSHED", Layout::Text),
        Column::new("SCAN", Layout::Wrapped(11)),
    ];
    let counts = severities.iter().enumerate();
    columns.extend(counts.map(|(index, severity)| {
        let column = Column::new(severity.as_str(), Layout::Number);
        if index < ALWAYS {
            column
        } else {
            column.spare()
        }
    }));
    columns.extend(archived.then(|| Column::new("STATUS", Layout::Text)));
    columns
}

fn row(image: &ImageDetail, severities: &[FindingSeverity], archived: bool, now: i64) -> Vec<Cell> {
    let mut row = vec![
        tags(image),
        Cell::or_dash(image.image_digest.as_deref().map(short_digest)),
        Cell::or_dash(artifact(image)),
        Cell::or_dash(image.image_size_in_bytes.map(size)),
        Cell::or_dash(
            image
                .image_pushed_at
                .map(|at| Age::between(at.seconds(), now).to_string()),
        ),
        scan(image),
    ];
    row.extend(severities.iter().map(|severity| count(image, severity)));
    row.extend(archived.then(|| Cell::or_dash(status(image))));
    row
}

fn tags(image: &ImageDetail) -> Cell {
    match image.image_tags() {
        [] => Cell::new("<untagged>").tone(Tone::Faint),
        tags => Cell::new(tags.join(", ")),
    }
}

/// Twelve hexadecimal digits tell the images of a repository apart, and are what other tools show.
pub(crate) fn short_digest(digest: &str) -> String {
    let hex = digest.split_once(':').map_or(digest, |(_, hex)| hex);
    hex.chars().take(12).collect()
}

fn artifact(image: &ImageDetail) -> Option<&'static str> {
    let manifest = image.image_manifest_media_type.as_deref()?;
    let content = image.artifact_media_type.as_deref().unwrap_or_default();
    let is_index = manifest.contains("image.index") || manifest.contains("manifest.list");
    let is_image = content.is_empty() || content.contains(".image.");
    match (is_index, is_image) {
        (true, _) => Some("index"),
        (false, true) => Some("image"),
        (false, false) => Some("artifact"),
    }
}

fn size(bytes: i64) -> String {
    let bytes = u64::try_from(bytes).unwrap_or_default();
    ByteSize::b(bytes).display().si().to_string()
}

fn scan(image: &ImageDetail) -> Cell {
    let status = image
        .image_scan_status
        .as_ref()
        .and_then(|scan| scan.status.as_ref());
    let Some(status) = status.map(ecr::types::ScanStatus::as_str) else {
        return Cell::or_dash(None::<&str>);
    };
    let cell = Cell::new(words(status));
    match status {
        "FAILED" => cell.tone(Tone::Warning),
        _ => cell,
    }
}

/// `SCAN_ELIGIBILITY_EXPIRED` as people write it.
fn words(name: &str) -> String {
    name.to_lowercase().replace('_', " ")
}

fn status(image: &ImageDetail) -> Option<String> {
    let status = image.image_status.as_ref()?.as_str();
    (status != "ACTIVE").then(|| words(status))
}

/// A severity the scan does not name has no finding; without a summary nothing is known.
fn count(image: &ImageDetail, severity: &FindingSeverity) -> Cell {
    let summary = image.image_scan_findings_summary.as_ref();
    let Some(counts) = summary.and_then(|summary| summary.finding_severity_counts.as_ref()) else {
        return Cell::or_dash(None::<&str>);
    };
    let count = counts.get(severity).copied().unwrap_or_default();
    let cell = Cell::new(count.to_string());
    match (severity, count) {
        (_, 0) => cell.tone(Tone::Faint),
        (FindingSeverity::Critical, _) => cell.tone(Tone::Alarm),
        (FindingSeverity::High, _) => cell.tone(Tone::Warning),
        _ => cell,
    }
}

/// How many severities have a column whatever occurs and however narrow the terminal.
const ALWAYS: usize = 4;

/// The ones always shown, worst first, then whichever others occur.
fn severities(images: &[ImageDetail]) -> Vec<FindingSeverity> {
    let mut severities = vec![
        FindingSeverity::Critical,
        FindingSeverity::High,
        FindingSeverity::Medium,
        FindingSeverity::Low,
    ];
    let summaries = images
        .iter()
        .filter_map(|image| image.image_scan_findings_summary.as_ref());
    for severity in summaries.flat_map(|summary| summary.finding_severity_counts().keys()) {
        if !severities.contains(severity) {
            severities.push(severity.clone());
        }
    }
    let (_, others) = severities.split_at_mut(ALWAYS);
    others.sort();
    severities
}

#[cfg(test)]
mod tests;
