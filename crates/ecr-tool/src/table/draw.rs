//! A grid drawn for a terminal, or plain for a pipe.

use comfy_table::{
    Attribute, Cell as Drawn, CellAlignment, Color, ColumnConstraint, ContentArrangement,
    LineStyle, Table, TableStyle, Width,
};

use super::grid::{Cell, Column, Grid, Layout, Tone};

/// What the place a table is drawn on can show.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    /// Whether escape sequences for colour may be used.
    pub(crate) colours: bool,
    /// Whether characters outside ASCII are shown.
    pub(crate) unicode: bool,
    /// How many characters a line has; unlimited where not known.
    pub(crate) width: Option<u16>,
}

/// The table as text, a line feed at its end; nothing for a grid without rows.
pub(crate) fn draw(grid: &Grid, look: Look) -> String {
    if grid.rows().is_empty() {
        return String::new();
    }
    let table = table(grid, look);
    if let (false, Some(narrower)) = (fits(&table, grid, look), grid.narrower()) {
        return draw(&narrower, look);
    }
    format!("{}\n", table.trim_fmt())
}

fn table(grid: &Grid, look: Look) -> Table {
    let mut table = Table::new();
    table.force_no_tty().load_style(rule(look.unicode));
    if look.colours {
        table.enforce_styling();
    }
    if let Some(width) = look.width {
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
    }
    table.set_header(grid.columns().iter().map(|column| header(column, look)));
    for row in grid.rows() {
        table.add_row(row.iter().map(|cell| drawn(cell, look)));
    }
    lay_out(&mut table, grid.columns());
    table
}

/// Whether all columns fit beside each other, the wrapped ones at a width one can read.
fn fits(table: &Table, grid: &Grid, look: Look) -> bool {
    let widths = table.column_max_content_widths();
    let needed: u16 = widths
        .iter()
        .zip(grid.columns())
        .map(|(width, column)| match column.layout() {
            Layout::Wrapped(least) => (*width).min(least),
            _ => *width,
        })
        .map(|width| width.saturating_add(GAP))
        .fold(0, u16::saturating_add);
    look.width
        .is_none_or(|width| needed <= width.saturating_add(GAP))
}

/// Characters between two columns; the last of them is drawn as the line between columns that there is not.
const GAP: u16 = 2;

fn rule(unicode: bool) -> TableStyle {
    let line = if unicode { '─' } else { '-' };
    TableStyle::new().header_separator(LineStyle::none().fill(line).junction(line))
}

fn header(column: &Column, look: Look) -> Drawn {
    let cell = Drawn::new(column.title());
    if look.colours {
        return cell.add_attribute(Attribute::Bold);
    }
    cell
}

fn drawn(cell: &Cell, look: Look) -> Drawn {
    let drawn = Drawn::new(cell.text());
    match cell.shade() {
        _ if !look.colours => drawn,
        Tone::Normal => drawn,
        Tone::Faint => drawn.add_attribute(Attribute::Dim),
        Tone::Warning => drawn.fg(Color::Yellow),
        Tone::Alarm => drawn.fg(Color::Red).add_attribute(Attribute::Bold),
    }
}

fn lay_out(table: &mut Table, columns: &[Column]) {
    let last = columns.len().saturating_sub(1);
    let widths = table.column_max_content_widths();
    let drawn = table.column_iter_mut().zip(columns).zip(widths);
    for (index, ((drawn, column), width)) in drawn.enumerate() {
        let padding = if index == last { 0 } else { GAP - 1 };
        drawn.set_padding((0, padding));
        drawn.set_constraint(match column.layout() {
            Layout::Wrapped(least) => {
                ColumnConstraint::LowerBoundary(Width::Fixed(width.min(least) + padding))
            }
            _ => ColumnConstraint::ContentWidth,
        });
        if column.layout() == Layout::Number {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let mut grid = Grid::new([
            Column::new("TAGS", Layout::Wrapped(10)),
            Column::new("HIGH", Layout::Number),
        ]);
        grid.push(vec![
            Cell::new("v1, latest, stable"),
            Cell::new("12").tone(Tone::Alarm),
        ]);
        grid.push(vec![Cell::or_dash(None::<String>), Cell::new("0")]);
        grid
    }

    #[test]
    fn plain_for_a_pipe() {
        let text = draw(&grid(), Look::default());
        let expected = "\
TAGS                HIGH
------------------------
v1, latest, stable    12
-                      0
";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_narrow_terminal_wraps_tags_and_nothing_else() {
        let look = Look {
            unicode: true,
            width: Some(18),
            ..Look::default()
        };
        let text = draw(&grid(), look);
        assert!(
            text.lines().all(|line| line.chars().count() <= 18),
            "{text}"
        );
        assert!(text.contains('─') && text.contains("HIGH"), "{text}");
        assert!(text.contains("stable"), "{text}");
    }

    #[test]
    fn a_terminal_too_narrow_loses_spare_columns_first() {
        let mut wide = Grid::new([
            Column::new("NAME", Layout::Text),
            Column::new("KIND", Layout::Text).spare(),
            Column::new("SIZE", Layout::Number),
        ]);
        wide.push(vec![
            Cell::new("abcdefgh"),
            Cell::new("image"),
            Cell::new("100 MB"),
        ]);
        let at = |width| {
            draw(
                &wide,
                Look {
                    width: Some(width),
                    ..Look::default()
                },
            )
        };
        assert!(at(23).contains("KIND"), "{}", at(23));
        assert!(!at(22).contains("KIND"), "{}", at(22));
        assert!(at(10).contains("SIZE"), "what is not spare stays");
    }

    #[test]
    fn colours_only_where_asked_for() {
        let colours = Look {
            colours: true,
            ..Look::default()
        };
        assert!(draw(&grid(), colours).contains('\u{1b}'));
        assert!(!draw(&grid(), Look::default()).contains('\u{1b}'));
    }

    #[test]
    fn no_rows_no_table() {
        let empty = Grid::new([Column::new("TAGS", Layout::Wrapped(10))]);
        assert_eq!(draw(&empty, Look::default()), "");
    }
}
