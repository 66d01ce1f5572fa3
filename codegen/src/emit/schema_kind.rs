//! The type of a member in the schema tables, with the rules in force.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::common::ident;
use crate::ir::{Named, NamedKind, Rules, TimestampForm, Type};

/// An expression of the type `Kind` of the runtime's tables.
pub(crate) fn of(ty: &Type, rules: &Rules) -> TokenStream {
    let kind = match ty {
        Type::Boolean => quote!(Boolean),
        Type::Byte => integer("Byte", rules),
        Type::Short => integer("Short", rules),
        Type::Integer => integer("Integer", rules),
        Type::Long => integer("Long", rules),
        Type::Float => quote!(Float),
        Type::Double => quote!(Double),
        Type::Number => quote!(BigDecimal),
        Type::String => text(rules),
        Type::Timestamp => timestamp(rules.timestamp),
        Type::Blob => quote!(Blob),
        Type::Document => quote!(Document),
        Type::Named(name) => named(name),
        Type::List { element, rules, .. } => {
            let element = of(element, rules);
            quote!(List(&#element))
        }
        Type::Map {
            key, value, rules, ..
        } => {
            let [key_rules, value_rules] = rules.as_ref();
            let (key, value) = (of(key, key_rules), of(value, value_rules));
            quote!(Map(&#key, &#value))
        }
    };
    quote!(Kind::#kind)
}

fn integer(kind: &str, rules: &Rules) -> TokenStream {
    let kind = ident(kind);
    let end = |text: &Option<String>| number(text.as_deref().and_then(|text| text.parse().ok()));
    if rules.min.is_none() && rules.max.is_none() {
        return quote!(#kind(Range::NONE));
    }
    let (min, max) = (end(&rules.min), end(&rules.max));
    quote!(#kind(Range { min: #min, max: #max }))
}

fn number(value: Option<i64>) -> TokenStream {
    match value {
        Some(value) => {
            let value = Literal::i64_unsuffixed(value);
            quote!(Some(#value))
        }
        None => quote!(None),
    }
}

fn text(rules: &Rules) -> TokenStream {
    let end = |text: &Option<String>| number(text.as_deref().and_then(|text| text.parse().ok()));
    if rules.min.is_none() && rules.max.is_none() && rules.pattern.is_none() {
        return quote!(String(Constraints::NONE));
    }
    let (min, max) = (end(&rules.min), end(&rules.max));
    let pattern = rules
        .pattern
        .as_ref()
        .map_or(quote!(None), |pattern| quote!(Some(#pattern)));
    quote!(String(Constraints { min_length: #min, max_length: #max, pattern: #pattern }))
}

fn timestamp(form: TimestampForm) -> TokenStream {
    let form = match form {
        TimestampForm::EpochSeconds => quote!(EpochSeconds),
        TimestampForm::DateTime => quote!(DateTime),
        TimestampForm::HttpDate => quote!(HttpDate),
    };
    quote!(Timestamp(TimestampFormat::#form))
}

fn named(named: &Named) -> TokenStream {
    let constant = ident(&named.names.constant);
    match named.kind {
        NamedKind::Structure => quote!(Structure(&crate::types::#constant)),
        NamedKind::Union => quote!(Union(&crate::types::#constant)),
        NamedKind::Enum => quote!(Enum(crate::types::#constant)),
        NamedKind::IntEnum => quote!(IntEnum(crate::types::#constant)),
    }
}
