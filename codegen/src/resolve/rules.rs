//! Rules: the constraint traits in force on a member.

use smithy_schema_json::{Member, Number, Shape, TimestampFormat, Traits};

use super::scope::Scope;
use crate::ir::{Rules, TimestampForm, Type};

/// The member's own, else its target's.
pub(crate) fn of(scope: &Scope<'_>, member: &Member) -> Rules {
    let target = scope.model.get(member.target());
    let sources = [Some(member.traits()), target.map(Shape::traits)];
    let find = |bound: fn(&Traits) -> Option<String>| {
        sources.iter().flatten().find_map(|traits| bound(traits))
    };
    Rules {
        min: find(least),
        max: find(greatest),
        pattern: find(|traits| traits.pattern().map(str::to_owned)),
        timestamp: sources
            .iter()
            .flatten()
            .find_map(|traits| form(traits))
            .unwrap_or_default(),
    }
}

fn least(traits: &Traits) -> Option<String> {
    let range = traits
        .range()
        .and_then(|range| range.min)
        .as_ref()
        .map(Number::to_string);
    range.or_else(|| {
        traits
            .length()
            .and_then(|length| length.min)
            .map(|min| min.to_string())
    })
}

fn greatest(traits: &Traits) -> Option<String> {
    let range = traits
        .range()
        .and_then(|range| range.max)
        .as_ref()
        .map(Number::to_string);
    range.or_else(|| {
        traits
            .length()
            .and_then(|length| length.max)
            .map(|max| max.to_string())
    })
}

fn form(traits: &Traits) -> Option<TimestampForm> {
    Some(match traits.timestamp_format()? {
        TimestampFormat::EpochSeconds => TimestampForm::EpochSeconds,
        TimestampFormat::DateTime => TimestampForm::DateTime,
        TimestampFormat::HttpDate => TimestampForm::HttpDate,
    })
}

/// The form of the timestamps that a member holds without a structure between.
pub(crate) fn form_within(ty: &Type, rules: &Rules) -> TimestampForm {
    match ty {
        Type::Timestamp => rules.timestamp,
        Type::List { element, rules, .. } => form_within(element, rules),
        Type::Map { value, rules, .. } => {
            let [_, rules] = rules.as_ref();
            form_within(value, rules)
        }
        _ => TimestampForm::EpochSeconds,
    }
}
