//! Traits of the prelude (`smithy.api`).
//!
//! Each accessor answers `None` or `false` where the trait is absent.

use super::Traits;
use crate::node::{Node, Number};

/// Who is at fault, of an error structure: `smithy.api#error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorSide {
    /// The request was wrong.
    Client,
    /// The service failed.
    Server,
}

/// The numbers allowed: `smithy.api#range`. Both ends are included; one of them may be absent.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The smallest value.
    pub min: Option<Number>,
    /// The largest value.
    pub max: Option<Number>,
}

/// The lengths allowed, in characters, bytes or elements: `smithy.api#length`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The smallest length.
    pub min: Option<u64>,
    /// The largest length.
    pub max: Option<u64>,
}

/// `smithy.api#deprecated`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecated {
    /// What to use instead, where the model says so.
    pub message: Option<String>,
    /// Since which version, where the model says so.
    pub since: Option<String>,
}

/// `smithy.api#timestampFormat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimestampFormat {
    /// RFC 3339 text in UTC.
    DateTime,
    /// The date form of HTTP headers.
    HttpDate,
    /// Seconds since 1970 as a number.
    EpochSeconds,
}

/// `smithy.api#xmlNamespace`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The namespace.
    pub uri: String,
    /// The prefix it is bound to.
    pub prefix: Option<String>,
}

impl Traits {
    fn text(&self, id: &str) -> Option<&str> {
        self.get(id).and_then(Node::as_str)
    }

    /// `smithy.api#documentation`: Markdown (CommonMark), or HTML in AWS models.
    pub fn documentation(&self) -> Option<&str> {
        self.text("smithy.api#documentation")
    }

    /// `smithy.api#title`: the name a person would use.
    pub fn title(&self) -> Option<&str> {
        self.text("smithy.api#title")
    }

    /// `smithy.api#required`.
    pub fn required(&self) -> bool {
        self.has("smithy.api#required")
    }

    /// `smithy.api#clientOptional`.
    pub fn client_optional(&self) -> bool {
        self.has("smithy.api#clientOptional")
    }

    /// `smithy.api#default`: the value, `null` included.
    pub fn default_value(&self) -> Option<&Node> {
        self.get("smithy.api#default")
    }

    /// `smithy.api#error`: who is at fault; the structure is an error's.
    pub fn error(&self) -> Option<ErrorSide> {
        match self.text("smithy.api#error")? {
            "client" => Some(ErrorSide::Client),
            "server" => Some(ErrorSide::Server),
            _ => None,
        }
    }

    /// `smithy.api#httpError`: the HTTP status of an error.
    pub fn http_error(&self) -> Option<u16> {
        self.get("smithy.api#httpError")?.as_i64()?.try_into().ok()
    }

    /// `smithy.api#sensitive`: the value must not be shown.
    pub fn sensitive(&self) -> bool {
        self.has("smithy.api#sensitive")
    }

    /// `smithy.api#range`.
    pub fn range(&self) -> Option<Range> {
        let range = self.get("smithy.api#range")?;
        let end = |name| range.get(name).and_then(Node::as_number).cloned();
        Some(Range {
            min: end("min"),
            max: end("max"),
        })
    }

    /// `smithy.api#length`.
    pub fn length(&self) -> Option<Length> {
        let length = self.get("smithy.api#length")?;
        let end = |name| {
            length
                .get(name)
                .and_then(Node::as_number)
                .and_then(Number::as_u64)
        };
        Some(Length {
            min: end("min"),
            max: end("max"),
        })
    }

    /// `smithy.api#pattern`: a regular expression (ECMA 262) that matches somewhere in the text.
    pub fn pattern(&self) -> Option<&str> {
        self.text("smithy.api#pattern")
    }

    /// `smithy.api#enumValue`, on members of enums: a text or an integer.
    pub fn enum_value(&self) -> Option<&Node> {
        self.get("smithy.api#enumValue")
    }

    /// `smithy.api#deprecated`.
    pub fn deprecated(&self) -> Option<Deprecated> {
        let value = self.get("smithy.api#deprecated")?;
        let text = |name| value.get(name).and_then(Node::as_str).map(str::to_owned);
        Some(Deprecated {
            message: text("message"),
            since: text("since"),
        })
    }

    /// `smithy.api#timestampFormat`.
    pub fn timestamp_format(&self) -> Option<TimestampFormat> {
        match self.text("smithy.api#timestampFormat")? {
            "date-time" => Some(TimestampFormat::DateTime),
            "http-date" => Some(TimestampFormat::HttpDate),
            "epoch-seconds" => Some(TimestampFormat::EpochSeconds),
            _ => None,
        }
    }

    /// `smithy.api#jsonName`: the member's name in JSON, in protocols that honour it.
    pub fn json_name(&self) -> Option<&str> {
        self.text("smithy.api#jsonName")
    }

    /// `smithy.api#sparse`: the list or map may hold nulls.
    pub fn sparse(&self) -> bool {
        self.has("smithy.api#sparse")
    }

    /// `smithy.api#box` of Smithy 1.0: there is no implied default.
    pub fn boxed(&self) -> bool {
        self.has("smithy.api#box")
    }

    /// `smithy.api#uniqueItems`.
    pub fn unique_items(&self) -> bool {
        self.has("smithy.api#uniqueItems")
    }

    /// `smithy.api#input`: the structure is one operation's input.
    pub fn input(&self) -> bool {
        self.has("smithy.api#input")
    }

    /// `smithy.api#output`: the structure is one operation's output.
    pub fn output(&self) -> bool {
        self.has("smithy.api#output")
    }

    /// `smithy.api#idempotencyToken`: filled in by the client where the caller gives none.
    pub fn idempotency_token(&self) -> bool {
        self.has("smithy.api#idempotencyToken")
    }

    /// `smithy.api#streaming`: a blob that streams, or a union that is an event stream.
    pub fn streaming(&self) -> bool {
        self.has("smithy.api#streaming")
    }

    /// `smithy.api#hostLabel`: the member fills a label of the host prefix.
    pub fn host_label(&self) -> bool {
        self.has("smithy.api#hostLabel")
    }

    /// `smithy.api#endpoint`: the pattern put before the host.
    pub fn host_prefix(&self) -> Option<&str> {
        self.get("smithy.api#endpoint")?.get("hostPrefix")?.as_str()
    }

    /// `smithy.api#mixin`: the shape only lends its members and traits.
    pub fn mixin(&self) -> bool {
        self.has("smithy.api#mixin")
    }

    /// `smithy.api#trait`: the shape defines a trait.
    pub fn trait_definition(&self) -> bool {
        self.has("smithy.api#trait")
    }

    /// `smithy.api#xmlNamespace`.
    pub fn xml_namespace(&self) -> Option<XmlNamespace> {
        let value = self.get("smithy.api#xmlNamespace")?;
        let prefix = value
            .get("prefix")
            .and_then(Node::as_str)
            .map(str::to_owned);
        Some(XmlNamespace {
            uri: value.get("uri")?.as_str()?.to_owned(),
            prefix,
        })
    }

    /// `smithy.waiters#waitable`, as it stands.
    pub fn waitable(&self) -> Option<&Node> {
        self.get("smithy.waiters#waitable")
    }

    /// `smithy.rules#endpointRuleSet`, as it stands.
    pub fn endpoint_rule_set(&self) -> Option<&Node> {
        self.get("smithy.rules#endpointRuleSet")
    }
}
