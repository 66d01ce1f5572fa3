//! Values in a model, held against the shapes they are values of.

use crate::error::ErrorKind;
use crate::model::Model;
use crate::node::{Entry, Node, NodeKind, Number, Object};
use crate::problem::{Problem, Problems};
use crate::read::fields::{describe, with_article};
use crate::shape::{Member, Shape, ShapeKind};
use crate::suggest;
use crate::traits::Traits;

/// A value and what is said of it.
pub(super) struct Values<'m, 'p> {
    pub(super) model: &'m Model,
    /// What the value is, to begin a message.
    pub(super) what: &'static str,
    /// Whether ranges and lengths are held to.
    pub(super) strict: bool,
    pub(super) problems: &'p mut Problems,
}

impl Values<'_, '_> {
    /// Reports where a value is none of the member's target.
    pub(super) fn member(&mut self, node: &Node, member: &Member) {
        if let Some(shape) = self.model.get(member.target()) {
            self.shape(node, shape, member.traits());
        }
    }

    /// Reports where a value is none of the shape; what a member says of it stands over what the shape says.
    pub(super) fn shape(&mut self, node: &Node, shape: &Shape, member: &Traits) {
        match (shape.kind(), node.kind()) {
            (ShapeKind::Document, _) | (_, NodeKind::Null) => {}
            (ShapeKind::Structure(_) | ShapeKind::Union(_), NodeKind::Object(object)) => {
                self.members(object, shape);
            }
            (ShapeKind::List(element), NodeKind::Array(nodes)) => {
                nodes.iter().for_each(|node| self.member(node, element));
            }
            (ShapeKind::Map(pair), NodeKind::Object(object)) => {
                let [_, value] = &**pair;
                object
                    .iter()
                    .for_each(|entry| self.member(entry.value(), value));
            }
            (kind, _) if !fits(kind, node) => self.misfit(node, &words(shape)),
            _ if self.strict => self.rules(node, shape, member),
            _ => {}
        }
    }

    fn members(&mut self, object: &Object, shape: &Shape) {
        for entry in object {
            match shape.member(entry.key()) {
                Some(member) => self.member(entry.value(), member),
                None if self.model.is_unread(shape.id()) => {}
                None if self.model.is_unread(&shape.id().with_member(entry.key())) => {}
                None => self.stranger(entry, shape),
            }
        }
    }

    fn rules(&mut self, node: &Node, shape: &Shape, member: &Traits) {
        let range = member.range().or_else(|| shape.traits().range());
        let length = member.length().or_else(|| shape.traits().length());
        if let (Some(range), Some(value)) = (range, node.as_number().map(Number::as_f64)) {
            let low = range.min.is_some_and(|min| value < min.as_f64());
            let high = range.max.is_some_and(|max| value > max.as_f64());
            // Zero was the default of every number once, whatever the range.
            if (low || high) && value != 0.0 {
                self.misfit(node, "a number in the range of its type");
            }
        }
        if let (Some(length), Some(text)) = (length, node.as_str()) {
            let count = text.chars().count() as u64;
            let short = length.min.is_some_and(|min| count < min);
            let long = length.max.is_some_and(|max| count > max);
            // And so was the empty text.
            if (short || long) && count != 0 {
                self.misfit(node, "a text of the length of its type");
            }
        }
    }

    fn misfit(&mut self, node: &Node, expected: &str) {
        let message = format!("{} does not fit its type", self.what);
        let problem = Problem::new(ErrorKind::Trait, node.span(), message)
            .expected(expected)
            .found(describe(node))
            .remedy(format!("write {expected} here"));
        self.problems.push(problem);
    }

    fn stranger(&mut self, entry: &Entry, shape: &Shape) {
        let (key, id) = (entry.key(), shape.id());
        let names = shape.members().iter().map(Member::name);
        let message = format!("{} has `{key}`, which is no member of `{id}`", self.what);
        let problem = Problem::new(ErrorKind::Trait, entry.key_span(), message)
            .expected(format!("the name of a member of `{id}`"))
            .found(format!("`{key}`"))
            .remedy(suggest::remedy(key, names, "take it out"));
        self.problems.push(problem);
    }
}

