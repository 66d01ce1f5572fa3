//! Expressions: what is tested, named and written into a URL.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::common::ident;
use crate::ir::endpoint::{Expr, ParameterType, Piece, Text, ValueType};

/// An expression; one that may be none is an `Option`.
pub(super) fn expr(of: &Expr) -> TokenStream {
    match of {
        Expr::Bool(value) => quote!(#value),
        Expr::Integer(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(#value)
        }
        Expr::Text(of) => text(of),
        Expr::Variable(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Expr::Parameter {
            field,
            ty,
            optional,
        } => parameter(field, *ty, *optional),
        Expr::Field { of, name, view } => {
            let (of, name) = (expr(of), ident(name));
            let view = view.map(ident);
            let view = view.map(|view| quote!(.#view()));
            quote!(#of.#name #view)
        }
        Expr::Call {
            function,
            arguments,
        } => {
            let function = ident(function);
            let arguments = arguments.iter().map(expr);
            quote!(smithy_endpoint::#function(#(#arguments),*))
        }
        Expr::Equal(one, other) => equal(one, other),
        Expr::Not(inner) => not(inner),
        Expr::IsSome(inner) => {
            let inner = expr(inner);
            quote!(#inner.is_some())
        }
        Expr::Some(inner) => {
            let inner = expr(inner);
            quote!(Some(#inner))
        }
        Expr::Or {
            first,
            second,
            optional,
        } => {
            let (first, second) = (expr(first), expr(second));
            match optional {
                true => quote!(#first.or(#second)),
                false => quote!(#first.unwrap_or(#second)),
            }
        }
        Expr::IfElse(parts) => {
            let [condition, then, other] = parts.each_ref().map(expr);
            quote!(if #condition { #then } else { #other })
        }
    }
}

fn equal(one: &Expr, other: &Expr) -> TokenStream {
    if let Some(other) = beside_empty(one, other) {
        return quote!(#other.is_empty());
    }
    let (one, other) = (expr(one), expr(other));
    quote!(#one == #other)
}

fn unequal(one: &Expr, other: &Expr) -> TokenStream {
    if let Some(other) = beside_empty(one, other) {
        return quote!(!#other.is_empty());
    }
    let (one, other) = (expr(one), expr(other));
    quote!(#one != #other)
}

/// The other side of a comparison with the empty text.
fn beside_empty(one: &Expr, other: &Expr) -> Option<TokenStream> {
    let is_empty = |side: &Expr| matches!(side, Expr::Text(text) if text.0.is_empty());
    match (is_empty(one), is_empty(other)) {
        (true, _) => Some(expr(other)),
        (_, true) => Some(expr(one)),
        _ => None,
    }
}

fn not(inner: &Expr) -> TokenStream {
    match inner {
        Expr::Equal(one, other) => unequal(one, other),
        Expr::IsSome(value) => {
            let value = expr(value);
            quote!(#value.is_none())
        }
        other => {
            let other = expr(other);
            quote!(!#other)
        }
    }
}

fn parameter(field: &str, ty: ParameterType, optional: bool) -> TokenStream {
    let field = ident(field);
    match (ty, optional) {
        (ParameterType::Bool, _) => quote!(params.#field),
        (_, true) => quote!(params.#field.as_deref()),
        (ParameterType::Text, false) => quote!(params.#field.as_str()),
        (ParameterType::Texts, false) => quote!(params.#field.as_slice()),
    }
}

/// A text: a literal, a borrowed value, or a new `String`.
pub(super) fn text(of: &Text) -> TokenStream {
    match of.0.as_slice() {
        [] => quote!(""),
        [Piece::Literal(literal)] => quote!(#literal),
        [Piece::Value(value)] => expr(value),
        pieces => format(pieces),
    }
}

fn format(pieces: &[Piece]) -> TokenStream {
    let mut pattern = String::new();
    let mut arguments = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Literal(literal) => {
                pattern.push_str(&literal.replace('{', "{{").replace('}', "}}"));
            }
            Piece::Value(Expr::Variable(name)) => pattern.push_str(&format!("{{{name}}}")),
            Piece::Value(value) => {
                pattern.push_str("{}");
                arguments.push(shown(value));
            }
        }
    }
    quote!(format!(#pattern #(, #arguments)*))
}

/// A value to be formatted: a field is not borrowed another time.
fn shown(value: &Expr) -> TokenStream {
    match value {
        Expr::Field { of, name, .. } => {
            let (of, name) = (expr(of), ident(name));
            quote!(#of.#name)
        }
        other => expr(other),
    }
}

/// The type of a variable.
pub(super) fn ty(of: ValueType) -> TokenStream {
    match of {
        ValueType::Params => quote!(&Params),
        ValueType::Text => quote!(&str),
        ValueType::Bool => quote!(bool),
        ValueType::Integer => quote!(i64),
        ValueType::Partition => quote!(&Partition),
        ValueType::Url => quote!(&Url<'_>),
        ValueType::Arn => quote!(&Arn<'_>),
        ValueType::Texts => quote!(&[String]),
        ValueType::Parts => quote!(&[&str]),
    }
}
