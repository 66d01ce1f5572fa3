//! The traits whose values are checked: those with a typed accessor, and a few whose mistakes are plain.

use super::form::Form;

const COUNT: Form = Form::Integer(0, i64::MAX);

static TABLE: &[(&str, Form)] = &[
    (
        "aws.api#service",
        Form::Open(&[
            ("sdkId", true, Form::Text),
            ("arnNamespace", false, Form::Text),
            ("endpointPrefix", false, Form::Text),
        ]),
    ),
    ("aws.auth#sigv4", Form::Open(&[("name", true, Form::Text)])),
    ("aws.protocols#awsJson1_0", Form::Object),
    ("aws.protocols#awsJson1_1", Form::Object),
    ("aws.protocols#awsQuery", Form::Object),
    ("aws.protocols#ec2Query", Form::Object),
    ("aws.protocols#restJson1", Form::Object),
    ("aws.protocols#restXml", Form::Object),
    (
        "codegen.pagination#paginated",
        Form::Closed(&[
            ("inputToken", false, Form::Texts),
            ("outputToken", false, Form::Texts),
            ("pageSize", false, Form::Text),
            ("items", false, Form::Texts),
            ("moreResults", false, Form::Text),
            ("nonAggregate", false, Form::Texts),
            ("excludes", false, Form::Texts),
            ("defaultPageSize", false, Form::Integer(1, u32::MAX as i64)),
            ("identity", false, Form::Texts),
        ]),
    ),
    ("smithy.api#auth", Form::List(&Form::Id)),
    ("smithy.api#clientOptional", Form::Object),
    (
        "smithy.api#deprecated",
        Form::Open(&[("message", false, Form::Text), ("since", false, Form::Text)]),
    ),
    ("smithy.api#documentation", Form::Text),
    (
        "smithy.api#endpoint",
        Form::Open(&[("hostPrefix", true, Form::Text)]),
    ),
    (
        "smithy.api#enum",
        Form::List(&Form::Open(&[
            ("value", true, Form::Text),
            ("name", false, Form::Text),
            ("documentation", false, Form::Text),
        ])),
    ),
    ("smithy.api#enumValue", Form::TextOrInteger),
    ("smithy.api#error", Form::OneOf(&["client", "server"])),
    ("smithy.api#externalDocumentation", Form::MapOf(&Form::Url)),
    ("smithy.api#hostLabel", Form::Object),
    ("smithy.api#httpError", Form::Integer(100, 599)),
    ("smithy.api#idempotencyToken", Form::Object),
    ("smithy.api#input", Form::Object),
    ("smithy.api#jsonName", Form::Text),
    ("smithy.api#length", Form::MinMax(&COUNT)),
    (
        "smithy.api#mixin",
        Form::Open(&[("localTraits", false, Form::List(&Form::Id))]),
    ),
    ("smithy.api#output", Form::Object),
    (
        "smithy.api#paginated",
        Form::Open(&[
            ("inputToken", false, Form::Text),
            ("outputToken", false, Form::Text),
            ("pageSize", false, Form::Text),
            ("items", false, Form::Text),
        ]),
    ),
    ("smithy.api#pattern", Form::Text),
    ("smithy.api#range", Form::MinMax(&Form::Number)),
    ("smithy.api#required", Form::Object),
    ("smithy.api#sensitive", Form::Object),
    ("smithy.api#sparse", Form::Object),
    ("smithy.api#streaming", Form::Object),
    (
        "smithy.api#timestampFormat",
        Form::OneOf(&["date-time", "epoch-seconds", "http-date"]),
    ),
    ("smithy.api#title", Form::Text),
    ("smithy.api#uniqueItems", Form::Object),
    (
        "smithy.api#xmlNamespace",
        Form::Open(&[("uri", true, Form::Text), ("prefix", false, Form::Text)]),
    ),
    ("smithy.protocols#rpcv2Cbor", Form::Object),
    ("smithy.rules#endpointRuleSet", Form::Object),
    ("smithy.waiters#waitable", Form::MapOf(&Form::Object)),
];

/// The form of a trait's value, where it is known.
pub(super) fn form(id: &str) -> Option<&'static Form> {
    let index = TABLE.binary_search_by(|(other, _)| (*other).cmp(id)).ok()?;
    TABLE.get(index).map(|(_, form)| form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(TABLE.is_sorted_by(|one, two| one.0 < two.0));
    }
}