/// Reports ranges whose ends are no values of the type they are about.
pub(super) fn ranges(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        range(shape.traits(), shape.kind(), problems);
        for member in shape.members() {
            if let Some(target) = model.get(member.target()) {
                range(member.traits(), target.kind(), problems);
            }
        }
    }
}

fn range(traits: &Traits, kind: &ShapeKind, problems: &mut Problems) {
    use ShapeKind::{Byte, IntEnum, Integer, Long, Short};
    let kind = match kind {
        IntEnum(_) => &Integer,
        Byte | Short | Integer | Long => kind,
        _ => return,
    };
    let ends = traits.get("smithy.api#range").and_then(Node::as_object);
    let ends = ends.into_iter().flatten().map(Entry::value);
    for end in ends.filter(|end| end.as_number().is_some() && !fits(kind, end)) {
        let expected = format!("{} in its bounds", with_article(kind.name()));
        let problem = Problem::new(
            ErrorKind::Trait,
            end.span(),
            "no value of the type is this end of the range",
        )
        .expected(expected)
        .found(describe(end))
        .remedy("write a whole number that the type can hold, or take this end out");
        problems.push(problem);
    }
}

fn fits(kind: &ShapeKind, node: &Node) -> bool {
    let within = |least: i64, most: i64| {
        node.as_i64()
            .is_some_and(|value| (least..=most).contains(&value))
    };
    match kind {
        ShapeKind::Blob | ShapeKind::String => node.as_str().is_some(),
        ShapeKind::Boolean => node.as_bool().is_some(),
        ShapeKind::Byte => within(i8::MIN.into(), i8::MAX.into()),
        ShapeKind::Short => within(i16::MIN.into(), i16::MAX.into()),
        ShapeKind::Integer => within(i32::MIN.into(), i32::MAX.into()),
        ShapeKind::Long => within(i64::MIN, i64::MAX),
        ShapeKind::BigInteger => node
            .as_number()
            .is_some_and(|number| number.as_f64().fract() == 0.0),
        ShapeKind::Float | ShapeKind::Double => {
            let named = |text: &str| matches!(text, "NaN" | "Infinity" | "-Infinity");
            node.as_number().is_some() || node.as_str().is_some_and(named)
        }
        ShapeKind::BigDecimal => node.as_number().is_some(),
        ShapeKind::Timestamp => node.as_number().is_some() || node.as_str().is_some(),
        ShapeKind::Enum(members) => node
            .as_str()
            .is_some_and(|text| members.iter().any(|member| member.enum_text() == text)),
        ShapeKind::IntEnum(members) => node.as_i64().is_some_and(|value| {
            let mut numbers = members.iter().filter_map(Member::enum_number);
            numbers.any(|number| i64::from(number) == value)
        }),
        ShapeKind::List(_) => node.as_array().is_some(),
        ShapeKind::Map(_) | ShapeKind::Structure(_) | ShapeKind::Union(_) => {
            node.as_object().is_some()
        }
        _ => true,
    }
}

fn words(shape: &Shape) -> String {
    match shape.kind() {
        ShapeKind::Enum(members) => {
            let texts: Vec<String> = members
                .iter()
                .map(|member| format!("\"{}\"", member.enum_text()))
                .collect();
            format!("one of {}", texts.join(", "))
        }
        ShapeKind::IntEnum(_) => format!("one of the numbers of `{}`", shape.id()),
        ShapeKind::Boolean => "`true` or `false`".to_owned(),
        ShapeKind::Timestamp => "a time, as a number of seconds or a text".to_owned(),
        ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::Map(_) => "an object".to_owned(),
        ShapeKind::List(_) => "an array".to_owned(),
        ShapeKind::Blob => "a text in Base64".to_owned(),
        kind => format!("{} in its bounds", with_article(kind.name())),
    }
}
