//! Why a model that a validator of the reference refuses cannot harm what is emitted.

use std::collections::BTreeSet;

/// Validators by the names of their events.
static REASONS: &[(&str, &str)] = &[
    (
        "ClientEndpointDiscovery",
        "endpoints come from the rule set; nothing emitted asks a service for its endpoint",
    ),
    ("EnumTrait", "a text whose values make no enum stays a text"),
    (
        "HttpApiKeyAuthTrait",
        "signing is the caller's; nothing is emitted from this trait",
    ),
    (
        "HttpBindingsMissing",
        "the protocols that are emitted send every operation to `/`",
    ),
    (
        "HttpUriConflict",
        "the protocols that are emitted send every operation to `/`",
    ),
    (
        "HttpUriFormat",
        "the protocols that are emitted send every operation to `/`",
    ),
    (
        "MediaType",
        "the trait says what is in a text; nothing is emitted from it",
    ),
    (
        "PrivateAccess",
        "what may be named from where is the modeller's concern; the shape is there all the same",
    ),
    (
        "ReferencesTrait",
        "nothing is emitted from references between resources",
    ),
    (
        "ResourceIdentifierBinding",
        "resources have no type; their operations are emitted as they stand",
    ),
    (
        "ResourceLifecycle",
        "resources have no type; their operations are emitted as they stand",
    ),
    (
        "Service",
        "two types of one name are refused when the service is generated, with `rename` as the remedy",
    ),
    (
        "ShapeClosure",
        "nothing is emitted from closures other than a service's own",
    ),
    (
        "SingleOperationBinding",
        "an operation is emitted once, however often it is bound",
    ),
    (
        "SingleResourceBinding",
        "an operation is emitted once, however often its resource is bound",
    ),
    (
        "StreamingTrait",
        "an operation with a stream is skipped, whichever stream it is",
    ),
    (
        "TraitConflict",
        "nothing is emitted from traits of the model's own making",
    ),
    ("TraitValue", "nothing is emitted from this trait"),
    ("XmlNamespaceTrait", "no XML is emitted"),
];

/// The validators that have a reason and are not among these.
pub(super) fn unused(used: &BTreeSet<&str>) -> Vec<&'static str> {
    let names = REASONS.iter().map(|(name, _)| *name);
    names.filter(|name| !used.contains(name)).collect()
}

/// The reason for a validator, where it has one.
pub(super) fn reason(validator: &str) -> Option<&'static str> {
    let index = REASONS.binary_search_by(|(name, _)| (*name).cmp(validator));
    index
        .ok()
        .and_then(|index| REASONS.get(index))
        .map(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_that_excuses_nothing_is_named() {
        let mut used: BTreeSet<&str> = REASONS.iter().map(|(name, _)| *name).collect();
        assert!(unused(&used).is_empty());
        used.remove("Service");
        assert_eq!(unused(&used), ["Service"]);
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(REASONS.is_sorted_by(|one, two| one.0 < two.0));
    }
}
