//! The forms of values: of every trait of the prelude, and of those of AWS that a generator reads.

use super::form::Form;

const COUNT: Form = Form::Integer(0, i64::MAX);

const SECONDS: Form = Form::Integer(1, i64::MAX);

const COMPARED: Form = Form::Closed(&[
    ("path", true, Form::Text),
    ("expected", true, Form::Text),
    (
        "comparator",
        true,
        Form::OneOf(&[
            "stringEquals",
            "booleanEquals",
            "allStringEquals",
            "anyStringEquals",
        ]),
    ),
]);

const WAITER: Form = Form::Open(&[
    ("acceptors", true, Form::Some(&ACCEPTOR)),
    ("minDelay", false, SECONDS),
    ("maxDelay", false, SECONDS),
]);

const ACCEPTOR: Form = Form::Closed(&[
    ("state", true, Form::OneOf(&["success", "failure", "retry"])),
    (
        "matcher",
        true,
        Form::Closed(&[
            ("output", false, COMPARED),
            ("inputOutput", false, COMPARED),
            ("success", false, Form::Bool),
            ("errorType", false, Form::Text),
        ]),
    ),
]);

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
    ("smithy.api#addedDefault", Form::Object),
    ("smithy.api#auth", Form::List(&Form::Id)),
    ("smithy.api#authDefinition", Form::Object),
    ("smithy.api#box", Form::Object),
    ("smithy.api#clientOptional", Form::Object),
    ("smithy.api#cors", Form::Object),
    ("smithy.api#default", Form::Any),
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
    ("smithy.api#eventHeader", Form::Object),
    ("smithy.api#eventPayload", Form::Object),
    (
        "smithy.api#examples",
        Form::List(&Form::Open(&[
            ("title", true, Form::Text),
            ("documentation", false, Form::Text),
            ("input", false, Form::Object),
            ("output", false, Form::Any),
            ("error", false, Form::Object),
        ])),
    ),
    ("smithy.api#externalDocumentation", Form::MapOf(&Form::Url)),
    ("smithy.api#hostLabel", Form::Object),
    (
        "smithy.api#http",
        Form::Open(&[
            ("method", true, Form::Text),
            ("uri", true, Form::Text),
            ("code", false, Form::Integer(100, 999)),
        ]),
    ),
    ("smithy.api#httpApiKeyAuth", Form::Object),
    ("smithy.api#httpBasicAuth", Form::Object),
    ("smithy.api#httpBearerAuth", Form::Object),
    ("smithy.api#httpChecksumRequired", Form::Object),
    ("smithy.api#httpDigestAuth", Form::Object),
    ("smithy.api#httpError", Form::Integer(100, 599)),
    ("smithy.api#httpHeader", Form::Text),
    ("smithy.api#httpLabel", Form::Object),
    ("smithy.api#httpPayload", Form::Object),
    ("smithy.api#httpPrefixHeaders", Form::Text),
    ("smithy.api#httpQuery", Form::Text),
    ("smithy.api#httpQueryParams", Form::Object),
    ("smithy.api#httpResponseCode", Form::Object),
    ("smithy.api#idRef", Form::Object),
    ("smithy.api#idempotencyToken", Form::Object),
    ("smithy.api#idempotent", Form::Object),
    ("smithy.api#input", Form::Object),
    ("smithy.api#internal", Form::Object),
    ("smithy.api#jsonName", Form::Text),
    ("smithy.api#length", Form::MinMax(&COUNT)),
    ("smithy.api#mediaType", Form::Text),
    (
        "smithy.api#mixin",
        Form::Open(&[("localTraits", false, Form::List(&Form::Id))]),
    ),
    ("smithy.api#nestedProperties", Form::Object),
    ("smithy.api#noReplace", Form::Object),
    ("smithy.api#notProperty", Form::Object),
    ("smithy.api#optionalAuth", Form::Object),
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
    ("smithy.api#private", Form::Object),
    (
        "smithy.api#property",
        Form::Open(&[("name", false, Form::Text)]),
    ),
    ("smithy.api#protocolDefinition", Form::Object),
    ("smithy.api#range", Form::MinMax(&Form::Number)),
    ("smithy.api#readonly", Form::Object),
    (
        "smithy.api#recommended",
        Form::Open(&[("reason", false, Form::Text)]),
    ),
    ("smithy.api#references", Form::List(&Form::Object)),
    ("smithy.api#requestCompression", Form::Object),
    ("smithy.api#required", Form::Object),
    ("smithy.api#requiresLength", Form::Object),
    ("smithy.api#resourceIdentifier", Form::Text),
    ("smithy.api#retryable", Form::Object),
    ("smithy.api#sensitive", Form::Object),
    ("smithy.api#since", Form::Text),
    ("smithy.api#sparse", Form::Object),
    ("smithy.api#streaming", Form::Object),
    ("smithy.api#suppress", Form::List(&Form::Text)),
    ("smithy.api#tags", Form::List(&Form::Text)),
    (
        "smithy.api#timestampFormat",
        Form::OneOf(&["date-time", "epoch-seconds", "http-date"]),
    ),
    ("smithy.api#title", Form::Text),
    ("smithy.api#trait", Form::Object),
    ("smithy.api#traitValidators", Form::Object),
    ("smithy.api#uniqueItems", Form::Object),
    ("smithy.api#unitType", Form::Object),
    ("smithy.api#unstable", Form::Object),
    ("smithy.api#xmlAttribute", Form::Object),
    ("smithy.api#xmlFlattened", Form::Object),
    ("smithy.api#xmlName", Form::Text),
    (
        "smithy.api#xmlNamespace",
        Form::Open(&[("uri", true, Form::Text), ("prefix", false, Form::Text)]),
    ),
    ("smithy.protocols#rpcv2Cbor", Form::Object),
    (
        "smithy.rules#endpointRuleSet",
        Form::Open(&[
            ("version", true, Form::OneOf(&["1.0", "1.1", "1.3"])),
            ("parameters", true, Form::Object),
            ("rules", true, Form::List(&Form::Object)),
        ]),
    ),
    ("smithy.waiters#waitable", Form::MapOf(&WAITER)),
];

/// The traits in it.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(id, _)| *id)
}

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
