//! Enums of texts: a file each in the types crate, open to values of later models.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::{deprecated, docs, ident, spelling};
use crate::files::{Source, Sources};
use crate::ir::{Enum, Service, Variant};
use crate::plan::{Part, Plan};

/// A file an enum.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let file = move |choice: &Enum| Source {
        path: plan.file(Part::Types, &format!("{}.rs", choice.names.module)),
        shape: choice.shape.clone(),
        emitter: "emit/enums.rs",
        docs: Vec::new(),
        items: items(choice),
    };
    Box::new(service.enums.iter().map(file))
}

fn items(choice: &Enum) -> TokenStream {
    let name = ident(&choice.names.ty);
    let (docs, deprecated) = (docs(&choice.docs), deprecated(choice.deprecated.as_ref()));
    let spelling = spelling(&choice.names.ty);
    let variants = choice.variants.iter().map(variant);
    let parts = [
        as_str(choice, &name),
        string_enum(choice, &name),
        conversions(&name),
        codec(choice, &name),
        serde(&name),
    ];
    quote! {
        use smithy_wire::{StringEnum as _, json};

        #docs
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #deprecated
        #spelling
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the model does not have.
            Unknown(smithy_wire::UnknownValue),
        }
        #(#parts)*
    }
}

/// A known value of an enum of any kind.
pub(super) fn variant<V>(variant: &Variant<V>) -> TokenStream {
    let (docs, deprecated) = (docs(&variant.docs), deprecated(variant.deprecated.as_ref()));
    let (name, spelling) = (ident(&variant.name), spelling(&variant.name));
    quote!(#docs #deprecated #spelling #name,)
}

fn as_str(choice: &Enum, name: &Ident) -> TokenStream {
    let arms = choice.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name), &variant.wire);
        quote!(Self::#name => #wire,)
    });
    quote! {
        impl #name {
            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }
    }
}

fn string_enum(choice: &Enum, name: &Ident) -> TokenStream {
    let wires = choice.variants.iter().map(|variant| &variant.wire);
    let arms = choice.variants.iter().map(|variant| {
        let (name, wire) = (ident(&variant.name), &variant.wire);
        quote!(#wire => Self::#name,)
    });
    let body = if choice.variants.is_empty() {
        quote!(Self::Unknown(smithy_wire::UnknownValue::new(text)))
    } else {
        quote!(match text { #(#arms)* _ => Self::Unknown(smithy_wire::UnknownValue::new(text)), })
    };
    quote! {
        impl smithy_wire::StringEnum for #name {
            const VALUES: &'static [&'static str] = &[#(#wires),*];
            fn as_str(&self) -> &str {
                self.as_str()
            }
            fn from_text(text: &str) -> Self {
                #body
            }
        }
        impl smithy_wire::MapKey for #name {
            fn key(&self) -> &str {
                self.as_str()
            }
            fn from_key(text: std::borrow::Cow<'_, str>) -> Self {
                Self::from_text(&text)
            }
        }
    }
}

fn conversions(name: &Ident) -> TokenStream {
    quote! {
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                Self::from_text(text)
            }
        }
        impl From<String> for #name {
            fn from(text: String) -> Self {
                Self::from_text(&text)
            }
        }
        impl std::str::FromStr for #name {
            type Err = std::convert::Infallible;
            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from_text(text))
            }
        }
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    }
}

fn codec(choice: &Enum, name: &Ident) -> TokenStream {
    let read = choice.direction.received.then(|| {
        quote! {
            impl json::ReadJson for #name {
                fn blank() -> Self {
                    Self::Unknown(smithy_wire::UnknownValue::new(""))
                }
                fn read_json(&mut self, reader: &mut json::Reader<'_>) -> Result<(), json::ReadError> {
                    *self = Self::from_text(&reader.string()?);
                    Ok(())
                }
            }
        }
    });
    let write = choice.direction.sent.then(|| {
        quote! {
            impl json::WriteJson for #name {
                fn write_json(&self, writer: &mut json::Writer) {
                    writer.string(self.as_str());
                }
            }
        }
    });
    quote!(#read #write)
}

fn serde(name: &Ident) -> TokenStream {
    quote! {
        #[cfg(feature = "serde")]
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                smithy_wire::serde_support::serialize_enum(self, serializer)
            }
        }
        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                smithy_wire::serde_support::deserialize_enum(deserializer)
            }
        }
    }
}
