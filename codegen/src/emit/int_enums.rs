//! Enums of numbers: a file each in the types crate, open to values of later models.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::common::{deprecated, docs, ident, spelling};
use super::enums::variant;
use crate::files::{Source, Sources};
use crate::ir::{Enum, Service, Variant};
use crate::plan::{Part, Plan};

/// A file an enum.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let file = move |choice: &Enum<i32>| Source {
        path: plan.file(Part::Types, &format!("{}.rs", choice.names.module)),
        shape: choice.shape.clone(),
        emitter: "emit/int_enums.rs",
        docs: Vec::new(),
        items: items(choice),
    };
    Box::new(service.int_enums.iter().map(file))
}

fn items(choice: &Enum<i32>) -> TokenStream {
    let name = ident(&choice.names.ty);
    let (docs, deprecated) = (docs(&choice.docs), deprecated(choice.deprecated.as_ref()));
    let spelling = spelling(&choice.names.ty);
    let variants = choice.variants.iter().map(variant);
    let parts = [
        as_i32(choice, &name),
        int_enum(choice, &name),
        conversions(&name),
        codec(choice, &name),
        serde(&name),
    ];
    quote! {
        use smithy_wire::{IntEnum as _, json};

        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #deprecated
        #spelling
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A number that this version of the model does not have.
            Unknown(smithy_wire::UnknownNumber),
        }
        #(#parts)*
    }
}

/// Variant and number of each value.
fn pairs(choice: &Enum<i32>) -> impl Iterator<Item = (Ident, Literal)> {
    let pair = |variant: &Variant<i32>| {
        let number = Literal::i32_unsuffixed(variant.wire);
        (ident(&variant.name), number)
    };
    choice.variants.iter().map(pair)
}

fn as_i32(choice: &Enum<i32>, name: &Ident) -> TokenStream {
    let arms = pairs(choice).map(|(name, number)| quote!(Self::#name => #number,));
    quote! {
        impl #name {
            /// The number on the wire.
            pub fn as_i32(&self) -> i32 {
                match self {
                    #(#arms)*
                    Self::Unknown(number) => number.as_i32(),
                }
            }
        }
    }
}

fn int_enum(choice: &Enum<i32>, name: &Ident) -> TokenStream {
    let numbers = pairs(choice).map(|(_, number)| number);
    let arms = pairs(choice).map(|(name, number)| quote!(#number => Self::#name,));
    quote! {
        impl smithy_wire::IntEnum for #name {
            const VALUES: &'static [i32] = &[#(#numbers),*];
            fn as_i32(&self) -> i32 {
                self.as_i32()
            }
            fn from_i32(number: i32) -> Self {
                match number {
                    #(#arms)*
                    _ => Self::Unknown(smithy_wire::UnknownNumber::new(number)),
                }
            }
        }
    }
}

fn conversions(name: &Ident) -> TokenStream {
    quote! {
        impl From<i32> for #name {
            fn from(number: i32) -> Self {
                Self::from_i32(number)
            }
        }
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.as_i32(), f)
            }
        }
    }
}

fn codec(choice: &Enum<i32>, name: &Ident) -> TokenStream {
    let read = choice.direction.received.then(|| {
        quote! {
            impl json::ReadJson for #name {
                fn blank() -> Self {
                    Self::from_i32(json::ReadJson::blank())
                }
                fn read_json(&mut self, reader: &mut json::Reader<'_>) -> Result<(), json::ReadError> {
                    let mut number: i32 = json::ReadJson::blank();
                    number.read_json(reader)?;
                    *self = Self::from_i32(number);
                    Ok(())
                }
            }
        }
    });
    let write = choice.direction.sent.then(|| {
        quote! {
            impl json::WriteJson for #name {
                fn write_json(&self, writer: &mut json::Writer) {
                    self.as_i32().write_json(writer);
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
                smithy_wire::serde_support::serialize_int_enum(self, serializer)
            }
        }
        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                smithy_wire::serde_support::deserialize_int_enum(deserializer)
            }
        }
    }
}
