//! Endpoints: the builder calls that make one.

use proc_macro2::TokenStream;
use quote::quote;

use super::expressions::text;
use crate::ir::endpoint::{AuthScheme, Endpoint, Property, Text};

/// An endpoint.
pub(super) fn endpoint(of: &Endpoint) -> TokenStream {
    let url = text(&of.url);
    let headers = of.headers.iter().map(|(name, values)| {
        let values = list(values);
        quote!(.with_header(#name, #values))
    });
    let schemes = of.auth_schemes.iter().map(|scheme| {
        let scheme = auth_scheme(scheme);
        quote!(.with_auth_scheme(#scheme))
    });
    let properties = with_properties(&of.properties);
    quote!(Endpoint::new(#url) #(#headers)* #(#schemes)* #properties)
}

fn auth_scheme(of: &AuthScheme) -> TokenStream {
    let name = text(&of.name);
    let signing_name = of.signing_name.as_ref().map(|name| {
        let name = text(name);
        quote!(.with_signing_name(#name))
    });
    let signing_region = of.signing_region.as_ref().map(|region| {
        let region = text(region);
        quote!(.with_signing_region(#region))
    });
    let set = (!of.signing_region_set.is_empty()).then(|| {
        let set = list(&of.signing_region_set);
        quote!(.with_signing_region_set(#set))
    });
    let once = of
        .disable_double_encoding
        .then(|| quote!(.with_disable_double_encoding(true)));
    let properties = with_properties(&of.properties);
    quote!(AuthScheme::new(#name) #signing_name #signing_region #set #once #properties)
}

/// Texts as owned ones, since some are literals and some are made.
fn list(of: &[Text]) -> TokenStream {
    let texts = of.iter().map(|of| {
        let text = text(of);
        quote!(String::from(#text))
    });
    match of.is_empty() {
        true => quote!([""; 0]),
        false => quote!([#(#texts),*]),
    }
}

fn with_properties(properties: &[(String, Property)]) -> TokenStream {
    let calls = properties.iter().map(|(name, value)| {
        let value = property(value);
        quote!(.with_property(#name, #value))
    });
    quote!(#(#calls)*)
}

fn property(of: &Property) -> TokenStream {
    match of {
        Property::Bool(value) => quote!(#value),
        Property::Integer(value) => quote!(#value),
        Property::Text(of) => text(of),
        Property::List(values) => {
            let values = values.iter().map(value);
            quote!(Value::List(vec![#(#values),*]))
        }
        Property::Object(members) => {
            let members = members.iter().map(|(name, of)| {
                let value = value(of);
                quote!((#name, #value))
            });
            quote!(Value::object::<&str>([#(#members),*]))
        }
    }
}

fn value(of: &Property) -> TokenStream {
    let property = property(of);
    match of {
        Property::List(_) | Property::Object(_) => property,
        _ => quote!(Value::from(#property)),
    }
}
