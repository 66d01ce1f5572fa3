//! Waiters: what the answers of an operation mean to somebody who waits for a state.

use std::fmt;

/// A waiter of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Waiter {
    /// The type, which is the name in the model with a suffix of ours.
    pub(crate) ty: String,
    /// The name in the model.
    pub(crate) wire: String,
    /// The least and the greatest pause between two requests, in seconds.
    pub(crate) pause: (u32, u32),
    /// In the model's order: the first that matches decides.
    pub(crate) acceptors: Vec<Acceptor>,
}

/// What one sort of answer means.
#[derive(Clone, Debug)]
pub(crate) struct Acceptor {
    pub(crate) state: State,
    pub(crate) matcher: Matcher,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Success,
    Failure,
    Retry,
}

/// Which answers are meant.
#[derive(Clone, Debug)]
pub(crate) enum Matcher {
    /// Every response, or every error.
    Any { response: bool },
    /// The error of this name: a variant where the operation documents it.
    Error {
        name: String,
        variant: Option<String>,
    },
    /// Responses of which this holds; `text` is what the model says.
    Response { text: String, holds: Holds },
}

/// What is asked of a response, and of the request that it answers.
#[derive(Clone, Debug)]
pub(crate) enum Holds {
    /// The text is the expected one.
    Text(Expression, String),
    /// The flag is so.
    Flag(Test, bool),
    /// There are texts, and all of them are the expected one.
    All(Expression, String),
    /// One of the texts is the expected one.
    Some(Expression, String),
}

/// A value that may be missing.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    /// The whole response, which is there.
    Response,
    /// The whole request, which is there.
    Request,
    /// The element that a list is asked about, which is there.
    Element,
    /// A text of the model's.
    Text(String),
    /// A number of the model's.
    Whole(i64),
    /// What a test says.
    Flag(Box<Test>),
    /// A member of a structure.
    Member {
        of: Box<Expression>,
        field: String,
        /// The field is no `Option`.
        required: bool,
        held: Held,
    },
    /// What is made of each element of a list; what is missing is left out.
    Each {
        list: Box<Expression>,
        element: Box<Expression>,
    },
    /// The second, where the first holds.
    When(Box<Test>, Box<Expression>),
    /// The elements of a list's lists.
    Flat(Box<Expression>),
    /// How many elements a list has.
    Elements(Box<Expression>),
    /// How many characters a text has.
    Characters(Box<Expression>),
}

/// How a field's value is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// A structure.
    Structure { boxed: bool },
    /// A `String`.
    Text,
    /// The enum of this name, as its text.
    Choice(String),
    /// An integer that fits into 64 bits; `long` where it has them.
    Whole { long: bool },
    /// True or false.
    Flag,
    /// A list.
    List(Box<Held>),
}

/// Something that holds or does not.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// Two values are the same; two missing ones are.
    Same(Expression, Expression),
    /// Both are there, and stand to each other so.
    Ordered(Expression, Order, Expression),
    Not(Box<Test>),
    Both(Box<Test>, Box<Test>),
    Either(Box<Test>, Box<Test>),
    /// The flag is there and true.
    True(Expression),
    /// The text or list is there and not empty.
    Filled(Expression, Filling),
    /// The number is there.
    There(Expression),
}

/// What can be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filling {
    Text,
    List,
}

/// How two numbers stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Less,
    LessOrSame,
    More,
    MoreOrSame,
    Same,
    Other,
}

impl Expression {
    /// How many there are of something.
    pub(crate) fn is_length(&self) -> bool {
        matches!(self, Expression::Elements(_) | Expression::Characters(_))
    }
}

impl Test {
    /// What it says is a flag, and not only whether something is there.
    pub(crate) fn is_flag(&self) -> bool {
        match self {
            Test::Same(..) | Test::Ordered(..) | Test::Not(_) | Test::True(_) => true,
            Test::Both(one, other) | Test::Either(one, other) => one.is_flag() && other.is_flag(),
            Test::Filled(..) | Test::There(_) => false,
        }
    }
}

impl fmt::Display for Matcher {
    /// What it says of an answer, in words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Matcher::Any { response: true } => f.write_str("any response"),
            Matcher::Any { response: false } => f.write_str("any error"),
            Matcher::Error { name, .. } => write!(f, "the error `{name}`"),
            Matcher::Response { text, holds } => {
                let text = Code(text);
                match holds {
                    Holds::Text(_, expected) => write!(f, "{text} is {}", Code(expected)),
                    Holds::Flag(_, expected) => write!(f, "{text} is `{expected}`"),
                    Holds::All(_, expected) => write!(f, "all of {text} are {}", Code(expected)),
                    Holds::Some(_, expected) => write!(f, "one of {text} is {}", Code(expected)),
                }
            }
        }
    }
}

/// A text as code in Markdown, whatever marks are in it.
struct Code<'t>(&'t str);

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.contains('`') {
            true => write!(f, "`` {} ``", self.0),
            false => write!(f, "`{}`", self.0),
        }
    }
}
