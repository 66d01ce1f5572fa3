//! Rows and columns, with nothing said yet about lines, widths or colours.

use super::plain;

/// A table as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

/// A column's title, and how its cells are laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    title: String,
    layout: Layout,
    spare: bool,
}

impl Column {
    pub(crate) fn new(title: impl AsRef<str>, layout: Layout) -> Self {
        Column {
            title: plain(title.as_ref()),
            layout,
            spare: false,
        }
    }

    /// The column may be left out where the terminal is too narrow for all.
    #[must_use]
    pub(crate) fn spare(mut self) -> Self {
        self.spare = true;
        self
    }

    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    pub(crate) fn layout(&self) -> Layout {
        self.layout
    }
}

/// How a column's cells are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Text, on one line.
    Text,
    /// Text, on several lines where the terminal is narrow, but not narrower than this.
    Wrapped(u16),
    /// Numbers, to the right.
    Number,
}

/// A cell's text, already safe to show, and its tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    text: String,
    tone: Tone,
}

/// What a colour, where there are colours, would say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Normal,
    Faint,
    Warning,
    Alarm,
}

impl Cell {
    /// A cell; what in `text` could steer a terminal is written out.
    pub(crate) fn new(text: impl AsRef<str>) -> Self {
        Cell {
            text: plain(text.as_ref()),
            tone: Tone::Normal,
        }
    }

    /// The cell where there is a text, a dash where there is none.
    pub(crate) fn or_dash(text: Option<impl AsRef<str>>) -> Self {
        text.map_or_else(|| Cell::new("-").tone(Tone::Faint), Cell::new)
    }

    #[must_use]
    pub(crate) fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn shade(&self) -> Tone {
        self.tone
    }
}

impl Grid {
    pub(crate) fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Grid {
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row: a cell for each column.
    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len());
        self.rows.push(row);
    }

    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(crate) fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The grid without its last spare column, if it has one.
    pub(crate) fn narrower(&self) -> Option<Grid> {
        let spare = self.columns.iter().rposition(|column| column.spare)?;
        let mut narrower = self.clone();
        narrower.columns.remove(spare);
        for row in &mut narrower.rows {
            row.remove(spare);
        }
        Some(narrower)
    }
}
