//! The forms that values of traits have.

use crate::error::ErrorKind;
use crate::id::ShapeId;
use crate::node::{Entry, Node, Number, Object};
use crate::problem::{Problem, Problems};
use crate::read::fields::describe;
use crate::suggest;
use crate::traits::Trait;

/// What the value of a trait, or of a part of it, must be.
pub(super) enum Form {
    /// Whatever it is, it is not looked at here.
    Any,
    /// `true` or `false`.
    Bool,
    /// An object; what is in it does not matter here.
    Object,
    /// A text.
    Text,
    /// The id of a shape.
    Id,
    /// An absolute URL.
    Url,
    /// A text or a list of texts.
    Texts,
    /// A number.
    Number,
    /// An integer from the one to the other.
    Integer(i64, i64),
    /// A text or an integer.
    TextOrInteger,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A list.
    List(&'static Form),
    /// A list that is not empty.
    Some(&'static Form),
    /// An object whose members all have one form.
    MapOf(&'static Form),
    /// An object with these members, perhaps among others.
    Open(&'static [Field]),
    /// An object with these members and no others.
    Closed(&'static [Field]),
    /// An object with `min`, `max` or both, in order.
    MinMax(&'static Form),
}

/// A member of an object: its name, whether it must be there, its form.
pub(super) type Field = (&'static str, bool, Form);

/// Reports where a trait's value does not fit.
pub(super) fn check(entry: &Trait, form: &Form, problems: &mut Problems) {
    let mut check = Check {
        id: &entry.id,
        problems,
    };
    check.value(&entry.value, form);
}

/// The members of [`Form::MinMax`], for the names.
const ENDS: [Field; 2] = [("min", false, Form::Any), ("max", false, Form::Any)];

struct Check<'a> {
    id: &'a ShapeId,
    problems: &'a mut Problems,
}

impl Check<'_> {
    fn value(&mut self, node: &Node, form: &Form) {
        match form {
            Form::List(each) => match node.as_array() {
                Some(elements) => elements
                    .iter()
                    .for_each(|element| self.value(element, each)),
                None => self.misfit(node, "an array"),
            },
            Form::Some(_) if node.as_array().is_some_and(<[Node]>::is_empty) => {
                self.misfit(node, "an array with one element at least");
            }
            Form::Some(each) => self.value(node, &Form::List(each)),
            Form::MapOf(each) => match node.as_object() {
                Some(object) => object
                    .iter()
                    .for_each(|entry| self.value(entry.value(), each)),
                None => self.misfit(node, "an object"),
            },
            Form::Open(fields) => self.object(node, fields, true),
            Form::Closed(fields) => self.object(node, fields, false),
            Form::MinMax(each) => self.ends(node, each),
            simple if fits(node, simple) => {}
            Form::OneOf(texts) => self.no_choice(node, &words(form), texts),
            simple => self.misfit(node, &words(simple)),
        }
    }

    fn object(&mut self, node: &Node, fields: &[Field], open: bool) {
        let Some(object) = node.as_object() else {
            return self.misfit(node, "an object");
        };
        for (name, required, form) in fields {
            match object.get(name) {
                Some(value) => self.value(value, form),
                None if *required => self.missing(node, object, name),
                None => {}
            }
        }
        self.strangers(object, fields, open);
    }

    fn ends(&mut self, node: &Node, each: &Form) {
        let Some(object) = node.as_object() else {
            return self.misfit(node, "an object with `min`, `max` or both");
        };
        let ends = ["min", "max"].map(|name| object.get(name));
        if ends == [None, None] {
            return self.misfit(node, "an object with `min`, `max` or both");
        }
        self.strangers(object, &ENDS, false);
        ends.into_iter()
            .flatten()
            .for_each(|end| self.value(end, each));
        let [min, max] = ends.map(|end| end.and_then(Node::as_number).map(Number::as_f64));
        if let (Some(min), Some(max)) = (min, max)
            && min > max
        {
            let problem = self.problem(node, "`min` is larger than `max`");
            self.problems.push(
                problem
                    .expected("`min` up to `max`")
                    .found(format!("{min} and {max}"))
                    .remedy("exchange the two"),
            );
        }
    }

    fn problem(&self, node: &Node, message: &str) -> Problem {
        Problem::new(
            ErrorKind::Trait,
            node.span(),
            format!("{message} in the trait `{}`", self.id),
        )
    }

    fn misfit(&mut self, node: &Node, expected: &str) {
        let remedy = match expected {
            "an object" => "write `{}` here, or an object with more in it".to_owned(),
            _ => format!("write {expected} here"),
        };
        let problem = self.problem(node, "a value does not fit");
        let problem = problem.expected(expected).found(describe(node));
        self.problems.push(problem.remedy(remedy));
    }

    fn no_choice(&mut self, node: &Node, expected: &str, choices: &[&str]) {
        let found = node.as_str().unwrap_or_default();
        let other = format!("write {expected} here");
        let remedy = suggest::remedy(found, choices.iter().copied(), &other);
        let problem = self.problem(node, "a value does not fit");
        let problem = problem.expected(expected).found(describe(node));
        self.problems.push(problem.remedy(remedy));
    }

    fn missing(&mut self, node: &Node, object: &Object, name: &str) {
        let near = suggest::near(name, object.iter().map(Entry::key));
        let remedy = match near.first() {
            Some(near) => format!("rename `{near}` to `{name}`"),
            None => format!("add `\"{name}\": …`"),
        };
        let problem = self.problem(node, &format!("`{name}` is missing"));
        self.problems.push(
            problem
                .expected(format!("the member `{name}`"))
                .found("none")
                .remedy(remedy),
        );
    }

    /// Reports members that mean nothing; where others may be, only those that are nearly one that is not there.
    fn strangers(&mut self, object: &Object, fields: &[Field], open: bool) {
        let absent = |wanted: bool| {
            let absent = fields.iter().filter(move |(name, required, _)| {
                *required == wanted && object.get(name).is_none()
            });
            absent.map(|(name, ..)| *name)
        };
        let near = |key: &str, wanted: bool| !suggest::near(key, absent(wanted)).is_empty();
        for entry in object
            .iter()
            .filter(|entry| fields.iter().all(|(name, ..)| *name != entry.key()))
        {
            // What is nearly one that must be there was told where that is missing.
            if near(entry.key(), true) || open && !near(entry.key(), false) {
                continue;
            }
            let names = fields.iter().map(|(name, ..)| *name);
            let known: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
            let message = format!("`{}` means nothing in the trait `{}`", entry.key(), self.id);
            let problem = Problem::new(ErrorKind::Trait, entry.key_span(), message)
                .expected(known.join(", "))
                .found(format!("`{}`", entry.key()))
                .remedy(suggest::remedy(entry.key(), names, "take it out"));
            self.problems.push(problem);
        }
    }
}

fn fits(node: &Node, form: &Form) -> bool {
    match form {
        Form::Bool => node.as_bool().is_some(),
        Form::Object => node.as_object().is_some(),
        Form::Text => node.as_str().is_some(),
        Form::Id => node
            .as_str()
            .is_some_and(|text| text.parse::<ShapeId>().is_ok()),
        Form::Url => node.as_str().is_some_and(is_url),
        Form::Texts => {
            let all_texts =
                |elements: &[Node]| elements.iter().all(|element| element.as_str().is_some());
            node.as_str().is_some() || node.as_array().is_some_and(all_texts)
        }
        Form::Number => node.as_number().is_some(),
        Form::Integer(least, most) => node
            .as_i64()
            .is_some_and(|value| (*least..=*most).contains(&value)),
        Form::TextOrInteger => node.as_str().is_some() || node.as_i64().is_some(),
        Form::OneOf(texts) => node.as_str().is_some_and(|text| texts.contains(&text)),
        _ => true,
    }
}

fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn words(form: &Form) -> String {
    match form {
        Form::Bool => "`true` or `false`".to_owned(),
        Form::Object => "an object".to_owned(),
        Form::Text => "a string".to_owned(),
        Form::Id => "an absolute shape id: `namespace#Name`".to_owned(),
        Form::Url => "a URL, with its scheme: `https://…`".to_owned(),
        Form::Texts => "a string, or an array of strings".to_owned(),
        Form::Number => "a number".to_owned(),
        Form::Integer(0, i64::MAX) => "an integer, 0 or more".to_owned(),
        Form::Integer(least, most) => format!("an integer from {least} to {most}"),
        Form::TextOrInteger => "a string or an integer".to_owned(),
        Form::OneOf(texts) => {
            let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
            quoted.join(" or ")
        }
        _ => "another value".to_owned(),
    }
}
