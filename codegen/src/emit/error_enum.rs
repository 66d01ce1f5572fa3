//! The error enum of an operation: a case for each documented error, and an open one.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{deprecated, derives, doc, docs, ident, spelling};
use crate::ir::{ErrorCase, Operation};

/// The enum and its impls.
pub(crate) fn of(operation: &Operation) -> TokenStream {
    let name = ident(&operation.error_type);
    let docs = doc(&format!(
        "What `{}` can answer with instead of a response.",
        operation.wire
    ));
    let spelling = spelling(&operation.error_type);
    let derives = derives(false, operation.errors.iter().all(|case| case.total), true);
    let variants = operation.errors.iter().map(variant);
    let impls = [meta(operation), display(operation), from_body(operation)];
    quote! {
        #docs
        #derives
        #spelling
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// An error that the model does not document for this operation.
            Unhandled(smithy_wire::ErrorMeta),
        }
        #(#impls)*
        impl std::error::Error for #name {}
    }
}

fn variant(case: &ErrorCase) -> TokenStream {
    let (docs, deprecated) = (docs(&case.docs), deprecated(case.deprecated.as_ref()));
    let (variant, ty) = (ident(&case.variant), ident(&case.names.ty));
    let spelling = spelling(&case.variant);
    quote!(#docs #deprecated #spelling #variant(crate::error::#ty),)
}

fn meta(operation: &Operation) -> TokenStream {
    let name = ident(&operation.error_type);
    let arms = operation.errors.iter().map(|case| {
        let variant = ident(&case.variant);
        quote!(Self::#variant(error) => error.meta(),)
    });
    quote! {
        impl #name {
            /// Code, message, request id and HTTP status.
            pub fn meta(&self) -> &smithy_wire::ErrorMeta {
                match self {
                    #(#arms)*
                    Self::Unhandled(meta) => meta,
                }
            }
        }
    }
}

fn display(operation: &Operation) -> TokenStream {
    let name = ident(&operation.error_type);
    let arms = operation.errors.iter().map(|case| {
        let variant = ident(&case.variant);
        quote!(Self::#variant(error) => error.fmt(f),)
    });
    quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#arms)*
                    Self::Unhandled(meta) => crate::error::describe_unhandled(f, meta),
                }
            }
        }
    }
}

fn from_body(operation: &Operation) -> TokenStream {
    let name = ident(&operation.error_type);
    let arms = operation.errors.iter().map(|case| {
        let (code, variant) = (&case.code, ident(&case.variant));
        quote!(Some(#code) => Self::#variant(smithy_wire::ServiceError::from_body(meta, body)),)
    });
    let body = if operation.errors.is_empty() {
        quote!(let _ = body; Self::Unhandled(meta))
    } else {
        quote!(match meta.code() { #(#arms)* _ => Self::Unhandled(meta), })
    };
    quote! {
        impl smithy_wire::ServiceError for #name {
            fn from_body(meta: smithy_wire::ErrorMeta, body: &str) -> Self {
                #body
            }
            fn meta(&self) -> &smithy_wire::ErrorMeta {
                self.meta()
            }
        }
    }
}
