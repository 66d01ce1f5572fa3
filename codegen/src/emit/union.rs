//! Unions: a file each in the types crate, open to members of later models.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::common::{self, deprecated, derives, docs, generic, ident, spelling};
use super::read::form;
use super::{debug, types};
use crate::files::{Source, Sources};
use crate::ir::{Member, Service, Union};
use crate::plan::{Part, Plan};

/// A file a union.
pub(crate) fn emit<'a>(service: &'a Service, plan: &'a Plan) -> Sources<'a> {
    let types = plan.root(Part::Types, Part::Types);
    let file = move |union: &Union| Source {
        path: plan.file(Part::Types, &format!("{}.rs", union.names.module)),
        shape: union.shape.clone(),
        emitter: "emit/union.rs",
        docs: Vec::new(),
        items: items(union, &types),
    };
    Box::new(service.unions.iter().map(file))
}

fn items(union: &Union, types: &TokenStream) -> TokenStream {
    let name = ident(&union.names.ty);
    let (docs, deprecated) = (docs(&union.docs), deprecated(union.deprecated.as_ref()));
    let derives = derives(false, union.total, debug::shows_all(&union.members));
    let variants = union.members.iter().map(|member| variant(member, types));
    let spelling = spelling(&union.names.ty);
    let shape = common::structure(&name, &union.shape);
    let debug = debug(&name, &union.members);
    let read = union
        .direction
        .received
        .then(|| read(&name, &union.members));
    let write = union.direction.sent.then(|| write(&name, &union.members));
    let serde = serde(&name, &union.members);
    quote! {
        use smithy_wire::json;

        #docs
        #derives
        #deprecated
        #spelling
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A member that this version of the model does not have: its name, without its value.
            Unknown(smithy_wire::UnknownValue),
        }
        #shape #debug #read #write #serde
    }
}

fn variant(member: &Member, types: &TokenStream) -> TokenStream {
    let (docs, deprecated) = (docs(&member.docs), deprecated(member.deprecated.as_ref()));
    let (name, ty) = (ident(&member.name), types::value(&member.ty, types));
    let spelling = spelling(&member.name);
    quote!(#docs #deprecated #spelling #name(#ty),)
}

fn debug(name: &Ident, members: &[Member]) -> TokenStream {
    if debug::shows_all(members) {
        return TokenStream::new();
    }
    let arms = members.iter().map(|member| {
        let (variant, label) = (ident(&member.name), &member.name);
        if member.sensitive {
            quote!(Self::#variant(_) => f.debug_tuple(#label).field(&"<redacted>").finish(),)
        } else {
            quote!(Self::#variant(value) => f.debug_tuple(#label).field(value).finish(),)
        }
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => f.debug_tuple("Unknown").field(value).finish(),
                }
            }
        }
    }
}

/// Nulls and the name of the type say nothing; of several members the last one counts.
fn read(name: &Ident, members: &[Member]) -> TokenStream {
    let arms = members.iter().map(|member| {
        let (wire, variant) = (&member.wire, ident(&member.name));
        match form(member) {
            None => quote!(#wire => *self = Self::#variant(value(reader)?),),
            Some(form) => quote! {
                #wire => {
                    let mut value = json::ReadJson::blank();
                    json::Timed::read_as::<json::#form>(&mut value, reader)?;
                    *self = Self::#variant(value);
                }
            },
        }
    });
    quote! {
        impl json::ReadJson for #name {
            fn blank() -> Self {
                Self::Unknown(smithy_wire::UnknownValue::new(""))
            }
            fn read_json(&mut self, reader: &mut json::Reader<'_>) -> Result<(), json::ReadError> {
                reader.object_start()?;
                while let Some(key) = reader.next_key()? {
                    if reader.null()? {
                        continue;
                    }
                    match &*key {
                        #(#arms)*
                        "__type" => reader.skip()?,
                        unknown => {
                            *self = Self::Unknown(smithy_wire::UnknownValue::new(unknown));
                            reader.skip()?;
                        }
                    }
                }
                Ok(())
            }
        }

        fn value<T: json::ReadJson>(reader: &mut json::Reader<'_>) -> Result<T, json::ReadError> {
            let mut value = T::blank();
            value.read_json(reader)?;
            Ok(value)
        }
    }
}

fn write(name: &Ident, members: &[Member]) -> TokenStream {
    let arms = members.iter().map(|member| {
        let (wire, variant) = (&member.wire, ident(&member.name));
        let value = match form(member) {
            None => quote!(value),
            Some(form) => quote!(&json::in_form::<json::#form, _>(value)),
        };
        quote!(Self::#variant(value) => { object.member(#wire, #value); })
    });
    quote! {
        impl json::WriteJson for #name {
            fn write_json(&self, writer: &mut json::Writer) {
                let mut object = writer.object();
                match self {
                    #(#arms)*
                    Self::Unknown(name) => object.value_of(name.as_str()).null(),
                }
                object.end();
            }
        }
    }
}

fn serde(name: &Ident, members: &[Member]) -> TokenStream {
    let text = name.to_string();
    let draft = format!("{name}Draft");
    let (spelling, draft) = (spelling(&draft), ident(&draft));
    let access = generic("A", name);
    let wires: Vec<&String> = members.iter().map(|member| &member.wire).collect();
    let written = members.iter().map(|member| {
        let (wire, variant) = (&member.wire, ident(&member.name));
        quote!(Self::#variant(value) => map.serialize_entry(#wire, value)?,)
    });
    let read = members.iter().map(|member| {
        let (wire, variant) = (&member.wire, ident(&member.name));
        quote!(#wire => self.0 = Some(#name::#variant(map.next_value()?)),)
    });
    quote! {
        #[cfg(feature = "serde")]
        impl serde::Serialize for #name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(Some(1))?;
                match self {
                    #(#written)*
                    Self::Unknown(name) => map.serialize_entry(name.as_str(), &())?,
                }
                map.end()
            }
        }

        /// The member that has been read.
        #[cfg(feature = "serde")]
        #[derive(Default)]
        #spelling
        struct #draft(Option<#name>);

        #[cfg(feature = "serde")]
        impl smithy_wire::serde_support::Members for #draft {
            const NAME: &'static str = #text;
            const MEMBERS: &'static [&'static str] = &[#(#wires),*];
            fn read<'de, #access: serde::de::MapAccess<'de>>(
                &mut self,
                name: &str,
                map: &mut #access,
            ) -> Result<(), #access::Error> {
                match name {
                    #(#read)*
                    _ => smithy_wire::serde_support::skip(map)?,
                }
                Ok(())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let draft: #draft = smithy_wire::serde_support::deserialize(deserializer)?;
                Ok(draft.0.unwrap_or_else(|| Self::Unknown(smithy_wire::UnknownValue::new(""))))
            }
        }
    }
}
