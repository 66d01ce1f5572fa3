//! Files of response bodies, one a line, as `python/gen_pages.py` writes them.

use bytes::Bytes;

use crate::Failure;

/// What was read out of some pages; every typed decoder must agree on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many images.
    pub images: u64,
    /// Their bytes in the registry, summed.
    pub size: i64,
    /// How many tags they have.
    pub tags: u64,
    /// How many critical findings.
    pub critical: i64,
}

/// The pages of one file.
#[derive(Clone, Debug)]
pub struct PageFile {
    /// How many images a page has.
    pub page_size: u32,
    /// The bodies.
    pub pages: Vec<Bytes>,
}

impl PageFile {
    /// Reads `pages-SIZE.jsonl` of a folder.
    ///
    /// # Errors
    ///
    /// If it cannot be read; the error says what writes it.
    pub fn read(folder: &str, page_size: u32) -> Result<Self, Failure> {
        let path = format!("{folder}/pages-{page_size}.jsonl");
        let text = std::fs::read(&path)
            .map_err(|error| format!("{path}: {error}; python/gen_pages.py writes it"))?;
        let lines = text.split(|&byte| byte == b'\n');
        let pages = lines.filter(|line| !line.is_empty());
        Ok(Self {
            page_size,
            pages: pages.map(Bytes::copy_from_slice).collect(),
        })
    }

    /// The same with the first pages only.
    #[must_use]
    pub fn first(mut self, pages: usize) -> Self {
        self.pages.truncate(pages);
        self
    }

    /// How many images all pages have.
    #[must_use]
    pub fn images(&self) -> f64 {
        self.count() * f64::from(self.page_size)
    }

    /// How many pages there are.
    #[must_use]
    pub fn count(&self) -> f64 {
        self.pages.len() as f64
    }
}
