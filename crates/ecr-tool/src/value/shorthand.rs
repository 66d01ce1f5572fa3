//! The AWS CLI's shorthand, as a tree: `tagStatus=TAGGED`, `a=[x,y],b={c=d}`, `key@=file://part`.
//!
//! The grammar is that of `aws`, read character by character:
//!
//! ```text
//! shorthand = pair *( "," pair )
//! pair      = key ( "=" / "@=" ) [ list / map / words ]
//! list      = "[" [ item *( "," item ) ] "]"        item = list / map / word
//! map       = "{" [ entry *( "," entry ) ] "}"      entry = key ( "=" / "@=" ) item
//! words     = word *( "," word )                    a comma ends it where `key=` follows
//! word      = bare / 'single quoted' / "double quoted"
//! ```
//!
//! A tree knows nothing of the model: [`super::fit`] makes a typed value of it.

use super::cursor::{Cursor, SyntaxError};

/// Deeper nesting than any model has; a deeper text is refused instead of exhausting the stack.
const MAX_DEPTH: usize = 32;

/// One node of the tree and where it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// Byte offset in the text.
    pub(crate) at: usize,
    /// What stands there.
    pub(crate) tree: Tree,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tree {
    /// A word, its quotes and escapes removed.
    Word(String),
    /// A word after `@=`: where it begins with `file://` it stands for that file's text.
    FileWord(String),
    /// `[a,b]`, or `a,b` after a key.
    List(Vec<Node>),
    /// `{k=v}`, or the pairs at the top.
    Map(Vec<Pair>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// Byte offset of the key.
    pub(crate) at: usize,
    /// The key as written.
    pub(crate) key: String,
    /// Its value.
    pub(crate) value: Node,
}

/// Reads a whole text.
///
/// # Errors
///
/// The first place that is no shorthand, what was expected there and what to write instead.
pub(crate) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let mut parser = Parser {
        cursor: Cursor::new(text),
        files: false,
        depth: 0,
    };
    parser.cursor.skip_space();
    let mut pairs = vec![parser.top_pair()?];
    while !parser.cursor.at_end() {
        parser.cursor.expect(',', AFTER_VALUE)?;
        parser.cursor.skip_space();
        let pair = parser.top_pair()?;
        push_new(&parser.cursor, &mut pairs, pair, SPACE_BETWEEN)?;
    }
    Ok(Node {
        at: 0,
        tree: Tree::Map(pairs),
    })
}

const AFTER_VALUE: &str = "put quotes around a value that holds a quote, `]` or `}`";
const AFTER_KEY: &str = "write key=value pairs separated by commas, or JSON";
const ITEMS: &str =
    "separate items by commas; put quotes around one that holds a comma or a bracket";
const SPACE_BETWEEN: &str = "two structures are separated by a space, not by a comma";
const ONCE: &str = "give each key once";

struct Parser<'a> {
    cursor: Cursor<'a>,
    /// Whether the pair at hand was written with `@=`.
    files: bool,
    depth: usize,
}

impl Parser<'_> {
    fn top_pair(&mut self) -> Result<Pair, SyntaxError> {
        let (at, key) = self.key()?;
        let value = match self.cursor.peek() {
            Some('[' | '{') => self.item()?,
            _ => self.words()?,
        };
        self.cursor.skip_space();
        Ok(Pair { at, key, value })
    }

    fn key(&mut self) -> Result<(usize, String), SyntaxError> {
        let at = self.cursor.at();
        let key = self.cursor.take_while(is_key).to_owned();
        self.cursor.skip_space();
        self.files = self.cursor.eat('@');
        if key.is_empty() {
            return Err(self.cursor.unexpected("a key", AFTER_KEY));
        }
        self.cursor.skip_space();
        self.cursor.expect('=', AFTER_KEY)?;
        self.cursor.skip_space();
        Ok((at, key))
    }

    /// One word, or several between commas; a comma that a `key=` follows is left for the caller.
    fn words(&mut self) -> Result<Node, SyntaxError> {
        let at = self.cursor.at();
        let first = self.word()?;
        self.cursor.skip_space();
        let mut words = vec![first];
        loop {
            let before_comma = self.cursor.clone();
            if !self.cursor.eat(',') {
                break;
            }
            self.cursor.skip_space();
            match self.further_word()? {
                Some(word) => words.push(word),
                None => {
                    self.cursor = before_comma;
                    break;
                }
            }
        }
        Ok(one_or_list(at, words))
    }

    /// The word after a comma; `None` where it turns out to be the next pair's key.
    fn further_word(&mut self) -> Result<Option<Node>, SyntaxError> {
        let at = self.cursor.at();
        if self.cursor.at_end() {
            return Err(self
                .cursor
                .unexpected("a value or a key after the comma", AFTER_KEY));
        }
        let text = match self.cursor.peek() {
            Some(quote @ ('"' | '\'')) => self.cursor.quoted(quote)?,
            Some('[' | '{') => return Ok(None),
            _ => self.cursor.bare(is_further),
        };
        self.cursor.skip_space();
        let ends = matches!(self.cursor.peek(), None | Some(','));
        Ok((ends && self.cursor.at() > at).then(|| self.node(at, text)))
    }

    fn word(&mut self) -> Result<Node, SyntaxError> {
        let at = self.cursor.at();
        let text = match self.cursor.peek() {
            Some(quote @ ('"' | '\'')) => self.cursor.quoted(quote)?,
            Some('=' | '[' | '{') | None => String::new(),
            Some(_) => self.cursor.bare(is_first),
        };
        Ok(self.node(at, text))
    }

    fn item(&mut self) -> Result<Node, SyntaxError> {
        if self.depth == MAX_DEPTH {
            return Err(self
                .cursor
                .unexpected("no deeper nesting", "write the value as JSON"));
        }
        self.depth += 1;
        let item = match self.cursor.peek() {
            Some('[') => self.list(),
            Some('{') => self.map(),
            _ => self.word(),
        };
        self.depth -= 1;
        item
    }

    fn list(&mut self) -> Result<Node, SyntaxError> {
        let at = self.cursor.at();
        self.cursor.expect('[', ITEMS)?;
        self.cursor.skip_space();
        let mut items = Vec::new();
        while !self.cursor.eat(']') {
            items.push(self.item()?);
            self.separator(']')?;
        }
        Ok(Node {
            at,
            tree: Tree::List(items),
        })
    }

    fn map(&mut self) -> Result<Node, SyntaxError> {
        let at = self.cursor.at();
        let outer = self.files;
        self.cursor.expect('{', ITEMS)?;
        self.cursor.skip_space();
        let mut pairs = Vec::new();
        while !self.cursor.eat('}') {
            let (at, key) = self.key()?;
            let value = self.item()?;
            push_new(&self.cursor, &mut pairs, Pair { at, key, value }, ONCE)?;
            self.separator('}')?;
        }
        self.files = outer;
        Ok(Node {
            at,
            tree: Tree::Map(pairs),
        })
    }

    /// A comma, unless the closing bracket is next.
    fn separator(&mut self, close: char) -> Result<(), SyntaxError> {
        self.cursor.skip_space();
        if self.cursor.peek() == Some(close) {
            return Ok(());
        }
        if !self.cursor.eat(',') {
            let expected = format!("`,` or `{close}`");
            return Err(self.cursor.unexpected(&expected, ITEMS));
        }
        self.cursor.skip_space();
        Ok(())
    }

    fn node(&self, at: usize, text: String) -> Node {
        let tree = if self.files {
            Tree::FileWord(text)
        } else {
            Tree::Word(text)
        };
        Node { at, tree }
    }
}

fn one_or_list(at: usize, mut words: Vec<Node>) -> Node {
    match (words.pop(), words.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            words.extend(last);
            Node {
                at,
                tree: Tree::List(words),
            }
        }
    }
}

fn push_new(
    cursor: &Cursor<'_>,
    pairs: &mut Vec<Pair>,
    pair: Pair,
    remedy: &'static str,
) -> Result<(), SyntaxError> {
    if pairs.iter().any(|known| known.key == pair.key) {
        let found = format!("`{}` a second time", pair.key);
        return Err(cursor.wrong(pair.at, "another key", found, remedy));
    }
    pairs.push(pair);
    Ok(())
}

fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.#/:".contains(c)
}

/// Characters inside a value right after `=`.
fn is_first(c: char) -> bool {
    !matches!(c, '"' | '\'' | ',' | ']' | '}')
}

/// Characters inside a value after a comma: an `=` would make it the next key.
fn is_further(c: char) -> bool {
    !matches!(c, '"' | '\'' | ',' | '=')
}

#[cfg(test)]
mod tests;
